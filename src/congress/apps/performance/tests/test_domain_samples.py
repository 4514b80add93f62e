"""The shipped documents of an invented city show the same kinds of trouble as real ones, and are read right."""

from __future__ import annotations

from pathlib import Path

from congress.apps.performance.tests.sources import read, table_of

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TARGETS = (SAMPLES / "yunchuan-2026-targets.txt").read_text(encoding="utf-8")
EVALUATION = (SAMPLES / "yunchuan-2025-self-evaluation.txt").read_text(encoding="utf-8")


def test_targets() -> None:
    table = table_of(TARGETS)
    amounts = [task.amount.value.yuan for task in table.tasks if task.amount.value]
    assert amounts == [1_580_000, 1_236_000, 645_500, 298_000, 1_760_000, 420_000, 318_200, 262_300]
    assert [task.number for task in table.tasks if not task.name.text] == [4]
    assert (len(table.indicators), len(table.empty_rows), table.year.value) == (17, 2, 2026)
    assert not table.unread
    assert not read(TARGETS).problems


def test_evaluation() -> None:
    table = table_of(EVALUATION)
    assert (len(table.tasks), len(table.indicators), table.year.value) == (5, 12, 2025)
    assert table.totals.executed.value is not None
    assert str(table.totals.executed.value.yuan) == "61480051.51"


def test_both_have_rows_broken_over_pages() -> None:
    assert any(cell.continued for cell in read(TARGETS).cells)
    assert any(cell.continued for cell in read(EVALUATION).cells)
