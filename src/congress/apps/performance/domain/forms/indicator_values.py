"""Indicator values: which value of a shifted row belongs to which column."""

from __future__ import annotations

from collections.abc import Sequence

from congress.apps.performance.domain.cells import INHERITED, LOST, SHIFTED, UNSURE
from congress.apps.performance.domain.forms.columns import Column
from congress.apps.performance.domain.lines import Found, Line, Piece


def place_values(
    found: dict[str, Found],
    line: Line,
    *,
    name: Piece | None,
    values: Sequence[Piece],
    columns: Sequence[Column],
    name_column: Column,
) -> None:
    """Put the values of a row into their columns.

    As many values as columns are taken in order. Fewer go by position, counted from where the name stands; a
    value pushed out of the table is not made up: its cell stays blank and says so.
    """
    if len(values) > len(columns):
        _surplus(found, values, columns)
        return
    if len(values) == len(columns):
        for piece, column in zip(values, columns, strict=True):
            found[column.field] = _moved(piece, column)
        return
    shift = name.column - name_column.position if name else 0
    for piece in values:
        _by_position(found, piece, columns, shift)
    if shift > 0 and values:
        _mark_lost(found, line, columns, shift)
    _copy_merged(found, line, columns)


def _moved(piece: Piece, column: Column) -> Found:
    value = piece.found()
    if piece.column == column.position:
        return value
    note = f"原文在第{piece.column + 1}列，按顺序归到第{column.position + 1}列“{column.label}”"
    return value.doubted(confidence=SHIFTED, note=note)


def _surplus(found: dict[str, Found], values: Sequence[Piece], columns: Sequence[Column]) -> None:
    """More texts than columns: the last ones are the values, what precedes them goes with the name."""
    extra, last = values[: len(values) - len(columns)], values[len(values) - len(columns) :]
    note = "这一行的格子比表头多，请逐格核对"
    parts = [*([found["name"]] if "name" in found else []), *(piece.found() for piece in extra)]
    raw, text = "\n".join(part.raw for part in parts), " ".join(part.text for part in parts)
    found["name"] = Found(raw, text, parts[0].place).doubted(confidence=UNSURE, note=note)
    for piece, column in zip(last, columns, strict=True):
        found[column.field] = _moved(piece, column).doubted(confidence=UNSURE, note=note)


def _by_position(found: dict[str, Found], piece: Piece, columns: Sequence[Column], shift: int) -> None:
    at = {column.position: column for column in columns}
    column = at.get(piece.column - shift) or at.get(piece.column)
    ambiguous = shift != 0 and piece.column in at and piece.column - shift in at
    if column is None or column.field in found:
        column = next(column for column in columns if column.field not in found)
        ambiguous = True
    value = _moved(piece, column)
    if ambiguous:
        value = value.doubted(confidence=UNSURE, note=f"整行错位，不能确定属于“{column.label}”，请核对")
    found[column.field] = value


def _mark_lost(found: dict[str, Found], line: Line, columns: Sequence[Column], shift: int) -> None:
    for column in columns[-shift:]:
        if column.field not in found:
            found[column.field] = Found("", "", line.at(column.position)).doubted(
                confidence=LOST, note="整行右移，这一格的内容被挤出表外，原文件里没有，请按原始材料补填"
            )


def _copy_merged(found: dict[str, Found], line: Line, columns: Sequence[Column]) -> None:
    """A value cell merged over two columns counts for both."""
    for column in columns:
        if column.field in found or column.position >= len(line.pieces):
            continue
        origin = line.pieces[column.position].origin
        # Cells of a table inside one cell of a text share one place, which then tells nothing.
        same = [value for value in found.values() if origin is not None and value.place == origin]
        if len(same) == 1:
            found[column.field] = Found("", same[0].text, line.pieces[column.position].place).doubted(
                confidence=INHERITED, note="与左边一格合并，取同一个值"
            )
