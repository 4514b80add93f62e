"""The rows of pages of fixed layout: ruled tables as grids, other lines by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from congress.platform.documents.contracts import Place, SourceCell, SourceRow
from congress.platform.documents.readers.page_columns import aligned, runs
from congress.platform.documents.readers.page_grids import RuledGrid, find_grids
from congress.platform.documents.readers.page_ink import PageInk
from congress.platform.documents.readers.page_lines import Line, goes_on, lines_of, put_together, text_in_box
from congress.platform.documents.readers.spans import CellBudget


@dataclass(slots=True)
class PageRows:
    """One walk through the pages of a document; `rows` grow page by page."""

    budget: CellBudget
    rows: list[SourceRow] = field(default_factory=list)
    line_count: int = 0
    table_count: int = 0
    # The ruled table that ended the page before, with its number; the next page may go on with it.
    open_grid: tuple[RuledGrid, int] | None = None
    # Where the running text of the page begins and ends across it.
    edges: tuple[float, float] = (0.0, 0.0)

    def read_page(self, *, ink: PageInk, page: int) -> None:
        """Ruled tables and the lines around them, from top to bottom."""
        grids = find_grids(horizontal=ink.horizontal, vertical=ink.vertical)
        outside = []
        for glyph in ink.glyphs:
            x, y = glyph.centre, glyph.middle
            for grid in grids:
                if (box := grid.at(x=x, y=y)) is not None:
                    box.glyphs.append(glyph)
                    break
            else:
                outside.append(glyph)
        lines: Sequence[Line] = lines_of(glyphs=outside)
        self.edges = (
            min((line.left for line in lines), default=0.0),
            max((line.right for line in lines), default=0.0),
        )
        before = self.open_grid
        self.open_grid = None
        for index, grid in enumerate(grids):
            above = [line for line in lines if line.top < grid.top]
            lines = lines[len(above) :]
            self._read_lines(above, page)
            is_same = before is not None and index == 0 and not above and grid.has_columns_of(before[0])
            number = before[1] if before is not None and is_same else self._next_table()
            self._read_grid(grid, number, page)
            self.open_grid = (grid, number)
        self._read_lines(lines, page)

    def _next_line(self) -> int:
        self.line_count += 1
        return self.line_count

    def _next_table(self) -> int:
        self.table_count += 1
        return self.table_count

    def _read_grid(self, grid: RuledGrid, number: int, page: int) -> None:
        first_line = self.line_count + 1
        for row in range(len(grid.ys) - 1):
            line = self._next_line()
            self.budget.spend(cells=len(grid.xs) - 1)
            cells = []
            for column in range(len(grid.xs) - 1):
                box = grid.boxes[row, column]
                place = Place(line, column + 1, page)
                if (box.row, box.column) == (row, column):
                    cells.append(SourceCell(place, text_in_box(glyphs=box.glyphs, right=box.right)))
                else:
                    cells.append(SourceCell(place, "", Place(first_line + box.row, box.column + 1, page)))
            self.rows.append(SourceRow(line, tuple(cells), table=number, page=page))

    def _read_lines(self, lines: Sequence[Line], page: int) -> None:
        """Lines outside ruled tables: neighbours with gaps are a table, the rest is running text."""
        text: list[Line] = []
        for group in runs(lines=lines):
            if len(group) == 1:
                if text and not self._goes_on(text[-1], group[0]):
                    self._read_text(text, page)
                    text = []
                text += group
                continue
            self._read_text(text, page)
            text = []
            self._read_columns(group, page)
        self._read_text(text, page)

    def _goes_on(self, line: Line, following: Line) -> bool:
        left, right = self.edges
        return goes_on(line=line, following=following, left=left, right=right)

    def _read_text(self, lines: Sequence[Line], page: int) -> None:
        """One row of running text, however many lines the page gave it; all of them count."""
        if not lines:
            return
        line = self._next_line()
        self.line_count += len(lines) - 1
        self.budget.spend(cells=1)
        cell = SourceCell(Place(line, 1, page), put_together(lines=lines))
        self.rows.append(SourceRow(line, (cell,), page=page))

    def _read_columns(self, lines: Sequence[Line], page: int) -> None:
        number = self._next_table()
        for texts in aligned(lines=lines):
            line = self._next_line()
            self.budget.spend(cells=len(texts))
            cells = tuple(
                SourceCell(Place(line, column, page), text) for column, text in enumerate(texts, start=1)
            )
            self.rows.append(SourceRow(line, cells, table=number, page=page))
