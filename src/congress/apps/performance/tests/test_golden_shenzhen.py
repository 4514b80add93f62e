"""A real self-evaluation: every task, total and indicator, broken rows joined, and every fault known of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from congress.apps.performance.domain import Stage, as_source_text
from congress.apps.performance.tests.sources import table_of, typed
from congress.apps.performance.tests.test_golden_dongguan import Document

# line, level 1, level 2, expected, actual
ROWS = """
28 产出 数量 10项-20项 33
29 产出 数量 >1000人次 1210
31 产出 数量 >900人 1111
32 产出 数量 >20次 29
33 产出 质量 >90% 95%
34 产出 质量 >800件 811
35 产出 质量 >95% 100%
37 产出 时效 100% 100%
38 产出 时效 >90% 91%
39 产出 成本 >90% 95.51%
40 产出 成本 >90% 95.51%
41 效益 社会效益 >50人次 36
43 效益 社会效益 100% 100%
44 满意度 其他满意度 >80% 95%
45 满意度 其他满意度 >90% 95%
46 满意度 其他满意度 >90% 100%
"""
BUDGETS = ("37560000.00", "80218013.91", "13920000.00", "7765000.00", "7500000.00")
EXECUTED = ("35791380.30", "77464578.57", "13141624.61", "6986209.25", "6980144.39")


@pytest.fixture(scope="module")
def document(shared: Path) -> Document:
    """The self-evaluation."""
    return Document(shared / "disclosures" / "shenzhen-2021-self-evaluation.txt")


def test_head_and_goals(document: Document) -> None:
    table = document.table
    assert (table.title.text, table.form_title.text) == (document.at(5, 1), document.at(7, 1))
    assert (table.body_name.text, table.year.value) == (document.at(8, 3), 2021)
    assert table.stage is Stage.SELF_EVALUATED
    assert (table.goals.text, table.goals_achieved.text) == (document.at(26, 2), document.at(26, 5))
    assert not table.unread
    assert [problem.code for problem in document.reading.problems] == ["rule_dropped"]


def test_tasks_with_rows_broken_over_pages(document: Document) -> None:
    parts = ((11, 13), (14,), (16,), (17, 19), (22,))
    for task, lines in zip(document.table.tasks, parts, strict=True):
        assert task.name.text == document.at(lines[0], 2).replace(" ", "")
        assert task.content.text == "".join(document.at(line, 3) for line in lines)
        assert task.completed.text == "".join(document.at(line, 4) for line in lines)
        assert task.content.cell is not None
        assert [place.line for place in task.content.cell.continued] == list(lines[1:])


def test_amounts_and_the_shifted_total_row(document: Document) -> None:
    table = document.table
    for names, amounts, total in (
        (("budget", "budget_fiscal"), BUDGETS, "146963013.91"),
        (("executed", "executed_fiscal"), EXECUTED, "140363937.12"),
    ):
        for name in names:
            assert [str(getattr(task, name).value.yuan) for task in table.tasks] == list(amounts)
            assert str(getattr(table.totals, name).value.yuan) == total
    cells = [document.cells[f"totals.{name}"] for name in ("budget", "executed_fiscal")]
    assert [(cell.place.line, cell.place.column, cell.confidence) for cell in cells] == [
        (23, 4, 85),
        (23, 7, 85),
    ]


def test_indicators(document: Document) -> None:
    rows = [row.split() for row in ROWS.split("\n") if row]
    for row, (line, level1, level2, expected, actual) in zip(document.table.indicators, rows, strict=True):
        assert row.name.text == document.at(int(line), 4)
        assert (row.level1.text, row.level2.text) == (level1, level2)
        assert (row.annual.text.replace(" ", ""), row.actual.text) == (expected, actual)
    assert document.table.empty_rows == ()
    assert {row.group for row in document.table.indicators} >= {
        "output.cost",
        "benefit.social",
        "satisfaction.other",
    }


def test_it_is_read_back_from_our_own_writing(document: Document) -> None:
    assert typed(table_of(as_source_text(table=document.table))) == typed(document.table)
