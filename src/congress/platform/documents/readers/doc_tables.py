"""Putting the paragraphs of a Word 97–2003 file back into tables, and the tables' rows onto a grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from congress.platform.documents.readers.doc_formats import ParagraphFormat, RowShape

CELL_END = "\x07"
# Edges of rows this close (twips, 1/20 point) are the same: rows drawn alike differ by rounding.
_SAME_EDGE = 40


@dataclass(slots=True)
class DocCell:
    """A cell as it is gathered: its paragraphs, and the tables inside it."""

    texts: list[str] = field(default_factory=list)
    tables: list[DocTable] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text, a line per paragraph."""
        return "\n".join(self.texts).strip("\n")


@dataclass(slots=True)
class DocRow:
    """A row: its cells, and their shape when the file tells it."""

    cells: list[DocCell]
    shape: RowShape | None


@dataclass(slots=True)
class DocTable:
    """A table: finished rows, and the row and cell still open."""

    rows: list[DocRow] = field(default_factory=list)
    open_cells: list[DocCell] = field(default_factory=list)
    open_cell: DocCell = field(default_factory=DocCell)

    def end_cell(self) -> None:
        """Finish the open cell."""
        self.open_cells.append(self.open_cell)
        self.open_cell = DocCell()

    def end_row(self, *, shape: RowShape | None) -> None:
        """Finish the open row; what was left open in it is its last cell."""
        if self.open_cell.texts or self.open_cell.tables:
            self.end_cell()
        if self.open_cells:
            self.rows.append(DocRow(self.open_cells, shape))
        self.open_cells = []


@dataclass(frozen=True, slots=True)
class DocParagraph:
    """One paragraph: its text without its mark, the mark, and what counts of its format."""

    text: str
    mark: str
    format: ParagraphFormat


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell on the grid: first column (from 0), columns it spans, and whether it continues the one above."""

    cell: DocCell
    column: int
    span: int
    down: str


def blocks(*, paragraphs: Iterable[DocParagraph]) -> Iterator[str | DocTable]:
    """Running text and tables in the order of the file; tables in cells hang in their cells."""
    standing: list[DocTable] = []
    for paragraph in paragraphs:
        level = max(paragraph.format.level, 1 if paragraph.mark == CELL_END else 0)
        if level == 0 and standing:
            yield _closed(standing, 0)
        while len(standing) > max(level, 1):
            _closed(standing, len(standing) - 1)
        if level == 0:
            yield paragraph.text
            continue
        while len(standing) < level:
            table = DocTable()
            if standing:
                standing[-1].open_cell.tables.append(table)
            standing.append(table)
        _take(standing[-1], paragraph, level)
    if standing:
        yield _closed(standing, 0)


def _closed(standing: list[DocTable], level: int) -> DocTable:
    """End the tables deeper than this level; returns the outermost of those that were ended."""
    ended = standing[level:]
    del standing[level:]
    for table in reversed(ended):
        table.end_row(shape=None)
    return ended[0]


def _take(table: DocTable, paragraph: DocParagraph, level: int) -> None:
    """Add one paragraph to its table: text of the open cell, its end, or the end of the row."""
    told = paragraph.format
    is_row_end = told.is_row_end if level == 1 else told.is_inner_row_end
    is_cell_end = paragraph.mark == CELL_END if level == 1 else told.is_inner_cell_end
    if is_row_end:
        table.end_row(shape=told.shape)
        return
    table.open_cell.texts.append(paragraph.text)
    if is_cell_end:
        table.end_cell()


def laid_out(*, table: DocTable) -> Iterator[list[LaidCell]]:
    """The rows on one grid, whose columns are all edges that any row has.

    A row whose shape the file does not tell, or tells wrongly, has one column for each cell.
    """
    edges = _edges(row.shape for row in table.rows)
    for row in table.rows:
        laid = _on_edges(row, edges) if row.shape is not None else None
        yield laid if laid is not None else _one_by_one(row.cells)


def _edges(shapes: Iterable[RowShape | None]) -> list[int]:
    edges: list[int] = []
    for edge in sorted({edge for shape in shapes if shape is not None for edge in shape.edges}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _on_edges(row: DocRow, edges: Sequence[int]) -> list[LaidCell] | None:
    """The cells by their edges; None when edges and cells do not belong together."""
    shape = row.shape
    assert shape is not None
    if len(row.cells) != len(shape.across) or sorted(shape.edges) != shape.edges:
        return None
    columns = [bisect_right(edges, edge) - 1 for edge in shape.edges]
    laid: list[LaidCell] = []
    first_of_set = 0
    for number, cell in enumerate(row.cells):
        span = columns[number + 1] - columns[number]
        across = shape.across[number]
        if across and first_of_set and across != first_of_set and laid:
            before = laid[-1]
            laid[-1] = LaidCell(before.cell, before.column, before.span + span, before.down)
            before.cell.texts += [text for text in cell.texts if text]
            continue
        first_of_set = across
        if span:
            laid.append(LaidCell(cell, columns[number], span, shape.down[number]))
        elif cell.text or cell.tables:
            return None
    return laid


def _one_by_one(cells: list[DocCell]) -> list[LaidCell]:
    return [LaidCell(cell, column, 1, "") for column, cell in enumerate(cells)]
