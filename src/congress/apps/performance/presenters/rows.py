"""What can be done with one row or cell, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from congress.apps.performance.domain.cells import CellState
from congress.apps.performance.domain.rows import kind_of_part
from congress.apps.performance.selectors import RowStanding, StoredCell

_KINDS = {"tasks": "任务", "indicators": "指标", "projects": "项目", "sums": "合计"}


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A cell of the row: its heading, what it says, whether it is the one the person came from."""

    address: str
    label: str
    text: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class ShownMerge:
    """Two cells that may be merged: which into which, with both texts and the sentence on the button."""

    into: str
    before: str
    other: str
    other_before: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A row with what may be done: moving, adding, merging, shifting, removing; and with a cell's dividing and merging.

    `beside` is the row to look at when this one is gone.
    """

    standing: RowStanding
    title: str
    kind: str
    columns: list[ShownColumn]
    merges: list[ShownMerge]
    can_shift: bool
    can_split: bool
    nested: int
    beside: str


def shown_panel(found: RowStanding) -> ShownPanel:
    """The panel of a row or cell."""
    asked = found.cell.cell.address if found.cell else ""
    neighbour = found.before or found.after
    title = f"{found.name} · {found.cell.cell.label}" if found.cell and found.row else found.name
    return ShownPanel(
        standing=found,
        title=title,
        kind=_KINDS.get(kind_of_part(found.part), ""),
        columns=[
            ShownColumn(each.cell.address, each.cell.label, each.cell.text, each.cell.address == asked)
            for each in found.own
        ]
        if found.row
        else [],
        merges=_merges(found),
        can_shift=bool(found.row) and len(found.own) > 1,
        can_split=bool(found.cell and found.row and found.cell.cell.text),
        nested=len({each.cell.address.rpartition(".")[0] for each in found.cells} - {found.row}),
        beside=neighbour.row if neighbour else "",
    )


def _merges(found: RowStanding) -> list[ShownMerge]:
    pairs = [(found.cell_before, found.cell), (found.cell, found.cell_after)]
    merges = []
    for into, other in pairs:
        if into is None or other is None or other.cell.state is CellState.BLANK:
            continue
        is_back = other is found.cell
        words = (
            f"把这一格并到前面的“{into.cell.label}”" if is_back else f"把后面的“{other.cell.label}”并到这一格"
        )
        merges.append(_merge(into, other, words))
    return merges


def _merge(into: StoredCell, other: StoredCell, words: str) -> ShownMerge:
    return ShownMerge(into.cell.address, into.cell.text, other.cell.address, other.cell.text, words)
