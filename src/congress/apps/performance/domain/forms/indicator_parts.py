"""Indicator parts: a target whose sign, number and unit stand in columns of their own, put together."""

from __future__ import annotations

from collections.abc import Sequence

from congress.apps.performance.domain.cells import JOINED, UNSURE
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.columns import Column
from congress.apps.performance.domain.lines import Collector, Found, Line
from congress.apps.performance.domain.targets import Operator, parse_target
from congress.standards.values.written import closed_up

# What the columns right of an indicator's name may hold besides its values: parts of the value, or what no table
# of ours asks for.
SIGN, UNIT, IGNORED = "sign", "unit", "ignored"
_UNREAD = (SIGN, UNIT, IGNORED)


def is_asked(column: Column) -> bool:
    """Whether a column becomes a cell of its own."""
    return not column.field.startswith(_UNREAD)


def put_together(found: dict[str, Found]) -> None:
    """Write sign, number and unit of one row as one target; what the number says itself is not said twice."""
    sign, unit = found.get(SIGN), found.get(UNIT)
    for name in ("annual", "period"):
        value = found.get(name)
        if value is None or not value.text:
            continue
        target = parse_target(value.text)
        if target.operator is Operator.NONE and sign is not None and closed_up(sign.text) in wordings.SIGNS:
            value = _written_together(sign, value, sign.text + value.text)
        if target.is_number and unit is not None and _is_unit(unit.text):
            if not target.unit:
                value = _written_together(value, unit, value.text + unit.text)
            elif target.unit != closed_up(unit.text):
                note = f"指标值自己写的单位是“{target.unit}”，单位一栏写的是“{unit.text}”，请核对"
                value = value.doubted(confidence=UNSURE, note=note)
        found[name] = value


def report_ignored(
    columns: Sequence[Column], lines: Sequence[Line], collector: Collector, *, block: str
) -> None:
    """Say once for each column that is left out that it is, where anything stands in it."""
    for column in columns:
        filled = [piece for line in lines for piece in line.filled if piece.column == column.position]
        if filled:
            collector.problem(
                "column_not_read",
                f"“{block}”里“{column.label}”一栏没有对应的栏目，{len(filled)}格内容没有读入。",
                place=filled[0].place,
            )


def _is_unit(text: str) -> bool:
    plain = closed_up(text)
    return bool(plain) and parse_target(f"1{plain}").unit == plain


def _written_together(first: Found, second: Found, text: str) -> Found:
    places = (*first.continued, second.place, *second.continued)
    return Found(
        f"{first.raw}\n{second.raw}", text, first.place, first.confidence, first.note, places
    ).doubted(confidence=min(JOINED, second.confidence), note="由分开的几格（符号、数值、单位）合写")
