"""Checks of money: tasks against project spending, units and ways of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.checks.examined import Examined
from congress.apps.performance.domain.checks.findings import (
    WAN,
    YUAN,
    Finding,
    Proposal,
    finding,
    percent,
    sum_of,
    wan,
    yuan,
)
from congress.apps.performance.domain.checks.sums import TOTAL_COLUMNS
from congress.apps.performance.domain.table import Entry, PerformanceTable, ProjectMoney
from congress.standards.indicators import CheckRule

_DASHED = re.compile(r"\s*[-－—–]")
_UNGROUPED = re.compile(r"\d{4,}")
_MOST_SHOWN = 3
_MONEY_UNITS = {"元": YUAN, "万元": WAN}
_TEN_THOUSAND = Decimal(WAN.value // YUAN.value)


def pq20(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ20: the tasks should account for the project spending, not much less and not more."""
    table = examined.table
    project = table.money.project.value
    tasks = sum_of(task.amount for task in table.tasks)
    if project is None or tasks is None or not project.yuan or _unit_factor(table, rule):
        return
    gap = project.yuan - tasks.yuan
    share = tasks.yuan / project.yuan
    rows = sum_of(task.amount for task in table.tasks if not task.is_free_text)
    in_rows = rows.yuan if rows else Decimal(0)
    figures = {
        "tasks": wan(tasks.yuan),
        "rows": wan(in_rows),
        "others": wan(tasks.yuan - in_rows),
        "project": wan(project.yuan),
        "gap": wan(abs(gap)),
        "share": percent(share),
    }
    addresses = (table.money.project.address, *tasks.addresses)
    if gap and abs(gap) <= rule.decimal("tolerance_yuan"):
        yield finding(rule, "rounding", addresses, figures=figures)
    elif gap < 0:
        yield finding(rule, "coverage_over", addresses, figures=figures)
    elif share < rule.decimal("lowest_share"):
        yield finding(rule, "coverage_low", addresses, figures=figures)


def pq22(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ22: amounts should be written so that nobody can misread sign, size or unit."""
    table = examined.table
    amounts = list(_amounts(table))
    grouped = any("," in entry.text or "，" in entry.text for entry in amounts)
    for entry in amounts:
        yield from _dashed(entry, rule, grouped=grouped)
    plain = [entry for entry in amounts if _UNGROUPED.match(entry.text) and not _is_dashed(entry)]
    if grouped and plain:
        yield _ungrouped(plain, rule)
    factor = _unit_factor(table, rule)
    project, tasks = table.money.project, sum_of(task.amount for task in table.tasks)
    if factor and project.value and tasks:
        figures = {"tasks": yuan(tasks.yuan), "project": wan(project.value.yuan), "factor": f"{factor:,.0f}"}
        yield finding(rule, "unit_factor", (project.address, *tasks.addresses), figures=figures)
    yield from _cost_units(table, rule, amounts)


def _is_dashed(entry: Entry[Amount]) -> bool:
    """Whether an amount stands behind a dash in the source and nobody has rewritten it since."""
    cell = entry.cell
    return cell is not None and bool(_DASHED.match(cell.raw)) and bool(cell.text) and cell.text in cell.raw


def _dashed(entry: Entry[Amount], rule: CheckRule, *, grouped: bool) -> Iterator[Finding]:
    if entry.cell is None or entry.value is None or not _is_dashed(entry):
        return
    example = Amount(abs(entry.value.yuan), entry.value.unit).written
    figures = {
        "shown": entry.cell.raw.strip(),
        "also": "，也没有千分位逗号" if grouped and _UNGROUPED.match(entry.text) else "",
        "example": f"{example} {entry.value.unit.label}",
    }
    # Where the dash was read as a sign, only a person can say which of the two it is.
    proposal = Proposal(entry.address, example) if entry.value.yuan >= 0 else None
    yield finding(rule, "dash_before_amount", (entry.address,), figures=figures, proposal=proposal)


def _ungrouped(entries: list[Entry[Amount]], rule: CheckRule) -> Finding:
    shown = "、".join(entry.text for entry in entries[:_MOST_SHOWN])
    figures = {
        "count": len(entries),
        "shown": f"{shown} 等" if len(entries) > _MOST_SHOWN else shown,
        "example": entries[0].value.written if entries[0].value else entries[0].text,
    }
    return finding(rule, "separators_missing", [entry.address for entry in entries], figures=figures)


def _cost_units(table: PerformanceTable, rule: CheckRule, amounts: list[Entry[Amount]]) -> Iterator[Finding]:
    """A target in money whose number is an amount of the table, ten thousand times off."""
    known = {entry.value.yuan: entry.address for entry in amounts if entry.value and entry.value.yuan}
    for row in table.all_indicators:
        target = row.annual.value
        if target is None or target.low is None or target.unit not in _MONEY_UNITS:
            continue
        stated = target.low * (_MONEY_UNITS[target.unit].value // YUAN.value)
        for other in (stated * _TEN_THOUSAND, stated / _TEN_THOUSAND):
            if stated not in known and other in known:
                figures = {"name": row.name.text, "target": row.annual.text, "amount": yuan(other)}
                yield finding(rule, "cost_unit", (row.annual.address, known[other]), figures=figures)


def _unit_factor(table: PerformanceTable, rule: CheckRule) -> Decimal | None:
    """By how much tasks and project spending differ, when that is too much for anything but a wrong unit."""
    project, tasks = table.money.project.value, sum_of(task.amount for task in table.tasks)
    if project is None or tasks is None or project.yuan <= 0 or tasks.yuan <= 0:
        return None
    factor = max(tasks.yuan / project.yuan, project.yuan / tasks.yuan)
    return factor if factor >= rule.decimal("unit_factor") else None


def _amounts(table: PerformanceTable) -> Iterator[Entry[Amount]]:
    money = table.money
    yield from (*money.spending, *money.sources, money.own_level, money.transfer)
    for holder in (*table.tasks, table.totals):
        for name in TOTAL_COLUMNS:
            yield getattr(holder, name)
    yield from (task.amount for task in table.tasks)
    for project_money in (row.money for rows in (table.projects, table.sums) for row in rows):
        for name in ProjectMoney.__dataclass_fields__:
            yield getattr(project_money, name)
