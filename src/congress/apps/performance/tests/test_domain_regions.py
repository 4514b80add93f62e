"""A table of targets inside a longer document is found, read alone, and what is left out is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from congress.apps.performance.domain import NotUnderstood, Reading, assemble, read_disclosure
from congress.apps.performance.tests.sources import read, table_of, target_form, typed
from congress.apps.performance.tests.test_domain_samples import TARGETS as SAMPLE
from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText

BUDGET_TABLES = """2026年部门预算公开
第一部分 部门概况
一、主要职能
部门收支总表
部门名称\t澄溪县人大办\t单位：万元
项目\t金额
基本支出\t512.60
项目支出\t327.50
第二部分 绩效目标
"""
TAIL = """
政府采购预算表
项目名称\t采购内容\t金额
会议设备\t电子表决器\t12.00
办公设备\t打印机\t3.00
车辆\t无\t0
"""
COUNTY = """2026年澄溪县部门整体支出绩效目标表
部门名称\t澄溪县人大办
总体绩效目标\t做好工作。
年度重点工作任务\t名称\t主要实施内容\t拟投入的资金(万元)
\t会议\t组织召开会议\t10
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t会议次数\t1次
\t效益指标\t社会效益指标\t群众知晓率\t≥80%
"""


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize("before", ["", BUDGET_TABLES], ids=["", "before"])
@pytest.mark.parametrize("after", ["", TAIL], ids=["", "after"])
def test_the_table_alone_is_read(before: str, after: str) -> None:
    reading = read(before + COUNTY + after)
    assert typed(table_of(before + COUNTY + after)) == typed(table_of(COUNTY))
    assert codes(reading) == (["not_of_the_table"] if before or after else [])


def test_where_the_table_begins_and_what_was_left_out_is_said() -> None:
    (problem,) = read(BUDGET_TABLES + COUNTY).problems
    assert problem.message.startswith("从第10行起是绩效表格；文件里另有4行表格")
    assert problem.place is not None
    assert problem.place.line == 10


def test_lines_above_the_forms_own_title_go_with_it() -> None:
    text = BUDGET_TABLES + target_form() + TAIL
    table = table_of(text)
    assert typed(table) == typed(table_of(target_form()))
    assert table.title.text.endswith("批复情况")


def test_a_second_table_of_targets_is_named() -> None:
    other = COUNTY.replace("澄溪县部门", "云溪县部门").replace("澄溪县人大办", "云溪县人大办")
    reading = read(COUNTY + other)
    assert codes(reading) == ["not_of_the_table", "tables_left"]
    assert "2026年云溪县部门整体支出绩效目标表" in reading.problems[1].message
    assert table_of(COUNTY + other).body_name.text == "澄溪县人大办"


def test_a_title_printed_again_on_the_next_page_divides_nothing() -> None:
    lines = COUNTY.splitlines()
    text = "\n".join([*lines[:-1], "", lines[0], lines[-1]]) + "\n"
    assert typed(table_of(text)) == typed(table_of(COUNTY))
    assert codes(read(text)) == ["heading_repeated"]


def test_a_title_that_heads_no_table_is_passed_over() -> None:
    text = BUDGET_TABLES + "绩效评价结果公开表\n项目\t得分\n会议\t95\n培训\t96\n调研\t97\n" + COUNTY
    assert typed(table_of(text)) == typed(table_of(COUNTY))


def test_a_real_budget_with_a_table_of_targets_behind_it(shared: Path) -> None:
    budget = (shared / "data" / "budgets" / "03-putuo-gov-office-2025-dept-budget.txt").read_text("utf-8")
    tables = budget.replace("  ", "\t")
    assert typed(table_of(f"{tables}\n{SAMPLE}")) == typed(table_of(SAMPLE))


def test_a_text_that_only_speaks_of_targets_is_told_so() -> None:
    with pytest.raises(NotUnderstood, match="第2行只是文字里提到绩效") as caught:
        read("预算说明\n七、绩效目标\n详见单位的项目绩效目标表\n")
    assert "请找到那份文件再导入" in caught.value.message


def merged_titles(text: str) -> SourceText:
    """A workbook's rows: what stands alone in a row is merged over all columns."""
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [*line.split("\t"), *[""] * 8][:8]
        alone = "\t" not in line
        first = Place(number, 1)
        placed = (
            SourceCell(Place(number, at), cell, first if alone and at > 1 else None)
            for at, cell in enumerate(cells, start=1)
        )
        rows.append(SourceRow(number, tuple(placed), table=1))
    return SourceText("application/vnd.ms-excel", tuple(rows))


def test_a_workbook_with_a_sheet_of_targets_among_others() -> None:
    before = "部门收支总表\n项目\t金额\n基本支出\t512.60\n项目支出\t327.50\n合计\t840.10\n"
    source = merged_titles(before + COUNTY + TAIL.strip("\n"))
    reading = read_disclosure(source=source)
    assert typed(assemble(form=reading.form, cells=reading.cells)) == typed(table_of(COUNTY))
    assert codes(reading) == ["not_of_the_table"]


def test_titles_over_nothing_leave_the_document_as_it_is() -> None:
    rows = "项目\t金额\n会议\t1\n培训\t2\n调研\t3\n"
    with pytest.raises(NotUnderstood):
        read(rows + "绩效目标汇总表\n" + rows)


def test_a_row_or_two_beside_the_table_do_not_make_a_longer_document() -> None:
    text = "绩效目标编制情况表\n编制人\t张某\n" + COUNTY
    assert "not_of_the_table" not in codes(read(text))
    assert table_of(text).body_name.text == "澄溪县人大办"
