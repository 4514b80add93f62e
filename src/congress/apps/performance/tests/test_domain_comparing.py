"""Tables side by side: amounts on one unit, rows tied through all columns, decisions of people, public data."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain import PerformanceTable, ReadCell, assemble, parse_target, to_json
from congress.apps.performance.domain.comparing import (
    Comparison,
    Judged,
    Row,
    RowKind,
    Side,
    amount_change,
    compare,
    is_later,
    observe,
    sides_of,
    target_change,
)
from congress.apps.performance.domain.comparing.candidates import candidates
from congress.apps.performance.domain.comparing.published import table_of_data
from congress.apps.performance.domain.comparing.rows import demand_change, held_sum, in_wan, share_of
from congress.apps.performance.tests.sources import (
    MONEY,
    evaluation_form,
    table_of,
    target_form,
)
from congress.apps.performance.tests.strategies import evaluation_cells, target_cells
from congress.apps.performance.tests.strategies_projects import evaluation_sheets, target_sheets

LATER_HEAD = (
    ("2027年云川市人大常委会办公室部门整体支出绩效目标批复情况",),
    (),
    ("云川市部门整体预算绩效目标表",),
    ("(2027年)",),
)
LATER_TASKS = (
    ("", "组织开好云川市人民代表大会会议", "组织会议。", "450,000.00", "会议按期完成。"),
    ("", "开展系统升级", "升级平台。", "100,000.00", "系统可用。"),
)
LATER_INDICATORS = (
    ("", "产出指标", "数量指标", "组织召开会议次数", "2次", "2次"),
    ("", "", "质量指标", "任务完成率", "≥95%", "≥95%"),
    ("", "满意度指标", "服务对象满意度指标", "人大代表满意率", "≥90%", "≥90%"),
)


def later(**parts: object) -> PerformanceTable:
    given = {"head": LATER_HEAD, "tasks": LATER_TASKS, "indicators": LATER_INDICATORS, **parts}
    return table_of(target_form(**given))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(sides=sides_of([table_of(target_form()), later()]))


def line(comparison: Comparison, label: str) -> Row:
    return next(row for row in comparison.rows if row.label == label)


def test_money_is_compared_in_yuan_with_shares(comparison: Comparison) -> None:
    basic = line(comparison, "基本支出")
    assert [cell.yuan for cell in basic.held] == [Decimal("1000000.00")] * 2
    assert basic.held[0].share == Fraction(2, 3)
    assert basic.is_same
    total = comparison.row("money.total")
    assert total is not None
    assert total.held[0].yuan == Decimal("1500000.00")
    assert total.held[0].parts == ("money.basic", "money.project", "money.special", "money.other")


def test_changes_are_absolute_and_relative(comparison: Comparison) -> None:
    found = amount_change(*line(comparison, "各项任务金额合计").cells)
    assert found is not None
    assert (found.difference, found.rate) == (Decimal("50000.00"), Decimal("0.1"))
    assert amount_change(None, None) is None
    tasks = comparison.of_kind(RowKind.TASK)
    assert amount_change(tasks[1].cells[0], tasks[1].cells[1]) is None


def test_tasks_are_tied_by_name_and_content(comparison: Comparison) -> None:
    meeting, law, system = comparison.of_kind(RowKind.TASK)
    assert [cell.name for cell in meeting.held] == ["召开代表大会", "组织开好云川市人民代表大会会议"]
    assert meeting.cells[1] is not None
    assert meeting.cells[1].match is not None
    assert meeting.cells[1].matched_side == 0
    assert law.cells[1] is None
    assert system.cells[0] is None
    assert not system.is_same


def test_indicators_are_tied_by_meaning_and_stand_in_the_order_of_the_tree(comparison: Comparison) -> None:
    rows = comparison.of_kind(RowKind.INDICATOR)
    assert [len(row.held) for row in rows] == [2, 2, 2]
    assert [row.held[0].group for row in rows] == [
        "output.quality",
        "output.quantity",
        "satisfaction.served",
    ]
    quality, quantity, satisfaction = rows
    assert quality.is_same
    assert not quantity.is_same
    assert satisfaction.label == "人大代表满意率"


def test_people_are_counted(comparison: Comparison) -> None:
    staff = line(comparison, "财政供养人员数")
    assert [cell.count for cell in staff.held] == [20, 20]
    assert [cell.figure for cell in staff.held] == [20, 20]


def test_a_word_of_a_person_ties_rows_and_parts_them() -> None:
    tables = [table_of(target_form()), later()]
    said = [
        Judged(0, "tasks.2", 1, "tasks.2", is_same=True),
        Judged(1, "tasks.1", 0, "tasks.1", is_same=False),
    ]
    rows = compare(sides=sides_of(tables), judged=said).of_kind(RowKind.TASK)
    assert [tuple(bool(cell) for cell in row.cells) for row in rows] == [
        (True, False),
        (True, True),
        (False, True),
    ]
    assert rows[1].held[1].match is not None
    assert rows[1].held[1].match.by_person
    assert rows[1].doubtful == ()


def test_three_years_are_tied_over_the_one_that_has_a_gap() -> None:
    gap = later(indicators=LATER_INDICATORS[1:])
    third = later(indicators=LATER_INDICATORS)
    rows = compare(sides=sides_of([table_of(target_form()), gap, third])).of_kind(RowKind.INDICATOR)
    meetings = next(row for row in rows if "会议次数" in row.label)
    assert [cell is not None for cell in meetings.cells] == [True, False, True]
    assert meetings.cells[2] is not None
    assert meetings.cells[2].matched_side == 0


def test_self_evaluations_bring_their_budgets() -> None:
    found = compare(sides=sides_of([table_of(target_form()), table_of(evaluation_form())]))
    assert line(found, "执行数合计").cells[0] is None
    assert line(found, "预算数合计").held[0].yuan == Decimal("1000.00")
    law = next(row for row in found.of_kind(RowKind.TASK) if row.label == "立法工作")
    assert law.held[-1].address == "tasks.2.budget"
    assert law.held[-1].share == Fraction(2, 5)
    sums = found.row("tasks.sum")
    assert sums is not None
    assert sums.cells[1] is None
    assert found.row("nothing") is None


def test_blank_and_not_applicable_stay_what_they_are() -> None:
    money = (*MONEY[:-1], ("", "其他事业发展性支出", "不适用", "拟用于对下转移支付资金", ""))
    found = compare(sides=sides_of([table_of(target_form(money=money)), later()]))
    assert line(found, "其他事业发展性支出").held[0].is_not_applicable
    blank = line(found, "对下转移支付资金")
    assert blank.held[0].is_blank
    assert not blank.is_same
    assert amount_change(*line(found, "其他事业发展性支出").cells) is None


def test_a_task_or_project_without_a_name_or_an_amount_keeps_its_place() -> None:
    nameless = {"number": 1, "content": "印发公报，寄送代表。"}
    table = table_of_data({"tasks": [nameless], "projects": [{"number": 1, "name": "系统运维"}]})
    task, project = compare(sides=sides_of([table])).rows
    assert (task.label, task.held[0].address) == ("（没有名称）印发公报，寄送代表。", "tasks.1.name")
    assert task.held[0].is_blank
    assert (project.label, project.held[0].is_blank) == ("系统运维", True)


def test_projects_are_compared_whole_and_one_by_one() -> None:
    def table(number: int, amount: str, value: str) -> PerformanceTable:
        indicator = {"number": 1, "name": "系统可用率", "level1": "产出指标", "level2": "质量指标"}
        project = {
            "number": number,
            "name": "数字人大运维",
            "total_yuan": amount,
            "goals": [{"text": "系统稳定运行。"}],
            "indicators": [{**indicator, "annual_target": {"text": value}}],
        }
        return table_of_data({"body_name": "云川市人大常委会办公室", "projects": [project]})

    first, second = table(1, "100000.00", "≥99%"), table(4, "50000.00", "≥95%")
    project, indicator = compare(sides=sides_of([first, second])).rows
    assert [cell.row for cell in project.held] == ["projects.1", "projects.4"]
    assert [cell.share for cell in project.held] == [1, 1]
    assert indicator.held[1].row == "projects.4.indicators.1"
    alone = compare(sides=[Side(first, project=1), Side(second, project=4), Side(second, project=9)])
    total, indicator = alone.rows
    assert (total.key, [cell.yuan for cell in total.held]) == ("project.total", [100000, 50000])
    assert [cell is not None for cell in indicator.cells] == [True, True, False]


@pytest.mark.parametrize(
    ("before", "after", "difference", "rate"),
    [
        ("≥90%", "≥95%", "5", None),
        ("≤150万元", "≤1200000元", "-300000", "-0.2"),
        ("10项-20项", "15项-30项", "10", "0.5"),
        ("0次", "3次", "3", None),
    ],
)
def test_targets_change_on_one_unit(before: str, after: str, difference: str, rate: str | None) -> None:
    found = target_change(parse_target(before), parse_target(after))
    assert found is not None
    assert found.difference == Decimal(difference)
    if rate is not None:
        assert found.rate == Decimal(rate)


def test_targets_of_two_units_or_of_words_do_not_change() -> None:
    assert target_change(parse_target("3次"), parse_target("3人次")) is None
    assert target_change(parse_target("是"), parse_target("≥95%")) is None
    assert target_change(None, parse_target("≥95%")) is None


def test_of_limits_less_is_more() -> None:
    stricter = demand_change(parse_target("≤20万元"), parse_target("≤10万元"))
    assert stricter is not None
    assert stricter.rate == Decimal("0.5")
    from_nothing = demand_change(parse_target("≤0%"), parse_target("≤5%"))
    assert from_nothing is not None
    assert from_nothing.rate is None
    more = demand_change(parse_target("≥90%"), parse_target("≥99%"))
    assert more is not None
    assert more.rate == Decimal("0.1")
    assert demand_change(parse_target("≤5%"), parse_target("≥5%")) is None
    assert demand_change(parse_target("是"), parse_target("≥5%")) is None


def test_shares_of_nothing_are_unknown() -> None:
    assert share_of(Decimal(1), Decimal(0)) is None
    assert share_of(None, Decimal(1)) is None
    assert held_sum([], row="x") is None
    assert in_wan(Decimal("15000")) == Decimal("1.5")


def test_only_the_same_body_moves_in_time() -> None:
    table = table_of(target_form())
    first, second = Side(table), Side(later())
    assert is_later(first, second)
    assert not is_later(first, Side(later(), body="other"))
    assert not is_later(first, Side(table, name="同一张表"))
    assert not is_later(first, Side(later(), project=1))
    assert first.title == "2026年"
    assert Side(table, name="甲").title == "甲"
    assert first.stage is not None


def test_a_column_without_a_year_is_called_by_its_body() -> None:
    nameless = table_of(
        target_form(head=(("部门整体支出绩效目标批复情况",), ("云川市部门整体预算绩效目标表",)))
    )
    assert Side(nameless).title == "云川市人大常委会办公室"


def test_candidates_are_the_nearest_rows_the_present_one_first(comparison: Comparison) -> None:
    meeting, law, system = comparison.of_kind(RowKind.TASK)
    offered = candidates(comparison=comparison, row=meeting, side=1)
    assert [each.held.row for each in offered] == ["tasks.1", "tasks.2"]
    assert [each.is_taken for each in offered] == [False, False]
    assert len(candidates(comparison=comparison, row=meeting, side=1, most=1)) == 1
    assert [each.is_taken for each in candidates(comparison=comparison, row=law, side=1)] == [True, False]
    assert candidates(comparison=comparison, row=system, side=1) == ()
    assert candidates(comparison=comparison, row=line(comparison, "基本支出"), side=1) == ()
    quantity = comparison.of_kind(RowKind.INDICATOR)[1]
    assert candidates(comparison=comparison, row=quantity, side=0)[0].held is quantity.cells[0]


def test_public_data_become_the_same_comparison() -> None:
    tables = [table_of(target_form()), later()]
    data = [table_of_data(to_json(table=each)) for each in tables]
    live, public = (compare(sides=sides_of(each)) for each in (tables, data))
    assert [(row.label, [cell.figure for cell in row.held]) for row in public.rows] == [
        (row.label, [cell.figure for cell in row.held]) for row in live.rows
    ]


def test_public_data_of_a_self_evaluation_and_of_free_text_tasks() -> None:
    other = (("", "其他需完成的任务（可选填）", "档案整理—整理历年档案。-20000.00", "", "", ""),)
    for table in (table_of(evaluation_form()), table_of(target_form(other=other))):
        again = table_of_data(to_json(table=table))
        assert [task.is_free_text for task in again.tasks] == [task.is_free_text for task in table.tasks]
        assert [row.actual.value for row in again.indicators] == [
            row.actual.value for row in table.indicators
        ]
        assert again.totals.executed.value == table.totals.executed.value


def test_public_data_that_say_nothing() -> None:
    assert table_of_data({}).indicators == ()


@pytest.mark.slow
@given(
    st.lists(st.one_of(target_sheets(), evaluation_sheets(), target_cells(), evaluation_cells()), max_size=3)
)
@settings(max_examples=40, deadline=None)
def test_any_tables_can_be_compared_and_every_row_stands_in_one_line(
    sheets: list[tuple[str, list[ReadCell]]],
) -> None:
    tables = [assemble(form=form, cells=cells) for form, cells in sheets]
    found = compare(sides=sides_of(tables))
    for at, table in enumerate(tables):
        placed = [row.cells[at].row for row in found.of_kind(RowKind.INDICATOR) if row.cells[at]]  # type: ignore[union-attr]
        assert sorted(placed) == sorted(each.row for each in table.all_indicators)
        tasks = [row.cells[at].row for row in found.of_kind(RowKind.TASK) if row.cells[at]]  # type: ignore[union-attr]
        assert len(tasks) == len(set(tasks)) == len(table.tasks)
    for each in observe(comparison=found):
        assert each.spots
        assert "{" not in each.message
