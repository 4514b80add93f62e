"""Laying out cells that span rows and columns onto the positions of a grid."""

from __future__ import annotations

from dataclasses import dataclass, field

from congress.platform.documents.contracts import Place, SourceCell
from congress.platform.documents.readers import refusals


@dataclass(slots=True)
class CellBudget:
    """How many grid positions one document may still fill; spans make it easy to ask for billions."""

    limit: int
    used: int = 0

    def spend(self, *, cells: int) -> None:
        """RuleViolation when the document asks for more positions than the limit."""
        self.used += cells
        if self.used > self.limit:
            raise refusals.too_many_cells(limit=self.limit)


@dataclass(slots=True)
class Spreader:
    """Places the cells of one table, row by row; what a cell covers points back to where it begins."""

    budget: CellBudget
    _hanging: dict[int, tuple[int, Place]] = field(default_factory=dict)
    _row: dict[int, SourceCell] = field(default_factory=dict)
    _line: int = 0
    _next: int = 1

    def begin_row(self, *, line: int) -> None:
        """Start the row with this number; cells hanging in from above take their positions first."""
        self.budget.spend(cells=len(self._hanging))
        self._line, self._next, self._row = line, 1, {}
        left: dict[int, tuple[int, Place]] = {}
        for column, (rows, origin) in self._hanging.items():
            self._row[column] = SourceCell(Place(line, column), "", origin)
            if rows > 1:
                left[column] = (rows - 1, origin)
        self._hanging = left

    def next_place(self) -> Place:
        """Where the next cell of this row will stand: the first position not covered from above."""
        while self._next in self._row:
            self._next += 1
        return Place(self._line, self._next)

    def add(self, *, text: str, colspan: int = 1, rowspan: int = 1) -> Place:
        """Put a cell at the next place and mark what it covers; an overlap from above is covered once."""
        origin = self.next_place()
        self.budget.spend(cells=colspan)
        for column in range(origin.column, origin.column + colspan):
            if column == origin.column:
                self._row[column] = SourceCell(origin, text)
            else:
                self._row.setdefault(column, SourceCell(Place(self._line, column), "", origin))
            if rowspan > 1:
                self._hanging[column] = (rowspan - 1, origin)
        self._next = origin.column + colspan
        return origin

    def end_row(self) -> tuple[SourceCell, ...]:
        """The finished row, with gaps left by covering cells filled as blank cells."""
        last = max(self._row, default=0)
        self.budget.spend(cells=last - len(self._row))
        return tuple(
            self._row.get(column, SourceCell(Place(self._line, column), "")) for column in range(1, last + 1)
        )

    def forget_hanging(self) -> None:
        """Row spans end with their group (`thead`, `tbody`), as browsers draw them."""
        self._hanging = {}
