"""Weights: a hundred points divided over headings and indicators, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from congress.apps.performance.domain.table import Indicator
from congress.standards.indicators import EXECUTION, FULL_MARKS, ScoringRules, WeightScheme

# Points are divided down to this; what is left over goes to the first rows, a step each.
STEP = Decimal("0.1")
FINEST_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of one row; `is_proposed` tells those worked out here from those the table states."""

    row: str
    points: Decimal
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of every row by its address, and what is wrong with them in Chinese sentences."""

    execution: Decimal
    weights: Mapping[str, Weight]
    faults: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """All points together: a hundred when nothing is wrong."""
        return self.execution + sum((weight.points for weight in self.weights.values()), Decimal(0))


def scheme_for(*, indicators: Iterable[Indicator], rules: ScoringRules) -> WeightScheme:
    """The scheme a table's own headings ask for: the one with cost where cost is a heading of its own."""
    has_cost = any(heading(row) == "cost" for row in indicators)
    wanted = [scheme for scheme in rules.schemes.values() if ("cost" in scheme.weights) is has_cost]
    return wanted[0]


def heading(row: Indicator) -> str | None:
    """The code of a row's level-1 heading, None where its heading is not known."""
    return row.group.split(".")[0] if row.group else None


def weigh(*, indicators: Sequence[Indicator], scheme: WeightScheme, rules: ScoringRules) -> Weighing:
    """Give every row its points: those it states, and for the others an even share of what its heading has left.

    Points of a heading without rows go to its heir. Rows under an unknown heading get nothing and are named.
    """
    stated = {row.row: row.weight.value for row in indicators if row.weight.value is not None}
    weights = {row: Weight(row, points, is_proposed=False) for row, points in stated.items()}
    if len(stated) == len(indicators):
        return _checked(scheme.weights[EXECUTION], weights, faults=[])
    shares, faults = _shares(indicators, scheme, rules)
    for code, points in shares.items():
        rows = [row for row in indicators if heading(row) == code]
        open_rows = [row.row for row in rows if row.row not in stated]
        rest = points - sum((stated[row.row] for row in rows if row.row in stated), Decimal(0))
        if rest < 0 or (rest and not open_rows):
            faults.append(
                f"“{rows[0].level1.text or code}”下已填的分值与应有的 {_plain(points)} 分不符，请调整。"
            )
            rest = max(rest, Decimal(0))
        for row, share in zip(open_rows, divided(rest, len(open_rows)), strict=True):
            weights[row] = Weight(row, share, is_proposed=True)
    faults += [
        f"指标“{row.name.text}”不知道属于哪个一级指标，没有分到分值，请先填好一级指标。"
        for row in indicators
        if row.row not in weights
    ]
    return _checked(scheme.weights[EXECUTION], weights, faults=faults)


def divided(points: Decimal, count: int) -> list[Decimal]:
    """Divide points into `count` shares that differ by one step at most and add up exactly; earlier ones are larger."""
    if not count:
        return []
    step = STEP if points % STEP == 0 and points >= STEP * count else FINEST_STEP
    whole, left = divmod(int(points / step), count)
    shares = [step * (whole + (1 if index < left else 0)) for index in range(count)]
    shares[0] += points - sum(shares)
    return shares


def _shares(
    indicators: Sequence[Indicator], scheme: WeightScheme, rules: ScoringRules
) -> tuple[dict[str, Decimal], list[str]]:
    """The points of every heading that has rows."""
    present = list(dict.fromkeys(code for code in map(heading, indicators) if code))
    shares = {code: scheme.weights.get(code, Decimal(0)) for code in present}
    faults = []
    for code, points in scheme.weights.items():
        if code == EXECUTION or code in shares:
            continue
        heir = next((each for each in rules.heirs.get(code, ()) if each in shares), None)
        if heir is None:
            faults.append(f"没有可以分到分值的一级指标，有 {_plain(points)} 分没有着落，请补充指标。")
        else:
            shares[heir] += points
    return shares, faults


def _checked(execution: Decimal, weights: Mapping[str, Weight], *, faults: list[str]) -> Weighing:
    weighing = Weighing(execution, weights, ())
    if not faults and weighing.total != FULL_MARKS:
        faults.append(
            f"预算执行率 {_plain(execution)} 分加各项指标分值，合计 {_plain(weighing.total)} 分，"
            "应当正好是 100 分，请调整。"
        )
    return Weighing(execution, weights, tuple(faults))


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"
