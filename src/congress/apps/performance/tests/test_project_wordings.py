"""Project sheets in the wordings and settings of many places."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import (
    Block,
    CellKind,
    NotUnderstood,
    as_source_text,
    assemble,
    official_layout,
)
from congress.apps.performance.domain.lines import Collector, Found
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
from congress.apps.performance.tests.sources import cells_of, read, table_of, typed
from congress.platform.documents.contracts import Place


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


FILLED_IN = """
附件4
2023年度市级财政项目支出绩效自评表
填报单位（盖章）：云川市水务局||||填报日期：2024年3月8日|联系人
项目名称|中小河流治理||||||||
主管部门|云川市水务局|||实施单位|河道中心||||
项目资金（万元）||年初预算数（A）|全年预算数(B)|全年执行数(C)|执行率(C/B)|||
|年度资金总额：|1,000|900|855|95%|||
年度总体目标|年初设定目标|||全年实际完成情况||||
|治理三条。|||全部完成。||||
绩效指标|一级指标|二级指标|三级指标|年度指标值(A)|年终实际情况|分值|得分|未达标原因及下步打算|备注
|预算执行率（10分）|预算执行率|预算执行率|100%|95%|10|9.5||
|产出指标(90)|数量指标|治理河道条数|3条|3条|50|50||已验收
|||治理长度|≥20公里|18.5公里|40|37|征地受阻|
|||指标3：||||||
|||……||||||
总分||||||100|96.5||
"""


def test_a_form_as_it_was_really_filled_in() -> None:
    table = table_of(sheet(FILLED_IN))
    (project,) = table.projects
    assert (table.title.cell, table.body_name.value) == (None, "云川市水务局")
    assert [row.name.text for row in project.indicators] == ["治理河道条数", "治理长度"]
    missed = project.indicators[1]
    assert (missed.actual.text, missed.score.text, missed.reason.text) == ("18.5公里", "37", "征地受阻")
    assert points(table) == ["10", "9.5", "100", "96.5"]
    assert project.points.rate.text == "95%"
    assert codes(sheet(FILLED_IN)) == ["column_not_read"]


def test_execution_scored_twice_and_differently_is_reported() -> None:
    text = changed(FILLED_IN, ("|95%|||\n年度", "|94%|||\n年度"))
    assert codes(text) == ["column_not_read", "points_differ"]
    again = changed(FILLED_IN, ("总分|", "|预算执行率|预算执行率|预算执行率|100%|95%|10|9.5||\n总分|"))
    assert len(table_of(again).projects[0].indicators) == 3


def test_a_heading_that_says_nothing_about_its_column_is_ignored() -> None:
    text = changed(FILLED_IN, ("年终实际情况", "其他"))
    assert table_of(text).projects[0].indicators[0].actual.cell is None


def test_an_address_is_taken_once_whatever_a_document_repeats() -> None:
    collector = Collector()
    for text in ("甲", "乙"):
        collector.add(
            "body.name",
            block=Block.BODY,
            label="部门名称",
            kind=CellKind.TEXT,
            found=Found(text, text, Place(3, 1)),
        )
    assert [cell.text for cell in collector.cells] == ["甲"]
    (problem,) = collector.problems
    assert problem.code == "cell_twice"
    assert problem.message == "第3行的“部门名称”前面已经有了，这里的“乙”没有读入，请核对。"


def test_more_wordings_and_rows_that_belong_nowhere() -> None:
    text = sheet(
        """
表10
部门项目绩效目标申报表（2025年）
单位：云川市卫生健康局||||单位：万元
项目名称|基层卫生人才培训||||
单位编码及名称|101001-人才中心|单位(部门)名称|云川市卫生健康局||
资金总额|80||||
其中：财政拨款|80|说明事项|其他事项||
项目绩效目标|培训四百名。||||
一级指标|二级指标|三级指标|指标值||
产出指标|数量指标|培训人数|≥400人||
质量指标|培训合格率||≥95%||
"""
    )
    (project,) = table_of(text).projects
    assert (project.unit.value, project.department.value) == ("101001-人才中心", "云川市卫生健康局")
    assert project.goal.value == "培训四百名。"
    assert [row.level2.text for row in project.indicators] == ["数量指标", "质量指标"]
    assert codes(text) == ["row_not_read"]
    tasks = changed(
        DEPARTMENT, ("年度总体目标|预期", "年度主要任务|任务1：征集|任务2：编研||||||\n年度总体目标|预期")
    )
    assert codes(tasks) == ["row_not_read"]
