"""What was worked out of a table, remembered for as long as the table stands as it is.

Every change of a cell counts the table's version up, so a table's id and version name what its cells say. Whether a
cell was confirmed does not change what the table says; that is read each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from threading import Lock
from uuid import UUID

from congress.apps.performance.domain import Finding, PerformanceTable
from congress.apps.performance.domain.naming import positions_in
from congress.apps.performance.domain.rows import RowCell, row_cell, section_of
from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors.cells import StoredCell, assembled_from, stored_cells

# So many cells are remembered in all; the tables looked at longest ago are forgotten first.
MOST_CELLS = 60_000

Key = tuple[UUID, int]


@dataclass(slots=True)
class Remembered:
    """A table as it stands: its cells, typed, where its rows stand, to which section and row each cell belongs."""

    cells: list[StoredCell]
    typed: PerformanceTable
    positions: dict[str, int]
    places: dict[str, tuple[str, RowCell | None]]
    findings: dict[Hashable, dict[str, Finding]] = field(default_factory=dict)

    def found(self, key: Hashable, work_out: Callable[[], dict[str, Finding]]) -> dict[str, Finding]:
        """The findings, worked out once for as long as everything else they depend on (`key`) is the same, too."""
        if key not in self.findings:
            found = work_out()
            self.findings.clear()
            self.findings[key] = found
            return found
        return self.findings[key]


_tables: OrderedDict[Key, Remembered] = OrderedDict()
_lock = Lock()


def remembered(table: TargetTable) -> Remembered:
    """A table as it stands, with its cells as they are confirmed now. One query, two the first time."""
    key = (table.pk, table.version)
    with _lock:
        known = _tables.get(key)
        if known is not None:
            _tables.move_to_end(key)
    if known is None:
        known = _worked_out(table)
        _keep(key, known)
    confirmed = set(table.cells.filter(is_confirmed=True).order_by().values_list("address", flat=True))
    if confirmed == {each.cell.address for each in known.cells if each.is_confirmed}:
        return known
    cells = [replace(each, is_confirmed=each.cell.address in confirmed) for each in known.cells]
    return replace(known, cells=cells)


def forget() -> None:
    """Forget every table."""
    with _lock:
        _tables.clear()


def _worked_out(table: TargetTable) -> Remembered:
    cells = stored_cells(table)
    places = {
        each.cell.address: (section_of(each.cell.address, str(each.cell.block)), row_cell(each.cell.address))
        for each in cells
    }
    return Remembered(cells, assembled_from(table, cells), positions_in(each.cell for each in cells), places)


def _keep(key: Key, known: Remembered) -> None:
    with _lock:
        _tables[key] = known
        while len(_tables) > 1 and sum(len(each.cells) for each in _tables.values()) > MOST_CELLS:
            _tables.popitem(last=False)
