"""The table of many projects: rows that add up, rows cut by pages, shifted cells, other headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from congress.apps.performance.domain import (
    PerformanceTable,
    as_source_text,
    assemble,
    official_layout,
    read_disclosure,
)
from congress.apps.performance.tests.sources import cells_of, read, source_of, table_of, typed
from congress.platform.documents.contracts import SourceText

HEAD = (
    ("云川市档案馆2026年项目支出绩效目标表",),
    ("部门名称：云川市档案馆",),
    ("单位：万元",),
)
HEADING = ("项目名称 (资金使用单位)", "总计", "财政拨款", "其他资金", "绩效目标", "绩效指标")
PACKED = "1、1-产出指标；11-数量指标；扫描页数；实施周期指标值：3万页；年度指标值：1万页。"
MORE = "2、2-效益指标；22-社会效益；查档人次；实施周期指标值：≥900人次；年度指标值：≥300人次。"
SCAN = ("档案数字化", "80.00", "70.00", "10.00", "完成扫描。", PACKED)
SHOW = ("档案展览", "20.00", "20.00", "", "办好展览。", PACKED)
ALL = ("合计", "100.00", "90.00", "10.00", "", "")
UNIT = ("云川市档案馆", "100.00", "90.00", "10.00", "", "")
Rows = Sequence[Sequence[str]]


def text_of(*rows: Sequence[str], head: Rows = HEAD, heading: Rows = (HEADING,)) -> str:
    """A table of projects as text."""
    return "\n".join("\t".join(row) for part in (head, heading, rows) for row in part) + "\n"


def names(table: PerformanceTable) -> tuple[list[str], list[str]]:
    """The names of sums and projects."""
    return [row.name.text for row in table.sums], [project.name.text for project in table.projects]


def codes(text: str) -> list[str]:
    """What was noticed while reading."""
    return [problem.code for problem in read(text).problems]


def test_sums_and_projects_are_told_apart() -> None:
    table = table_of(text_of(ALL, UNIT, SCAN, SHOW))
    assert names(table) == (["合计", "云川市档案馆"], ["档案数字化", "档案展览"])
    assert table.sums[0].money.total.value is not None
    assert table.sums[0].money.total.value.yuan == Decimal(1_000_000)
    assert [project.unit.text for project in table.projects] == ["云川市档案馆"] * 2
    project = table.projects[0]
    assert (project.goal.value, len(project.indicators)) == ("完成扫描。", 1)
    assert project.indicators[0].period.text == "3万页"
    assert table.projects[1].money.other_funds.is_blank
    assert table.year.value == 2026


def test_a_unit_is_told_by_its_sum_by_its_name_or_not_at_all() -> None:
    other = ("第二开发区", "20.00", "20.00", "", "", "")
    assert names(table_of(text_of(ALL, UNIT, SCAN, other, SHOW)))[0] == ["合计", "云川市档案馆", "第二开发区"]
    guessed = cells_of(text_of(ALL, ("云川市第二中学校", "55.00", "", "", "", ""), SCAN))
    assert "按单位小计读取" in guessed["sums.2.name"].note
    plain = table_of(text_of(ALL, SCAN, ("零星修缮", "3.00", "3.00", "", "", "")))
    assert names(plain) == (["合计"], ["档案数字化", "零星修缮"])
    unreadable = table_of(text_of(("甲单元", "约三万", "1.00", "", "", ""), SCAN))
    assert names(unreadable)[1] == ["甲单元", "档案数字化"]
    assert names(table_of(text_of(("乙单元", "", "70.00", "", "", ""), SCAN)))[1] == ["乙单元", "档案数字化"]


def test_a_row_cut_by_a_page_goes_on_below_the_repeated_heading() -> None:
    cut = PACKED.index("；实施")
    whole = table_of(text_of(UNIT, SCAN))
    parts = (*SCAN[:5], PACKED[:cut])
    for rest in (("", "", "", "", "", PACKED[cut:]), ("项目", "", "", "", "再编目。", PACKED[cut:])):
        text = text_of(UNIT, parts, (), HEADING, rest)
        table = table_of(text)
        assert len(table.projects) == 1
        assert table.projects[0].indicators[0].annual.value == whole.projects[0].indicators[0].annual.value
        assert codes(text) == ["heading_repeated"]
    assert table.projects[0].name.text == "档案数字化项目"
    assert table.projects[0].goal.text == "完成扫描。再编目。"


def test_a_new_project_after_a_page_end_is_no_continuation() -> None:
    table = table_of(text_of(UNIT, SCAN, (), HEADING, ("档案修复", "", "", "", "修复。", PACKED)))
    assert names(table)[1] == ["档案数字化", "档案修复"]
    assert table.projects[1].money.total.is_blank
    # Without a page end, a named row is a project of its own whatever else it lacks.
    assert len(table_of(text_of(UNIT, SCAN, ("档案修复", "", "", "", "修复。", ""))).projects) == 2
    # Nothing goes on with a row that only adds up.
    assert len(table_of(text_of(UNIT, ("", "", "", "", "修复。", PACKED))).projects) == 1


def test_a_project_without_name_is_said() -> None:
    text = text_of(UNIT, SCAN, ("", "20.00", "20.00", "", "办好展览。", PACKED))
    assert "没有项目名称" in cells_of(text)["projects.2.name"].note


@pytest.mark.parametrize(
    "row",
    [
        ("", "档案数字化", "80.00", "70.00", "10.00", "完成扫描。", PACKED),
        ("档案数字化", "80.00", "70.00", "10.00", "", "完成扫描。", PACKED),
        ("档案数字化", "", "80.00", "70.00", "10.00", "完成扫描。", PACKED),
    ],
)
def test_shifted_cells_go_by_what_they_are(row: Sequence[str]) -> None:
    table = table_of(text_of(UNIT, row))
    assert typed(table)["projects"] == typed(table_of(text_of(UNIT, SCAN)))["projects"]


def test_shifted_amounts_are_doubted() -> None:
    text = text_of(UNIT, ("", "档案数字化", "80.00", "70.00", "", "完成扫描。", PACKED))
    cells = cells_of(text)
    assert (cells["projects.1.total"].text, cells["projects.1.fiscal"].text) == ("80.00", "70.00")
    assert cells["projects.1.total"].confidence == 50
    assert cells["projects.1.other_funds"].text == ""


def test_what_fits_nowhere_is_reported() -> None:
    text = text_of(UNIT, ("档案数字化", "80.00", "70.00", "10.00", "5.00", "完成扫描。", PACKED, "附注"))
    assert "text_left_over" in codes(text)
    assert "text_left_over" in codes(
        text_of(UNIT, ("档案", "数字化", "80.00", "70.00", "10.00", "扫描。", PACKED))
    )
    without = text_of(UNIT, ("档案数字化", PACKED, "", "", "完成扫描。", ""))
    assert table_of(without).projects[0].indicators[0].name.text == "扫描页数"


def test_no_money_at_all() -> None:
    table = table_of(text_of(UNIT, ("档案数字化", "不适用", "", "", "完成扫描。", PACKED)))
    assert table.projects[0].money.total.is_not_applicable


def test_other_headings_in_two_lines_and_columns_nobody_asked_for() -> None:
    heading = (
        ("序号", "项目名称", "实施单位", "资金总额(元)", "", "备注栏", "年度绩效目标", "绩效指标"),
        ("", "", "", "合计", "财政拨款", "", "", ""),
    )
    text = text_of(
        ("1", "档案数字化", "利用科", "800000", "800000", "续建", "完成扫描。", PACKED),
        ("2", "档案展览", "展览科", "200000", "200000", "", "办好展览。", PACKED),
        ("注：以上为批复数。",),
        heading=heading,
    )
    table = table_of(text)
    assert [project.unit.text for project in table.projects] == ["利用科", "展览科"]
    total = table.projects[0].money.total.value
    assert total is not None
    assert total.yuan == 800_000
    assert table.projects[0].money.fiscal.value == total
    assert codes(text) == ["footnote", "column_not_read"]
    assert typed(table_of(as_source_text(table=table))) == typed(table)


def test_a_gap_in_the_numbers_of_packed_indicators_is_reported() -> None:
    text = text_of(UNIT, (*SCAN[:5], PACKED + MORE.replace("2、", "4、", 1)))
    (problem,) = read(text).problems
    assert problem.code == "packed_numbering"
    assert "在1之后是4" in problem.message
    assert codes(text_of(UNIT, (*SCAN[:5], PACKED + MORE))) == []


def test_values_that_only_some_indicators_lack_are_blank_and_said() -> None:
    bare = MORE.replace("实施周期指标值：≥900人次；", "")
    cells = cells_of(text_of(UNIT, (*SCAN[:5], PACKED + bare)))
    assert cells["projects.1.indicators.2.period"].text == ""
    assert "没有写“实施周期指标值”" in cells["projects.1.indicators.2.period"].note
    table = table_of(text_of(UNIT, (*SCAN[:5], bare.replace("2、", "1、", 1))))
    assert table.projects[0].indicators[0].period.cell is None
    assert typed(table_of(as_source_text(table=table))) == typed(table)


def test_indicators_in_free_words_stay_together() -> None:
    table = table_of(text_of(UNIT, (*SCAN[:5], "完成扫描一万页")))
    assert table.projects[0].indicators[0].name.text == "完成扫描一万页"
    assert table.projects[0].indicators[0].group is None


HEADS = {
    "two cells": (("档案馆2026年项目表",), ("部门名称", "云川市档案馆", "", "单位：万元")),
    "other words": (("附件2",), ("表十三",), ("2026年项目表",), ("编制单位：云川市档案馆", "金额单位：万元")),
    "no label": (("2026年项目表",), ("部门名称：", "", "单位：万元")),
    "nothing": (("2026年项目表",), ("万元",)),
}


@pytest.mark.parametrize(("name", "head"), HEADS.items())
def test_what_stands_above(name: str, head: Rows) -> None:
    table = table_of(text_of(ALL, UNIT, SCAN, head=head))
    assert table.body_name.text == ("" if name == "no label" else "云川市档案馆")
    assert table.form_title.text.endswith("2026年项目表")
    assert table.title.text == ""
    assert table.year.value == 2026
    total = table.projects[0].money.total.value
    assert total is not None
    assert total.yuan == 800_000
    cells = cells_of(text_of(ALL, UNIT, SCAN, head=head))
    assert ("取自小计行" in cells["body.name"].note) == (name == "nothing")


def test_without_year_and_unit_nothing_is_invented() -> None:
    cells = cells_of(text_of(UNIT, SCAN, head=(("档案馆项目表",),)))
    assert cells["head.year"].text == ""
    assert "没有写年度" in cells["head.year"].note
    assert cells["projects.1.total"].confidence == 50
    assert "head.year" not in cells_of(text_of(UNIT, SCAN, head=()))


def test_the_layout_prints_what_the_table_has() -> None:
    table = table_of(text_of(ALL, UNIT, SCAN, SHOW))
    layout = official_layout(table=table)
    heading = [cell.text for cell in layout.blocks[1].rows[0]]
    assert heading == ["项目名称", "总计", "财政拨款", "其他资金", "绩效目标", "绩效指标"]
    assert layout.subtitle == ""
    assert official_layout(table=table_of(text_of(UNIT, SCAN, head=HEAD[1:]))).subtitle == ""
    untitled = (("项目表",), ("（2026年）",), *HEAD[1:])
    assert official_layout(table=table_of(text_of(UNIT, SCAN, head=untitled))).subtitle == "(2026年)"
    addresses = [cell.address for row in layout.blocks[1].rows for cell in row]
    assert "projects.2.indicators.1.name" in addresses


def test_sums_stand_above_the_projects_of_their_unit() -> None:
    second = ("云川市图书馆", "20.00", "20.00", "", "", "")
    text = text_of(ALL, ("云川市档案馆", "80.00", "70.00", "10.00", "", ""), SCAN, second, SHOW)
    table = table_of(text)
    assert typed(table_of(as_source_text(table=table))) == typed(table)
    idle = ("云川市美术馆", "0.00", "0.00", "0.00", "", "")
    text = text_of(ALL, ("云川市档案馆", "80.00", "70.00", "10.00", "", ""), SCAN, idle, second, SHOW)
    assert typed(table_of(as_source_text(table=table_of(text)))) == typed(table_of(text))
    last = table_of(text_of(("云川市档案馆", "80.00", "70.00", "10.00", "", ""), SCAN, ALL))
    assert names(last)[0] == ["云川市档案馆", "合计"]
    assert typed(table_of(as_source_text(table=last))) == typed(last)


def test_sums_that_cannot_be_added_and_names_without_text() -> None:
    vague = table_of(text_of(("丙单元", "", "约八十万元", "", "", ""), SCAN))
    assert names(vague)[1] == ["丙单元", "档案数字化"]
    unknown = ("丁单元", "八十万元", "70.00", "", "", "")
    assert names(table_of(text_of(unknown, SCAN)))[1] == ["丁单元", "档案数字化"]
    odd = ("戊单元", "1,2,3", "70.00", "", "", "")
    assert names(table_of(text_of(odd, SCAN, odd)))[1] == ["戊单元", "档案数字化", "戊单元"]
    nameless = cells_of(text_of(("", "80.00", "70.00", "10.00", "", ""), SCAN))
    assert nameless["sums.1.name"].text == ""


def test_a_table_over_several_sheets_of_a_workbook() -> None:
    texts = (text_of(UNIT, SCAN), "\t".join(HEADING) + "\n" + "\t".join(SHOW) + "\n" + "\t".join(SCAN) + "\n")
    rows = [
        replace(
            row,
            page=page,
            cells=tuple(replace(cell, place=replace(cell.place, page=page)) for cell in row.cells),
        )
        for page, text in enumerate(texts, start=1)
        for row in source_of(text * page).rows
    ]
    reading = read_disclosure(source=SourceText("application/xlsx", tuple(rows), pages=("一", "二")))
    table = assemble(form=reading.form, cells=reading.cells)
    assert names(table)[1] == ["档案数字化", "档案展览", "档案数字化", "档案展览", "档案数字化"]
    assert [len(project.indicators) for project in table.projects] == [1] * 5
    places = [project.name.cell.place for project in table.projects if project.name.cell]
    assert [(place.page, place.line) for place in places] == [(1, 6), (2, 2), (2, 3), (2, 5), (2, 6)]


def test_titles_repeated_on_every_page_are_no_projects() -> None:
    text = text_of(ALL, UNIT, SCAN, (), *HEAD, HEADING, SHOW)
    assert names(table_of(text)) == (["合计", "云川市档案馆"], ["档案数字化", "档案展览"])
    assert codes(text) == ["heading_repeated"] * 4
