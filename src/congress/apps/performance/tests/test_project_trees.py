"""Tables of many projects with a tree of indicators each, as budget systems print them with merged cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from congress.apps.performance.domain import PerformanceTable, as_source_text, official_layout
from congress.apps.performance.domain.layout import grid_of
from congress.apps.performance.tests.sources import cells_of, read, table_of, typed

Rows = Sequence[Sequence[str]]
HEAD = (("部门预算项目支出绩效目标表（2026年度）",), ("部门：云川市档案局", "", "", "金额单位：万元"))
HEADING = (
    "单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重",
)  # fmt: skip
ALL = ("合计", "", "320.00")
SCAN = (
    "云川市档案馆",
    "档案数字化",
    "200.00",
    "完成扫描。",
    "产出指标",
    "数量指标",
    "扫描页数",
    "≥",
    "100",
    "万页",
    "40",
)
SCAN_2 = ("", "", "", "", "", "质量指标", "验收合格率", "=", "100", "%", "30")
SCAN_3 = ("", "", "", "", "满意度指标", "服务对象满意度指标", "群众满意度", "≥", "95", "%", "30")
SHOW = ("", "档案展览", "20.00", "办好展览。", "产出指标", "数量指标", "展览场次", "≥", "3", "场", "100")
BOOKS = (
    "云川市图书馆",
    "图书购置",
    "100.00",
    "购书。",
    "产出指标",
    "数量指标",
    "册数",
    "≥",
    "3",
    "万册",
    "100",
)


def text_of(*rows: Sequence[str], head: Rows = HEAD, heading: Rows = (HEADING,)) -> str:
    """A table as text."""
    return "\n".join("\t".join(row) for part in (head, heading, rows) for row in part) + "\n"


def codes(text: str) -> list[str]:
    """What was noticed while reading."""
    return [problem.code for problem in read(text).problems]


def trees(table: PerformanceTable) -> list[tuple[str, list[str]]]:
    """Each project with its indicators."""
    return [(project.name.text, [row.name.text for row in project.indicators]) for project in table.projects]


WHOLE = text_of(ALL, SCAN, SCAN_2, SCAN_3, SHOW, BOOKS)


def test_projects_with_their_trees() -> None:
    table = table_of(WHOLE)
    assert table.form == "project_trees"
    assert trees(table) == [
        ("档案数字化", ["扫描页数", "验收合格率", "群众满意度"]),
        ("档案展览", ["展览场次"]),
        ("图书购置", ["册数"]),
    ]
    assert [project.unit.text for project in table.projects] == [
        "云川市档案馆",
        "云川市档案馆",
        "云川市图书馆",
    ]
    assert (table.body_name.value, table.year.value) == ("云川市档案局", 2026)
    assert [row.name.text for row in table.sums] == ["合计"]
    first = table.projects[0]
    assert first.money.total.value is not None
    assert first.money.total.value.yuan == 2_000_000
    assert first.goal.value == "完成扫描。"
    assert [(row.annual.text, row.weight.text) for row in first.indicators] == [
        ("≥100万页", "40"),
        ("=100%", "30"),
        ("≥95%", "30"),
    ]
    assert first.indicators[1].level1.text == "产出指标"
    assert codes(WHOLE) == []
    assert cells_of(WHOLE)["projects.2.unit"].confidence == 90


def test_written_in_the_official_layout_it_is_read_back() -> None:
    table = table_of(WHOLE)
    layout = official_layout(table=table)
    assert sum(layout.widths) == 100
    assert all(grid_of(block, columns=len(layout.widths)) for block in layout.blocks)
    assert typed(table_of(as_source_text(table=table))) == typed(table)
    by_address = {cell.address: cell for row in layout.blocks[1].rows for cell in row if cell.address}
    assert by_address["projects.1.total"].rowspan == 3


def test_a_project_that_goes_on_after_a_page_end() -> None:
    rest = ("", "", "", "按时移交。", "", "时效指标", "移交及时率", "=", "100", "%", "30")
    named = ("", "（二期）", "", "", "", "时效指标", "移交及时率", "=", "100", "%", "30")
    for row, name, goal in (
        (SCAN_3, "档案数字化", "完成扫描。"),
        (rest, "档案数字化", "完成扫描。按时移交。"),
        (named, "档案数字化（二期）", "完成扫描。"),
    ):
        text = text_of(SCAN, SCAN_2, (), HEADING, row)
        (project,) = table_of(text).projects
        assert (project.name.text, project.goal.text, len(project.indicators)) == (name, goal, 3)
        assert codes(text) == ["heading_repeated"]


def test_merged_cells_written_out_on_every_row() -> None:
    second = (*SCAN[:4], "产出指标", *SCAN_2[5:])
    assert typed(table_of(text_of(SCAN, second))) == typed(table_of(text_of(SCAN, SCAN_2)))
    # The same name with other money is another project.
    again = (*SCAN[:2], "30.00", *SCAN[3:])
    assert len(table_of(text_of(SCAN, again)).projects) == 2


def test_a_project_named_without_money_is_one_of_its_own() -> None:
    assert len(table_of(text_of(SCAN, (SCAN[0], "零星修缮", "", "", *SCAN[4:]))).projects) == 2
    nameless = table_of(text_of(SCAN, ("", "", "30.00", "修缮。", *SCAN[4:])))
    assert [project.name.text for project in nameless.projects] == ["档案数字化", ""]


HEADING_2 = (
    ("序号", "项目名称", "预算数", "执行数", "备用栏", "绩效指标", "", "", "", "", "", ""),
    ("", "", "", "", "", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
)
ROAD = (
    "1",
    "道路养护",
    "1000000",
    "980000",
    "续",
    "产出指标",
    "数量指标",
    "里程",
    "50公里",
    "52公里",
    "50",
    "50",
)
ROAD_2 = ("", "", "", "", "", "效益指标", "社会效益指标", "投诉下降率", "≥10%", "8%", "50", "40")
SELF_EVALUATION = text_of(
    ROAD,
    ROAD_2,
    ("注：预算数为调整后数。",),
    head=(("2025年项目支出自评表",), ("单位：元",)),
    heading=HEADING_2,
)


def test_a_self_evaluation_under_a_heading_of_two_lines() -> None:
    table = table_of(SELF_EVALUATION)
    (project,) = table.projects
    money = project.money
    assert [entry.value.yuan for entry in (money.budget, money.executed) if entry.value] == [
        1_000_000,
        980_000,
    ]
    assert money.total.cell is None
    assert [(row.actual.text, row.score.text) for row in project.indicators] == [
        ("52公里", "50"),
        ("8%", "40"),
    ]
    assert codes(SELF_EVALUATION) == ["footnote", "column_not_read"]
    assert typed(table_of(as_source_text(table=table))) == typed(table)


def test_goals_expected_and_achieved() -> None:
    heading = (
        "项目名称",
        "金额（元）",
        "预期目标",
        "实际完成情况",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "完成值",
        "原因分析",
    )
    row = (
        "道路养护",
        "100",
        "养护。",
        "已养护。",
        "产出指标",
        "数量指标",
        "里程",
        "5公里",
        "4公里",
        "雨季停工。",
    )
    table = table_of(text_of(row, head=(("2025年自评表",),), heading=(heading,)))
    (project,) = table.projects
    assert (project.goal.value, project.achieved.value) == ("养护。", "已养护。")
    assert project.indicators[0].reason.value == "雨季停工。"
    assert typed(table_of(as_source_text(table=table))) == typed(table)


def test_a_heading_without_one_of_the_levels() -> None:
    heading = ("项目名称", "金额（元）", "三级指标", "指标值")
    text = text_of(("道路养护", "100", "里程", "5公里"), head=(("2026年目标表",),), heading=(heading,))
    assert codes(text) == ["block_missing"]
    assert trees(table_of(text)) == [("道路养护", [])]
    assert typed(table_of(as_source_text(table=table_of(text))))["projects"][0]["name"] == "道路养护"


@pytest.mark.parametrize("name", ["合计", "小计"])
def test_the_row_that_adds_up_may_stand_left_of_the_names(name: str) -> None:
    heading = ("序号", *HEADING[1:])
    text = text_of((name, "", "320.00"), ("1", *SCAN[1:]), heading=(heading,))
    assert [row.name.text for row in table_of(text).sums] == [name]
    assert [project.unit.cell for project in table_of(text).projects] == [None]


def test_titles_repeated_on_every_page_are_no_projects() -> None:
    text = text_of(SCAN, SCAN_2, (), *HEAD, HEADING, SCAN_3, SHOW)
    assert trees(table_of(text)) == [
        ("档案数字化", ["扫描页数", "验收合格率", "群众满意度"]),
        ("档案展览", ["展览场次"]),
    ]
    assert codes(text) == ["heading_repeated"] * 3
