"""Checks of years: several years in one table, and this year beside the last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from congress.apps.performance.domain.checks.coverage import counts_in
from congress.apps.performance.domain.checks.examined import Examined, named_project, named_task
from congress.apps.performance.domain.checks.findings import Finding, finding, percent, wan
from congress.apps.performance.domain.checks.words import (
    bare_name,
    listed,
    one_of,
    quoted,
    subjects_in,
    yearless,
)
from congress.apps.performance.domain.table import Indicator, PerformanceTable, Project, Task
from congress.standards.indicators import CheckRule

Pair = tuple[Indicator, Indicator]


def pq18(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ18: a project of several years whose targets for the whole period are those of the year."""
    for project in examined.table.projects:
        years = re.search(rule.text("several_years"), f"{project.name.text}\n{project.period.text}")
        if not years or int(years[1]) >= int(years[2]):
            continue
        rows = [row for row in project.indicators if row.annual.value and row.period.value]
        same = [row for row in rows if row.annual.text == row.period.text]
        counted = [row for row in same if row.annual.value and row.annual.value.unit not in ("", "%")]
        figures = {"project": named_project(project), "first": years[1], "last": years[2]}
        if counted:
            figures |= {"count": str(len(counted)), "names": quoted(row.name.text for row in counted)}
            addresses = [address for row in counted for address in (row.annual.address, row.period.address)]
            yield finding(rule, "several_years", addresses, figures=figures)
        elif rows and len(same) == len(rows):
            figures["count"] = str(len(rows))
            addresses = [row.annual.address for row in rows]
            yield finding(rule, "several_years_all", addresses, figures=figures)


def pq19(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ19: targets that jump from last year's, and whole tables taken over unchanged."""
    if examined.before is None:
        return
    for rows, earlier in _owners(examined.table, examined.before):
        pairs = _pairs(rows, earlier)
        for now, then in pairs:
            yield from _jump(now, then, rule)
        same = [now for now, then in pairs if now.annual.text == then.annual.text]
        enough = len(rows) >= int(rule.decimal("reuse_rows")) and len(rows) == len(earlier)
        if enough and Decimal(len(same)) / len(rows) >= rule.decimal("reuse_share"):
            addresses = [row.name.address for row in rows]
            yield finding(rule, "reused", addresses, figures={"count": len(rows)})


def _owners(
    table: PerformanceTable, before: PerformanceTable
) -> Iterator[tuple[Sequence[Indicator], Sequence[Indicator]]]:
    """The department's rows of both years, and those of every project that was there a year ago."""
    yield table.indicators, before.indicators
    earlier: dict[str, Project] = {yearless(project.name.text): project for project in before.projects}
    for project in table.projects:
        found = earlier.get(yearless(project.name.text))
        if found is not None:
            yield project.indicators, found.indicators


def _pairs(rows: Sequence[Indicator], earlier: Sequence[Indicator]) -> list[Pair]:
    """Rows of one name in both years; names that stand twice say nothing."""
    then = _by_name(earlier)
    return [(row, then[name]) for name, row in _by_name(rows).items() if name in then]


def _by_name(rows: Sequence[Indicator]) -> dict[str, Indicator]:
    named = [(bare_name(row.name.text), row) for row in rows]
    times = Counter(name for name, _ in named)
    return {name: row for name, row in named if name and times[name] == 1}


def _jump(now: Indicator, then: Indicator, rule: CheckRule) -> Iterator[Finding]:
    change = _change(now, then)
    if change is not None and abs(change) > rule.decimal("jump_share"):
        figures = {
            "name": now.name.text,
            "before": then.annual.text,
            "after": now.annual.text,
            "change": _changed(change),
        }
        yield finding(rule, "jump", (now.annual.address,), figures=figures)


def _change(now: Indicator, then: Indicator) -> Decimal | None:
    """By which share a target of the same unit has changed; None where the two cannot be compared."""
    target, before = now.annual.value, then.annual.value
    if target is None or before is None or target.low is None or not before.low:
        return None
    if target.unit != before.unit or bool(target.high) != bool(before.high):
        return None
    return (target.low - before.low) / before.low


def _changed(change: Decimal) -> str:
    return f"{'增加' if change > 0 else '减少'} {percent(abs(change))}"


def pq29(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ29: much less money for more work than last year, or much more for less."""
    if examined.before is None:
        return
    pairs = _pairs(examined.table.indicators, examined.before.indicators)
    for task, earlier in _same_tasks(examined.table, examined.before, rule):
        amount, before = task.amount.value, earlier.amount.value
        if amount is None or before is None or before.yuan <= 0:
            continue
        change = (amount.yuan - before.yuan) / before.yuan
        more, less = _work(task, earlier, pairs, rule)
        case, work = ("less_money_more_work", more) if change < 0 else ("more_money_less_work", less)
        if abs(change) >= rule.decimal("change_share") and work:
            figures = {
                "task": named_task(task),
                "before": wan(before.yuan),
                "after": wan(amount.yuan),
                "change": _changed(change),
                "work": work,
            }
            addresses = (task.amount.address, task.name.address)
            yield finding(rule, case, addresses, figures=figures)


def _same_tasks(
    table: PerformanceTable, before: PerformanceTable, rule: CheckRule
) -> Iterator[tuple[Task, Task]]:
    """Tasks of one name, or, where a subject has one task in each year, those of one subject."""
    names = {yearless(task.name.text): task for task in before.tasks if task.name.value}
    for task in table.tasks:
        named = names.get(yearless(task.name.text)) if task.name.value else None
        found = named or _only_of_subject(task, table.tasks, before.tasks, rule)
        if found is not None:
            yield task, found


def _only_of_subject(
    task: Task, tasks: Sequence[Task], earlier: Sequence[Task], rule: CheckRule
) -> Task | None:
    for subject in subjects_in(task.name.text, rule.words("subjects")):
        here, there = (
            [each for each in some if one_of((subject,)).search(each.name.text)] for some in (tasks, earlier)
        )
        if len(here) == len(there) == 1:
            return there[0]
    return None


def _work(task: Task, earlier: Task, pairs: Sequence[Pair], rule: CheckRule) -> tuple[str, str]:
    """What speaks for more and what for less work than last year; nothing where signs point both ways."""
    subjects = subjects_in(task.name.text, rule.words("subjects"))
    of_task = [pair for pair in pairs if subjects and one_of(subjects).search(pair[0].name.text)]
    changes = [(now, then, change) for now, then in of_task if (change := _change(now, then))]
    more = [_told(now, then) for now, then, change in changes if change > 0]
    less = [_told(now, then) for now, then, change in changes if change < 0]
    promised, before = _promised(task, rule), _promised(earlier, rule)
    if not less and len(promised) > len(before):
        more.append(f"上年写明数量 {len(before)} 项，今年 {len(promised)} 项：{listed(promised)}")
    return ("；".join(more) if not less else ""), ("；".join(less) if not more else "")


def _told(now: Indicator, then: Indicator) -> str:
    return f"“{now.name.text}”由{then.annual.text}变为{now.annual.text}"


def _promised(task: Task, rule: CheckRule) -> list[str]:
    texts = (task.content.text, task.expected.text)
    return list(dict.fromkeys(f"“{count.written}”" for text in texts for count in counts_in(text, rule)))
