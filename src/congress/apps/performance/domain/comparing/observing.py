"""Observing: every kind of observation run over the columns it makes sense between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from congress.apps.performance.domain.comparing import money, targets_changed
from congress.apps.performance.domain.comparing.comparison import Comparison
from congress.apps.performance.domain.comparing.observations import Observation, Pair
from congress.apps.performance.domain.comparing.sides import is_later
from congress.standards.indicators import Severity
from congress.standards.indicators.observations import ObservationRule, observation_rules

BetweenTwo = Callable[[Pair, ObservationRule], Iterator[Observation]]
OverAll = Callable[[Comparison, ObservationRule], Iterator[Observation]]

# Between a table and the one before it of the same body (or project).
SUCCESSIVE: Mapping[str, BetweenTwo] = {
    "CM01": targets_changed.copied,
    "CM02": targets_changed.against_the_money,
    "CM03": money.amount_jumps,
    "CM04": targets_changed.target_jumps,
    "CM05": targets_changed.dropped,
    "CM06": targets_changed.added,
    "CM07": money.tasks_dropped,
    "CM08": targets_changed.units_changed,
    "CM09": targets_changed.loosened,
    "CM11": targets_changed.satisfaction_lowered,
    "CM12": targets_changed.moved_in_the_tree,
    "CM14": money.spending_per_head,
}
# Between any two tables of different bodies.
AMONG_PEERS: Mapping[str, BetweenTwo] = {"CM13": targets_changed.copied}
# Over all columns at once.
OVER_ALL: Mapping[str, OverAll] = {"CM10": money.shares_far_from_peers}

_ORDER = list(Severity)


def observe(
    *, comparison: Comparison, rules: Mapping[str, ObservationRule] | None = None
) -> tuple[Observation, ...]:
    """Find what is worth a look, the weightiest first.

    Changes are looked for between each column and the nearest one before it of the same body. `rules` replaces the
    shipped catalogue, where a place has thresholds of its own or leaves observations out.
    """
    catalogue = observation_rules() if rules is None else rules
    found: list[Observation] = []
    for name, rule in catalogue.items():
        if name in SUCCESSIVE:
            found += [each for pair in _successive(comparison) for each in SUCCESSIVE[name](pair, rule)]
        elif name in AMONG_PEERS:
            found += [each for pair in _peers(comparison) for each in AMONG_PEERS[name](pair, rule)]
        else:
            found += OVER_ALL[name](comparison, rule)
    doubtful = {row.key for row in comparison.rows if row.doubtful}
    marked = [replace(each, is_doubtful=True) if each.row in doubtful else each for each in found]
    return tuple(sorted(marked, key=lambda each: _ORDER.index(each.severity)))


def _successive(comparison: Comparison) -> Iterator[Pair]:
    sides = comparison.sides
    for at, side in enumerate(sides):
        before = [number for number in range(at) if is_later(sides[number], side)]
        if before:
            yield Pair(comparison, before[-1], at)


def _peers(comparison: Comparison) -> Iterator[Pair]:
    sides = comparison.sides
    for at in range(len(sides)):
        for number in range(at):
            if not is_later(sides[number], sides[at]):
                yield Pair(comparison, number, at)
