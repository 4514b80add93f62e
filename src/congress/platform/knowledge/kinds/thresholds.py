"""Thresholds: numbers from which something is noticed, as decimal text so that no float comes in between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, ClassVar

from congress.platform.knowledge.contracts import Known
from congress.platform.knowledge.kinds.kind import Draft, Kind, fields_of, misfit
from congress.standards.indicators import performance_checks
from congress.standards.values import RegionCode

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
UNITS = {"ratio": "倍", "percent": "%", "yuan": "元", "count": "个", "day": "日"}


class ThresholdKind(Kind):
    """A threshold's key is dotted; its value a decimal number in text, and a unit."""

    name: ClassVar[str] = "threshold"
    title: ClassVar[str] = "阈值"
    key_help: ClassVar[str] = "小写英文加点，例如 performance.pq15.over_ratio"

    def check(self, draft: Draft, *, others: Iterable[Known]) -> None:
        """The key is dotted, the number is one, the unit is known."""
        if not _NAME.fullmatch(draft.key):
            raise misfit("bad_key", f"阈值的名称应当是{self.key_help}。", "key")
        fields = fields_of(draft.value, place=draft.title)
        if _number(fields.text("number")) is None:
            raise misfit("no_number", "阈值应当是一个数，例如 1.30。", "number")
        if fields.has("unit") and fields.text("unit") not in UNITS:
            raise misfit("no_such_unit", f"单位只能填：{'、'.join(UNITS)}。", "unit")
        fields.finish()

    def shipped(self) -> tuple[Known, ...]:
        """The numbers of the checks of performance tables."""
        return _shipped()

    def told(self, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The number with its unit."""
        return [("数值", f"{value['number']} {UNITS.get(value.get('unit', ''), '')}".strip())]


def number_of(known: Known) -> Decimal:
    """The number of a threshold."""
    return Decimal(known.value["number"])


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@cache
def _shipped() -> tuple[Known, ...]:
    return tuple(
        Known(
            kind=ThresholdKind.name,
            key=f"performance.{check.id.lower()}.{name}",
            title=check.title,
            value={"number": text},
            jurisdiction=RegionCode.nation(),
            effective_from=None,
            effective_until=None,
            citation=check.source,
            verified=check.verified,
            note=check.basis,
        )
        for check in performance_checks().values()
        for name, text in check.parameters.items()
        if isinstance(text, str) and _number(text) is not None
    )


THRESHOLD = ThresholdKind()
