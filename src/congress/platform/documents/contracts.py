"""What documents tells others: a source read into rows of placed cells, and a sheet to be rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["start", "center", "end"]
Orientation = Literal["portrait", "landscape"]
Paper = Literal["A4", "A3"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a source.

    `line` and `column` count from 1: for text, the physical line and the tab-separated column; for a
    workbook, the row and column of the sheet as Excel shows them; for other tables, the row within the
    document and the column of the grid. `page` counts from 1: the page of a PDF or the sheet of a workbook,
    None where the format has neither.
    """

    line: int
    column: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as it was written, markup and white space untouched.

    A merged cell is read once, where it begins; the other positions it covers are cells with empty text and
    `origin` saying where the merged cell begins. So a blank cell (`origin` None) differs from a covered one.
    """

    place: Place
    text: str
    origin: Place | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One physical row. `table` numbers the table it stands in from 1; None is running text (one cell).

    `within` is the cell that holds the row's table when tables are nested, else None. Blank lines are no
    rows, but they count: `line` goes on as in the source.
    """

    line: int
    cells: tuple[SourceCell, ...]
    table: int | None = None
    page: int | None = None
    within: Place | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole document as rows, in reading order. `notes` are sentences (Chinese) about how it was read.

    `pages` are the names of what `Place.page` counts, where they have names: the sheets of a workbook.
    """

    media_type: str
    rows: tuple[SourceRow, ...]
    notes: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell to be drawn; `header` cells name their column (head rows) or their row (elsewhere)."""

    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    align: Align = "start"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table.

    `widths` are the columns' shares of the page (ratios); the first `head_rows` rows are repeated on every
    page; `caption` names the table for those who cannot see it, and stands above it when there is one;
    `unit` (`单位：元`) stands at the right edge directly above the table.
    Cells are given as in HTML: positions covered by a span from the left or from above are left out.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    head_rows: int = 0
    caption: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a sheet; `level` 1 to 3, below the sheet's own title."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `indent` sets the first line in by two characters, as Chinese text is set."""

    text: str
    align: Align = "start"
    indent: bool = True
    strong: bool = False


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to be rendered, neutral to its format: title, opening paragraphs, blocks, closing notes.

    A line feed in `title` is a wish where to break it when it is too long for one line.
    """

    title: str
    subtitle: str = ""
    intro: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    orientation: Orientation = "portrait"
    paper: Paper = "A4"
