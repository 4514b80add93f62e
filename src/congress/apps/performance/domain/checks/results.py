"""Checks of results: actual values against targets, and against the money in the same table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from congress.apps.performance.domain.checks.examined import Examined, named_project, settled_money
from congress.apps.performance.domain.checks.findings import Finding, finding, percent, sum_of, yuan
from congress.apps.performance.domain.checks.narrated import narrated
from congress.apps.performance.domain.table import Entry, Indicator, PerformanceTable, Project, Settled, Task
from congress.apps.performance.domain.targets import Operator, Target, attainment, is_above_range, is_met
from congress.standards.indicators import CheckRule

_HUNDREDTH = Decimal("0.01")


def pq15(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ15: an actual value far above its target, or above the upper bound of its range."""
    limit = rule.decimal("over_ratio")
    for row in examined.rows:
        target, actual = row.annual.value, row.actual.value
        if target is None or actual is None:
            continue
        addresses = (row.actual.address, row.annual.address)
        rate = attainment(target=target, actual=actual)
        if is_above_range(target=target, actual=actual) and actual.low is not None and target.high:
            figures = {**_named(row), "rate": percent(actual.low / target.high)}
            yield finding(rule, "above_range", addresses, figures=figures)
        elif rate is not None and rate > limit:
            figures = {**_named(row), "rate": percent(rate), "limit": percent(limit, places=0)}
            yield finding(rule, "far_above", addresses, figures=figures)


def pq16(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ16: a target missed, or an actual value not filled in, without a reason."""
    for row in examined.rows:
        target, actual = row.annual.value, row.actual.value
        if target is None or row.reason.value:
            continue
        addresses = (row.actual.address, row.annual.address)
        if row.actual.is_blank:
            yield finding(rule, "actual_blank", addresses, figures=_named(row))
        elif actual is not None and actual.text.startswith(rule.words("undone_words")):
            yield finding(rule, "undone", addresses, figures=_named(row))
        elif actual is not None and not _is_unjudged(row) and is_met(target=target, actual=actual) is False:
            rate = attainment(target=target, actual=actual)
            shown = f"完成率 {percent(rate)}" if rate is not None else "与目标不符"
            yield finding(rule, "missed", addresses, figures={**_named(row), "rate": shown})


def _named(row: Indicator) -> dict[str, str]:
    return {"name": row.name.text, "target": row.annual.text, "actual": row.actual.text}


def _is_unjudged(row: Indicator) -> bool:
    """A bare number under cost may be a ceiling as well as an aim: nobody can say which."""
    is_cost = (row.group or "").startswith(("cost", "output.cost"))
    return is_cost and row.annual.value is not None and row.annual.value.operator is Operator.NONE


@dataclass(frozen=True, slots=True)
class _Execution:
    """Executed and budgeted money of some tasks, and what they are."""

    scope: str
    executed: Decimal
    budget: Decimal
    addresses: tuple[str, ...]

    @property
    def exact(self) -> Decimal:
        """The rate in percentage points, unrounded."""
        return self.executed / self.budget * 100

    @property
    def points(self) -> Decimal:
        """The rate in percentage points with two decimals."""
        return self.exact.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)


def pq17(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ17: a reported execution rate must be the rate of the money in the same table."""
    table = examined.table
    rates = [
        row for row in table.indicators if any(word in row.name.text for word in rule.words("rate_words"))
    ]
    # A rate of project money leaves basic spending (基本支出) out.
    projects = [task for task in table.tasks if task.name.text not in rule.words("basic_names")]
    of_all = _execution(table.tasks, "全部任务")
    of_projects = _execution(projects, "项目（不含基本支出）")
    for row in rates:
        is_project = rule.text("project_word") in row.name.text
        yield from _rate_differs(row, of_projects if is_project else of_all, rule)
    line = next((row for row in rates if rule.text("project_word") not in row.name.text), None)
    if line is not None:
        yield from _tasks_below(table, line, rule)
    for project in table.projects:
        yield from _project_rates(project, rule)
    yield from _stated_rates(table, rule)
    yield from narrated(examined, rule)


def _rate_differs(row: Indicator, whole: _Execution | None, rule: CheckRule) -> Iterator[Finding]:
    if whole is not None:
        yield from _differs(row.name.text, row.actual, whole, rule)


def _differs(name: str, stated: Entry[Target], whole: _Execution, rule: CheckRule) -> Iterator[Finding]:
    actual = stated.value
    if actual is None or actual.low is None or actual.unit != "%":
        return
    # A rate written with fewer decimals than two is as right as its last one.
    exponent = actual.low.as_tuple().exponent
    step = Decimal(1).scaleb(max(-2, min(0, int(exponent))))
    rounded = whole.exact.quantize(step, rounding=ROUND_HALF_UP)
    if abs(actual.low - rounded) > rule.decimal("tolerance_points"):
        figures = {
            "name": name,
            "actual": stated.text,
            "scope": whole.scope,
            "executed": yuan(whole.executed),
            "budget": yuan(whole.budget),
            "rate": f"{whole.points}%",
        }
        yield finding(rule, "rate_differs", (stated.address, *whole.addresses), figures=figures)


def _project_rates(project: Project, rule: CheckRule) -> Iterator[Finding]:
    """Rates reported among a project's own indicators."""
    whole = _settled(project.money, f"项目“{named_project(project)}”")
    for row in project.indicators:
        if any(word in row.name.text for word in rule.words("rate_words")):
            yield from _rate_differs(row, whole, rule)


def _stated_rates(table: PerformanceTable, rule: CheckRule) -> Iterator[Finding]:
    """The rates the row of execution (执行率) states, of the department and of each project."""
    for whose, money, points in settled_money(table):
        whole = _settled(money, f"“{whose}”")
        if whole is not None:
            yield from _differs("执行率", points.rate, whole, rule)


def _settled(money: Settled, scope: str) -> _Execution | None:
    executed, budget = money.executed.value, money.budget.value
    if executed is None or budget is None or budget.yuan <= 0:
        return None
    addresses = (money.executed.address, money.budget.address)
    return _Execution(scope, executed.yuan, budget.yuan, addresses)


def _tasks_below(table: PerformanceTable, row: Indicator, rule: CheckRule) -> Iterator[Finding]:
    line = row.annual.value
    if line is None or line.low is None or line.unit != "%":
        return
    for task in table.tasks:
        own = _execution([task], "")
        if own is not None and own.points < line.low:
            figures = {
                **_named(row),
                "task": task.name.text or f"第{task.number}项任务",
                "executed": yuan(own.executed),
                "budget": yuan(own.budget),
                "rate": f"{own.points}%",
            }
            yield finding(rule, "task_below_line", own.addresses, figures=figures)


def _execution(tasks: Iterable[Task], scope: str) -> _Execution | None:
    tasks = list(tasks)
    budget, executed = sum_of(task.budget for task in tasks), sum_of(task.executed for task in tasks)
    if budget is None or executed is None or budget.yuan <= 0:
        return None
    return _Execution(scope, executed.yuan, budget.yuan, (*executed.addresses, *budget.addresses))
