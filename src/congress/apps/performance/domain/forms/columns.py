"""Columns: which column of a block holds what, told by its heading row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congress.apps.performance.domain.lines import Line


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block: the field it fills, its position and its heading as printed."""

    field: str
    position: int
    label: str


def columns_of(line: Line, *, headings: Mapping[str, str]) -> tuple[Column, ...]:
    """Match a heading row against known headings (label without bracket → field), from left to right."""
    return tuple(
        Column(headings[piece.base], piece.column, piece.text)
        for piece in line.filled
        if piece.base in headings
    )
