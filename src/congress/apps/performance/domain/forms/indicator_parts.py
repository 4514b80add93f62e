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
        if value is None or not value.text or not (sign or unit):
            continue
        target = parse_target(value.text)
        takes_sign = target.operator is Operator.NONE and sign is not None
        before = sign if takes_sign and sign and closed_up(sign.text) in wordings.SIGNS else None
        behind = unit if target.is_number and unit and _is_unit(unit.text) else None
        if behind is not None and target.unit:
            if target.unit != closed_up(behind.text):
                note = f"指标值自己写的单位是“{target.unit}”，单位一栏写的是“{behind.text}”，请核对"
                value = value.doubted(confidence=UNSURE, note=note)
            behind = None
        found[name] = _written_together(before, value, behind)


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


def _written_together(before: Found | None, value: Found, behind: Found | None) -> Found:
    parts = [part for part in (before, value, behind) if part is not None]
    if len(parts) == 1:
        return value
    whole = Found(
        raw="\n".join(part.raw for part in parts),
        text="".join(part.text for part in parts),
        place=value.place,
        confidence=min(part.confidence for part in parts),
        note=value.note,
        continued=(*value.continued, *(part.place for part in parts if part is not value)),
    )
    return whole.doubted(confidence=JOINED, note="由分开的几格（符号、数值、单位）合写")
