"""Fields: pairs of a label and the value beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from congress.apps.performance.domain.amounts import looks_like_amount, own_unit, parse_amount
from congress.apps.performance.domain.cells import (
    INFERRED,
    LOST,
    UNSURE,
    Block,
    CellKind,
    CellState,
    state_of,
)
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.platform.documents.contracts import Place
from congress.standards.errors import RuleViolation
from congress.standards.values.money import MoneyUnit
from congress.standards.values.written import closed_up

_UNIT_IN_LABEL = re.compile(r"[(:](?:单位:)?((?:百万|万|千|亿)?元)\)?")


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value of the form; `kind` is None for money, whose unit the table's own heading tells.

    Fields of one `group` come together: where one of them is, the others are looked for.
    """

    address: str
    block: Block
    label: str
    kind: CellKind | None
    group: str = ""


def unit_in(label: str) -> MoneyUnit | None:
    """Return the unit a heading states in brackets: 预算金额(万元)."""
    found = _UNIT_IN_LABEL.search(closed_up(label))
    return MoneyUnit.parse(found[1]) if found else None


def money_found(found: Found, *, unit: MoneyUnit | None) -> tuple[Found, CellKind]:
    """Settle the unit of a written amount and say what is unsure about it; `unit` is that of the heading."""
    own = own_unit(found.text) if looks_like_amount(found.text) else None
    counts = own or unit or MoneyUnit.YUAN
    kind = CellKind.MONEY_WAN if counts is MoneyUnit.TEN_THOUSAND_YUAN else CellKind.MONEY_YUAN
    if state_of(text=found.text) is not CellState.VALUE:
        return found, kind
    if own is None and unit is None:
        found = found.doubted(confidence=UNSURE, note="表头没有写明金额单位，按元读取，请核对")
    elif own is None and counts is not kind.money_unit:
        # A cell knows 元 and 万元 alone; for the rarer units the text itself must carry the unit.
        note = f"表头单位是{counts.label}，已补写在金额后面"
        found = found.read_as(found.text + counts.label, confidence=INFERRED, note=note)
    elif own is not None and unit is not None and own is not unit:
        found = found.doubted(confidence=INFERRED, note=f"表头单位是{unit.label}，本格自己写的是{own.label}")
    try:
        amount = parse_amount(found.text, unit=kind.money_unit)
    except RuleViolation as violation:
        return found.doubted(confidence=LOST, note=violation.message), kind
    if amount.yuan < 0:
        found = found.doubted(confidence=UNSURE, note="金额前有短横线，可能是负数，也可能只是分隔符，请核对")
    return found, kind


def read_fields(
    lines: Sequence[Line],
    *,
    fields: Mapping[str, Field],
    headings: frozenset[str],
    collector: Collector,
    unit: MoneyUnit | None = None,
    always: frozenset[str] | None = None,
) -> None:
    """Read every labelled value, beside its label or below it; what a row holds besides is reported.

    `unit` counts for amounts where no heading states one. A label that never appears is reported too: all of them,
    or, with `always`, those addresses and what is missing of a group of which something is there.
    """
    seen: set[str] = set()
    units: list[MoneyUnit | None] = [unit]
    below: set[Place] = set()
    for line, following in zip_longest(lines, lines[1:]):
        stated = [unit_in(piece.label) for piece in line.filled if unit_in(piece.label)]
        units = list(stated) or units
        used = sum(piece.place in below for piece in line.filled)
        for piece in line.filled:
            field = fields.get(piece.base)
            if field is None or field.address in seen:
                used += piece.base in headings or piece.base in fields
                continue
            seen.add(field.address)
            value = _value_beside(line, piece, fields, headings)
            used += 1 + bool(value.text)
            under = _amount_below(piece, following, fields) if not value.text and field.kind is None else None
            if under is not None:
                value = under.found()
                below.add(under.place)
            _add(field, value, units[min(_side(line, piece, fields), len(units) - 1)], collector)
        if used < len(line.filled):
            place = line.filled[0].place
            collector.problem(
                "row_not_read", f"第{line.number}行有内容没有读懂：{line.text[:40]}", place=place
            )
    _report_missing(fields, seen, always, collector)


def _report_missing(
    fields: Mapping[str, Field], seen: set[str], always: frozenset[str] | None, collector: Collector
) -> None:
    begun = {field.group for field in fields.values() if field.address in seen} - {""}
    for address, field in {field.address: field for field in fields.values()}.items():
        is_due = always is None or address in always or field.group in begun
        if address not in seen and is_due:
            collector.problem("field_missing", f"没有找到“{field.label}”一栏，请核对后补填。")


def _value_beside(line: Line, label: Piece, fields: Mapping[str, Field], headings: frozenset[str]) -> Found:
    for piece in line.pieces[label.column + 1 :]:
        if piece.base in fields or piece.base in headings:
            break
        if piece.text:
            return piece.found()
    beside = line.pieces[label.column + 1 : label.column + 2]
    if beside and not beside[0].text:
        return beside[0].found()
    return Found(raw="", text="", place=line.at(label.column + 1))


def _amount_below(label: Piece, following: Line | None, fields: Mapping[str, Field]) -> Piece | None:
    """The amount under a label, where a row of labels is followed by a row of amounts."""
    if following is None or any(piece.base in fields for piece in following.filled):
        return None
    under = following.pieces[label.column] if label.column < len(following.pieces) else None
    return under if under is not None and looks_like_amount(under.text) else None


def _side(line: Line, label: Piece, fields: Mapping[str, Field]) -> int:
    """Whether a label is the first, second … of its row: the n-th unit of the heading counts for it."""
    labelled = [piece.column for piece in line.filled if piece.base in fields]
    return labelled.index(label.column)


def _add(field: Field, value: Found, unit: MoneyUnit | None, collector: Collector) -> None:
    kind = field.kind
    if kind is None:
        value, kind = money_found(value, unit=unit)
    elif kind is CellKind.INTEGER and value.text and not closed_up(value.text).rstrip("人个家名").isdecimal():
        value = value.doubted(confidence=UNSURE, note="这里应当是整数，请核对")
    collector.add(field.address, block=field.block, label=field.label, kind=kind, found=value)
