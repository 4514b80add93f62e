"""Telling the texts above and below a sheet's table from the table: titles and notes merged over its whole width."""

from __future__ import annotations

from dataclasses import replace

from congress.platform.documents.contracts import SourceRow


def with_texts_apart(*, rows: list[SourceRow]) -> list[SourceRow]:
    """The rows of one sheet, where those at its beginning and end that are one cell as wide as the sheet are texts.

    Other formats have titles and notes outside the table; a sheet has no outside. Rows of that kind between the
    others stay rows of the table, as they would in a document.
    """
    first, last = 0, len(rows)
    while first < last and _is_one_cell(rows, first):
        first = _after(rows, first)
    while last > first and _is_one_cell(rows, last - 1):
        last -= 1
    above = [_as_text(rows[number]) for number in range(first) if _is_one_cell(rows, number)]
    below = [_as_text(row) for row in rows[last:]]
    return [*above, *rows[first:last], *below]


def _is_one_cell(rows: list[SourceRow], number: int) -> bool:
    """True if the row is a cell with text that covers all other positions of its row."""
    begin, *others = rows[number].cells
    return (
        bool(others)
        and begin.origin is None
        and bool(begin.text.strip())
        and all(cell.origin == begin.place for cell in others)
    )


def _after(rows: list[SourceRow], number: int) -> int:
    """The number of the next row that the cell in this one does not reach down to."""
    place = rows[number].cells[0].place
    number += 1
    while number < len(rows) and all(cell.origin == place for cell in rows[number].cells):
        number += 1
    return number


def _as_text(row: SourceRow) -> SourceRow:
    return replace(row, cells=row.cells[:1], table=None)
