"""Observations on money: jumps, tasks that vanish while their money stays, shares far from those of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median

from congress.apps.performance.domain.comparing.comparison import TOTAL, Comparison
from congress.apps.performance.domain.comparing.observations import (
    Observation,
    Pair,
    Spot,
    inside,
    observation,
    percent_of,
    signed_percent,
)
from congress.apps.performance.domain.comparing.rows import Held, RowKind, amount_change, change
from congress.standards.indicators.observations import ObservationRule
from congress.standards.values.money import Money, MoneyUnit

MONEY_KINDS = (RowKind.MONEY, RowKind.TASK, RowKind.PROJECT)
# The lines that say how much the tasks are paid from, the nearest first.
SPENDING_LINES = ("money.project", "totals.budget", "project.total", "project.budget", TOTAL)
_LEAST_PEERS = 2


def wan(yuan: Decimal) -> str:
    """Yuan in 万元, to two decimals: side by side nobody reads more."""
    return Money.of_yuan(yuan.quantize(Decimal("0.01"))).format(
        MoneyUnit.TEN_THOUSAND_YUAN, decimals=2, with_unit=False
    )


def amount_jumps(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM03: an amount rose or fell by more than half."""
    jump, least = rule.decimal("jump"), rule.decimal("least_yuan")
    for row, one, two in pair.both(*MONEY_KINDS):
        found = amount_change(one, two)
        if found is None or one.yuan is None or two.yuan is None or abs(found.difference) < least:
            continue
        figures = {
            "name": inside(row.label),
            "before": wan(one.yuan),
            "after": wan(two.yuan),
            "difference": wan(abs(found.difference)),
        }
        spots = pair.spots(first=[one], second=[two])
        if found.rate is None:
            yield observation(rule, "from_zero", spots, figures, row=row.key)
        elif abs(found.rate) > jump:
            case = "rose" if found.rate > 0 else "fell"
            figures["rate"] = signed_percent(found.rate)
            yield observation(rule, case, spots, figures, row=row.key)


def spending_line(pair: Pair) -> tuple[str, str, Held, Held] | None:
    """The key and name of the line the tasks are paid from, with both amounts; None when the two share none."""
    for key in SPENDING_LINES:
        row, (one, two) = pair.comparison.row(key), pair.cells(key)
        if row is not None and one is not None and two is not None and None not in (one.yuan, two.yuan):
            return key, row.label, one, two
    return None


def tasks_dropped(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM07: a task is gone, and its money is not; tasks that came anew."""
    line = spending_line(pair)
    for row, one, two in pair.rows(RowKind.TASK, RowKind.PROJECT):
        held = one or two
        if (one is not None and two is not None) or held is None or held.yuan is None:
            continue
        figures: dict[str, object] = {
            "name": inside(held.name),
            "amount": wan(held.yuan),
            "before": pair.before.title,
            "after": pair.after.title,
        }
        if one is None:
            yield observation(rule, "added", pair.spots(second=[two]), figures, row=row.key)
            continue
        first, second, case = [one], [], "dropped"
        if line is not None and _money_stays(line[2], line[3], held.yuan, rule):
            _key, label, before, after = line
            figures |= _money_figures(label, before, after)
            first, second, case = [one, before], [after], "money_stays"
        yield observation(rule, case, pair.spots(first=first, second=second), figures, row=row.key)


def _money_stays(before: Held, after: Held, gone: Decimal, rule: ObservationRule) -> bool:
    """Whether the line lost less than a tenth of what the task had."""
    assert before.yuan is not None and after.yuan is not None
    return before.yuan - after.yuan < gone * (1 - rule.decimal("kept_share"))


def _money_figures(label: str, before: Held, after: Held) -> dict[str, object]:
    assert before.yuan is not None and after.yuan is not None
    rate = change(before=before.yuan, after=after.yuan).rate
    return {
        "line": label,
        "money_before": wan(before.yuan),
        "money_after": wan(after.yuan),
        "money_rate": signed_percent(rate) if rate is not None else "原为 0",
    }


def spending_per_head(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM14: basic spending for each person jumped."""
    (one, two), (staff_one, staff_two) = pair.cells("money.basic"), pair.cells("body.staff_count")
    if one is None or two is None or staff_one is None or staff_two is None:
        return
    if not one.yuan or two.yuan is None or not staff_one.count or not staff_two.count:
        return
    before, after = one.yuan / staff_one.count, two.yuan / staff_two.count
    rate = change(before=before, after=after).rate
    if rate is None or abs(rate) <= rule.decimal("jump"):
        return
    figures = {
        "staff_before": staff_one.count,
        "staff_after": staff_two.count,
        "before": wan(before),
        "after": wan(after),
        "rate": signed_percent(rate),
    }
    spots = pair.spots(first=[one, staff_one], second=[two, staff_two])
    yield observation(rule, "rose" if rate > 0 else "fell", spots, figures, row="money.basic")


def shares_far_from_peers(comparison: Comparison, rule: ObservationRule) -> Iterator[Observation]:
    """CM10: a task's share of the money is far from what it is elsewhere; with several others, from their median."""
    for row in comparison.of_kind(RowKind.TASK):
        for side, held in enumerate(row.cells):
            others = _other_shares(comparison, row.cells, side)
            if held is None or held.share is None or not others or not _is_sure(held):
                continue
            usual = Fraction(median(share for _other, share in others))
            gap = held.share - usual
            if abs(gap) < Fraction(rule.decimal("gap")):
                continue
            several = len(others) >= _LEAST_PEERS
            peers = f"中间值是 {percent_of(usual)}" if several else f"是 {percent_of(usual)}"
            figures = {
                "side": comparison.sides[side].title,
                "name": inside(held.name),
                "share": percent_of(held.share),
                "peers": peers,
                "gap": f"{float(abs(gap) * 100):.1f}",
            }
            spots = [Spot(side, held.address), *(spot for spot, _share in others)]
            yield observation(rule, "higher" if gap > 0 else "lower", spots, figures, row=row.key)


def _other_shares(
    comparison: Comparison, cells: Sequence[Held | None], side: int
) -> list[tuple[Spot, Fraction]]:
    """The shares the same thing has in the tables of other bodies."""
    own = comparison.sides[side].body_key
    return [
        (Spot(other, held.address), held.share)
        for other, held in enumerate(cells)
        if held is not None
        and held.share is not None
        and comparison.sides[other].body_key != own
        and _is_sure(held)
    ]


def _is_sure(held: Held) -> bool:
    return held.match is None or held.match.is_sure
