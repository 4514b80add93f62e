"""What an imported table of persons would change."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from congress.platform.organisation.domain.people_rows import (
    PEOPLE,
    ExistingPerson,
    Ground,
    PeoplePlan,
    PersonRow,
    plan_people,
    read_people,
)
from congress.standards.datasets import Row

TODAY = date(2026, 3, 2)
BODY, TERM = UUID(int=1), UUID(int=2)
BEGAN = date(2022, 1, 10)
GROUNDS = {"RD": Ground(BODY, TERM, BEGAN), "ZF": Ground(UUID(int=3))}
COLUMNS = [each.name for each in PEOPLE.fields]


def row(number: int, **values: Any) -> Row:
    return Row(number, {**dict.fromkeys(COLUMNS), "body_code": "RD", "name": "陈明", **values})


def read(**values: Any) -> tuple[list[PersonRow], list[tuple[str | None, str]]]:
    people, faults = read_people(rows=[row(2, **values)], bodies=GROUNDS, closed={"OLD"}, today=TODAY)
    return people, [(fault.field, fault.code) for fault in faults]


def person(number: int = 2, name: str = "陈明", phone: str = "", **values: Any) -> PersonRow:
    people, faults = read_people(
        rows=[row(number, name=name, phone=phone or None, **values)], bodies=GROUNDS, closed=(), today=TODAY
    )
    assert faults == []
    return people[0]


def there(n: int, name: str = "陈明", phone: str = "", **values: Any) -> ExistingPerson:
    usual: dict[str, Any] = {"body": "RD", "gender": "", "birth_date": None}
    return ExistingPerson(id=UUID(int=n), version=n, name=name, phone=phone, **{**usual, **values})


def plan(*rows: PersonRow, existing: tuple[ExistingPerson, ...] = ()) -> PeoplePlan:
    return plan_people(rows=rows, existing=existing)


A, B = "13800000001", "13800000002"


def test_a_row_is_read_as_a_person() -> None:
    people, faults = read(name="王 芳", gender="女", phone="138-0000-0001", birth_date=date(1980, 5, 1))
    assert faults == []
    assert people[0] == PersonRow(2, "RD", BODY, "王芳", "female", date(1980, 5, 1), A, False, None)
    assert people[0].as_json()["birth_date"] == "1980-05-01"
    assert read(name="Anna Lee")[0][0].name == "Anna Lee"


def test_every_fault_of_a_row_is_told_at_once() -> None:
    _, faults = read(body_code="XX", gender="?", phone="123", birth_date=date(2030, 1, 1))
    assert [field for field, _ in faults] == ["机构编码", "性别", "出生日期", "手机号码"]
    assert read(body_code="OLD")[1][0] == ("机构编码", "organisation.body_closed")


def test_a_deputy_needs_a_congress_with_a_running_term() -> None:
    people, faults = read(electing_unit="第一选区", delegation="甲团")
    assert faults == []
    assert people[0].seat is not None
    assert people[0].as_json()["seat"] == {
        "term": str(TERM),
        "electing_unit": "第一选区",
        "delegation": "甲团",
        "from_date": "2022-01-10",
    }
    assert read(body_code="ZF", electing_unit="x")[1] == [("选举单位", "organisation.no_running_term")]
    assert read(delegation="甲团")[1] == [("选举单位", "organisation.unit_needed")]
    assert read(seated_on=TODAY)[1] == [("选举单位", "organisation.unit_needed")]
    early = date(2021, 1, 1)
    assert read(electing_unit="x", seated_on=early)[1] == [("选举单位", "organisation.outside_term")]


def test_whoever_is_not_there_is_new() -> None:
    found = plan(person(3, "李四"), person(2))
    assert [each.row for each in found.new] == [2, 3]
    assert (found.changed, found.unchanged, found.faults) == ((), 0, ())


def test_the_same_name_with_the_same_telephone_is_the_same_person() -> None:
    found = plan(person(phone=A), existing=(there(7, phone=B), there(8, phone=A)))
    assert (found.unchanged, found.new, found.faults) == (1, (), ())


def test_a_row_without_a_telephone_means_whoever_is_called_so() -> None:
    assert plan(person(), existing=(there(7, phone=A),)).unchanged == 1


def test_a_telephone_fills_the_blank_of_the_only_one_called_so() -> None:
    (changed,) = plan(person(phone=A), existing=(there(7),)).changed
    assert changed.changes() == [["手机号码", "", "补录"]]
    kept = changed.as_json()
    assert (kept["id"], kept["version"], kept["phone"]) == (str(UUID(int=7)), 7, A)


def test_gender_day_of_birth_and_seat_are_told_as_changes() -> None:
    wanted = person(gender="女", birth_date=date(1980, 5, 1), electing_unit="第一选区")
    (changed,) = plan(wanted, existing=(there(7, gender="male", birth_date=date(1979, 1, 1)),)).changed
    assert changed.changes() == [
        ["性别", "男", "女"],
        ["出生日期", "1979-01-01", "1980-05-01"],
        ["代表", "", "第一选区"],
    ]
    assert changed.as_json()["seat"]["electing_unit"] == "第一选区"
    (blank,) = plan(person(birth_date=date(1980, 5, 1)), existing=(there(7),)).changed
    assert blank.changes() == [["出生日期", "", "1980-05-01"]]


def test_what_a_row_leaves_blank_stays() -> None:
    before = there(7, gender="male", birth_date=date(1979, 1, 1), phone=A)
    (changed,) = plan(person(gender="女"), existing=(before,)).changed
    assert (changed.as_json()["phone"], changed.as_json()["birth_date"]) == (A, "1979-01-01")
    bare = plan(person(gender="女"), existing=(there(7),)).changed[0].as_json()
    assert bare["birth_date"] is None


def test_who_has_a_seat_is_not_seated_again() -> None:
    seated = there(7, is_seated=True)
    assert plan(person(electing_unit="第一选区"), existing=(seated,)).unchanged == 1
    (changed,) = plan(person(electing_unit="第一选区", gender="男"), existing=(seated,)).changed
    assert changed.as_json()["seat"] is None


def test_another_telephone_is_a_doubt_until_the_row_says_who_it_is() -> None:
    (fault,) = plan(person(phone=A), existing=(there(7, phone=B),)).faults
    assert (fault.row, fault.field, fault.code) == (2, "姓名", "organisation.same_name")
    assert A not in fault.reason
    assert len(plan(person(phone=A, namesake=True), existing=(there(7, phone=B),)).new) == 1
    assert len(plan(person(phone=A), existing=(there(7), there(8))).faults) == 1


def test_a_namesake_with_a_known_telephone_is_known() -> None:
    assert plan(person(phone=A, namesake=True), existing=(there(7, phone=A),)).unchanged == 1


def test_names_repeat_within_a_file() -> None:
    assert len(plan(person(2, phone=A), person(3, phone=B)).new) == 2
    (fault,) = plan(person(2), person(3)).faults
    assert (fault.row, "本表" in fault.reason) == (3, True)
    assert len(plan(person(2), person(3, namesake=True)).new) == 2
