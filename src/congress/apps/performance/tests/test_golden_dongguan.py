"""Two real target forms of one city, years apart: every amount, task and indicator, and every fault known of them.

The documents stay where they are; what is expected is said by place, number and value. Names and sentences are
compared with the document itself, read here a second time with nothing but a split at tabs.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from congress.apps.performance.domain import PerformanceTable, ReadCell, Stage, as_source_text
from congress.apps.performance.tests.sources import read, table_of, typed

# line, column of the name, level 2, period, annual — in the order of the form
ROWS_2026 = """
30 4 经济成本指标 ≤197.68万元 ≤197.68万元
31 1 经济成本指标 ≤550元 ≤550元
34 4 数量指标 1次 1次
35 4 数量指标 2期 2期
36 4 数量指标 65次 65次
37 4 数量指标 1个 1个
38 4 数量指标 12次 12次
39 4 数量指标 700条 700条
40 4 数量指标 470份 470份
41 4 数量指标 1个 1个
42 4 数量指标 35个 35个
43 4 数量指标 5个 5个
44 4 数量指标 ≥95% ≥95%
45 4 数量指标 100% 100%
46 4 数量指标 100% 100%
48 3 质量指标 ≥95% ≥95%
49 3 质量指标 100% 100%
50 3 质量指标 ≥95% ≥95%
51 4 时效指标 ≥95% ≥95%
52 4 时效指标 ≥95% ≥95%
53 4 时效指标 100% 100%
54 4 时效指标 ≥95% ≥95%
55 4 时效指标 ≥95% ≥95%
56 4 时效指标 100% 100%
57 4 时效指标 100% 100%
58 2 时效指标 ≥95% ≥95%
59 5 经济效益 是 -
60 3 经济效益 是 是
61 3 经济效益 是 是
62 3 经济效益 是 是
63 4 社会效益 是 是
64 4 社会效益 是 是
65 4 社会效益 是 是
66 4 社会效益 ≥95% ≥95%
67 4 社会效益 是 是
68 4 社会效益 100% 100%
69 4 生态效益 是 是
70 4 生态效益 是 是
71 4 生态效益 是 是
72 4 服务对象满意度 ≥95% ≥95%
73 4 服务对象满意度 ≥95% ≥95%
74 4 服务对象满意度 ≥95% ≥95%
75 1 服务对象满意度 ≥95% ≥95%
76 1 服务对象满意度 ≥95% ≥95%
77 1 服务对象满意度 ≥95% ≥95%
"""
ROWS_2023 = """
29 4 数量指标 3次 3次
30 4 数量指标 3期 3期
31 4 数量指标 12次 12次
32 4 数量指标 1个 1个
33 4 数量指标 1次 1次
34 4 数量指标 1次 1次
35 4 数量指标 ≥90% ≥90%
36 4 质量指标 ≥90% ≥90%
37 4 时效指标 ≥90% ≥90%
39 4 经济效益指标 是 是
40 4 社会效益指标 是 是
42 3 可持续影响指标 长期 长期
43 3 服务对象满意度指标 ≥95% ≥95%
44 2 服务对象满意度指标 ≥95% ≥95%
45 2 服务对象满意度指标 ≥95% ≥95%
46 2 服务对象满意度指标 ≥95% ≥95%
"""
LEVEL1 = {
    "成本": "成本指标",
    "数量": "产出指标",
    "质量": "产出指标",
    "时效": "产出指标",
    "效益": "效益指标",
    "影响": "效益指标",
    "满意": "满意度指标",
}


class Document:
    """A real document, read by the domain and, beside it, by hand."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text(encoding="utf-8")
        self.reading = read(self.text)
        self.table: PerformanceTable = table_of(self.text)
        self.cells: dict[str, ReadCell] = {cell.address: cell for cell in self.reading.cells}

    def at(self, line: int, column: int) -> str:
        """The cell as it stands in the file, markup taken out."""
        raw = self.text.split("\n")[line - 1].split("\t")[column - 1]
        return re.sub(r"\s*\n\s*", "\n", re.sub(r"</?p>", "\n", raw)).strip()


@pytest.fixture(scope="module")
def year_2026(shared: Path) -> Document:
    """The table of 2026."""
    return Document(shared / "disclosures" / "dongguan-2026-targets.txt")


@pytest.fixture(scope="module")
def year_2023(shared: Path) -> Document:
    """The table of 2023."""
    return Document(shared / "disclosures" / "dongguan-2023-targets.txt")


def wan(table: PerformanceTable) -> dict[str, str | None]:
    """The money lines in 万元."""
    lines = {name: getattr(table.money, name) for name in table.money.__dataclass_fields__}
    return {name: str(line.value.yuan / 10000) if line.value else None for name, line in lines.items()}


def assert_indicators(document: Document, expected: str) -> None:
    """Every indicator, in order, with its level, name and values."""
    rows = [row.split() for row in expected.split("\n") if row]
    assert len(document.table.indicators) == len(rows)
    for row, (line, column, level2, period, annual) in zip(document.table.indicators, rows, strict=True):
        assert row.name.text == document.at(int(line), int(column))
        assert row.name.cell is not None
        assert (row.name.cell.place.line, row.name.cell.place.column) == (int(line), int(column))
        said = (row.level1.text, row.level2.text, row.period.text, row.annual.text or "-")
        level1 = next(label for part, label in LEVEL1.items() if part in level2)
        assert said == (level1, level2, period, annual), f"line {line}"


def test_head_and_body_2026(year_2026: Document) -> None:
    table = year_2026.table
    assert table.title.text == year_2026.at(3, 1).replace(" ", "")
    assert table.notice.text == year_2026.at(5, 1)
    assert (table.year.value, table.stage) == (2026, Stage.APPROVED)
    assert table.body_name.text == year_2026.at(11, 2)
    assert (table.staff_count.value, table.subordinate_units.value) == (66, 0)
    assert table.goals.text == year_2026.at(19, 2)
    assert not table.unread
    assert not year_2026.reading.problems


def test_money_2026(year_2026: Document) -> None:
    assert wan(year_2026.table) == {
        "basic": "4684.01",
        "project": "1059.59",
        "special": "0.00",
        "other": "28.66",
        "fiscal": "5772.26",
        "other_sources": "0.00",
        "own_level": None,
        "transfer": "0.00",
    }
    assert year_2026.table.money.own_level.is_blank
    assert (year_2026.cells["money.basic"].place.line, year_2026.cells["money.basic"].place.column) == (14, 3)


def test_tasks_2026(year_2026: Document) -> None:
    document, rows = year_2026, [task for task in year_2026.table.tasks if not task.is_free_text]
    lines = (21, 22, 23, 25, 26, 27)
    for task, line in zip(rows, lines, strict=True):
        assert (task.name.text, task.content.text) == (document.at(line, 2), document.at(line, 3))
        assert (task.amount.text, task.expected.text) == (document.at(line, 4), document.at(line, 5))
    assert rows[3].name.is_blank
    assert year_2026.cells["tasks.4.name"].confidence == 50
    amounts = [task.amount.value.yuan for task in rows if task.amount.value]
    assert amounts == [1_976_800, 1_890_000, 764_400, 374_500, 1_810_000, 50_000]
    assert sum(amounts) == 6_865_700


def test_free_text_tasks_2026(year_2026: Document) -> None:
    told = [task for task in year_2026.table.tasks if task.is_free_text]
    amounts = [task.amount.value.yuan for task in told if task.amount.value]
    assert amounts == [363_300, 80_600, 355_000]
    assert sum(amounts) == 798_900
    # Put together again they are the cell, character by character.
    written = "、".join(f"{task.name.text}—{task.content.text}-{task.amount.text}" for task in told)
    assert written == year_2026.at(28, 3)
    total = sum(
        (task.amount.value.yuan for task in year_2026.table.planned_tasks if task.amount.value), Decimal(0)
    )
    assert total == 7_664_600


def test_indicators_2026(year_2026: Document) -> None:
    assert_indicators(year_2026, ROWS_2026)
    empty = [(row.level1.text, row.level2.text) for row in year_2026.table.empty_rows]
    assert empty == [("成本指标", "社会成本指标"), ("成本指标", "生态环境成本指标")]


def test_a_value_pushed_out_of_the_table_is_not_made_up(year_2026: Document) -> None:
    (row,) = [row for row in year_2026.table.indicators if row.annual.value is None]
    assert row.annual.cell is not None
    assert (row.annual.is_blank, row.annual.cell.confidence, row.annual.cell.place.line) == (True, 30, 59)


def test_doubtful_levels_2026(year_2026: Document) -> None:
    doubted = [
        row.level2.cell.place.line
        for row in year_2026.table.indicators
        if row.level2.cell and row.level2.cell.confidence <= 50
    ]
    assert doubted == [44, 45, 46]


def test_2023_is_read_by_the_same_form(year_2023: Document) -> None:
    document, table = year_2023, year_2023.table
    assert (table.year.value, table.staff_count.value, table.stage) == (2023, 78, Stage.APPROVED)
    assert wan(table) == {
        "basic": "5082.95",
        "project": "1494.42",
        "special": "0.00",
        "other": "4.80",
        "fiscal": "6582.17",
        "other_sources": "0.00",
        "own_level": None,
        "transfer": "0.00",
    }
    amounts = [task.amount.value.yuan for task in table.tasks if task.amount.value]
    assert amounts == [320_000, 923_100, 1_456_500, 1_070_000, 7_919_100, 576_500, 200_000]
    for task, line in zip(table.tasks[3:5], (25, 26), strict=True):
        assert f"{task.name.text}\n{task.content.text}" == document.at(line, 2)
        assert (task.amount.text, task.expected.text) == (document.at(line, 3), document.at(line, 4))
    told = "\n".join(f"{task.name.text}--{task.content.text}-{task.amount.text}" for task in table.tasks[5:])
    assert told == document.at(27, 2)
    assert not document.reading.problems


def test_indicators_2023(year_2023: Document) -> None:
    assert_indicators(year_2023, ROWS_2023)
    assert [row.level2.text for row in year_2023.table.empty_rows] == ["成本指标", "生态效益指标"]
    doubted = [row.level2.cell for row in year_2023.table.indicators if row.level2.cell]
    assert [cell.place.line for cell in doubted if cell.confidence <= 50] == [35]


def test_both_are_read_back_from_our_own_writing(year_2023: Document, year_2026: Document) -> None:
    for document in (year_2023, year_2026):
        assert typed(table_of(as_source_text(table=document.table))) == typed(document.table)
