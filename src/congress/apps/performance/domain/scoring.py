"""Scoring: points for what was reached, each with a sentence that says how they came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from congress.apps.performance.domain.table import Indicator
from congress.apps.performance.domain.targets import Operator, Target, is_above_range, is_met
from congress.apps.performance.domain.weighing import Weighing, Weight, heading, weigh
from congress.standards.indicators import ScoringRules, WeightScheme

_CENT = Decimal("0.01")
_REVERSE = (Operator.AT_MOST, Operator.LESS)
_UNCLEAR = (Operator.NONE, Operator.EQUAL)


@dataclass(frozen=True, slots=True)
class RowScore:
    """The points of one row. `points` is None where a person has to judge; `how` says how they came about.

    `is_met` is None where target and result cannot be held against each other; `is_far_over` marks a target that
    was set too low; `lacks_reason` a missed target without a word on why.
    """

    row: str
    weight: Decimal
    weight_is_proposed: bool
    points: Decimal | None
    how: str
    is_met: bool | None = None
    is_far_over: bool = False
    lacks_reason: bool = False


@dataclass(frozen=True, slots=True)
class Scoring:
    """A whole self-evaluation. `total` and `grade` are there once nothing is missing; `gaps` says what is."""

    scheme: str
    weighing: Weighing
    execution: RowScore
    rows: tuple[RowScore, ...]
    total: Decimal | None
    grade: str
    gaps: tuple[str, ...]


def score(
    *,
    indicators: Sequence[Indicator],
    budget: Decimal | None,
    executed: Decimal | None,
    scheme: WeightScheme,
    rules: ScoringRules,
) -> Scoring:
    """Score the indicators of a department or a project; `budget` and `executed` are its spending in yuan."""
    weighing = weigh(indicators=indicators, scheme=scheme, rules=rules)
    execution = execution_score(budget=budget, executed=executed, weight=weighing.execution)
    rows = tuple(
        row_score(
            row,
            weight=weighing.weights.get(row.row, Weight(row.row, Decimal(0), is_proposed=True)),
            rules=rules,
        )
        for row in indicators
    )
    gaps = [*weighing.faults, *_gaps(indicators, rows, execution)]
    known = [each.points for each in (execution, *rows) if each.points is not None]
    total = sum(known, Decimal(0)) if len(known) == len(rows) + 1 and not weighing.faults else None
    return Scoring(
        scheme=scheme.id,
        weighing=weighing,
        execution=execution,
        rows=rows,
        total=total,
        grade=rules.grade(total) if total is not None else "",
        gaps=tuple(gaps),
    )


def execution_score(*, budget: Decimal | None, executed: Decimal | None, weight: Decimal) -> RowScore:
    """Points for spending against budget: the rate, at most one, times the weight."""
    if budget is None or executed is None or budget <= 0:
        return RowScore("execution", weight, False, None, "缺少预算数或执行数，不能计算预算执行率。")
    rate = executed / budget
    points = _rounded(min(rate, Decimal(1)) * weight)
    how = (
        f"执行数 {executed:,.2f} 元 ÷ 预算数 {budget:,.2f} 元 = {_percent(rate)}，"
        f"× {_plain(weight)} 分 = {_plain(points)} 分。"
    )
    return RowScore("execution", weight, False, points, how, is_met=rate >= 1)


def row_score(row: Indicator, *, weight: Weight, rules: ScoringRules) -> RowScore:
    """Points for one indicator."""
    return _Marking(row, weight, rules).score()


@dataclass(frozen=True, slots=True)
class _Marking:
    """One indicator, its weight and the rules it is marked by."""

    row: Indicator
    weight: Weight
    rules: ScoringRules

    def score(self) -> RowScore:
        target, actual = self.row.annual.value, self.row.actual.value
        if target is None:
            return self._scored(None, "没有指标值，不能计分。")
        if actual is None:
            return self._scored(None, "还没有填写实际完成值。")
        directed = _directed(self.row, target)
        met = is_met(target=directed, actual=actual)
        if met is None:
            return self._judged()
        if is_above_range(target=target, actual=actual):
            how = f"目标 {target.raw}，完成 {actual.raw}，超出区间上限，目标可能定低了。"
            return self._counted(Decimal(1), how, met=True, far=True)
        share, how = _share(directed, actual, met=met)
        return self._counted(share, how, met=met, far=_is_far_over(directed, actual, self.rules))

    def _counted(self, share: Decimal, how: str, *, met: bool, far: bool) -> RowScore:
        """What can be counted: a share of the points."""
        if far and self.rules.reduce_far_over:
            share -= self.rules.reduction
            how += f"按定低目标扣减 {_percent(self.rules.reduction)}。"
        points = _rounded(share * self.weight.points)
        return self._scored(points, f"{how}得 {_plain(points)} 分。", met=met, far=far)

    def _judged(self) -> RowScore:
        """What cannot be counted: the points a person gave, if they lie between nothing and all."""
        given, most = self.row.score.value, self.weight.points
        bands = self.rules.bands
        if given is None:
            choice = "、".join(
                f"{band.title}（{_percent(band.highest)}—{_percent(band.lowest)}）" for band in bands
            )
            return self._scored(None, f"这是定性指标，请按{choice}评分。")
        if given > most:
            return self._scored(None, f"评的 {_plain(given)} 分超过了本指标的 {_plain(most)} 分，请改正。")
        band = self.rules.band(given / most if most else Decimal(1))
        return self._scored(
            given, f"定性指标，评为“{band.title}”，{_plain(given)} 分。", met=band is bands[0]
        )

    def _scored(
        self, points: Decimal | None, how: str, *, met: bool | None = None, far: bool = False
    ) -> RowScore:
        lacks = met is False and not self.row.reason.value
        return RowScore(
            self.row.row, self.weight.points, self.weight.is_proposed, points, how, met, far, lacks
        )


def _directed(row: Indicator, target: Target) -> Target:
    """A cost target written as a bare number means “no more than that”."""
    if heading(row) != "cost" and row.group != "output.cost" or target.operator not in _UNCLEAR:
        return target
    return Target(Operator.AT_MOST, raw=target.raw, low=target.low, unit=target.unit)


def _share(target: Target, actual: Target, *, met: bool) -> tuple[Decimal, str]:
    """The share of the points and the beginning of the sentence."""
    said = f"目标 {target.raw}，完成 {actual.raw}，"
    if met:
        return Decimal(1), f"{said}已完成，得满分。"
    if target.low is None or actual.low is None:
        return Decimal(0), f"{said}没有完成，不得分。"
    upper, lower = (target.low, actual.low) if target.operator in _REVERSE else (actual.low, target.low)
    if lower <= 0 or upper <= 0:
        return Decimal(0), f"{said}没有完成，不得分。"
    share = min(upper / lower, Decimal(1))
    return share, f"{said}按 {_plain(upper)} ÷ {_plain(lower)} = {_percent(share)} 计算。"


def _is_far_over(target: Target, actual: Target, rules: ScoringRules) -> bool:
    if target.operator in _REVERSE or not target.low or actual.low is None or target.high is not None:
        return False
    return actual.low / target.low > rules.far_over


def _gaps(indicators: Sequence[Indicator], rows: Sequence[RowScore], execution: RowScore) -> list[str]:
    gaps = [execution.how] if execution.points is None else []
    for row, each in zip(indicators, rows, strict=True):
        if each.points is None:
            gaps.append(f"“{row.name.text}”：{each.how}")
        elif each.lacks_reason:
            gaps.append(f"“{row.name.text}”没有完成目标，请写明偏差原因和改进措施。")
    return gaps


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(_CENT, rounding=ROUND_HALF_UP)


def _percent(share: Decimal) -> str:
    return f"{_plain((share * 100).quantize(_CENT, rounding=ROUND_HALF_UP))}%"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
