"""Prepared lines: labels freed from numbers and colons before them, units of whole blocks set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from congress.apps.performance.domain.amounts import looks_like_amount
from congress.apps.performance.domain.cleaning import label_base, label_of
from congress.apps.performance.domain.lines import Line, Piece
from congress.standards.values.money import MoneyUnit
from congress.standards.values.written import closed_up

# 1. 基本支出, (二)项目支出, 其中:财政拨款, ①其他资金, 资金来源:(1)财政性资金
_LEADING = re.compile(
    r"(?:其中:?|资金(?:来源|结构|构成):|\(?[\d一二三四五六七八九十]{1,2}[).、,]|[①-⑳]|[-—·])+(?=[^\d])"
)
_UNIT_LINE = re.compile(r"\(?(?:金额)?单位:(?:人民币)?((?:百万|千|万|亿)?元)\)?")
_UNIT_WORD = "单位"
_INLINE = re.compile(r"([^:：\n]{2,16})[:：]\s*(.+)", re.DOTALL)
_LONGEST_INLINE = 60


@dataclass(frozen=True, slots=True)
class Prepared:
    """Lines to be cut into blocks, and after which line which unit of money was stated for all that follows."""

    lines: tuple[Line, ...]
    units: tuple[tuple[int, MoneyUnit], ...]

    def unit_before(self, line: Line | None) -> MoneyUnit | None:
        """The unit stated last above a line, None where none is."""
        number = line.number if line else 0
        return next((unit for at, unit in reversed(self.units) if at <= number), None)


def prepare(
    lines: Sequence[Line], *, fields: frozenset[str], amounts: frozenset[str], texts: frozenset[str]
) -> Prepared:
    """Free the labels of `fields`, and take a label apart from what follows its colon in the same cell.

    Taken apart are labels of `texts`, and those of `amounts` where a number follows.
    """
    prepared: list[Line] = []
    units: list[tuple[int, MoneyUnit]] = []
    for line in lines:
        kept = line
        if any(_UNIT_WORD in piece.text for piece in line.filled):
            kept = _without_unit(line, units)
        if any(_LEADING.match(piece.label) for piece in kept.filled if piece.label):
            kept = _line(kept, [_freed(piece, fields) for piece in kept.pieces])
        if any(colon in piece.text for piece in kept.filled for colon in ":："):
            kept = _line(kept, _apart(kept.pieces, amounts, texts))
        if kept.filled:
            prepared.append(kept)
    return Prepared(tuple(prepared), tuple(units))


def _without_unit(line: Line, units: list[tuple[int, MoneyUnit]]) -> Line:
    """The line without the cell that states a unit for all that follows, which is noted down."""
    pieces = []
    for piece in line.pieces:
        stated = _UNIT_LINE.fullmatch(closed_up(piece.text)) if _UNIT_WORD in piece.text else None
        if stated is not None:
            units.append((line.number, MoneyUnit.parse(stated[1])))
        pieces.append(piece if stated is None else Piece(piece.column, piece.place, "", "", ""))
    return _line(line, pieces)


def _freed(piece: Piece, fields: frozenset[str]) -> Piece:
    number = _LEADING.match(piece.label)
    if number and label_base(piece.label[number.end() :]) in fields:
        return replace(piece, label=piece.label[number.end() :])
    return piece


def _apart(pieces: Sequence[Piece], amounts: frozenset[str], texts: frozenset[str]) -> list[Piece]:
    whole: list[Piece] = []
    for piece in pieces:
        found = _INLINE.fullmatch(piece.text)
        base = label_base(label_of(found[1])) if found else ""
        is_text = base in texts and (len(piece.text) <= _LONGEST_INLINE or len(pieces) == 1)
        if not found or not (is_text or (base in amounts and looks_like_amount(found[2]))):
            whole.append(piece)
            continue
        label = replace(piece, text=found[1], label=label_of(found[1]))
        value = replace(piece, text=found[2], label=label_of(found[2]), raw=piece.raw)
        whole += [label, value]
    if len(whole) > len(pieces):
        # What was added is taken from the blank cells behind, so that the columns further right keep their places.
        for at in range(len(whole) - 1, 0, -1):
            if len(whole) > len(pieces) and not whole[at].text:
                del whole[at]
    return whole


def _line(line: Line, pieces: Sequence[Piece]) -> Line:
    if all(old is new for old, new in zip(line.pieces, pieces, strict=False)) and len(pieces) == len(
        line.pieces
    ):
        return line
    placed = tuple(
        piece if piece.column == column else replace(piece, column=column)
        for column, piece in enumerate(pieces)
    )
    return replace(line, pieces=placed, filled=tuple(piece for piece in placed if piece.text))
