"""Self-evaluation tables begun from target tables: what comes along, what is proposed, and that they can be read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congress.apps.performance.domain import (
    CellState,
    PerformanceTable,
    as_source_text,
    assemble,
    read_disclosure,
)
from congress.apps.performance.domain.evaluating import evaluate, to_write_down
from congress.apps.performance.domain.self_evaluation import PROPOSED_WEIGHT, self_evaluation_cells
from congress.apps.performance.tests.factories import TARGETS
from congress.apps.performance.tests.project_rows import project_table
from congress.apps.performance.tests.samples import SELF_EVALUATION
from congress.platform.documents.api import read_source
from congress.standards.errors import RuleViolation
from congress.standards.indicators import performance_scoring

RULES = performance_scoring()


def _table(text: str) -> PerformanceTable:
    reading = read_disclosure(source=read_source(content=text.encode(), media_type="text/plain"))
    return assemble(form=reading.form, cells=reading.cells)


def _begun(table: PerformanceTable) -> PerformanceTable:
    form, cells = self_evaluation_cells(table=table, rules=RULES)
    return assemble(form=form, cells=cells)


def test_the_departments_targets_and_budget_come_along() -> None:
    table = _begun(_table(TARGETS))
    assert (table.form, table.year.value) == ("department_evaluation", 2026)
    assert table.body_name.value == "云川市人大常委会办公室"
    assert table.totals.budget.text == "150.00" and table.totals.executed.is_blank
    assert [row.annual.text for row in table.indicators] == ["1次", "≥95%"]
    assert [row.weight.text for row in table.indicators] == ["80", "10"]
    assert all(row.weight.cell and row.weight.cell.note == PROPOSED_WEIGHT for row in table.indicators)
    assert table.unread == ()


def test_every_project_gets_a_sheet() -> None:
    table = _begun(
        project_table(
            {"name": "监督工作", "total": "100.00", "weight": "90", "score": ""},
            {"name": "没有指标"},
            {"name": "立法工作", "budget": "50.00", "executed": "20.00", "weight": "", "score": "3"},
        )
    )
    assert [project.name.text for project in table.projects] == ["监督工作", "立法工作"]
    assert table.projects[0].money.budget.text == "100.00"
    assert table.projects[1].money.executed.text == "20.00"
    assert table.projects[0].indicators[0].weight.cell.note == ""  # type: ignore[union-attr]
    assert table.year.value is None and table.title.text == "项目支出绩效自评表"


def test_what_was_begun_can_be_published_and_read_back() -> None:
    table = _begun(_table(TARGETS))
    again = _table(as_source_text(table=table))
    assert again.form == "department_evaluation"
    assert [(row.name.text, row.annual.text, row.weight.text) for row in again.indicators] == [
        (row.name.text, row.annual.text, row.weight.text) for row in table.indicators
    ]
    assert again.totals.budget.value == table.totals.budget.value


def test_execution_and_sum_are_written_down_with_the_rows() -> None:
    form, cells = self_evaluation_cells(table=_table(TARGETS), rules=RULES)
    filled = {"totals.executed": "120.00", "indicators.1.actual": "1次", "indicators.2.actual": "95%"}
    cells = tuple(
        replace(cell, text=filled[cell.address], state=CellState.VALUE) if cell.address in filled else cell
        for cell in cells
    )
    table = assemble(form=form, cells=cells)
    parts = evaluate(table=table, scheme="", month=12, rules=RULES)
    texts = to_write_down(table=table, parts=parts)
    assert to_write_down(table=table, parts=parts[:0]) == {}
    assert texts == {
        "indicators.1.score": "80",
        "indicators.2.score": "10",
        "points.rate": "80%",
        "points.rate_score": "8",
        "points.total_score": "98",
    }


@pytest.mark.parametrize(
    ("table", "said"),
    [(_table(SELF_EVALUATION), "本身就是自评表"), (project_table({"name": "没有指标"}), "还没有指标")],
)
def test_what_cannot_be_begun_from(table: PerformanceTable, said: str) -> None:
    with pytest.raises(RuleViolation, match=said):
        self_evaluation_cells(table=table, rules=RULES)


def test_a_weight_written_with_more_zeros_is_the_same_weight() -> None:
    form, cells = self_evaluation_cells(table=_table(TARGETS), rules=RULES)
    cells = tuple(
        replace(cell, text="10.00") if cell.address == "points.rate_weight" else cell for cell in cells
    )
    table = assemble(form=form, cells=cells)
    parts = evaluate(table=table, scheme="", month=12, rules=RULES)
    assert to_write_down(table=table, parts=parts) == {}
