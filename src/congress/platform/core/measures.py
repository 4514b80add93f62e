"""Measures: figures a module can tell about a body and a period, each with the rows behind it.

A module declares them in its manifest; whoever needs a figure (an indicator, a board) asks here by code. A figure is
worked out for one actor: it counts only what that actor may see, and its rows open the very things that were counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from congress.platform.core import ports
from congress.platform.core.actors import Actor
from congress.platform.core.refusals import Refused
from congress.platform.core.subjects import Subject
from congress.standards.errors import RuleViolation
from congress.standards.values.period import Period

if TYPE_CHECKING:
    from congress.platform.core.manifest import Text

# So many rows are shown with a figure; how many there are in all is always told.
ROWS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One thing that was counted: a line about it, where it is, and whether it counts for the better part of a rate."""

    text: str
    subject: Subject | None = None
    url: str = ""
    day: date | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """A figure as of `at`. `value` is None where there is nothing to count; `unit` is that of the measure.

    `rows` are at most `ROWS_SHOWN` of the `row_count` rows behind it; `how` is a Chinese sentence on how it came about.
    """

    value: Decimal | None
    unit: str
    how: str
    at: datetime
    rows: tuple[MeasureRow, ...] = ()
    row_count: int = 0

    @property
    def text(self) -> str:
        """The figure with its unit, as a cell of a table holds it; "" where there is nothing to count."""
        return "" if self.value is None else f"{self.value.normalize():f}{self.unit}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure a module offers. `work_out` is called with the actor, the body, the period and the time of asking."""

    code: str
    title: Text
    unit: str
    explanation: Text
    permission: str
    work_out: Callable[[Actor, UUID, Period, datetime], MeasureValue]


def measured(*, actor: Actor, code: str, body: UUID, period: Period, at: datetime) -> MeasureValue:
    """Work a figure out now. Raises `Refused` without its permission and `RuleViolation` for an unknown code."""
    measure = offered().get(code)
    if measure is None:
        raise RuleViolation(
            "core.no_such_measure", "这项数据现在没有了，可能是提供它的系统已停用。请改为手工填写。"
        )
    if measure.permission not in ports.access().verbs(actor):
        raise Refused(permission=measure.permission, reason=f"您没有查看“{measure.title}”所需的权限。")
    return measure.work_out(actor, body, period, at)


def offered() -> dict[str, Measure]:
    """Every measure of the modules in use, by code."""
    from congress.platform.core.registry import measures

    return measures()


def rate(part: int, whole: int) -> Decimal | None:
    """A share in percent to two decimals, None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
