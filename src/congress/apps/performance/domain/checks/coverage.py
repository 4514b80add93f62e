"""Checks of coverage: what texts promise and money pays for must be found again in the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from congress.apps.performance.domain.checks.examined import Examined, Role, named_project, named_task
from congress.apps.performance.domain.checks.findings import Finding, finding, percent, wan
from congress.apps.performance.domain.checks.words import bare_name, listed, one_of, subjects_in
from congress.apps.performance.domain.table import Indicator, Task
from congress.standards.indicators import CheckRule

_MOST_SHOWN = 6
_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things in a text: 150个通用; of a range, both ends."""

    numbers: tuple[Decimal, ...]
    unit: str
    written: str


def counts_in(text: str, rule: CheckRule) -> list[Count]:
    """The numbers of things a text speaks of: no dates, no places, no ordinals."""
    found = []
    pattern = _counted(rule.words("units"), rule.text("before_words"), rule.text("after_words"))
    for match in pattern.finditer(text):
        factor = _TEN_THOUSAND if match["unit"].startswith("万") else 1
        numbers = tuple(
            Decimal(number.replace(",", "")) * factor for number in (match["low"], match["high"]) if number
        )
        found.append(Count(numbers, match["unit"], match[0].rstrip("及和与的")))
    return found


@lru_cache(maxsize=8)
def _counted(units: tuple[str, ...], before: str, after: str) -> re.Pattern[str]:
    longest_first = "|".join(sorted(units, key=len, reverse=True))
    return re.compile(
        r"(?<![\d.,〔（(＋+—–-])"
        + "".join(f"(?<!{word})" for word in before.split("|"))
        + r"(?P<low>\d{1,3}(?:,\d{3})+|\d{1,9})(?:[-—–~～至到](?P<high>\d{1,9}))?(?:多|余)?\s?"
        + rf"(?P<unit>{longest_first})(?!{after})[\u4e00-\u9fff]{{0,4}}"
    )


def pq12(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ12: a number promised in a goal that no indicator takes up."""
    for owner in examined.owners:
        if not owner.rows:
            continue
        counted = [(text, counts_in(text.entry.text, rule)) for text in examined.texts_of(owner.project)]
        measured = _measured(owner.rows)
        # Where an indicator holds the sum, it holds the parts.
        parts = [count for _, counts in counted if _sums(counts) & measured for count in counts]
        measured |= {number for count in parts for number in count.numbers}
        for text, counts in counted:
            unmeasured = [count.written for count in counts if not measured & set(count.numbers)]
            if unmeasured and text.role is Role.GOAL:
                shown = [f"“{written}”" for written in dict.fromkeys(unmeasured)]
                figures = {"label": text.label, "numbers": listed(shown, most=_MOST_SHOWN)}
                yield finding(rule, "unmeasured", (text.entry.address,), figures=figures)


def _measured(rows: Sequence[Indicator]) -> set[Decimal]:
    """The numbers of the indicators, percentages left out."""
    targets = [entry.value for row in rows for entry in (row.annual, row.period) if entry.value]
    numbers = set()
    for target in targets:
        if target.unit != "%":
            factor = _TEN_THOUSAND if target.unit.startswith("万") else 1
            numbers |= {bound * factor for bound in (target.low, target.high) if bound is not None}
    return numbers


def _sums(counts: Sequence[Count]) -> set[Decimal]:
    """What the numbers of one unit add up to in one text: 32 + 3 stations are 35."""
    units = dict.fromkeys(count.unit for count in counts)
    several = [[count.numbers[0] for count in counts if count.unit == unit] for unit in units]
    return {sum(numbers, Decimal(0)) for numbers in several if len(numbers) > 1}


def pq13(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ13: a task or a project with money that no indicator speaks of."""
    yield from _projects_without(examined, rule)
    names = "\n".join(row.name.text for row in examined.table.indicators)
    tasks = [
        (task, amount.yuan)
        for task in examined.table.tasks
        if (amount := task.amount.value or task.budget.value) is not None
        and task.name.text not in rule.words("basic_names")
    ]
    total = sum((yuan for _, yuan in tasks), Decimal(0))
    if not names or total <= 0:
        return
    for task, yuan in tasks:
        subjects = _subjects_of(task, rule)
        if yuan / total < rule.decimal("lowest_share") or not subjects or one_of(subjects).search(names):
            continue
        figures = {"task": named_task(task), "amount": wan(yuan), "share": percent(yuan / total)}
        money = task.amount if task.amount.value else task.budget
        yield finding(rule, "task_without", (task.name.address, money.address), figures=figures)


def _projects_without(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    for project in examined.table.projects:
        amount = project.money.total.value or project.money.budget.value
        if amount is not None and amount.yuan and not project.indicators:
            figures = {"task": named_project(project), "amount": wan(amount.yuan)}
            yield finding(rule, "project_without", (project.name.address,), figures=figures)


def _subjects_of(task: Task, rule: CheckRule) -> tuple[str, ...]:
    """What a task is about: by its name, or also by its content where the name says little."""
    name, subjects = task.name.text, rule.words("subjects")
    named = subjects_in(name, subjects)
    if named:
        return named
    return (*subjects_in(name, rule.words("broad_subjects")), *subjects_in(task.content.text, subjects))


def pq14(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ14: a rate promised in a goal, and an indicator of the same name that asks for less."""
    promised = re.compile(rule.text("promised"))
    for owner in examined.owners:
        goals = [text for text in examined.texts_of(owner.project) if text.role is Role.GOAL]
        promises = [
            (text, match)
            for text in goals
            for match in {each[0]: each for each in promised.finditer(text.entry.text)}.values()
        ]
        for row in owner.rows if promises else ():
            broken = [(text, match) for text, match in promises if _is_below(row, match, rule)]
            if broken:
                text, match = broken[0]
                figures = {
                    "label": text.label,
                    "promise": match[0].lstrip("年"),
                    "name": row.name.text,
                    "target": row.annual.text,
                }
                addresses = (row.annual.address, *(text.entry.address for text, _ in broken))
                yield finding(rule, "below_promise", addresses, figures=figures)


def _is_below(row: Indicator, match: re.Match[str], rule: CheckRule) -> bool:
    target = row.annual.value
    if target is None or target.low is None or target.unit != "%":
        return False
    return target.low < Decimal(match[2]) and _is_same_rate(match[1], row.name.text, rule)


def _is_same_rate(promise: str, name: str, rule: CheckRule) -> bool:
    """Whether two names of a rate end alike and the indicator's name is nearly all found in the promise."""
    promise, name = bare_name(promise), bare_name(name)
    tail = int(rule.decimal("alike_characters"))
    if len(name) < tail or not promise.endswith(name[-tail:]):
        return False
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    held = sum(pair in promise for pair in pairs)
    return Decimal(held) / len(pairs) >= rule.decimal("alike_share")
