"""Two real tables of one city, 2023 and 2026, side by side: the changes known of them are found, to the decimal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from congress.apps.performance.domain.comparing import (
    Comparison,
    Row,
    RowKind,
    amount_change,
    compare,
    observe,
    sides_of,
)
from congress.apps.performance.tests.sources import table_of


@pytest.fixture(scope="module")
def comparison(shared: Path) -> Comparison:
    texts = [(shared / f"disclosures/dongguan-{year}-targets.txt").read_text() for year in (2023, 2026)]
    return compare(sides=sides_of([table_of(text) for text in texts]))


def rate(row: Row | None) -> str:
    assert row is not None
    found = amount_change(*row.cells)
    assert found is not None
    assert found.rate is not None
    return f"{found.rate * 100:+.1f}"


def tied(comparison: Comparison, first: str) -> Row:
    """The row that holds a task of 2023."""
    return next(row for row in comparison.rows if row.cells[0] is not None and row.cells[0].row == first)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("money.total", "-12.3"), ("money.project", "-29.1"), ("body.staff_count", "-15.4")],
)
def test_what_the_whole_budget_did(comparison: Comparison, key: str, expected: str) -> None:
    assert rate(comparison.row(key)) == expected


def test_the_staff_went_from_78_to_66(comparison: Comparison) -> None:
    row = comparison.row("body.staff_count")
    assert row is not None
    assert [cell.count for cell in row.held] == [78, 66]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("tasks.5", "tasks.1", "-75.0"),  # the session
        ("tasks.2", "tasks.6", "-94.6"),  # supervision of the budget by network
        ("tasks.1", "tasks.2", "+490.6"),  # legislation
        ("tasks.3", "tasks.9", "-75.6"),  # training
        ("tasks.6", "tasks.4", "-35.0"),  # publicity, whose name is missing in 2026
    ],
)
def test_tasks_named_anew_are_the_same_tasks(
    comparison: Comparison, first: str, second: str, expected: str
) -> None:
    row = tied(comparison, first)
    assert [cell.row for cell in row.held] == [first, second]
    assert rate(row) == expected


# Numbers of the indicators in 2023 and 2026, as a person ties them.
TIED = {1: 7, 2: 6, 4: 12, 5: 5, 7: 18, 11: 30, 12: 37, 14: 35, 15: 42, 16: 44, 17: 43}
GONE = {3, 6, 8, 9, 18}


def test_indicators_are_tied_as_a_person_ties_them(comparison: Comparison) -> None:
    found = {}
    for row in comparison.of_kind(RowKind.INDICATOR):
        first, second = row.cells
        if first is not None and second is not None:
            found[int(first.row.split(".")[1])] = int(second.row.split(".")[1])
    assert found == TIED


def test_what_must_be_noticed_is_noticed_with_both_places(comparison: Comparison) -> None:
    found = {(each.id, each.row): each for each in observe(comparison=comparison)}
    for first in ("tasks.5", "tasks.2", "tasks.1", "tasks.3"):
        observation = found["CM03", tied(comparison, first).key]
        assert [spot.side for spot in observation.spots] == [0, 1]
    assert ("CM03", tied(comparison, "tasks.6").key) not in found
    research = found["CM04", tied(comparison, "indicators.1").key]
    assert "从3次变为65次" in research.message
    gone = {row for id, row in found if id == "CM05"}
    assert gone == {tied(comparison, f"indicators.{number}").key for number in GONE}
    assert ("CM09", tied(comparison, "indicators.14").key) not in found
    assert ("CM12", tied(comparison, "indicators.7").key) in found


def test_the_largest_task_loses_its_share(comparison: Comparison) -> None:
    before, after = tied(comparison, "tasks.5").held
    assert before.share is not None
    assert after.share is not None
    assert round(Decimal(before.share.numerator) / before.share.denominator * 100, 1) == Decimal("63.5")
    assert after.share < before.share / 2
