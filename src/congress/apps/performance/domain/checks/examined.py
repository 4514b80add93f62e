"""What is examined: a table with what stands beside it, and its parts as the checks go through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from congress.apps.performance.domain.cells import Problem, ReadCell
from congress.apps.performance.domain.table import (
    Entry,
    Indicator,
    PerformanceTable,
    Points,
    Project,
    Settled,
    Task,
)
from congress.standards.indicators import indicator_levels


class Role(StrEnum):
    """What a longer text says: what is aimed at, what is to be done, or what was done."""

    GOAL = "goal"
    CONTENT = "content"
    REPORT = "report"


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A longer text, whose it is in words, and the project it belongs to."""

    label: str
    role: Role
    entry: Entry[str]
    project: Project | None = None
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose indicators: the whole department's (`project` is None) or those of a project."""

    project: Project | None
    rows: tuple[Indicator, ...]
    empty_rows: tuple[Indicator, ...]


@dataclass(frozen=True, eq=False)
class Examined:
    """A table; last year's (`before`), the rows whose values have evidence, and what reading remarked."""

    table: PerformanceTable
    before: PerformanceTable | None = None
    evidenced: frozenset[str] = frozenset()
    problems: Sequence[Problem] = ()

    @cached_property
    def rows(self) -> tuple[Indicator, ...]:
        """Every indicator, the department's first."""
        return self.table.all_indicators

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """The department, where it has indicator rows at all, and every project."""
        table = self.table
        projects = tuple(Owner(each, each.indicators, each.empty_rows) for each in table.projects)
        if not table.indicators and not table.empty_rows:
            return projects
        return (Owner(None, table.indicators, table.empty_rows), *projects)

    @cached_property
    def reports_results(self) -> bool:
        """Whether the table says what was achieved: a self-evaluation."""
        table = self.table
        achieved = (table.goals_achieved, *(task.completed for task in table.tasks))
        return any(entry.cell for entry in achieved) or any(row.actual.cell for row in self.rows)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every longer text with a value."""
        return tuple(text for text in self._all_texts() if text.entry.value)

    def texts_of(self, project: Project | None) -> list[Text]:
        """The longer texts of a project, or (None) those of the department."""
        return self._texts_by_owner.get(project.number if project else None, [])

    @cached_property
    def _texts_by_owner(self) -> dict[int | None, list[Text]]:
        owners: dict[int | None, list[Text]] = {}
        for text in self.texts:
            owners.setdefault(text.project.number if text.project else None, []).append(text)
        return owners

    def _all_texts(self) -> Iterator[Text]:
        table = self.table
        yield Text(_labelled("", table.goals), Role.GOAL, table.goals)
        yield Text(_labelled("", table.goals_achieved), Role.REPORT, table.goals_achieved)
        for task in table.tasks:
            whose = named_task(task)
            for role, entry in (
                (Role.CONTENT, task.content),
                (Role.GOAL, task.expected),
                (Role.REPORT, task.completed),
            ):
                yield Text(_labelled(whose, entry), role, entry, task=task)
        for project in table.projects:
            whose = named_project(project)
            for role, entry in ((Role.GOAL, project.goal), (Role.REPORT, project.achieved)):
                yield Text(_labelled(whose, entry), role, entry, project)

    @cached_property
    def entries(self) -> tuple[Entry[Any], ...]:
        """Every statement that has a cell."""
        found: list[Entry[Any]] = []
        _gather(self.table, found)
        return tuple(found)

    @cached_property
    def cells(self) -> tuple[ReadCell, ...]:
        """Every cell of the table."""
        return tuple(entry.cell for entry in self.entries if entry.cell is not None)

    @cached_property
    def worded(self) -> tuple[Entry[str], ...]:
        """Every statement in words: titles, names and texts."""
        return tuple(entry for entry in self.entries if isinstance(entry.value, str))


def _gather(part: Any, found: list[Entry[Any]]) -> None:
    if isinstance(part, Entry):
        if part.cell is not None:
            found.append(part)
    elif isinstance(part, tuple):
        for each in part:
            _gather(each, found)
    elif is_dataclass(part):
        for name in _fields_of(type(part)):
            _gather(getattr(part, name), found)


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a part of the table that may hold statements."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return _FIELDS[kind]


def named_task(task: Task) -> str:
    """The name of a task on one line, its number where it has none."""
    return task.name.text.replace("\n", " ") or f"第{task.number}项任务"


def named_project(project: Project) -> str:
    """The name of a project on one line, its number where it has none."""
    return project.name.text.replace("\n", " ") or f"第{project.number}个项目"


def group_of(row: Indicator) -> str:
    """The heading a row stands under, as its table words it."""
    written = row.level2.text or row.level1.text
    return written or (indicator_levels()[row.group].label if row.group else "指标")


def belongs_to(row: Indicator, codes: Sequence[str]) -> bool:
    """Whether a row stands under one of the headings, given by code, or below one."""
    group = row.group or ""
    return any(group == code or group.startswith(f"{code}.") for code in codes)


def settled_money(table: PerformanceTable) -> Iterator[tuple[str, Settled, Points]]:
    """The money that was budgeted and spent, with whose it is and how it scores: the department, every project."""
    yield "金额合计", table.totals, table.points
    for project in table.projects:
        yield named_project(project), project.money, project.points


def _labelled(whose: str, entry: Entry[str]) -> str:
    label = entry.cell.label if entry.cell else ""
    return f"{whose}：{label}" if whose else label
