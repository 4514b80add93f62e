"""Checks: pure predicates, one per rule of the catalogue, that find what is wrong in a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from congress.apps.performance.domain.cells import Problem
from congress.apps.performance.domain.checks.coverage import pq12, pq13, pq14
from congress.apps.performance.domain.checks.examined import Examined
from congress.apps.performance.domain.checks.findings import Finding, Proposal
from congress.apps.performance.domain.checks.money import pq20, pq22
from congress.apps.performance.domain.checks.naming import pq01, pq02, pq03, pq28
from congress.apps.performance.domain.checks.placing import pq06, pq08, pq11
from congress.apps.performance.domain.checks.remedies import Remedy, remedy
from congress.apps.performance.domain.checks.repeats import pq09, pq10
from congress.apps.performance.domain.checks.results import pq15, pq16, pq17
from congress.apps.performance.domain.checks.sums import pq21
from congress.apps.performance.domain.checks.surveys import pq27
from congress.apps.performance.domain.checks.texts import pq23, pq24, pq30
from congress.apps.performance.domain.checks.traces import pq25
from congress.apps.performance.domain.checks.typos import pq26
from congress.apps.performance.domain.checks.values import pq04, pq05, pq07
from congress.apps.performance.domain.checks.years import pq18, pq19, pq29
from congress.apps.performance.domain.table import PerformanceTable, Stage
from congress.standards.indicators import CheckRule, performance_checks

Predicate = Callable[[Examined, CheckRule], Iterator[Finding]]

PREDICATES: Mapping[str, Predicate] = {
    predicate.__name__.upper(): predicate
    for predicate in (
        *(pq01, pq02, pq03, pq04, pq05, pq06, pq07, pq08, pq09, pq10),
        *(pq11, pq12, pq13, pq14, pq15, pq16, pq17, pq18, pq19, pq20),
        *(pq21, pq22, pq23, pq24, pq25, pq26, pq27, pq28, pq29, pq30),
    )
}


def check(
    *,
    table: PerformanceTable,
    rules: Mapping[str, CheckRule] | None = None,
    stage: Stage | None = None,
    before: PerformanceTable | None = None,
    evidenced: Collection[str] = (),
    problems: Sequence[Problem] = (),
) -> tuple[Finding, ...]:
    """Run every check of the catalogue over a table, in the catalogue's order.

    `rules` replaces the shipped catalogue, where a place has its own thresholds or switches checks off. `stage` is
    where the table stands: after the reply only what the unit may change itself keeps its proposal; None leaves
    everything open. `before` is last year's table of the same body: without it no year is compared. `evidenced` are
    the rows (`Indicator.row`) whose actual value has evidence, `problems` what reading remarked on the whole document.
    """
    examined = Examined(table, before, frozenset(evidenced), tuple(problems))
    catalogue = performance_checks() if rules is None else rules
    return tuple(
        _settled(found, rule, stage)
        for name, rule in catalogue.items()
        for found in PREDICATES[name](examined, rule)
    )


def _settled(found: Finding, rule: CheckRule, stage: Stage | None) -> Finding:
    settled = remedy(case=rule.cases[found.case], stage=stage)
    return replace(found, remedy=settled, proposal=found.proposal if settled is Remedy.OWN else None)


__all__ = ["PREDICATES", "Finding", "Predicate", "Proposal", "Remedy", "check", "remedy"]
