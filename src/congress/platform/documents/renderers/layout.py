"""Where the cells of a grid come to stand, and text that every format can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from congress.platform.documents.contracts import Grid, GridCell

# Characters XML cannot carry and no page can show; tab and line feed stay.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its first row and column, both from 0."""

    row: int
    column: int
    cell: GridCell


def lay_out(*, grid: Grid) -> list[Placed]:
    """Every cell with its position. ValueError when the cells do not fill the grid exactly, each place once.

    A grid that does not add up is a defect of the code that made it, so it is not softened here.
    """
    columns = len(grid.widths)
    if not columns or min(grid.widths) < 1:
        raise ValueError("a grid needs columns, each with a positive width")
    if not 0 <= grid.head_rows <= len(grid.rows):
        raise ValueError(f"{grid.head_rows} head rows in a grid of {len(grid.rows)}")
    placed: list[Placed] = []
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            _refuse_overhang(grid, row, column, cell)
            for covered_row in range(row, row + cell.rowspan):
                for covered_column in range(column, column + cell.colspan):
                    if (covered_row, covered_column) in taken:
                        raise ValueError(f"cells overlap in row {covered_row}, column {covered_column}")
                    taken.add((covered_row, covered_column))
            placed.append(Placed(row, column, cell))
        missing = [column for column in range(columns) if (row, column) not in taken]
        if missing:
            raise ValueError(f"row {row} has no cell in column {missing[0]}")
    return placed


def _refuse_overhang(grid: Grid, row: int, column: int, cell: GridCell) -> None:
    if cell.colspan < 1 or cell.rowspan < 1:
        raise ValueError(f"spans are at least 1: row {row}, column {column}")
    if column + cell.colspan > len(grid.widths):
        raise ValueError(f"row {row} is wider than the grid")
    last = row + cell.rowspan
    if last > len(grid.rows) or row < grid.head_rows < last:
        raise ValueError(f"the cell in row {row}, column {column} reaches out of the head or the grid")


def printable(text: str) -> str:
    """The text with every line end as a line feed and without characters that cannot be printed."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def shares(*, widths: Sequence[int], total: int) -> list[int]:
    """The widths as whole parts of a total, in proportion, adding up to it exactly."""
    whole = sum(widths)
    edges = [sum(widths[: index + 1]) * total // whole for index in range(len(widths))]
    return [edge - before for before, edge in zip([0, *edges], edges, strict=False)]
