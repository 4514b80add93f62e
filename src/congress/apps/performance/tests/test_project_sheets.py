"""Project sheets in the wordings of many places: targets, self-evaluations, whole departments with points."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from congress.apps.performance.domain import (
    NotUnderstood,
    PerformanceTable,
    as_source_text,
    assemble,
    official_layout,
)
from congress.apps.performance.domain.table import Entry, Settled
from congress.apps.performance.tests.sources import cells_of, read, table_of, typed


def sheet(text: str) -> str:
    """A sheet drawn with bars for tabs."""
    lines = text.strip("\n").split("\n")
    return "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in lines) + "\n"


TARGET = """
附件2
项目支出绩效目标申报表
（2026年度）
项目名称|代表联络站建设|||
主管部门及代码|云川市人大常委会办公室|实施单位|代表工作委员会|
项目属性|延续项目|项目期|3年|
项目资金（万元）|中期资金总额：|600.00|年度资金总额：|210.00
|其中：财政拨款|600.00|其中：财政拨款|200.00
|其他资金||其他资金|10.00
总体目标|中期目标（2024年—2026年）||年度目标|
|32个站建成。||32个站运行。|
绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|运行的联络站数量|32个
||质量指标|联络站达标率|100%
|满意度指标|服务对象满意度指标|来访群众满意度|≥90%
项目支出绩效目标申报表
（2026年度）
项目名称|代表履职培训|||
主管部门及代码|云川市人大常委会办公室|实施单位|培训中心|
项目属性|延续项目|项目期|1年|
项目资金（元）|中期资金总额：||年度资金总额：|1200000
|其中：财政拨款||其中：财政拨款|1200000
|其他资金||其他资金|
总体目标|中期目标||年度目标|
|||举办四期。|
绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|培训期数|4期
"""
EVALUATION = """
项目支出绩效自评表
（2025年度）
项目名称|代表履职培训|||||||
主管部门|云川市人大常委会办公室|||实施单位|培训中心|||
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|
|年度资金总额|110.00|120.00|108.00|10|90%|9|
|其中：当年财政拨款|110.00|115.00|103.00|—|89.57%|—|
|上年结转资金||5.00|5.00|—|100%|—|
年度总体目标|预期目标|||实际完成情况||||
|举办四期。|||举办四期，培训638人次。||||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标（60分）|数量指标|培训期数|4期|4期|30|30|
|||培训人次|≥600人次|566人次|30|28.3|两期因疫情改为线上，名额未满。
|满意度指标（30分）|服务对象满意度指标|参训代表满意度|≥95%|97%|30|30|
总分||||||100|97.3|
"""
DEPARTMENT = """
2025年度云川市档案馆整体支出绩效自评表
部门（单位）名称|云川市档案馆|||||||
年度预算申请（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|
|年度资金总额|500|520|510|10|98.08%|9.8|
|按收入性质分：||||||||
|其中：一般公共预算|480|500|490||||
|其他资金|20|20|20||||
|按支出性质分：||||||||
|其中：基本支出|300|310|308||||
|项目支出|200|210|202||||
年度总体目标|预期目标|||实际完成情况||||
|完成馆藏数字化。|||已经完成。||||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标（50分）|数量指标|数字化页数|≥100万页|120万页|50|50|
|效益指标（40分）|社会效益指标|查档人次|≥5000人次|4200人次|40|33.6|闭馆修缮两个月。
总分||||||100|93.4|
"""


def amounts(of: Settled) -> dict[str, str]:
    """The amounts a form has, in yuan, blank where it was left blank."""
    entries: dict[str, Entry[Any]] = {name: getattr(of, name) for name in type(of).__dataclass_fields__}
    return {
        name: f"{entry.value.yuan:.0f}" if entry.value else ""
        for name, entry in entries.items()
        if entry.cell is not None
    }


def codes(text: str) -> list[str]:
    """What was noticed while reading."""
    return [problem.code for problem in read(text).problems]


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A form with lines replaced; a change that finds nothing is a mistake of the test."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return sheet(text)


def points(table: PerformanceTable) -> list[str]:
    """Weight and score of execution, and of everything, as written; empty where there are none."""
    of = table.projects[0].points if table.projects else table.points
    entries = (of.rate_weight, of.rate_score, of.total_weight, of.total_score)
    return ["" if entry.value is None else f"{entry.value:f}" for entry in entries]


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


def test_label_and_value_may_share_a_cell() -> None:
    text = sheet(
        """
项目绩效目标表
项目名称：道路养护|金额单位：元|
主管部门：云川市公路局|实施单位：养护中心|预算年度：2026年|预算年度：2027年
资金总额：1200000.00|其中：财政拨款：1100000.00|其他资金：100000
年度目标|养护道路五十公里。|
一级指标|二级指标|三级指标|年度指标值
产出指标|数量指标|养护里程|50公里
"""
    )
    table = table_of(text)
    (project,) = table.projects
    assert (project.name.value, project.unit.value, table.year.value) == ("道路养护", "养护中心", 2026)
    assert amounts(project.money) == {"total": "1200000", "fiscal": "1100000", "other_funds": "100000"}
    assert project.goal.value == "养护道路五十公里。"
    assert codes(text) == []


def test_headings_repeated_by_a_page_end_are_dropped() -> None:
    text = changed(
        EVALUATION,
        (
            "|||培训人次|",
            "项目名称|代表履职培训|||||||\n"
            "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n|||培训人次|",
        ),
    )
    assert codes(text) == ["heading_repeated"] * 2
    assert typed(table_of(text)) == typed(table_of(sheet(EVALUATION)))


def test_goals_that_go_on_in_further_rows() -> None:
    text = changed(
        EVALUATION,
        (
            "|举办四期。|||举办四期，培训638人次。||||",
            "年度|举办|||举办四期，||||\n总体目标|四期。|||培训||||\n||||638人次。||||",
        ),
    )
    (project,) = table_of(text).projects
    assert (project.goal.value, project.achieved.value) == ("举办四期。", "举办四期，培训638人次。")


@pytest.mark.parametrize(
    ("lines", "goal", "achieved"),
    [
        ("年度目标|办班。|\n全年实际完成情况|办了。|", "办班。", "办了。"),
        ("年度目标|办班。|全年实际完成情况|办了。", "办班。", "办了。"),
        ("年度绩效目标|预期目标|实际完成情况\n|办班。|办了。", "办班。", "办了。"),
        ("年度总体目标\n办班。\n|选好教师。", "办班。选好教师。", None),
        ("年度总体目标|办班。|\n||选好教师。", "办班。选好教师。", None),
        ("年度总体目标|预期目标|实际完成情况\n总体目标||\n|办班。|办了。", "办班。", "办了。"),
        ("实际完成情况\n办了。", "", "办了。"),
        ("年度总体目标|一、|办班。", "一、办班。", None),
        ("实际完成情况|一、|办了。", "", "一、办了。"),
        ("年度总体目标|预期目标|实际完成情况\n办班。||", "办班。", None),
    ],
)
def test_goals_however_they_are_set(lines: str, goal: str, achieved: str | None) -> None:
    old = "年度总体目标|预期目标|||实际完成情况||||\n|举办四期。|||举办四期，培训638人次。||||"
    (project,) = table_of(changed(EVALUATION, (old, lines))).projects
    assert project.goal.text == goal
    assert project.achieved.value == achieved


def test_missing_parts_are_reported() -> None:
    text = sheet("项目名称|道路养护\n实际完成值|一级指标|三级指标|指标值\n|产出|里程|5公里\n")
    assert codes(text) == ["block_missing"] * 3
    assert table_of(text).projects[0].indicators == ()


@pytest.mark.parametrize(
    ("line", "weight", "score", "confidence"),
    [
        ("总分||||||100|97.3|", "100", "97.3", 100),
        ("|总分|||||100|97.3|", "100", "97.3", 100),
        ("总分|100|97.3", "100", "97.3", 50),
        ("总分|97.3", "", "97.3", 50),
        ("自评总分|||||||97.3|", "", "97.3", 100),
        ("绩效指标|总分|||||100|—|", "100", "", 100),
    ],
)
def test_the_row_that_adds_the_points_up(line: str, weight: str, score: str, confidence: int) -> None:
    text = changed(EVALUATION, ("总分||||||100|97.3|", line))
    assert points(table_of(text))[2:] == [weight, score]
    assert cells_of(text)["projects.1.total_score"].confidence == confidence


def test_an_indicator_named_like_a_total_is_none() -> None:
    text = changed(
        EVALUATION, ("总分||||||100|97.3|", "合计|成本指标|经济成本指标|人均费用|≤450元|432元|10|10|")
    )
    assert points(table_of(text))[2:] == ["", ""]
    assert len(table_of(text).projects[0].indicators) == 4


def test_what_stands_below_is_reported_and_not_read() -> None:
    text = changed(
        EVALUATION,
        ("总分||||||100|97.3|", "总分||||||100|97.3|\n填表人：张某|联系电话：0769\n注：自评得分四舍五入。"),
    )
    assert codes(text) == ["footnote", "footnote"]


def test_people_and_codes_are_left_out() -> None:
    text = changed(
        EVALUATION, ("项目名称|代表履职培训|||||||", "项目名称|代表履职培训|项目负责人|李某|项目编码|4419|||")
    )
    problems = read(text).problems
    assert [problem.message for problem in problems] == [
        "“项目负责人”一栏属于个人信息，没有读入。",
        "“项目编码”一栏与绩效检查无关，没有读入。",
    ]
    assert not any("李某" in cell.raw for cell in read(text).cells)


def test_a_row_of_unknown_words_is_reported() -> None:
    text = changed(EVALUATION, ("（2025年度）\n项目名称|", "（2025年度）\n项目名称|")).replace(
        "主管部门\t", "实施地点\t城区\n主管部门\t"
    )
    assert codes(text) == ["row_not_read"]


def test_fields_named_twice_count_once() -> None:
    text = changed(EVALUATION, ("实施单位|培训中心|||", "实施单位|培训中心|项目单位|教务科|"))
    assert table_of(text).projects[0].unit.value == "培训中心"
    blank = changed(EVALUATION, ("主管部门|云川市人大常委会办公室|||", "主管部门||||"))
    assert table_of(blank).projects[0].department.is_blank
    assert table_of(blank).body_name.cell is None


def test_remarks_give_way_to_reasons() -> None:
    old = "|分值|得分|偏差原因分析及改进措施\n"
    text = changed(
        EVALUATION, (old, "|分值|得分|备注|偏差原因分析及改进措施\n"), ("|30|28.3|两期", "|30|28.3||两期")
    )
    assert table_of(text).projects[0].indicators[1].reason.text.startswith("两期")
    swapped = changed(EVALUATION, (old, "|分值|得分|偏差原因分析及改进措施|备注\n"))
    assert table_of(swapped).projects[0].indicators[1].reason.text.startswith("两期")


def test_levels_written_from_top_to_bottom() -> None:
    text = sheet(EVALUATION).replace("产出指标（60分）", "<p>产</p><p>出</p><p>指</p><p>标</p>")
    cell = cells_of(text)["projects.1.indicators.1.level1"]
    assert (cell.text, cell.confidence) == ("产出指标", 95)


def test_a_department_without_a_line_for_its_name() -> None:
    text = changed(DEPARTMENT, ("部门（单位）名称|云川市档案馆|||||||\n", ""))
    table = table_of(text)
    assert table.body_name.cell is None
    assert points(table)[2:] == ["100", "93.4"]
    assert table.form_title.text == "2025年度云川市档案馆整体支出绩效自评表"


def test_a_second_department_in_the_same_document_is_reported() -> None:
    other = DEPARTMENT.replace("云川市档案馆", "云川市图书馆")
    assert codes(sheet(DEPARTMENT + other.strip("\n"))) == ["sheet_left_over"]


def test_a_department_named_twice_counts_once() -> None:
    text = changed(
        DEPARTMENT,
        (
            "部门（单位）名称|云川市档案馆|||||||",
            "部门（单位）名称|云川市档案馆|预算年度|2025|预算单位|档案馆||||",
        ),
    )
    assert table_of(text).body_name.value == "云川市档案馆"
    assert table_of(text).year.value == 2025


def test_a_sheet_that_says_too_little_is_refused_with_what_is_missing() -> None:
    with pytest.raises(NotUnderstood, match="项目名称"):
        read(sheet("一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|里程|5公里"))


def test_layouts_of_empty_tables() -> None:
    for form in ("projects", "project_targets", "project_evaluation", "department_evaluation"):
        layout = official_layout(table=assemble(form=form, cells=()))
        assert sum(layout.widths) == 100


def test_targets_for_several_years_and_weights_have_their_columns() -> None:
    text = changed(
        TARGET,
        (
            "|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|运行的联络站数量|32个",
            "|一级指标|二级指标|三级指标|实施周期指标值|年度指标值|分值\n|产出指标|数量指标|运行的联络站数量|40个|32个|50",
        ),
    )
    table = table_of(text)
    row = table.projects[0].indicators[0]
    assert (row.period.text, row.annual.text, row.weight.text) == ("40个", "32个", "50")
    heading = official_layout(table=table).blocks[3].rows[0]
    assert [cell.text for cell in heading[4:]] == ["实施周期指标值", "年度指标值", "分值"]
    again = table_of(as_source_text(table=table)).projects[0].indicators[0]
    assert (again.period.text, again.annual.text, again.weight.text) == ("40个", "32个", "50")


TWO_SIDES = """
项目支出绩效目标申报表（2026年）
项目名称|代表联络站建设|||||||
主管部门|云川市人大常委会办公室|||实施单位|代表工作委员会||
项目资金（万元）|年度资金总额：|210.00|||||
年度目标|32个站运行。||||||
绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
|产出指标|数量指标|联络站数量|40个|数量指标|联络站数量|32个
|||接待人次|≥9000人次||接待场次|≥384场
||质量指标|达标率|100%|||
|||||时效指标|回复及时率|≥98%
|||||||
"""


def test_trees_side_by_side_for_all_years_and_for_one() -> None:
    (project,) = table_of(sheet(TWO_SIDES)).projects
    assert [
        (row.level2.text, row.name.text, row.period.text, row.annual.text) for row in project.indicators
    ] == [
        ("数量指标", "联络站数量", "40个", "32个"),
        ("数量指标", "接待人次", "≥9000人次", ""),
        ("数量指标", "接待场次", "", "≥384场"),
        ("质量指标", "达标率", "100%", ""),
        ("时效指标", "回复及时率", "", "≥98%"),
    ]
    assert {row.level1.text for row in project.indicators} == {"产出指标"}
    assert codes(sheet(TWO_SIDES)) == []


def test_signs_numbers_and_units_in_columns_of_their_own() -> None:
    text = sheet(
        """
项目支出绩效目标表（2026年）
项目名称|道路养护||||||
项目资金（万元）|年度资金总额|120.00|||||
年度目标|养护道路。||||||
一级指标|二级指标|三级指标|指标解释|指标性质|指标值|度量单位|权重
产出指标|数量指标|养护里程|含县道|≥|50|公里|40
|质量指标|验收合格率||=|100|%|30
"""
    )
    (project,) = table_of(text).projects
    assert [(row.annual.text, row.weight.text) for row in project.indicators] == [
        ("≥50公里", "40"),
        ("=100%", "30"),
    ]
    assert codes(text) == ["column_not_read"]
