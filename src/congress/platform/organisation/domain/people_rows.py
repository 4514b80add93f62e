"""What an imported table of persons would change: new ones, ones whose blanks are filled, and what cannot come in.

Names repeat in every place, so a row is the same person only when name and body agree and the telephone does not speak
against it. Where it does, the row must say that it is another person of the same name; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from congress.platform.organisation.domain.persons import (
    GENDERS,
    read_birth_date,
    read_gender,
    read_phone,
)
from congress.platform.organisation.domain.placing import require_within_term
from congress.standards.datasets import DataClass, Dataset, DatasetField, FieldType, Row, RowFault
from congress.standards.errors import RuleViolation

T = TypeVar("T")

MOST_ROWS = 200_000
NOBODY = UUID(int=0)
NAMESAKE = "同名另一人"


def _column(
    name: str, title: str, kind: FieldType, data_class: DataClass, description: str, **more: Any
) -> DatasetField:
    return DatasetField(
        name=name,
        title=title,
        type=kind,
        required=more.pop("required", False),
        description=description,
        data_class=data_class,
        **more,
    )


PEOPLE = Dataset(
    name="people",
    title="人员",
    version="1",
    description="一行一个人；机构编码必须已经登记，姓名和机构相同的视为同一人；填了选举单位的同时登记为代表",
    fields=(
        _column(
            "body_code",
            "机构编码",
            FieldType.IDENTIFIER,
            DataClass.PUBLIC,
            "所在机构的编码，可从机构树导出表里查到",
            required=True,
            max_length=40,
        ),
        _column("name", "姓名", FieldType.TEXT, DataClass.PERSONAL, "真实姓名", required=True, max_length=60),
        _column("gender", "性别", FieldType.TEXT, DataClass.PERSONAL, "填男或女，可以留空", max_length=6),
        _column("birth_date", "出生日期", FieldType.DATE, DataClass.PERSONAL, "例如 1980-05-01，可以留空"),
        _column(
            "phone", "手机号码", FieldType.TEXT, DataClass.SENSITIVE, "11 位手机号码，可以留空", max_length=40
        ),
        _column(
            "namesake",
            NAMESAKE,
            FieldType.FLAG,
            DataClass.INTERNAL,
            "本机构已有同名人员、而这一行是另一个人时填“是”，其他情况留空",
        ),
        _column(
            "electing_unit",
            "选举单位",
            FieldType.TEXT,
            DataClass.PUBLIC,
            "填了就同时登记为该人大本届代表，机构编码须是人大；不是代表的留空",
            max_length=120,
        ),
        _column(
            "delegation", "代表团", FieldType.TEXT, DataClass.PUBLIC, "所在代表团，可以留空", max_length=60
        ),
        _column("seated_on", "代表任职日期", FieldType.DATE, DataClass.PUBLIC, "留空就从本届开始之日算起"),
    ),
    key=("body_code", "name", "phone"),
    checks=(),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A body that takes persons; a congress with a running term takes deputies as well."""

    id: UUID
    term: UUID | None = None
    term_starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExistingPerson:
    """A person that is there; `is_seated` when they are a deputy of the body's running term."""

    id: UUID
    version: int
    body: str
    name: str
    gender: str
    birth_date: date | None
    phone: str
    is_seated: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A mandate a row asks for."""

    term: UUID
    electing_unit: str
    delegation: str
    from_date: date

    def as_json(self) -> dict[str, str]:
        """The seat as kept until the import."""
        return {
            "term": str(self.term),
            "electing_unit": self.electing_unit,
            "delegation": self.delegation,
            "from_date": self.from_date.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row that was understood. `body` is a code."""

    row: int
    body: str
    body_id: UUID
    name: str
    gender: str
    birth_date: date | None
    phone: str
    is_namesake: bool
    seat: Seat | None

    def as_json(self) -> dict[str, Any]:
        """A new person as kept until the import."""
        return {
            "row": self.row,
            "body": str(self.body_id),
            "name": self.name,
            "gender": self.gender,
            "birth_date": None if self.birth_date is None else self.birth_date.isoformat(),
            "phone": self.phone,
            "seat": None if self.seat is None else self.seat.as_json(),
        }


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """A person whose blanks the row fills, whose gender or day of birth it corrects, or whom it makes a deputy."""

    row: PersonRow
    before: ExistingPerson

    def as_json(self) -> dict[str, Any]:
        """The values to be stored, with the version the row was judged by."""
        born = self.row.birth_date or self.before.birth_date
        return {
            "row": self.row.row,
            "id": str(self.before.id),
            "version": self.before.version,
            "name": self.row.name,
            "gender": self.row.gender or self.before.gender,
            "birth_date": None if born is None else born.isoformat(),
            "phone": self.row.phone or self.before.phone,
            "seat": self.row.seat.as_json() if self.row.seat and not self.before.is_seated else None,
            "changes": self.changes(),
        }

    def changes(self) -> list[list[str]]:
        """What differs, without telephone numbers: the column's title, the text before, the text after."""
        found = []
        if self.row.phone and self.row.phone != self.before.phone:
            found.append(["手机号码", "", "补录"])
        if self.row.gender and self.row.gender != self.before.gender:
            found.append(["性别", GENDERS.get(self.before.gender, ""), GENDERS[self.row.gender]])
        if self.row.birth_date and self.row.birth_date != self.before.birth_date:
            born = self.before.birth_date
            found.append(
                ["出生日期", "" if born is None else born.isoformat(), self.row.birth_date.isoformat()]
            )
        if self.row.seat and not self.before.is_seated:
            found.append(["代表", "", self.row.seat.electing_unit])
        return found


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What the import would do."""

    new: tuple[PersonRow, ...]
    changed: tuple[ChangedPerson, ...]
    unchanged: int
    faults: tuple[RowFault, ...]


def read_people(
    *, rows: Iterable[Row], bodies: Mapping[str, Ground], closed: Collection[str], today: date
) -> tuple[list[PersonRow], list[RowFault]]:
    """The rows of the dataset as persons, and what is wrong with the others.

    `bodies` are those to which persons may be added, by code; `closed` are codes of bodies no longer in use.
    """
    read, faults = [], []
    for row in rows:
        wrong: list[RowFault] = []
        body = str(row.values["body_code"])
        ground = bodies.get(body)
        if body in closed:
            reason = "这个机构已经停用，不能再登记人员。"
            wrong.append(RowFault(row.number, "机构编码", reason, "organisation.body_closed"))
        elif ground is None:
            reason = f"没有编码为“{body}”的机构，或者它不在您的管理范围之内。"
            wrong.append(RowFault(row.number, "机构编码", reason, "organisation.no_such_body"))
        person = _read(row, ground or Ground(NOBODY), today, wrong)
        if wrong:
            faults += wrong
        else:
            read.append(person)
    return read, faults


def plan_people(*, rows: Sequence[PersonRow], existing: Iterable[ExistingPerson]) -> PeoplePlan:
    """Tell new persons from those that are there."""
    there: dict[tuple[str, str], list[ExistingPerson]] = {}
    for each in existing:
        there.setdefault((each.body, each.name), []).append(each)
    new: list[PersonRow] = []
    changed: list[ChangedPerson] = []
    faults: list[RowFault] = []
    unchanged = 0
    named: set[tuple[str, str]] = set()  # names of this file that were understood already
    for row in sorted(rows, key=lambda each: not each.phone):  # telephones first: they tell people apart
        key = (row.body, row.name)
        same = there.get(key, [])
        found = _same_person(row, same)
        if found is None and not row.is_namesake and (same or (key in named and not row.phone)):
            faults.append(_doubtful(row, is_in_file=not same))
            continue
        named.add(key)
        if found is not None:
            same.remove(found)
            candidate = ChangedPerson(row, found)
            if candidate.changes():
                changed.append(candidate)
            else:
                unchanged += 1
        else:
            new.append(row)
    new.sort(key=lambda each: each.row)
    changed.sort(key=lambda each: each.row.row)
    faults.sort(key=lambda fault: fault.row)
    return PeoplePlan(tuple(new), tuple(changed), unchanged, tuple(faults))


def _same_person(row: PersonRow, same: Sequence[ExistingPerson]) -> ExistingPerson | None:
    """The person of this name in this body whom the row can only mean."""
    by_phone = [each for each in same if row.phone and each.phone == row.phone]
    if by_phone:
        return by_phone[0]
    if row.is_namesake:
        return None
    if not row.phone:
        return same[0] if same else None
    without = [each for each in same if not each.phone]
    return without[0] if len(same) == len(without) == 1 else None


def _doubtful(row: PersonRow, *, is_in_file: bool) -> RowFault:
    if is_in_file:
        why = "本表里同一机构已有同名的一行，没有手机号码就分不清。若是重复，请删去这一行"
    else:
        why = "本机构已有同名人员，手机号码不同。若是同一人，请先在人员页修改手机号码"
    return RowFault(
        row.row, "姓名", f"{why}；若是另一人，请在“{NAMESAKE}”一列填“是”。", "organisation.same_name"
    )


def _read(row: Row, ground: Ground, today: date, wrong: list[RowFault]) -> PersonRow:
    values: Mapping[str, Any] = row.values

    def tried(title: str, reading: Callable[[], T], otherwise: T) -> T:
        try:
            return reading()
        except RuleViolation as violation:
            wrong.append(RowFault(row.number, title, violation.message, violation.code))
            return otherwise

    name = str(values["name"])
    nothing: Seat | None = None
    return PersonRow(
        row=row.number,
        body=str(values["body_code"]),
        body_id=ground.id,
        name="".join(name.split()) if _is_chinese(name) else name,
        gender=tried("性别", lambda: read_gender(values["gender"] or ""), ""),
        birth_date=tried("出生日期", lambda: read_birth_date(values["birth_date"], today=today), None),
        phone=tried("手机号码", lambda: read_phone(values["phone"] or ""), ""),
        is_namesake=bool(values["namesake"]),
        seat=tried("选举单位", lambda: _seat(values, ground), nothing),
    )


def _seat(values: Mapping[str, Any], ground: Ground) -> Seat | None:
    """The seat a row asks for; None when it asks for none."""
    unit, group, day = values["electing_unit"], values["delegation"], values["seated_on"]
    if unit is None:
        if group is not None or day is not None:
            raise RuleViolation("organisation.unit_needed", "填了代表团或任职日期的，还要填选举单位。")
        return None
    if ground.term is None or ground.term_starts_on is None:
        message = "登记代表时，机构编码须是人民代表大会，并且已经建立本届届次。"
        raise RuleViolation("organisation.no_running_term", message)
    from_date = day or ground.term_starts_on
    require_within_term(day=from_date, starts_on=ground.term_starts_on, ends_on=None)
    return Seat(ground.term, unit, group or "", from_date)


def _is_chinese(name: str) -> bool:
    """Names of two characters are often written with a blank between: 王 芳."""
    return all("\u4e00" <= character <= "\u9fff" or character.isspace() for character in name)
