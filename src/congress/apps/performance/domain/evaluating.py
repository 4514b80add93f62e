"""Evaluating a table: the department and each project scored on their own, and what the scores would write down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.evaluation_report import Evaluated
from congress.apps.performance.domain.lights import Lit, light_of, money_light
from congress.apps.performance.domain.scoring import score
from congress.apps.performance.domain.table import Entry, PerformanceTable, Points, Project
from congress.apps.performance.domain.weighing import scheme_for
from congress.standards.indicators import ScoringRules, WeightScheme

DEPARTMENT = ""
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is evaluated: the whole department (key "") or a project (key "projects.3")."""

    key: str
    scheme: WeightScheme
    evaluated: Evaluated
    lights: tuple[Lit, ...]
    money: Lit


def evaluate(*, table: PerformanceTable, scheme: str, month: int, rules: ScoringRules) -> tuple[Part, ...]:
    """Score and light every part of a table that has indicators.

    `scheme` names the scheme wanted, "" for the one the part's own headings ask for; `month` (1–12) is that of the
    lights.
    """
    return tuple(
        _part(key, evaluated, scheme=scheme, month=month, rules=rules) for key, evaluated in _unscored(table)
    )


def to_write_down(*, table: PerformanceTable, parts: tuple[Part, ...]) -> Mapping[str, str]:
    """The texts that weights and scores would give the table's own cells, by address; what a person judged stays."""
    points = {f"projects.{project.number}": project.points for project in table.projects}
    points[DEPARTMENT] = table.points
    texts: dict[str, str] = {}
    for part in parts:
        scoring = part.evaluated.scoring
        for row, result in zip(part.evaluated.indicators, scoring.rows, strict=True):
            if row.weight.value is None:
                _write(texts, row.weight, _plain(result.weight))
            if result.points is not None:
                _write(texts, row.score, _plain(result.points))
        _write_points(texts, points[part.key], part)
    return texts


def _write_points(texts: dict[str, str], points: Points, part: Part) -> None:
    """The row of execution and the sum."""
    evaluated, scoring = part.evaluated, part.evaluated.scoring
    _write(texts, points.rate_weight, _plain(scoring.execution.weight))
    if scoring.execution.points is not None and evaluated.budget and evaluated.executed is not None:
        rate = (evaluated.executed / evaluated.budget * 100).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
        _write(texts, points.rate, f"{_plain(rate)}%")
        _write(texts, points.rate_score, _plain(scoring.execution.points))
    if scoring.total is not None:
        _write(texts, points.total_weight, _plain(scoring.weighing.total))
        _write(texts, points.total_score, _plain(scoring.total))


def _write(texts: dict[str, str], entry: Entry[Any], text: str) -> None:
    """Put a text down for a cell that is there and says something else; equal numbers are the same."""
    if entry.cell is None or entry.text == text:
        return
    if isinstance(entry.value, Decimal) and entry.value == Decimal(text):
        return
    texts[entry.address] = text


def spending_of(table: PerformanceTable) -> tuple[Decimal | None, Decimal | None]:
    """Budget and executed amount of the whole department in yuan, as far as the table says them."""
    budget = _value(table.totals.budget)
    executed = _value(table.totals.executed)
    if budget is None:
        lines = [_value(entry) for entry in table.money.spending]
        budget = sum((each for each in lines if each is not None), Decimal(0)) or None
    return budget, executed


def _unscored(table: PerformanceTable) -> Iterator[tuple[str, _Unscored]]:
    if table.indicators:
        budget, executed = spending_of(table)
        yield DEPARTMENT, _Unscored(table, None, budget, executed)
    for project in table.projects:
        if project.indicators:
            money = project.money
            budget = _value(money.budget) or _value(money.total)
            yield f"projects.{project.number}", _Unscored(table, project, budget, _value(money.executed))


@dataclass(frozen=True, slots=True)
class _Unscored:
    table: PerformanceTable
    project: Project | None
    budget: Decimal | None
    executed: Decimal | None


def _part(key: str, part: _Unscored, *, scheme: str, month: int, rules: ScoringRules) -> Part:
    project, table = part.project, part.table
    indicators = project.indicators if project else table.indicators
    chosen = rules.schemes.get(scheme) or scheme_for(indicators=indicators, rules=rules)
    scoring = score(
        indicators=indicators, budget=part.budget, executed=part.executed, scheme=chosen, rules=rules
    )
    name = table.body_name.value or ""
    if project:
        name = f"{name}{project.name.value or f'第{project.number}个项目'}"
    return Part(
        key=key,
        scheme=chosen,
        evaluated=Evaluated(
            name=name,
            year=table.year.value,
            staff_count=table.staff_count.value,
            budget=part.budget,
            executed=part.executed,
            indicators=indicators,
            scoring=scoring,
        ),
        lights=tuple(light_of(row, actual=row.actual.value, month=month, rules=rules) for row in indicators),
        money=money_light(budget=part.budget, executed=part.executed, month=month, rules=rules),
    )


def _value(entry: Entry[Amount]) -> Decimal | None:
    return entry.value.yuan if entry.value is not None else None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
