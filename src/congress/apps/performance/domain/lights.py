"""Lights: how far along an indicator is at a month of the year, for monitoring (绩效监控)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from congress.apps.performance.domain.table import Indicator
from congress.apps.performance.domain.targets import Operator, Target, is_above_range, is_met
from congress.standards.indicators import ScoringRules

_MONTHS = Decimal(12)
_COUNTED = ("output.quantity", "benefit", "satisfaction")
_CENT = Decimal("0.01")


class Light(StrEnum):
    """The colour of a light."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    NONE = "none"

    @property
    def label(self) -> str:
        """What the light says, for everybody who sees no colours."""
        return _LABELS[self]


_LABELS = {
    Light.RED: "明显落后",
    Light.YELLOW: "有些落后",
    Light.GREEN: "正常",
    Light.BLUE: "明显超前",
    Light.NONE: "还没有数",
}


@dataclass(frozen=True, slots=True)
class Lit:
    """A light and the sentence behind it."""

    light: Light
    how: str


def light_of(row: Indicator, *, actual: Target | None, month: int, rules: ScoringRules) -> Lit:
    """Light one indicator at the end of a month (1–12) from what was reached since January.

    Counted targets where more is better are held against the part of the year that has passed; quality, timeliness,
    cost, percentages and everything where less is better against the whole target: they do not add up over the year.
    """
    target = row.annual.value
    if target is None or actual is None:
        return Lit(Light.NONE, "没有指标值。" if target is None else "还没有填写完成情况。")
    met = is_met(target=target, actual=actual)
    if met is None:
        return Lit(Light.NONE, f"目标“{target.raw}”和完成情况“{actual.raw}”不能直接比较，请人工判断。")
    if is_above_range(target=target, actual=actual):
        return Lit(Light.BLUE, f"目标 {target.raw}，已完成 {actual.raw}，超出区间上限。")
    if not _is_counted(row, target):
        return Lit(
            Light.GREEN if met else Light.RED,
            f"目标 {target.raw}，目前 {actual.raw}，{'在目标以内' if met else '没有达到目标'}。",
        )
    assert target.low is not None and actual.low is not None  # is_met has compared them
    due = target.low * month / _MONTHS
    if due <= 0:
        return Lit(Light.GREEN, f"目标 {target.raw}，目前 {actual.raw}。")
    share = actual.low / due
    how = (
        f"全年目标 {target.raw}，到 {month} 月底应完成 {_plain(due)}，"
        f"已完成 {actual.raw}，为应完成数的 {_percent(share)}。"
    )
    return Lit(_colour(share, rules), how)


def money_light(*, budget: Decimal | None, executed: Decimal | None, month: int, rules: ScoringRules) -> Lit:
    """Light spending (yuan) against the part of the year that has passed."""
    if not budget or executed is None or budget < 0:
        return Lit(Light.NONE, "缺少预算数或执行数。")
    rate, due = executed / budget, Decimal(month) / _MONTHS
    how = f"到 {month} 月底时间过去 {_percent(due)}，预算执行 {_percent(rate)}。"
    return Lit(_colour(rate / due, rules), how)


def _is_counted(row: Indicator, target: Target) -> bool:
    """Whether a year's work adds up month by month towards the target."""
    group = row.group or ""
    more_is_better = target.operator not in (Operator.AT_MOST, Operator.LESS)
    is_number = target.low is not None and "%" not in target.unit
    return more_is_better and is_number and group.startswith(_COUNTED)


def _colour(share: Decimal, rules: ScoringRules) -> Light:
    lights = rules.lights
    if share < lights.red_below:
        return Light.RED
    if share < lights.yellow_below:
        return Light.YELLOW
    return Light.GREEN if share < lights.green_below else Light.BLUE


def _percent(share: Decimal) -> str:
    return f"{_plain((share * 100).quantize(_CENT, rounding=ROUND_HALF_UP))}%"


def _plain(number: Decimal) -> str:
    return f"{number.quantize(_CENT, rounding=ROUND_HALF_UP).normalize():f}"
