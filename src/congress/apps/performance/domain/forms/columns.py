"""Columns: which column of a block holds what, told by its heading row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from congress.apps.performance.domain.lines import Line, Piece

# Shorter words are no part of a block's label once they do not stand in its column.
_SHORTEST_LABEL = 4


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


def one_each(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Keep the first column of each field, in the order of the form.

    年度任务 beside the block and 任务名称 above the names both word a name: the second of the two heads the names.
    """
    best: dict[str, Column] = {}
    first: Column | None = None
    for column in columns:
        first = first or column
        beside = column.field == "name" and best.get("name") is first
        if column.field not in best or (beside and column.position == first.position + 1):
            best[column.field] = column
    return tuple(sorted(best.values(), key=lambda column: column.position))


def without_block_label(line: Line, block_labels: str) -> list[Piece]:
    """The filled cells of a row without the words that stand vertically beside the whole block.

    `block_labels` are all its wordings, divided by blanks. The label is repeated on every page and may be cut
    (年度主要任务完成 / 情况); in a row that stands one column too far right it stands in the second column.
    """
    return [
        piece
        for index, piece in enumerate(line.filled)
        if not (
            (piece.column == 0 and piece.label and piece.label in block_labels)
            or (index == 0 and piece.column == 1 and _begins_label(piece.label, block_labels))
        )
    ]


def _begins_label(label: str, block_labels: str) -> bool:
    return len(label) >= _SHORTEST_LABEL and any(word.startswith(label) for word in block_labels.split())
