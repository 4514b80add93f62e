"""Comparison: tables side by side as one matrix of rows, everything matched and on one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.comparing.matching import indicator_item, task_item
from congress.apps.performance.domain.comparing.rows import Held, Row, RowKind, held_amount, held_sum
from congress.apps.performance.domain.comparing.sides import Side
from congress.apps.performance.domain.comparing.threads import Judged, Thread, threads_of
from congress.apps.performance.domain.table import Entry, Indicator, PerformanceTable, ProjectMoney, Task
from congress.standards.indicators.meanings import Vocabulary, vocabulary

_MONEY_LABELS = {
    "basic": "基本支出",
    "project": "项目支出",
    "special": "财政专项资金",
    "other": "其他事业发展性支出",
    "fiscal": "财政拨款",
    "other_sources": "其他资金",
    "own_level": "本级使用资金",
    "transfer": "对下转移支付资金",
}
_TOTAL_LABELS = {
    "budget": "预算数合计",
    "budget_fiscal": "预算数合计（财政拨款）",
    "executed": "执行数合计",
    "executed_fiscal": "执行数合计（财政拨款）",
}
_PROJECT_LABELS = {
    "total": "项目金额",
    "fiscal": "项目金额（财政拨款）",
    "special_account": "项目金额（财政专户拨款）",
    "unit_funds": "项目金额（单位资金）",
    "other_funds": "项目金额（其他资金）",
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
}
# The order in which forms ask; what has no heading comes last.
_BRANCHES = ("cost", "output", "benefit", "satisfaction")
TOTAL = "money.total"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Tables side by side: the columns, and the rows that hold what each says of the same thing."""

    sides: tuple[Side, ...]
    rows: tuple[Row, ...]

    def of_kind(self, kind: RowKind) -> tuple[Row, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind is kind)

    def row(self, key: str) -> Row | None:
        """The row of a key, None when no column has it."""
        return next((row for row in self.rows if row.key == key), None)


def compare(
    *, sides: Sequence[Side], judged: Sequence[Judged] = (), words: Vocabulary | None = None
) -> Comparison:
    """Put tables side by side: money in yuan, people, tasks, projects and indicators, each matched by meaning.

    `judged` are decisions of people about rows, which come before anything that is computed.
    """
    columns = tuple(sides)
    known = words or vocabulary()
    rows = [*_money(columns), *_staff(columns)]
    rows += _tasks(columns, judged, known)
    rows += _projects(columns, judged, known)
    rows += _indicators(columns, judged, known)
    return Comparison(columns, tuple(rows))


def money_of_task(task: Task) -> Entry[Amount]:
    """What a task is given: its planned amount, in a self-evaluation its budget."""
    return task.amount if task.amount.cell is not None else task.budget


def money_of_project(money: ProjectMoney) -> Entry[Amount]:
    """What a project is given: its total, in a self-evaluation its budget of the whole year."""
    return money.total if money.total.cell is not None else money.budget


def _money(sides: Sequence[Side]) -> list[Row]:
    rows = [_money_row(TOTAL, "支出合计", [_total(side) for side in sides])]
    for labels, part in ((_MONEY_LABELS, "money"), (_TOTAL_LABELS, "totals"), (_PROJECT_LABELS, "project")):
        for name, label in labels.items():
            held = [_money_line(side, part, name) for side in sides]
            rows.append(_money_row(f"{part}.{name}", label, held))
    tasks = [_planned_sum(side) for side in sides]
    rows.append(_money_row("tasks.sum", "各项任务金额合计", tasks))
    return [row for row in rows if row.held]


def _money_row(key: str, label: str, cells: Sequence[Held | None]) -> Row:
    return Row(key, RowKind.MONEY, label, tuple(cells))


def _total(side: Side) -> Held | None:
    if side.project is not None:
        return None
    return held_sum(side.table.money.spending, row=TOTAL)


def _money_line(side: Side, part: str, name: str) -> Held | None:
    if part == "project":
        return held_amount(getattr(side.looked_at.money, name)) if side.looked_at else None
    if side.project is not None:
        return None
    if part == "totals":
        return held_amount(getattr(side.table.totals, name))
    total = _total(side)
    spending = {entry.address for entry in side.table.money.spending}
    entry: Entry[Amount] = getattr(side.table.money, name)
    whole = total.yuan if total and entry.address in spending else None
    return held_amount(entry, whole=whole)


def _tasks_sum(side: Side) -> Held | None:
    if side.project is not None:
        return None
    return held_sum([money_of_task(task) for task in side.table.tasks], row="tasks.sum")


def _planned_sum(side: Side) -> Held | None:
    """Planned tasks only: those of a self-evaluation cover all spending, and their sum stands in its total row."""
    if side.project is not None:
        return None
    return held_sum([task.amount for task in side.table.tasks], row="tasks.sum")


def _staff(sides: Sequence[Side]) -> list[Row]:
    cells = [_staff_of(side.table) if side.project is None else None for side in sides]
    return [Row("body.staff_count", RowKind.STAFF, "财政供养人员数", tuple(cells))] if any(cells) else []


def _staff_of(table: PerformanceTable) -> Held | None:
    entry = table.staff_count
    if entry.cell is None:
        return None
    return Held(
        row=entry.address,
        address=entry.address,
        text=entry.text,
        count=entry.value,
        is_blank=entry.is_blank,
        is_not_applicable=entry.is_not_applicable,
    )


def _tasks(sides: Sequence[Side], judged: Sequence[Judged], words: Vocabulary) -> list[Row]:
    columns = [side.table.tasks if side.project is None else () for side in sides]
    items = [
        [task_item(task, place=side.place, words=words) for task in tasks]
        for side, tasks in zip(sides, columns, strict=True)
    ]
    wholes = [_tasks_sum(side) for side in sides]
    held = []
    for tasks, whole in zip(columns, wholes, strict=True):
        amount = whole.yuan if whole else None
        held.append({_row_of(task.name): _held_task(task, amount) for task in tasks})
    threads = threads_of(columns=items, judged=judged, words=words)
    return [_threaded(RowKind.TASK, thread, held) for thread in threads]


def _held_task(task: Task, whole: Decimal | None) -> Held:
    entry = money_of_task(task)
    name = task.name.text or f"（没有名称）{task.content.text[:18]}"
    held = held_amount(entry, row=_row_of(task.name), name=name, whole=whole)
    return held or Held(row=_row_of(task.name), address=task.name.address, name=name, is_blank=True)


def _projects(sides: Sequence[Side], judged: Sequence[Judged], words: Vocabulary) -> list[Row]:
    items = [[task_item(each, place=side.place, words=words) for each in side.projects] for side in sides]
    held = []
    for side in sides:
        entries = {_row_of(each.name): money_of_project(each.money) for each in side.projects}
        whole = held_sum(list(entries.values()), row="projects.sum")
        amount = whole.yuan if whole else None
        held.append(
            {
                _row_of(each.name): _held_project(each.name, entries[_row_of(each.name)], amount)
                for each in side.projects
            }
        )
    threads = threads_of(columns=items, judged=judged, words=words)
    return [_threaded(RowKind.PROJECT, thread, held) for thread in threads]


def _held_project(name: Entry[str], entry: Entry[Amount], whole: Decimal | None) -> Held:
    held = held_amount(entry, row=_row_of(name), name=name.text, whole=whole)
    return held or Held(row=_row_of(name), address=name.address, name=name.text, is_blank=True)


def _indicators(sides: Sequence[Side], judged: Sequence[Judged], words: Vocabulary) -> list[Row]:
    items = [
        [indicator_item(each, place=side.place, words=words) for each in side.indicators] for side in sides
    ]
    held = [{each.row: _held_indicator(each) for each in side.indicators} for side in sides]
    rows = [
        _threaded(RowKind.INDICATOR, thread, held)
        for thread in threads_of(columns=items, judged=judged, words=words)
    ]
    return sorted(rows, key=_place_in_tree)


def _place_in_tree(row: Row) -> tuple[int, str]:
    group = row.held[-1].group or ""
    branch = group.partition(".")[0]
    return (_BRANCHES.index(branch) if branch in _BRANCHES else len(_BRANCHES), group)


def _held_indicator(indicator: Indicator) -> Held:
    entry = indicator.annual if indicator.annual.cell is not None else indicator.period
    entry = indicator.actual if entry.cell is None else entry
    return Held(
        row=indicator.row,
        address=entry.address if entry.cell else indicator.name.address,
        name=indicator.name.text,
        text=entry.text,
        target=entry.value,
        group=indicator.group,
        is_blank=entry.cell is None or entry.is_blank,
        is_not_applicable=entry.is_not_applicable,
    )


def _threaded(kind: RowKind, thread: Thread, held: Sequence[dict[str, Held]]) -> Row:
    cells: list[Held | None] = []
    for side, by_row in enumerate(held):
        found = thread.rows.get(side)
        if found is None:
            cells.append(None)
            continue
        item, match, source = found
        cells.append(replace(by_row[item.row], match=match, matched_side=source))
    first = min(thread.rows)
    label = next(cell.name for cell in reversed(cells) if cell is not None)
    return Row(f"{first}:{thread.rows[first][0].row}", kind, label, tuple(cells))


def _row_of(entry: Entry[str]) -> str:
    return entry.address.rpartition(".")[0]
