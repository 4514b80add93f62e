"""Project sheets: targets, self-evaluations, whole departments with points, and their money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congress.apps.performance.domain import as_source_text
from congress.apps.performance.tests.project_sheets import (
    DEPARTMENT,
    EVALUATION,
    TARGET,
    amounts,
    changed,
    codes,
    points,
    sheet,
)
from congress.apps.performance.tests.sources import cells_of, table_of, typed


def test_two_target_sheets_one_after_the_other() -> None:
    table = table_of(sheet(TARGET))
    assert (table.form, table.year.value, table.body_name.value) == (
        "project_targets",
        2026,
        "云川市人大常委会办公室",
    )
    assert not table.unread
    first, second = table.projects
    assert (first.name.value, first.unit.value, first.period.value) == (
        "代表联络站建设",
        "代表工作委员会",
        "3年",
    )
    assert (first.goal.value, first.period_goal.value) == ("32个站运行。", "32个站建成。")
    assert (second.goal.value, second.period_goal.cell) == ("举办四期。", None)
    assert amounts(first.money) == {
        "whole_period": "6000000",
        "whole_period_fiscal": "6000000",
        "whole_period_other": "",
        "total": "2100000",
        "fiscal": "2000000",
        "other_funds": "100000",
    }
    assert amounts(second.money)["total"] == "1200000"
    assert [row.level2.text for row in first.indicators] == ["数量指标", "质量指标", "服务对象满意度指标"]
    assert first.indicators[1].level1.text == "产出指标"
    assert second.indicators[0].row == "projects.2.indicators.1"
    assert codes(sheet(TARGET)) == ["field_left_out", "field_left_out"]


def test_a_self_evaluation_with_points() -> None:
    table = table_of(sheet(EVALUATION))
    assert table.form == "project_evaluation"
    assert not table.unread
    (project,) = table.projects
    assert amounts(project.money) == {
        "initial": "1100000",
        "budget": "1200000",
        "executed": "1080000",
        "initial_fiscal": "1100000",
        "budget_fiscal": "1150000",
        "executed_fiscal": "1030000",
        "initial_carried_over": "",
        "budget_carried_over": "50000",
        "executed_carried_over": "50000",
    }
    assert points(table) == ["10", "9", "100", "97.3"]
    assert project.points.rate.value is not None
    assert project.points.rate.value.low == 90
    assert (project.goal.value, project.achieved.value) == ("举办四期。", "举办四期，培训638人次。")
    missed = project.indicators[1]
    assert (missed.weight.value, missed.score.value) == (Decimal(30), Decimal("28.3"))
    assert missed.reason.text.startswith("两期")
    assert missed.group == "output.quantity"
    assert project.money.parts[0][0].value is not None
    assert codes(sheet(EVALUATION)) == []


def test_a_whole_department_with_points() -> None:
    table = table_of(sheet(DEPARTMENT))
    assert (table.form, table.projects, table.body_name.value) == (
        "department_evaluation",
        (),
        "云川市档案馆",
    )
    assert points(table) == ["10", "9.8", "100", "93.4"]
    assert amounts(table.totals)["executed_basic"] == "3080000"
    assert amounts(table.totals)["budget_project"] == "2100000"
    assert table.goals.value == "完成馆藏数字化。"
    assert table.goals_achieved.value == "已经完成。"
    assert [row.row for row in table.indicators] == ["indicators.1", "indicators.2"]
    assert codes(sheet(DEPARTMENT)) == []


@pytest.mark.parametrize("text", [TARGET, EVALUATION, DEPARTMENT])
def test_written_in_the_official_layout_it_is_read_back(text: str) -> None:
    table = table_of(sheet(text))
    assert typed(table_of(as_source_text(table=table))) == typed(table)


def test_budget_and_execution_in_pairs() -> None:
    text = changed(
        EVALUATION,
        (
            "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|\n"
            "|年度资金总额|110.00|120.00|108.00|10|90%|9|\n"
            "|其中：当年财政拨款|110.00|115.00|103.00|—|89.57%|—|\n"
            "|上年结转资金||5.00|5.00|—|100%|—|",
            "项目资金（万元）|预算数：|120.00|执行数：|108.00|执行率|90%|得分|9\n"
            "|其中：财政拨款|115.00|其中：财政拨款|103.00\n"
            "|其他资金|5.00|其他资金|5.00",
        ),
    )
    table = table_of(text)
    assert amounts(table.projects[0].money) == {
        "budget": "1200000",
        "executed": "1080000",
        "budget_fiscal": "1150000",
        "executed_fiscal": "1030000",
        "budget_other": "50000",
        "executed_other": "50000",
    }
    assert points(table)[:2] == ["", "9"]
    assert codes(text) == []


def test_sources_without_a_total_are_those_of_the_year() -> None:
    text = changed(
        TARGET,
        (
            "项目资金（元）|中期资金总额：||年度资金总额：|1200000\n|其中：财政拨款||其中：财政拨款|1200000\n|其他资金||其他资金|",
            "项目资金（元）|财政拨款|1200000|单位资金|0",
        ),
    )
    assert amounts(table_of(text).projects[1].money) == {"fiscal": "1200000", "unit_funds": "0"}
    department = changed(
        DEPARTMENT,
        (
            "年度预算申请（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|\n|年度资金总额|500|520|510|10|98.08%|9.8|",
            "部门资金情况|年度资金总额|520万元",
        ),
    )
    assert amounts(table_of(department).totals)["budget"] == "5200000"


def test_money_that_finds_no_place_is_reported() -> None:
    twice = changed(EVALUATION, ("|上年结转资金||5.00|5.00|—|100%|—|", "|其中：财政拨款|1.00|1.00|1.00||||"))
    assert codes(twice) == ["money_not_read"] * 3
    blank_twice = changed(EVALUATION, ("|上年结转资金||5.00|5.00|—|100%|—|", "|其中：财政拨款|||||||"))
    assert codes(blank_twice) == []
    unknown = changed(EVALUATION, ("|上年结转资金|", "|彩票公益金|"))
    assert codes(unknown) == ["row_not_read"]
    pairs = changed(TARGET, ("|其他资金||其他资金|10.00", "|其他资金||捐赠|10.00"))
    assert "row_not_read" in codes(pairs)
    scored = changed(EVALUATION, ("|上年结转资金||5.00|5.00|—|100%|—|", "|上年结转资金||5.00|5.00|5|100%|5|"))
    assert codes(scored) == ["row_not_read"] * 2


def test_amounts_beside_their_columns_are_doubted() -> None:
    text = changed(
        EVALUATION, ("|年度资金总额|110.00|120.00|108.00|10|90%|9|", "|年度资金总额||||||||110.00|")
    )
    cells = cells_of(text)
    assert (cells["projects.1.initial"].text, cells["projects.1.initial"].confidence) == ("110.00", 50)
    crowded = changed(
        EVALUATION,
        ("|年度资金总额|110.00|120.00|108.00|10|90%|9|", "|年度资金总额|110.00|120.00|108.00|10|90%|9|1|2|"),
    )
    assert "row_not_read" in codes(crowded)
