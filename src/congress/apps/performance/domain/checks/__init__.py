"""Checks: pure predicates, one per rule of the catalogue, that find what is wrong in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from congress.apps.performance.domain.checks.findings import Finding, Proposal
from congress.apps.performance.domain.checks.money import pq20, pq22
from congress.apps.performance.domain.checks.remedies import Remedy, remedy
from congress.apps.performance.domain.checks.results import pq15, pq16, pq17
from congress.apps.performance.domain.checks.sums import pq21
from congress.apps.performance.domain.checks.texts import pq23, pq24
from congress.apps.performance.domain.table import PerformanceTable, Stage
from congress.standards.indicators import CheckRule, performance_checks

Predicate = Callable[[PerformanceTable, CheckRule], Iterator[Finding]]

PREDICATES: Mapping[str, Predicate] = {
    "PQ15": pq15,
    "PQ16": pq16,
    "PQ17": pq17,
    "PQ20": pq20,
    "PQ21": pq21,
    "PQ22": pq22,
    "PQ23": pq23,
    "PQ24": pq24,
}


def check(
    *,
    table: PerformanceTable,
    rules: Mapping[str, CheckRule] | None = None,
    stage: Stage | None = None,
    before: PerformanceTable | None = None,
) -> tuple[Finding, ...]:
    """Run every check of the catalogue over a table, in the catalogue's order.

    `rules` replaces the shipped catalogue, where a place has its own thresholds or switches checks off. `stage` is
    where the table stands: after the reply only what the unit may change itself keeps its proposal; None leaves
    everything open. `before` is last year's table of the same body: without it no year is compared.
    """
    catalogue = performance_checks() if rules is None else rules
    return tuple(
        _settled(found, rule, stage)
        for name, rule in catalogue.items()
        if name in PREDICATES
        for found in PREDICATES[name](table, rule)
    )


def _settled(found: Finding, rule: CheckRule, stage: Stage | None) -> Finding:
    settled = remedy(case=rule.cases[found.case], stage=stage)
    return replace(found, remedy=settled, proposal=found.proposal if settled is Remedy.OWN else None)


__all__ = ["PREDICATES", "Finding", "Predicate", "Proposal", "Remedy", "check", "remedy"]
