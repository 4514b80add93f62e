"""What an imported table of persons would change: new ones, ones whose blanks are filled, and what cannot come in.

Names repeat in every place, so a row is the same person only when name and body agree and the telephone does not speak
against it. Where it does, the row must say that it is another person of the same name; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from congress.platform.organisation.domain.persons import (
    GENDERS,
    read_birth_date,
    read_gender,
    read_phone,
)
from congress.standards.datasets import DataClass, Dataset, DatasetField, FieldType, Row, RowFault
from congress.standards.errors import RuleViolation

MOST_ROWS = 200_000
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
    description="一行一个人；机构编码必须已经登记，姓名和机构相同的视为同一人",
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
    ),
    key=("body_code", "name", "phone"),
    checks=(),
)


@dataclass(frozen=True, slots=True)
class ExistingPerson:
    """A person that is there."""

    id: UUID
    version: int
    body: str
    name: str
    gender: str
    birth_date: date | None
    phone: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row that was understood. `body` is a code."""

    row: int
    body: str
    name: str
    gender: str
    birth_date: date | None
    phone: str
    is_namesake: bool

    def as_json(self, *, body: UUID) -> dict[str, Any]:
        """A new person as kept until the import."""
        return {
            "row": self.row,
            "body": str(body),
            "name": self.name,
            "gender": self.gender,
            "birth_date": None if self.birth_date is None else self.birth_date.isoformat(),
            "phone": self.phone,
        }


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """A person whose blanks the row fills, or whose gender or day of birth it corrects."""

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
        return found


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What the import would do."""

    new: tuple[PersonRow, ...]
    changed: tuple[ChangedPerson, ...]
    unchanged: int
    faults: tuple[RowFault, ...]


def read_people(
    *, rows: Iterable[Row], bodies: Collection[str], closed: Collection[str], today: date
) -> tuple[list[PersonRow], list[RowFault]]:
    """The rows of the dataset as persons, and what is wrong with the others.

    `bodies` are the codes to which persons may be added; `closed` codes of bodies no longer in use.
    """
    read, faults = [], []
    for row in rows:
        wrong: list[RowFault] = []
        person = _read(row, today, wrong)
        body = str(row.values["body_code"])
        if body in closed:
            wrong.append(
                RowFault(
                    row.number, "机构编码", "这个机构已经停用，不能再登记人员。", "organisation.body_closed"
                )
            )
        elif body not in bodies:
            reason = f"没有编码为“{body}”的机构，或者它不在您的管理范围之内。"
            wrong.append(RowFault(row.number, "机构编码", reason, "organisation.no_such_body"))
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


def _read(row: Row, today: date, wrong: list[RowFault]) -> PersonRow:
    values: Mapping[str, Any] = row.values
    gender, phone, born = "", "", values["birth_date"]
    try:
        gender = read_gender(values["gender"] or "")
    except RuleViolation as violation:
        wrong.append(RowFault(row.number, "性别", violation.message, violation.code))
    try:
        phone = read_phone(values["phone"] or "")
    except RuleViolation as violation:
        wrong.append(RowFault(row.number, "手机号码", violation.message, violation.code))
    try:
        read_birth_date(born, today=today)
    except RuleViolation as violation:
        wrong.append(RowFault(row.number, "出生日期", violation.message, violation.code))
    name = "".join(str(values["name"]).split()) if _is_chinese(str(values["name"])) else str(values["name"])
    return PersonRow(
        row=row.number,
        body=str(values["body_code"]),
        name=name,
        gender=gender,
        birth_date=born,
        phone=phone,
        is_namesake=bool(values["namesake"]),
    )


def _is_chinese(name: str) -> bool:
    """Names of two characters are often written with a blank between: 王 芳."""
    return all("\u4e00" <= character <= "\u9fff" or character.isspace() for character in name)
