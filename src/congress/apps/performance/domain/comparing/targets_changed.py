"""Observations on targets: copied, lowered, loosened, dropped, and moving against the money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from congress.apps.performance.domain.comparing.matching import is_counted
from congress.apps.performance.domain.comparing.meaning import meaning_of
from congress.apps.performance.domain.comparing.money import spending_line, wan
from congress.apps.performance.domain.comparing.observations import (
    Observation,
    Pair,
    inside,
    listed,
    observation,
    percent_of,
    quoted,
    signed_percent,
)
from congress.apps.performance.domain.comparing.rows import (
    Change,
    Held,
    Row,
    RowKind,
    change,
    demand_change,
    target_change,
)
from congress.apps.performance.domain.targets import Operator, Target
from congress.standards.indicators import indicator_levels
from congress.standards.indicators.meanings import vocabulary
from congress.standards.indicators.observations import ObservationRule

_UPWARDS = (Operator.AT_LEAST, Operator.MORE)
_DOWNWARDS = (Operator.AT_MOST, Operator.LESS)
_COMPARING = (*_UPWARDS, *_DOWNWARDS)


def copied(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM01 and CM13: most indicators stand there unchanged, from the year before or from another body."""
    total = sum(1 for _row, _one, two in pair.rows(RowKind.INDICATOR) if two is not None)
    same = [(one, two) for _row, one, two in pair.both(RowKind.INDICATOR) if _is_copy(one, two)]
    if total < rule.decimal("fewest") or not same:
        return
    share = Decimal(len(same)) / Decimal(total)
    if share < rule.decimal("lowest_share"):
        return
    figures = {
        "before": pair.before.title,
        "after": pair.after.title,
        "total": total,
        "same": len(same),
        "share": percent_of(share),
    }
    spots = pair.spots(first=[one for one, _two in same], second=[two for _one, two in same])
    yield observation(rule, "copied", spots, figures)


def _is_copy(one: Held, two: Held) -> bool:
    return (
        one.target is not None
        and meaning_of(one.name).plain == meaning_of(two.name).plain
        and one.figure == two.figure
    )


def against_the_money(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM02: a target went down while the money for it went up, or the reverse."""
    least = rule.decimal("least_change")
    moved = [
        (row, one, two, demand)
        for row, one, two in pair.both(RowKind.INDICATOR)
        if (demand := demand_change(one.target, two.target)) is not None
        and demand.rate is not None
        and abs(demand.rate) >= least
    ]
    alone = []
    tasks = [
        (row, one, two)
        for row, one, two in pair.both(RowKind.TASK, RowKind.PROJECT)
        if one.yuan is not None and two.yuan is not None
    ]
    for row, one, two, demand in moved:
        task = _task_of(tasks, one, two)
        if task is None:
            alone.append((one, two, demand))
        elif (found := _against_task(pair, rule, row, (one, two), demand, task)) is not None:
            yield found
    yield from _against_the_whole(pair, rule, alone)


def _against_task(
    pair: Pair,
    rule: ObservationRule,
    row: Row,
    cells: tuple[Held, Held],
    demand: Change,
    task: tuple[Row, Held, Held],
) -> Observation | None:
    (one, two), (task_row, money_one, money_two) = cells, task
    assert money_one.yuan is not None and money_two.yuan is not None and demand.rate is not None
    rate = change(before=money_one.yuan, after=money_two.yuan).rate
    if rate is None or abs(rate) < rule.decimal("least_change") or (rate > 0) == (demand.rate > 0):
        return None
    assert one.target is not None and two.target is not None
    shown = target_change(one.target, two.target)
    figures = {
        "name": inside(row.label),
        "before": quoted(one.target),
        "after": quoted(two.target),
        "rate": signed_percent(shown.rate) if shown and shown.rate is not None else "",
        "task": inside(task_row.label),
        "money_before": wan(money_one.yuan),
        "money_after": wan(money_two.yuan),
        "money_rate": signed_percent(rate),
    }
    case = "fell_while_money_rose" if rate > 0 else "rose_while_money_fell"
    spots = pair.spots(first=[one, money_one], second=[two, money_two])
    return observation(rule, case, spots, figures, row=row.key)


def _task_of(tasks: Iterable[tuple[Row, Held, Held]], one: Held, two: Held) -> tuple[Row, Held, Held] | None:
    """The task that pays for an indicator: its own project, or the one task that speaks of the same subjects."""
    topics = meaning_of(two.name).topics | meaning_of(one.name).topics
    fitting = []
    for row, first, second in tasks:
        if one.row.startswith(f"{first.row}.") and two.row.startswith(f"{second.row}."):
            return row, first, second
        if topics and topics & (meaning_of(first.name).topics | meaning_of(second.name).topics):
            fitting.append((row, first, second))
    return fitting[0] if len(fitting) == 1 else None


def _against_the_whole(
    pair: Pair, rule: ObservationRule, moved: list[tuple[Held, Held, Change]]
) -> Iterator[Observation]:
    """Targets no single task pays for are held against the spending they are paid from."""
    line = spending_line(pair)
    if line is None:
        return
    _key, label, before, after = line
    assert before.yuan is not None and after.yuan is not None
    rate = change(before=before.yuan, after=after.yuan).rate
    if rate is None or abs(rate) < rule.decimal("least_change"):
        return
    against = [
        (one, two)
        for one, two, demand in moved
        if demand.rate is not None and (demand.rate > 0) != (rate > 0)
    ]
    if not against:
        return
    figures = {
        "line": label,
        "money_before": wan(before.yuan),
        "money_after": wan(after.yuan),
        "money_rate": signed_percent(rate),
        "count": len(against),
        "names": listed(two.name for _one, two in against),
    }
    spots = pair.spots(
        first=[before, *(one for one, _two in against)], second=[after, *(two for _one, two in against)]
    )
    yield observation(rule, "overall_fell" if rate > 0 else "overall_rose", spots, figures)


def target_jumps(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM04: a target rose or fell by more than half."""
    for row, one, two in pair.both(RowKind.INDICATOR):
        found = target_change(one.target, two.target)
        if found is None or found.rate is None or abs(found.rate) <= rule.decimal("jump"):
            continue
        assert one.target is not None and two.target is not None
        figures = {
            "name": inside(row.label),
            "before": quoted(one.target),
            "after": quoted(two.target),
            "rate": signed_percent(found.rate),
        }
        spots = pair.spots(first=[one], second=[two])
        yield observation(rule, "rose" if found.rate > 0 else "fell", spots, figures, row=row.key)


def dropped(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM05: an indicator is gone."""
    for row, one, two in pair.rows(RowKind.INDICATOR):
        if one is not None and two is None:
            spots = pair.spots(first=[one])
            yield observation(rule, "dropped", spots, _alone(pair, one), row=row.key)


def added(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM06: indicators came anew, all of them in one sentence."""
    new = [two for _row, one, two in pair.rows(RowKind.INDICATOR) if one is None and two is not None]
    if new:
        figures = {
            "before": pair.before.title,
            "after": pair.after.title,
            "count": len(new),
            "names": listed(held.name for held in new),
        }
        yield observation(rule, "added", pair.spots(second=new), figures)


def _alone(pair: Pair, held: Held) -> dict[str, object]:
    titles = {"before": pair.before.title, "after": pair.after.title}
    return {"name": inside(held.name), "value": held.text or "空白", **titles}


def units_changed(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM08: the same thing is counted in another unit."""
    for row, one, two in pair.both(RowKind.INDICATOR):
        before, after = one.target, two.target
        if before is None or after is None or before.low is None or after.low is None:
            continue
        if before.unit == after.unit or target_change(before, after) is not None:
            continue
        figures = {
            "name": inside(row.label),
            "unit_before": before.unit or "没有单位",
            "unit_after": after.unit or "没有单位",
            "before": quoted(before),
            "after": quoted(after),
        }
        families = [vocabulary().units.get(each.unit) for each in (before, after)]
        case = "reworded" if families[0] and families[0] == families[1] else "changed"
        yield observation(rule, case, pair.spots(first=[one], second=[two]), figures, row=row.key)


def loosened(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM09: the sign of comparison is gone or turned, or a number became 是 or words."""
    for row, one, two in pair.both(RowKind.INDICATOR):
        before, after = one.target, two.target
        if before is None or after is None:
            continue
        case = _loosening(before, after)
        if case is not None:
            figures = {
                "name": inside(row.label),
                "operator": before.wording or before.operator.value,
                "before": quoted(before),
                "after": quoted(after),
            }
            yield observation(rule, case, pair.spots(first=[one], second=[two]), figures, row=row.key)


def _loosening(before: Target, after: Target) -> str | None:
    if is_counted(before) and not is_counted(after):
        return "unmeasured"
    if before.operator in _COMPARING and after.operator is Operator.NONE:
        return "loosened"
    turned = (before.operator in _UPWARDS and after.operator in _DOWNWARDS) or (
        before.operator in _DOWNWARDS and after.operator in _UPWARDS
    )
    return "turned" if turned else None


def satisfaction_lowered(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM11: fewer people are to be satisfied than before."""
    for row, one, two in pair.both(RowKind.INDICATOR):
        found = target_change(one.target, two.target)
        if found is None or found.difference >= 0 or not _is_satisfaction(two):
            continue
        assert one.target is not None and two.target is not None
        figures = {"name": inside(row.label), "before": quoted(one.target), "after": quoted(two.target)}
        yield observation(rule, "lowered", pair.spots(first=[one], second=[two]), figures, row=row.key)


def _is_satisfaction(held: Held) -> bool:
    return (held.group or "").startswith("satisfaction") or meaning_of(held.name).measure == "satisfaction"


def moved_in_the_tree(pair: Pair, rule: ObservationRule) -> Iterator[Observation]:
    """CM12: the same indicator stands under another heading."""
    levels = indicator_levels()
    for row, one, two in pair.both(RowKind.INDICATOR):
        if not one.group or not two.group or one.group == two.group:
            continue
        before, after = levels[one.group], levels[two.group]
        if before.depth != after.depth:
            continue
        figures = {"name": inside(row.label), "level_before": before.label, "level_after": after.label}
        yield observation(rule, "moved", pair.spots(first=[one], second=[two]), figures, row=row.key)
