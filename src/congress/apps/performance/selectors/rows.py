"""One row of a table, or one cell, with what stands around it: what can be done with it depends on its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from congress.apps.performance.domain.cells import CellKind
from congress.apps.performance.domain.editing import seen_in
from congress.apps.performance.domain.naming import cell_name, positions_of, row_name
from congress.apps.performance.domain.rows import Outline, kind_of_part, part_and_number, row_cell
from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors.cells import StoredCell, outline_of, row_cells, stored_cell
from congress.apps.performance.selectors.reviewing import Standing, standing_of
from congress.platform.core.actors import Actor
from congress.standards.errors import RuleViolation


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row beside another: its address, its name, what it says, the digest of that."""

    row: str
    name: str
    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class RowStanding:
    """A row that may be edited, and where it may go. `cell` is the one the person came from, if any.

    `above` is the row behind which it stands when moved up ("" for the beginning, None when it stands first), `places`
    the other parts it may move to (name of the part, what people call it).
    """

    standing: Standing
    row: str
    part: str
    name: str
    cells: list[StoredCell]
    own: list[StoredCell]
    seen: str
    above: str | None
    before: Neighbour | None
    after: Neighbour | None
    places: list[tuple[str, str]]
    cell: StoredCell | None = None
    cell_before: StoredCell | None = None
    cell_after: StoredCell | None = None


def row_standing(*, actor: Actor, table: UUID, row: str, address: str = "") -> RowStanding:
    """A row, or the row of a cell. Raises `Refused`, and `RuleViolation` for what the table has not."""
    standing = standing_of(actor=actor, table=table)
    cell = stored_cell(standing.table, address) if address else None
    found = row_cell(address)
    if cell is not None and found is None:
        return _single(standing, cell)
    row = found.row if found else row
    part, _number = part_and_number(row)
    outline = outline_of(standing.table)
    rows = outline.rows(part)
    if row not in rows:
        raise RuleViolation("performance.no_such_row", "本表没有这一行，请刷新页面后再试。")
    cells = row_cells(standing.table, row)
    own = [each for each in cells if _is_own(each, row)]
    at = rows.index(row)
    positions = positions_of(outline)
    return RowStanding(
        standing=standing,
        row=row,
        part=part,
        name=row_name(row, positions),
        cells=cells,
        own=own,
        seen=seen_in(each.cell for each in cells),
        above=None if at == 0 else rows[at - 2] if at > 1 else "",
        before=_neighbour(standing.table, rows[at - 1], positions) if at else None,
        after=_neighbour(standing.table, rows[at + 1], positions) if at + 1 < len(rows) else None,
        places=_places(outline, part, positions),
        cell=cell,
        **_around(cell, own),
    )


def _single(standing: Standing, cell: StoredCell) -> RowStanding:
    """A cell that stands alone: it can be merged with its neighbours in its block."""
    rows = (
        standing.table.cells.filter(block=cell.cell.block).order_by("order").values_list("address", flat=True)
    )
    block = [stored_cell(standing.table, each) for each in rows if row_cell(each) is None]
    name = cell_name(cell.cell, {})
    return RowStanding(
        standing, "", "", name, [], block, "", None, None, None, [], cell, **_around(cell, block)
    )


def _is_own(stored: StoredCell, row: str) -> bool:
    found = row_cell(stored.cell.address)
    return found is not None and found.row == row


def _around(cell: StoredCell | None, own: list[StoredCell]) -> dict[str, StoredCell | None]:
    if cell is None:
        return {}
    at = next(index for index, each in enumerate(own) if each.cell.address == cell.cell.address)
    return {
        "cell_before": own[at - 1] if at else None,
        "cell_after": own[at + 1] if at + 1 < len(own) else None,
    }


def _neighbour(table: TargetTable, row: str, positions: dict[str, int]) -> Neighbour:
    cells = row_cells(table, row)
    said = [each.cell.text for each in cells if _is_own(each, row) and each.cell.kind is not CellKind.LEVEL]
    text = " | ".join(text for text in said if text)
    return Neighbour(row, row_name(row, positions), text, seen_in(each.cell for each in cells))


def _places(outline: Outline, part: str, positions: dict[str, int]) -> list[tuple[str, str]]:
    """Where an indicator may go besides its own part: to the department's, or to any project's."""
    if kind_of_part(part) != "indicators":
        return []
    own = [("indicators", "部门整体的绩效指标")]
    own += [(f"{row}.indicators", row_name(row, positions)) for row in outline.rows("projects")]
    return [each for each in own if each[0] != part]
