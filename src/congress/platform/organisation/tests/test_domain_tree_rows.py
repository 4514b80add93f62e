"""What an imported table of bodies would change."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from congress.platform.organisation.domain.paths import DEEPEST
from congress.platform.organisation.domain.tree_rows import (
    MOST_CHANGED,
    ExistingBody,
    Standing,
    TreePlan,
    plan_tree,
    row_of,
    standing_from_json,
)
from congress.platform.organisation.tests.refusing import refusal_of
from congress.standards.datasets import Row, load_dataset
from congress.standards.values import RegionCode

TODAY = date(2026, 3, 2)
SINCE = date(2020, 1, 1)


def standing(code: str, parent: str | None = "YC", **values: Any) -> Standing:
    usual: dict[str, Any] = {
        "name": f"{code}机构",
        "short_name": "",
        "kind": "public_institution",
        "level": "city",
        "region_code": "890100",
        "order": 100,
        "active_from": SINCE,
        "active_until": None,
    }
    return Standing(code=code, parent=parent, **{**usual, **values})


def there(*bodies: Standing, unmanaged: str = "", in_office: int = 0) -> dict[str, ExistingBody]:
    return {
        each.code: ExistingBody(UUID(int=n), n, each, each.code not in unmanaged.split(), in_office)
        for n, each in enumerate(bodies, start=1)
    }


def row(number: int, code: str, parent: str | None = "YC", **values: Any) -> Row:
    usual: dict[str, Any] = {
        "name": f"{code}机构",
        "short_name": None,
        "kind": "public_institution",
        "level": "city",
        "region_code": RegionCode("890100"),
        "sort_order": None,
        "start_date": None,
        "end_date": None,
    }
    return Row(number, {"body_code": code, "parent_code": parent, **usual, **values})


ROOT = standing("YC", None, kind="place")


def plan(
    *rows: Row, existing: dict[str, ExistingBody] | None = None, taken: tuple[str, ...] = ()
) -> TreePlan:
    return plan_tree(
        rows=rows, existing=there(ROOT) if existing is None else existing, taken=taken, today=TODAY
    )


def codes(found: TreePlan) -> list[str]:
    return [fault.code for fault in found.faults]


def test_new_bodies_come_parents_first_and_with_the_usual_values() -> None:
    found = plan(row(2, "B", "A"), row(3, "A"))
    assert [each.standing.code for each in found.new] == ["A", "B"]
    assert found.new[0].standing == standing("A", active_from=TODAY)
    assert (found.new[0].parent, found.new[1].parent) == (UUID(int=1), None)
    assert (found.changed, found.unchanged, found.faults) == ((), 0, ())


def test_blank_cells_leave_what_stands_there() -> None:
    before = standing("A", short_name="甲", order=5)
    found = plan(row(2, "A", None), existing=there(ROOT, before))
    assert (found.new, found.changed, found.unchanged) == ((), (), 1)


def test_changes_are_told_in_words() -> None:
    before = standing("A", kind="government_department", short_name="甲")
    changed = row(2, "A", name="新名", short_name="乙", end_date=date(2025, 1, 1), sort_order=3)
    (found,) = plan(changed, existing=there(ROOT, before)).changed
    assert found.changes() == [
        ["机构名称", "A机构", "新名"],
        ["简称", "甲", "乙"],
        ["机构类别", "政府部门", "事业单位"],
        ["排序", "100", "3"],
        ["停用日期", "", "2025-01-01"],
    ]
    assert not found.is_moved


def test_kept_rows_can_be_read_again() -> None:
    before = standing("A", active_until=date(2025, 1, 1))
    found = plan(row(2, "N"), row(3, "A", "N", name="新名"), existing=there(ROOT, before))
    new, changed = found.new[0].as_json(), found.changed[0].as_json()
    assert standing_from_json(new) == found.new[0].standing
    assert standing_from_json(changed) == found.changed[0].after
    assert (new["parent_id"], changed["parent_id"]) == (str(UUID(int=1)), None)
    assert (changed["id"], changed["version"], changed["moved"]) == (str(UUID(int=2)), 2, True)


def test_what_comes_out_goes_in_again() -> None:
    dataset = load_dataset("organisation_tree")
    written = dict(zip((each.name for each in dataset.fields), row_of(ROOT, dataset=dataset), strict=True))
    assert (written["kind"], written["level"], written["parent_code"]) == ("地方", "地级", None)
    assert written["short_name"] is None
    odd = row_of(standing("A", kind="club", level="moon"), dataset=dataset)
    assert odd[4:6] == ["club", "moon"]


def test_a_code_used_elsewhere_is_refused() -> None:
    assert codes(plan(row(2, "A"), taken=("A",))) == ["organisation.code_taken"]


def test_bodies_outside_the_scope_are_left_alone() -> None:
    existing = there(ROOT, standing("A"), standing("B"), unmanaged="YC A")
    assert plan(row(2, "YC", None, kind="place"), row(3, "A"), existing=existing).unchanged == 2
    assert codes(plan(row(2, "A", name="新名"), existing=existing)) == ["organisation.out_of_scope"]
    assert codes(plan(row(2, "N", "A"), existing=existing)) == ["organisation.out_of_scope"]
    assert codes(plan(row(2, "B", "A"), existing=existing)) == ["organisation.out_of_scope"]


def test_only_the_root_has_no_parent() -> None:
    assert codes(plan(row(2, "A", None))) == ["organisation.parent_needed"]


def test_a_row_falls_out_with_its_parent() -> None:
    found = plan(row(2, "A", "GONE"), row(3, "B", "A"), row(4, "C"))
    assert [(fault.row, fault.code) for fault in found.faults] == [
        (2, "organisation.parent_missing"),
        (3, "organisation.parent_missing"),
    ]
    assert [each.standing.code for each in found.new] == ["C"]


def test_no_circle_is_closed_through_bodies_outside_the_file() -> None:
    existing = there(ROOT, standing("A"), standing("B", "A"), standing("C", "B"))
    assert codes(plan(row(2, "A", "C"), existing=existing)) == ["organisation.circle"]
    assert codes(plan(row(2, "YC", "C", kind="place"), existing=existing)) == ["organisation.circle"]


def test_two_bodies_may_change_places() -> None:
    existing = there(ROOT, standing("A"), standing("B", "A"))
    found = plan(row(2, "A", "B"), row(3, "B", "YC"), existing=existing)
    assert [each.after.code for each in found.changed] == ["B", "A"]
    assert found.faults == ()


def test_the_tree_is_not_deeper_than_its_paths() -> None:
    chain = [ROOT, *(standing(f"D{n}", f"D{n - 1}" if n > 1 else "YC") for n in range(1, DEEPEST))]
    existing = there(*chain, standing("X"), standing("Y", "X"))
    assert codes(plan(row(2, "N", f"D{DEEPEST - 1}"), existing=existing)) == ["organisation.too_deep"]
    assert codes(plan(row(2, "X", f"D{DEEPEST - 2}"), existing=existing)) == ["organisation.too_deep"]
    assert codes(plan(row(2, "X", f"D{DEEPEST - 3}"), existing=existing)) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "standing_committee", "level": "town"}, "organisation.kind_not_at_level"),
        ({"level": "province"}, "organisation.level_above_parent"),
        ({"region_code": RegionCode("440100")}, "organisation.region_outside_parent"),
        ({"start_date": TODAY, "end_date": SINCE}, "organisation.dates_out_of_order"),
    ],
)
def test_rules_of_the_place_hold(values: dict[str, Any], code: str) -> None:
    assert codes(plan(row(2, "A", **values))) == [code]


def test_old_sins_do_not_keep_a_name_from_being_corrected() -> None:
    sinner = standing("A", kind="standing_committee", level="town", region_code="440100")
    changed = row(
        2, "A", kind="standing_committee", level="town", region_code=RegionCode("440100"), name="新名"
    )
    assert codes(plan(changed, existing=there(ROOT, sinner))) == []


def test_the_root_is_judged_without_a_parent() -> None:
    found = plan(row(2, "YC", None, kind="place", name="新名"))
    assert [each.after.name for each in found.changed] == ["新名"]


def test_nothing_in_use_stands_under_what_is_closed() -> None:
    closed = standing("A", active_until=TODAY)
    existing = there(ROOT, closed, standing("B"))
    assert codes(plan(row(2, "N", "A"), existing=existing)) == ["organisation.parent_closed"]
    assert codes(plan(row(2, "N", "A", start_date=SINCE, end_date=TODAY), existing=existing)) == []
    assert codes(plan(row(2, "B", "A"), existing=existing)) == ["organisation.parent_closed"]


def test_a_body_is_closed_when_nobody_needs_it_any_more() -> None:
    existing = there(ROOT, standing("A"), standing("B", "A"))
    assert codes(plan(row(2, "A", end_date=TODAY), existing=existing)) == ["organisation.has_children"]
    both = plan(row(2, "A", end_date=TODAY), row(3, "B", "A", end_date=TODAY), existing=existing)
    assert (codes(both), len(both.changed)) == ([], 2)
    held = there(ROOT, standing("A"), in_office=3)
    assert codes(plan(row(2, "A", end_date=TODAY), existing=held)) == ["organisation.has_people"]


def test_so_many_changes_at_once_are_too_many() -> None:
    bodies = [standing(f"A{n}") for n in range(MOST_CHANGED + 1)]
    rows = [row(n, f"A{n}", name="新名") for n in range(MOST_CHANGED + 1)]
    refused = refusal_of(plan, *rows, existing=there(ROOT, *bodies))
    assert refused.code == "organisation.too_many_changes"
