"""What the checks stand on beside the table: the place's thresholds, evidence, and what reading remarked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from congress.apps.performance.domain import PerformanceTable, Problem
from congress.apps.performance.models import Evidence, TargetTable
from congress.platform.core import clock
from congress.platform.documents.contracts import Place
from congress.platform.knowledge.api import own_thresholds
from congress.platform.organisation.api import root_body
from congress.standards.indicators import CheckRule, performance_checks
from congress.standards.values import RegionCode

PREFIX = "performance."
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Grounds:
    """The catalogue with the place's own numbers in it, indicators with evidence (by name), problems of reading.

    `key` is another one whenever any of them is.
    """

    rules: Mapping[str, CheckRule]
    evidenced: frozenset[str]
    problems: tuple[Problem, ...]
    key: Hashable


def grounds_of(table: TargetTable) -> Grounds:
    """What the checks of a table stand on. Three queries at most.

    Evidence is what units gave in rounds for the table, or for the targets it was drafted from. Thresholds are
    those that hold where the table's body is on the day the table came in, so that what was found then is not found
    otherwise later.
    """
    numbers = _numbers(table)
    asked = [each for each in (table.pk, table.drafted_from_id) if each]
    evidence = Evidence.objects.filter(row__round__table__in=asked, removed_at__isnull=True)
    evidenced = frozenset(evidence.order_by().values_list("row__name", flat=True).distinct())
    return Grounds(
        rules=with_numbers(performance_checks(), numbers),
        evidenced=evidenced,
        problems=tuple(problem_of(each) for each in table.problems),
        key=(tuple(sorted(numbers.items())), evidenced),
    )


def rows_with_evidence(typed: PerformanceTable, names: frozenset[str]) -> frozenset[str]:
    """The rows of the indicators that have evidence: a round knows an indicator by its name on one line."""
    if not names:
        return frozenset()
    return frozenset(
        row.row for row in typed.all_indicators if " ".join(row.name.text.split())[:LONGEST_NAME] in names
    )


def with_numbers(rules: Mapping[str, CheckRule], numbers: Mapping[str, str]) -> Mapping[str, CheckRule]:
    """A catalogue in which a place's numbers stand for those that ship; a name nobody knows changes nothing."""
    if not numbers:
        return rules
    changed = {}
    for name, rule in rules.items():
        own = {
            parameter: numbers[f"{PREFIX}{name.lower()}.{parameter}"]
            for parameter, shipped in rule.parameters.items()
            if isinstance(shipped, str) and f"{PREFIX}{name.lower()}.{parameter}" in numbers
        }
        changed[name] = (
            replace(rule, parameters=MappingProxyType({**rule.parameters, **own})) if own else rule
        )
    return MappingProxyType(changed)


def problem_of(kept: Mapping[str, object]) -> Problem:
    """A problem of reading as the table keeps it."""
    place = kept["place"]
    where = Place(*place) if isinstance(place, list) else None
    return Problem(code=str(kept["code"]), message=str(kept["message"]), place=where)


def _numbers(table: TargetTable) -> dict[str, str]:
    code = table.body.region_code
    if not code:
        root = root_body()
        code = root.region_code if root else ""
    if not code:
        return {}
    on = clock.local_day(table.imported_at)
    own = own_thresholds(prefix=PREFIX, on=on, region=RegionCode.parse(code))
    return {key: f"{number:f}" for key, number in own.items()}
