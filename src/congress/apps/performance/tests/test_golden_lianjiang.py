"""A real county's target form, every block of it written three times: each amount, task and indicator once and right.

The document stays where it is; what is expected is said by place, number and value. Names and sentences are
compared with the document itself, read here a second time with nothing but a split at tabs.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from congress.apps.performance.domain import Operator, as_source_text
from congress.apps.performance.tests.sources import read, table_of, typed
from congress.apps.performance.tests.test_golden_dongguan import Document, wan

# line and column of the name, level 1, level 2, value — in the order of the form
ROWS = """
29 4 产出指标 数量指标 ≥400人次
30 4 产出指标 数量指标 ≥4批
31 4 产出指标 质量指标 ≥95%
32 4 产出指标 时效指标 -
33 4 产出指标 成本指标 ≤1621.95万元
34 4 效益指标 经济效益指标 -
35 4 效益指标 社会效益指标 ≥95%
36 3 效益指标 可持续影响指标 长期
37 3 满意度指标 服务对象满意度指标 ≥95%
"""
TASK_LINES = ((19, 2), (20, 2), (21, 2), (22, 2), (23, 2), (24, 2), (25, 1))


@pytest.fixture(scope="module")
def county(shared: Path) -> Document:
    """The table of 2024."""
    return Document(shared / "disclosures" / "lianjiang-2024-targets.txt")


def test_head_and_body(county: Document) -> None:
    table = county.table
    assert (table.form, table.form_title.text, table.title.cell) == ("county", county.at(3, 1), None)
    assert (table.year.value, table.staff_count.value, table.subordinate_units.value) == (2024, 41, 0)
    assert table.body_name.text == county.at(6, 2)
    assert table.goals.text == county.at(16, 2)
    assert not table.unread


def test_money(county: Document) -> None:
    assert wan(county.table) == {
        "basic": "477.01",
        "project": "1144.94",
        "special": None,
        "other": None,
        "fiscal": "1621.95",
        "other_sources": "0.00",
        "own_level": "1621.95",
        "transfer": None,
    }
    money = county.table.money
    assert all(entry.is_blank for entry in (money.special, money.other, money.transfer))
    assert not money.other_sources.is_blank
    assert (county.cells["money.basic"].place.line, county.cells["money.basic"].place.column) == (11, 3)


def test_tasks(county: Document) -> None:
    for task, (line, column) in zip(county.table.tasks, TASK_LINES, strict=True):
        said = (task.name.text, task.content.text, task.amount.text, task.expected.text)
        assert said == tuple(county.at(line, at) for at in range(column, column + 4))
        assert task.name.cell is not None
        assert (task.name.cell.place.line, task.name.cell.place.column) == (line, column)
    amounts = [task.amount.value.yuan for task in county.table.tasks if task.amount.value]
    assert amounts == [1_100_000, 175_000, 540_000, 600_000, 40_000, 393_700, 500_000]
    assert sum(amounts) == Decimal("3348700")


def test_indicators(county: Document) -> None:
    rows = [row.split() for row in ROWS.split("\n") if row]
    for row, (line, column, level1, level2, annual) in zip(county.table.indicators, rows, strict=True):
        assert row.name.text == county.at(int(line), int(column))
        written = county.at(int(line), int(column) + 1) if annual == "-" else annual
        assert (row.level1.text, row.level2.text, row.annual.text) == (level1, level2, written)
        assert row.period.cell is None
    deadlines = [county.table.indicators[at].annual.value for at in (3, 5)]
    assert [value and value.operator for value in deadlines] == [Operator.DEADLINE] * 2
    assert not county.table.empty_rows


def test_each_block_is_read_once_and_that_is_said(county: Document) -> None:
    problems = [(each.code, each.place.line if each.place else 0) for each in county.reading.problems]
    assert problems == [("copies_read_once", line) for line in (7, 9, 17, 27)]
    assert all("3遍" in each.message for each in county.reading.problems)


def test_rows_that_stand_shifted_say_so(county: Document) -> None:
    shifted = {cell.place.line for cell in county.reading.cells if "原文在第" in cell.note}
    assert shifted == {15, 25, 36, 37}
    assert min(cell.confidence for cell in county.reading.cells if cell.address != "head.year") == 85


def test_without_the_nested_tables_the_rows_alone_say_the_same(county: Document) -> None:
    bare = re.sub(r"<table.*?</table>", "", county.text)
    assert typed(table_of(bare)) == typed(county.table)


def test_it_is_read_back_from_our_own_writing(county: Document) -> None:
    again = as_source_text(table=county.table)
    assert typed(table_of(again)) == typed(county.table)
    assert not read(again).problems
