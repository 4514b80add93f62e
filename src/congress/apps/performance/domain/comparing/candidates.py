"""Candidates: which rows of another column one row could be, the nearest first, for a person to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from congress.apps.performance.domain.comparing.comparison import Comparison
from congress.apps.performance.domain.comparing.matching import (
    Item,
    compare_items,
    indicator_item,
    task_item,
)
from congress.apps.performance.domain.comparing.meaning import Likeness
from congress.apps.performance.domain.comparing.rows import Held, Row, RowKind
from congress.apps.performance.domain.comparing.sides import Side
from congress.standards.indicators.meanings import Vocabulary, vocabulary

MOST = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of another column with how near it comes; `is_taken` says that it stands in another line by now."""

    held: Held
    likeness: Likeness
    is_taken: bool


def candidates(
    *, comparison: Comparison, row: Row, side: int, most: int | None = MOST, words: Vocabulary | None = None
) -> tuple[Candidate, ...]:
    """The rows of one column that a line could be, the nearest first, its present one first; no more than `most`.

    Empty for lines of money and people: those are told by the form.
    """
    if row.kind in (RowKind.MONEY, RowKind.STAFF):
        return ()
    known = words or vocabulary()
    own, held = next(
        (at, cell)
        for at, cell in enumerate(row.cells)
        if cell is not None and (at != side or len(row.held) == 1)
    )
    if own == side:
        return ()
    asked = _items(comparison.sides[own], row.kind, known)[held.row]
    found = []
    items = _items(comparison.sides[side], row.kind, known)
    for other in comparison.of_kind(row.kind):
        cell = other.cells[side]
        if cell is not None:
            alike = compare_items(asked, items[cell.row], words=known)
            is_taken = other.key != row.key and len(other.held) > 1
            found.append(Candidate(cell, alike, is_taken))
    found.sort(key=lambda each: (each.held is not row.cells[side], -each.likeness.percent))
    return tuple(found[:most])


def _items(side: Side, kind: RowKind, words: Vocabulary) -> dict[str, Item]:
    if kind is RowKind.INDICATOR:
        items = [indicator_item(each, place=side.place, words=words) for each in side.indicators]
    else:
        rows = side.table.tasks if kind is RowKind.TASK else side.projects
        items = [task_item(each, place=side.place, words=words) for each in rows]
    return {item.row: item for item in items}
