"""What documents tells others: a source read into rows of placed cells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a source.

    `line` and `column` count from 1: for text, the physical line and the tab-separated column; for tables,
    the row within the document and the cell. `page` counts from 1, None where the format has no pages.
    """

    line: int
    column: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as it was written, markup and white space untouched."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One physical row. `table` numbers the table it stands in from 1; None is running text (one cell)."""

    line: int
    cells: tuple[SourceCell, ...]
    table: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole document as rows, in reading order. `notes` are sentences (Chinese) about how it was read."""

    media_type: str
    rows: tuple[SourceRow, ...]
    notes: tuple[str, ...] = ()
