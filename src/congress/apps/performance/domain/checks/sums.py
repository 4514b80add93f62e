"""Checks of sums: parts and their total, and parts no larger than their whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.checks.examined import Examined
from congress.apps.performance.domain.checks.findings import (
    Finding,
    Proposal,
    finding,
    is_rounding,
    sum_of,
    wan,
    yuan,
)
from congress.apps.performance.domain.checks.project_sums import project_sums
from congress.apps.performance.domain.table import Entry, PerformanceTable, Task
from congress.standards.indicators import CheckRule
from congress.standards.values.money import MoneyUnit

TOTAL_COLUMNS = ("budget", "budget_fiscal", "executed", "executed_fiscal")


def pq21(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ21: the parts must add up to the total, and no part may be larger than its whole."""
    table = examined.table
    yield from _overall(table, rule)
    yield from _levels(table, rule)
    for column in TOTAL_COLUMNS:
        yield from _total(table, rule, column)
    for task in table.tasks:
        yield from _within_task(task, rule)
    yield from project_sums(examined, rule)
    yield from _blank(table, rule)


def _overall(table: PerformanceTable, rule: CheckRule) -> Iterator[Finding]:
    spending, sources = sum_of(table.money.spending), sum_of(table.money.sources)
    if spending is None or sources is None or spending.yuan == sources.yuan:
        return
    gap = abs(sources.yuan - spending.yuan)
    addresses = (*spending.addresses, *sources.addresses)
    if is_rounding(gap, unit=_coarser(spending.unit, sources.unit), rule=rule):
        figures = {"label": "收入来源合计", "gap": wan(gap), "unit": "万元"}
        yield finding(rule, "rounding", addresses, figures=figures)
        return
    figures = {
        "spending": wan(spending.yuan),
        "spending_parts": spending.parts,
        "sources": wan(sources.yuan),
        "sources_parts": sources.parts,
        "gap": wan(gap),
        "blanks": spending.blanks + sources.blanks,
    }
    yield finding(rule, "sources_vs_spending", addresses, figures=figures)


def _levels(table: PerformanceTable, rule: CheckRule) -> Iterator[Finding]:
    money = table.money
    sources, levels = sum_of(money.sources), sum_of((money.own_level, money.transfer))
    if sources is None:
        return
    if money.own_level.is_blank:
        yield from _own_level_blank(table, rule, sources.yuan, sources.addresses)
        return
    if levels is None or levels.yuan == sources.yuan:
        return
    gap = abs(levels.yuan - sources.yuan)
    addresses = (*levels.addresses, *sources.addresses)
    if is_rounding(gap, unit=_coarser(levels.unit, sources.unit), rule=rule):
        figures = {"label": "按预算级次划分合计", "gap": wan(gap), "unit": "万元"}
        yield finding(rule, "rounding", addresses, figures=figures)
        return
    figures = {
        "levels": wan(levels.yuan),
        "levels_parts": levels.parts,
        "sources": wan(sources.yuan),
        "gap": wan(gap),
        "blanks": levels.blanks,
    }
    yield finding(rule, "levels_vs_sources", addresses, figures=figures)


def _own_level_blank(
    table: PerformanceTable, rule: CheckRule, sources: Decimal, addresses: tuple[str, ...]
) -> Iterator[Finding]:
    own, transfer = table.money.own_level, table.money.transfer
    sent_down = transfer.value.yuan if transfer.value else Decimal(0)
    rest = sources - sent_down
    if rest and own.cell:
        figures = {
            "label": own.cell.label,
            "sources": wan(sources),
            "transfer": wan(sent_down),
            "difference": wan(rest),
        }
        proposal = Proposal(own.address, Amount(rest, own.cell.kind.money_unit).written)
        yield finding(
            rule,
            "own_level_blank",
            (own.address, *addresses, transfer.address),
            figures=figures,
            proposal=proposal,
        )


def _total(table: PerformanceTable, rule: CheckRule, column: str) -> Iterator[Finding]:
    total: Entry[Amount] = getattr(table.totals, column)
    parts = sum_of(getattr(task, column) for task in table.tasks)
    if total.cell is None or parts is None:
        return
    label, addresses = total.cell.label, (total.address, *parts.addresses)
    if total.is_blank:
        proposal = Proposal(total.address, Amount(parts.yuan, total.cell.kind.money_unit).written)
        figures = {"label": label, "sum": yuan(parts.yuan)}
        yield finding(rule, "total_blank", addresses, figures=figures, proposal=proposal)
        return
    if total.value is None or total.value.yuan == parts.yuan:
        return
    gap = abs(total.value.yuan - parts.yuan)
    if is_rounding(gap, unit=_coarser(parts.unit, total.value.unit), rule=rule):
        yield finding(rule, "rounding", addresses, figures={"label": label, "gap": yuan(gap), "unit": "元"})
        return
    figures = {
        "label": label,
        "total": yuan(total.value.yuan),
        "sum": yuan(parts.yuan),
        "gap": yuan(gap),
        "blanks": parts.blanks,
    }
    yield finding(rule, "total_differs", addresses, figures=figures)


def _within_task(task: Task, rule: CheckRule) -> Iterator[Finding]:
    name = task.name.value or f"第{task.number}项任务"
    for whole, part in ((task.budget, task.budget_fiscal), (task.executed, task.executed_fiscal)):
        if whole.value and part.value and part.cell and part.value.yuan > whole.value.yuan:
            figures = {
                "task": name,
                "label": part.cell.label,
                "part": yuan(part.value.yuan),
                "total": yuan(whole.value.yuan),
            }
            yield finding(rule, "fiscal_over_total", (part.address, whole.address), figures=figures)
    if task.budget.value and task.executed.value and task.executed.value.yuan > task.budget.value.yuan:
        figures = {
            "task": name,
            "executed": yuan(task.executed.value.yuan),
            "budget": yuan(task.budget.value.yuan),
            "gap": yuan(task.executed.value.yuan - task.budget.value.yuan),
        }
        yield finding(
            rule, "executed_over_budget", (task.executed.address, task.budget.address), figures=figures
        )


def _blank(table: PerformanceTable, rule: CheckRule) -> Iterator[Finding]:
    """Lines of the overall budget left blank though both sides add up without them: they are nought.

    Where the sides differ, that finding names the blanks; 本级使用资金 is asked for on its own, with its amount.
    """
    money = table.money
    blank = [entry for entry in (*money.spending, *money.sources, money.transfer) if entry.is_blank]
    spending, sources = sum_of(money.spending), sum_of(money.sources)
    if not blank or spending is None or sources is None or spending.yuan != sources.yuan:
        return
    labels = "、".join(f"“{entry.cell.label}”" for entry in blank if entry.cell)
    first, *others = [(entry.address, "0.00") for entry in blank]
    proposal = Proposal(*first, also=tuple(others))
    addresses = [entry.address for entry in blank]
    yield finding(rule, "money_blank", addresses, figures={"labels": labels}, proposal=proposal)


def _coarser(first: MoneyUnit, second: MoneyUnit) -> MoneyUnit:
    return first if first.value >= second.value else second
