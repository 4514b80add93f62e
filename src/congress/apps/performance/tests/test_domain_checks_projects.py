"""Sums over projects: sources, rows that add projects up, settled money, and rounding that is no fault."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain import CellKind, Finding, check
from congress.apps.performance.domain.amounts import format_amount
from congress.apps.performance.tests.clean import (
    MEETING,
    PROJECT_ROWS,
    clean_evaluation,
    clean_projects,
    clean_targets,
    spoiled,
)
from congress.apps.performance.tests.sources import MONEY, table_of, target_form
from congress.standards.values.money import MoneyUnit

WAN = CellKind.MONEY_WAN
YUAN = CellKind.MONEY_YUAN


def found(
    cells: dict[str, str], added: dict[str, tuple[CellKind, str]] | None = None, *, text: str | None = None
) -> list[Finding]:
    """What PQ21 finds in the clean table of projects with some cells rewritten or added."""
    table = spoiled(text or clean_projects(), cells, added=added)
    return [each for each in check(table=table) if each.id == "PQ21"]


def test_sources_of_a_project() -> None:
    (only,) = found({"projects.2.fiscal": "180.00"}, {})[:1]
    assert (only.case, only.addresses[0]) == ("project_sources", "projects.2.total")
    assert all(word in only.message for word in ("“培训经费”", "200.00", "190.00", "180.00 + 10.00", "10.00"))
    (rounded,) = [
        each for each in found({"projects.2.fiscal": "190.01"}) if each.addresses[0] == "projects.2.total"
    ]
    assert (rounded.case, rounded.severity.value) == ("rounding", "B")
    assert found({"projects.2.total": "", "sums.1.total": "", "sums.2.total": ""}) == []


def test_projects_against_the_row_that_adds_them_up() -> None:
    (of_project, all_of_them, of_unit) = found({"projects.1.total": "120.00"})
    assert of_project.case == "project_sources"
    assert [each.case for each in (all_of_them, of_unit)] == ["sum_differs", "sum_differs"]
    assert all(word in all_of_them.message for word in ("“合计”", "300.00", "320.00", "2 个项目", "20.00"))
    assert of_unit.addresses[0] == "sums.2.total"


def test_rounding_of_a_sum_is_information() -> None:
    cells = {"sums.1.total": "300.01", "sums.2.total": "300.01"}
    assert [each.case for each in found(cells)] == ["sum_rounding", "sum_rounding"]


def test_units_with_rows_of_their_own() -> None:
    rows = (
        "合计\t300.00\t300.00\t\t\t\t",
        "云川市人民代表大会常务委员会办公室\t100.00\t100.00\t\t\t\t",
        "会议经费\t100.00\t100.00\t\t\t会前材料提前送到代表手中。\t{meeting}",
        "云川市人民代表大会常务委员会培训中心\t200.00\t200.00\t\t\t\t",
        "培训经费\t200.00\t200.00\t\t\t全年办好代表培训班。\t{training}",
    )
    text = clean_projects(rows=rows)
    assert len(table_of(text).sums) == 3
    assert found({}, text=text) == []
    (only,) = found({"sums.2.total": "90.00", "sums.2.fiscal": "90.00"}, text=text)
    assert (only.case, only.addresses) == ("sum_differs", ("sums.2.total", "projects.1.total"))


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=8), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_any_projects_add_up_or_are_told(amounts: list[int], off: int) -> None:
    def wan(fen: int) -> str:
        return format_amount(Decimal(fen) * 100, unit=MoneyUnit.TEN_THOUSAND_YUAN)

    rows = [
        f"会议{'一二三四五六七八'[at]}经费\t{wan(fen)}\t{wan(fen)}\t\t\t会议。\t{{meeting}}"
        for at, fen in enumerate(amounts)
    ]
    total = wan(sum(amounts) + off)
    text = clean_projects(rows=[f"合计\t{total}\t{total}\t\t\t\t", *rows])
    cases = [each.case for each in found({}, text=text)]
    allowed = max(Decimal(1), Decimal(len(amounts)) / 2)
    expected = [] if not off else ["sum_rounding" if off <= allowed else "sum_differs"]
    assert cases == expected


def test_projects_are_the_project_spending_of_the_department() -> None:
    def against(total: str) -> list[str]:
        project = {"projects.1.total": (WAN, total), "projects.1.fiscal": (WAN, total)}
        return [each.case for each in found({}, project, text=clean_targets())]

    assert against("50.00") == []
    assert against("50.01") == ["rounding"]
    assert against("49.00") == ["projects_vs_spending"]


@pytest.mark.parametrize(
    ("fiscal", "carried_over", "cases"),
    [("90.00", "10.00", []), ("90.00", "10.01", ["rounding"]), ("90.00", "20.00", ["settled_parts"])],
)
def test_settled_money_and_its_sources(fiscal: str, carried_over: str, cases: list[str]) -> None:
    added = {
        "projects.1.budget": (WAN, "100.00"),
        "projects.1.budget_fiscal": (WAN, fiscal),
        "projects.1.budget_carried_over": (WAN, carried_over),
    }
    assert [each.case for each in found({}, added)] == cases


def test_one_source_alone_need_not_be_all_of_it() -> None:
    added = {"projects.1.budget": (WAN, "100.00"), "projects.1.budget_fiscal": (WAN, "90.00")}
    assert found({}, added) == []
    totals = {"totals.budget_other": (YUAN, "50.00")}
    (only,) = found({}, totals, text=clean_evaluation())
    assert (only.case, only.addresses[0]) == ("settled_parts", "totals.budget")
    assert "“金额合计”" in only.message


def test_a_project_that_spent_more_than_it_had() -> None:
    added = {"projects.1.budget": (WAN, "100.00"), "projects.1.executed": (WAN, "120.00")}
    (only,) = found({}, added)
    assert (only.case, only.addresses) == (
        "executed_over_budget",
        ("projects.1.executed", "projects.1.budget"),
    )
    assert "会议经费" in only.message
    assert found({}, {**added, "projects.1.executed": (WAN, "99.00")}) == []


def test_blank_money_that_can_only_be_nought() -> None:
    money = (
        *MONEY[:4],
        ("", "财政专项资金", "", "市本级使用资金", "150.00"),
        ("", "其他事业发展性支出", "", "拟用于对下转移支付资金", ""),
    )
    (only,) = found({}, text=target_form(money=money))
    assert (only.case, only.addresses) == ("money_blank", ("money.special", "money.other", "money.transfer"))
    assert only.proposal is not None
    assert {text for _, text in only.proposal.changes} == {"0.00"}


def test_amounts_of_projects_are_written_alike() -> None:
    cells = {"projects.1.total": "1,100.00", "projects.2.total": "1200.00"}
    table = spoiled(clean_projects(meeting=MEETING, rows=PROJECT_ROWS), cells)
    assert [each.case for each in check(table=table) if each.id == "PQ22"] == ["separators_missing"]
