"""Markdown: tables drawn with upright bars in a text, taken apart into cells like any other table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from congress.platform.documents.contracts import SourceCell, SourceRow

_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


def without_bars(rows: Sequence[SourceRow]) -> Sequence[SourceRow]:
    """Return the rows with those that are drawn with bars taken apart; a text without any is returned as it is.

    All cells of such a row keep the place of the line, as the source has no cells there.
    """
    if not any(_is_drawn(row) for row in rows):
        return rows
    return [_taken_apart(row) if _is_drawn(row) else _plain(row) for row in rows]


def _is_drawn(row: SourceRow) -> bool:
    if len(row.cells) != 1:
        return False
    text = row.cells[0].text.strip()
    return len(text) > 1 and text[0] == text[-1] == "|"


def _taken_apart(row: SourceRow) -> SourceRow:
    cell = row.cells[0]
    texts = _BAR.split(cell.text.strip())[1:-1]
    return replace(row, cells=tuple(SourceCell(cell.place, _unmarked(text.strip())) for text in texts))


def _plain(row: SourceRow) -> SourceRow:
    """A line beside such tables: the marks of a heading and of emphasis are no words."""
    cells = tuple(replace(cell, text=_HEADING.sub("", _unmarked(cell.text), count=1)) for cell in row.cells)
    return replace(row, cells=cells)


def _unmarked(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text).replace("\\|", "|")
