"""Sums over projects (PQ21): the sources of each project, rows that add projects up, and what was settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.checks.examined import Examined, named_project, settled_money
from congress.apps.performance.domain.checks.findings import (
    Finding,
    Sum,
    finding,
    is_rounding,
    sum_of,
    wan,
    yuan,
)
from congress.apps.performance.domain.table import Entry, PerformanceTable, Project, ProjectMoney, ProjectSum
from congress.standards.indicators import CheckRule
from congress.standards.values.money import MoneyUnit

_ADDED_UP = (
    "total",
    "fiscal",
    "special_account",
    "unit_funds",
    "carried_over",
    "other_funds",
    "initial",
    "budget",
    "executed",
)


def project_sums(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """Find project money that does not add up, within a project and over projects."""
    table = examined.table
    for project in table.projects:
        yield from _sources(project, rule)
        yield from _executed_over_budget(project, rule)
    for row in table.sums:
        yield from _row_of_sums(row, _added_up(row, table, rule), rule)
    yield from _against_spending(table, rule)
    for whose, money, _ in settled_money(table):
        for total, parts in money.parts:
            yield from _settled(whose, total, parts, rule)


def _sources(project: Project, rule: CheckRule) -> Iterator[Finding]:
    total, parts = project.money.total, sum_of(project.money.sources)
    if total.value is None or total.cell is None or parts is None or total.value.yuan == parts.yuan:
        return
    gap = abs(total.value.yuan - parts.yuan)
    addresses = (total.address, *parts.addresses)
    if is_rounding(gap, unit=_coarser(total.value, parts), rule=rule):
        figures = {"label": f"{named_project(project)}：{total.cell.label}", "gap": wan(gap), "unit": "万元"}
        yield finding(rule, "rounding", addresses, figures=figures)
        return
    figures = {
        "project": named_project(project),
        "label": total.cell.label,
        "total": wan(total.value.yuan),
        "sum": wan(parts.yuan),
        "parts": parts.parts,
        "gap": wan(gap),
        "blanks": parts.blanks,
    }
    yield finding(rule, "project_sources", addresses, figures=figures)


def _executed_over_budget(project: Project, rule: CheckRule) -> Iterator[Finding]:
    budget, executed = project.money.budget, project.money.executed
    if budget.value and executed.value and executed.value.yuan > budget.value.yuan:
        figures = {
            "task": named_project(project),
            "executed": yuan(executed.value.yuan),
            "budget": yuan(budget.value.yuan),
            "gap": yuan(executed.value.yuan - budget.value.yuan),
        }
        addresses = (executed.address, budget.address)
        yield finding(rule, "executed_over_budget", addresses, figures=figures)


def _added_up(row: ProjectSum, table: PerformanceTable, rule: CheckRule) -> list[Project]:
    """The projects a row adds up: all of them (合计), or those between it and the next such row."""
    if any(word in row.name.text for word in rule.words("sum_names")):
        return list(table.projects)
    start = _order(row.name)
    later = [order for each in table.sums if (order := _order(each.name)) > start]
    end = min(later, default=None)
    return [
        project
        for project in table.projects
        if _order(project.name) > start and (end is None or _order(project.name) < end)
    ]


def _order(entry: Entry[str]) -> int:
    return entry.cell.order if entry.cell else 0


def _row_of_sums(row: ProjectSum, projects: Sequence[Project], rule: CheckRule) -> Iterator[Finding]:
    told: set[tuple[Decimal, Decimal]] = set()
    for name in _ADDED_UP:
        total: Entry[Amount] = getattr(row.money, name)
        parts = sum_of(_money(project.money, name) for project in projects)
        if total.value is None or total.cell is None or parts is None or total.value.yuan == parts.yuan:
            continue
        if (total.value.yuan, parts.yuan) in told:
            # With one source alone its column is the total once more.
            continue
        told.add((total.value.yuan, parts.yuan))
        gap = abs(total.value.yuan - parts.yuan)
        unit = _coarser(total.value, parts)
        figures = {
            "name": row.name.text or "合计",
            "label": total.cell.label,
            "total": wan(total.value.yuan),
            "count": len(projects),
            "sum": wan(parts.yuan),
            "gap": wan(gap),
            "blanks": parts.blanks,
        }
        by_row = rule.decimal("tolerance_per_row") * len(projects) * unit.value / MoneyUnit.YUAN.value
        is_rounded = is_rounding(gap, unit=unit, rule=rule) or gap <= by_row
        case = "sum_rounding" if is_rounded else "sum_differs"
        yield finding(rule, case, (total.address, *parts.addresses), figures=figures)


def _money(money: ProjectMoney, name: str) -> Entry[Amount]:
    entry: Entry[Amount] = getattr(money, name)
    return entry


def _against_spending(table: PerformanceTable, rule: CheckRule) -> Iterator[Finding]:
    """Where a table holds both, its projects are the project spending of the department."""
    spending, parts = table.money.project, sum_of(project.money.total for project in table.projects)
    if spending.value is None or parts is None or spending.value.yuan == parts.yuan:
        return
    gap = abs(spending.value.yuan - parts.yuan)
    addresses = (spending.address, *parts.addresses)
    if is_rounding(gap, unit=_coarser(spending.value, parts), rule=rule):
        figures = {"label": "项目支出", "gap": wan(gap), "unit": "万元"}
        yield finding(rule, "rounding", addresses, figures=figures)
        return
    figures = {"sum": wan(parts.yuan), "total": wan(spending.value.yuan), "gap": wan(gap)}
    yield finding(rule, "projects_vs_spending", addresses, figures=figures)


def _settled(
    whose: str, total: Entry[Amount], parts: tuple[Entry[Amount], ...], rule: CheckRule
) -> Iterator[Finding]:
    """A settled amount against its sources; one source alone (其中：财政拨款) need not be all of it."""
    known = [part for part in parts if part.cell is not None]
    added = sum_of(known)
    if total.value is None or total.cell is None or added is None or len(known) < 2:
        return
    if total.value.yuan == added.yuan:
        return
    gap = abs(total.value.yuan - added.yuan)
    addresses = (total.address, *added.addresses)
    if is_rounding(gap, unit=_coarser(total.value, added), rule=rule):
        figures = {"label": f"{whose}：{total.cell.label}", "gap": yuan(gap), "unit": "元"}
        yield finding(rule, "rounding", addresses, figures=figures)
        return
    figures = {
        "owner": whose,
        "label": total.cell.label,
        "total": yuan(total.value.yuan),
        "sum": yuan(added.yuan),
        "gap": yuan(gap),
        "blanks": added.blanks,
    }
    yield finding(rule, "settled_parts", addresses, figures=figures)


def _coarser(total: Amount, parts: Sum) -> MoneyUnit:
    return max(total.unit, parts.unit, key=lambda unit: unit.value)
