"""Exporting: the whole structured result as plain data for JSON."""

from __future__ import annotations

from typing import Any

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.assembly import goals_of
from congress.apps.performance.domain.table import (
    Entry,
    Indicator,
    MoneyLines,
    PerformanceTable,
    Points,
    Project,
    ProjectMoney,
    ProjectSum,
    Task,
    Totals,
)
from congress.apps.performance.domain.targets import Target

SCHEMA = "congress.performance.table/1"

_PROJECT_TEXTS = ("name", "department", "unit", "period", "goal", "period_goal", "achieved")
_TASK_TEXTS = ("name", "content", "expected", "completed")
_TASK_AMOUNTS = (
    "amount",
    "amount_fiscal",
    "amount_other",
    "budget",
    "budget_fiscal",
    "executed",
    "executed_fiscal",
)


def to_json(*, table: PerformanceTable) -> dict[str, Any]:
    """Return a table as data that `json.dumps` takes; amounts are decimal strings in yuan.

    Keys: `schema`, `form`, `stage` (declared, approved, adjusted, self_evaluated or null), `title`, `form_title`,
    `notice`, `body_name`, `year`, `staff_count`, `subordinate_units`, `money` (one entry per line), `goals` (list
    of number and text), `goals_achieved`, `tasks` (list), `totals`, `points` (execution rate and sums of a
    self-evaluation: `rate` a target, the others decimal strings), `projects` (list), `sums` (rows that add projects
    up), `indicators` (list), `empty_indicator_rows` (levels without an indicator), `unread` (address and sentence),
    `cells` (those of the single values).
    A task has `number`, `origin` (row or free_text), its texts and its amounts as `…_yuan`; a project
    its texts, its amounts as `…_yuan`, its `points`, its goals and its own indicators; an indicator has
    `number`, `group` (code of its level), `level1`, `level2`, `name`, `period_target`, `annual_target`,
    `actual`, `weight` and `score` (points as decimal strings), `reason`. Each has `cells`: per field
    `address`, `raw`, `text`, `state` (value, blank, not_applicable), `place` (line, column, page),
    `continued`, `confidence` (0–100) and `note`; a field the form lacks is not among them and null. A
    target has `operator` (≥ ≤ = > < range boolean date deadline text none), `value`, `low`, `high`
    (decimal strings), `unit`, `truth`, `day` (ISO date), `wording`, `text`.
    """
    singles: dict[str, Entry[Any]] = {
        "title": table.title,
        "form_title": table.form_title,
        "notice": table.notice,
        "body_name": table.body_name,
        "year": table.year,
        "staff_count": table.staff_count,
        "subordinate_units": table.subordinate_units,
    }
    return {
        "schema": SCHEMA,
        "form": table.form,
        "stage": table.stage.value if table.stage else None,
        **{name: entry.value for name, entry in singles.items()},
        "money": _amounts(table.money, MoneyLines.__dataclass_fields__),
        "goals": [{"number": goal.number, "text": goal.text} for goal in goals_of(table.goals.value or "")],
        "goals_achieved": table.goals_achieved.value,
        "tasks": [_task(task) for task in table.tasks],
        "totals": _amounts(table.totals, Totals.__dataclass_fields__),
        "points": {**_points(table.points), "cells": _cells(_point_entries(table.points))},
        "projects": [_project(project) for project in table.projects],
        "sums": [_sum(row) for row in table.sums],
        "indicators": [_indicator(row) for row in table.indicators],
        "empty_indicator_rows": [_indicator(row) for row in table.empty_rows],
        "unread": [{"address": unread.address, "message": unread.message} for unread in table.unread],
        "cells": _cells({**singles, "goals": table.goals, "goals_achieved": table.goals_achieved}),
    }


def _amounts(holder: MoneyLines | Totals, names: Any) -> dict[str, Any]:
    entries: dict[str, Entry[Amount]] = {name: getattr(holder, name) for name in names}
    return {
        name: {
            "yuan": _yuan(entry),
            "written_in": entry.value.unit.label if entry.value else None,
            **(_cell(entry) or {"address": entry.address}),
        }
        for name, entry in entries.items()
    }


def _task(task: Task) -> dict[str, Any]:
    texts: dict[str, Entry[str]] = {name: getattr(task, name) for name in _TASK_TEXTS}
    amounts: dict[str, Entry[Amount]] = {name: getattr(task, name) for name in _TASK_AMOUNTS}
    return {
        "number": task.number,
        "origin": "free_text" if task.is_free_text else "row",
        **{name: entry.value for name, entry in texts.items()},
        **{f"{name}_yuan": _yuan(entry) for name, entry in amounts.items()},
        "cells": _cells({**texts, **amounts}),
    }


def _project(project: Project) -> dict[str, Any]:
    texts: dict[str, Entry[str]] = {name: getattr(project, name) for name in _PROJECT_TEXTS}
    return {
        "number": project.number,
        **{name: entry.value for name, entry in texts.items()},
        **_project_money(project.money),
        "points": _points(project.points),
        "goals": [{"number": goal.number, "text": goal.text} for goal in goals_of(project.goal.value or "")],
        "indicators": [_indicator(row) for row in project.indicators],
        "empty_indicator_rows": [_indicator(row) for row in project.empty_rows],
        "cells": _cells({**texts, **_money_entries(project.money), **_point_entries(project.points)}),
    }


def _sum(row: ProjectSum) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name.value,
        **_project_money(row.money),
        "cells": _cells({"name": row.name, **_money_entries(row.money)}),
    }


def _money_entries(money: ProjectMoney) -> dict[str, Entry[Amount]]:
    return {name: getattr(money, name) for name in ProjectMoney.__dataclass_fields__}


def _project_money(money: ProjectMoney) -> dict[str, str | None]:
    return {f"{name}_yuan": _yuan(entry) for name, entry in _money_entries(money).items()}


def _point_entries(points: Points) -> dict[str, Entry[Any]]:
    return {name: getattr(points, name) for name in Points.__dataclass_fields__}


def _points(points: Points) -> dict[str, Any]:
    numbers = {name: entry for name, entry in _point_entries(points).items() if name != "rate"}
    return {
        "rate": _target(points.rate.value),
        **{name: _number(entry) for name, entry in numbers.items()},
    }


def _number(entry: Entry[Any]) -> str | None:
    return f"{entry.value:f}" if entry.value is not None else None


def _indicator(row: Indicator) -> dict[str, Any]:
    texts = {"level1": row.level1, "level2": row.level2, "name": row.name, "reason": row.reason}
    points = {"weight": row.weight, "score": row.score}
    targets = {"period_target": row.period, "annual_target": row.annual, "actual": row.actual}
    return {
        "number": row.number,
        "group": row.group,
        **{name: entry.value for name, entry in texts.items()},
        **{name: _target(entry.value) for name, entry in targets.items()},
        **{name: _number(entry) for name, entry in points.items()},
        "cells": _cells({**texts, **targets, **points}),
    }


def _target(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "operator": target.operator.value,
        "value": f"{target.low:f}" if target.is_number else None,
        "low": f"{target.low:f}" if target.high is not None else None,
        "high": f"{target.high:f}" if target.high is not None else None,
        "unit": target.unit,
        "truth": target.truth,
        "day": target.day.isoformat() if target.day else None,
        "wording": target.wording,
        "text": target.raw,
    }


def _yuan(entry: Entry[Amount]) -> str | None:
    return f"{entry.value.yuan:.2f}" if entry.value else None


def _cells(entries: dict[str, Any]) -> dict[str, Any]:
    return {name: cell for name, entry in entries.items() if (cell := _cell(entry)) is not None}


def _cell(entry: Entry[Any]) -> dict[str, Any] | None:
    cell = entry.cell
    if cell is None:
        return None
    return {
        "address": cell.address,
        "raw": cell.raw,
        "text": cell.text,
        "state": cell.state.value,
        "place": _place(cell.place),
        "continued": [_place(place) for place in cell.continued],
        "confidence": cell.confidence,
        "note": cell.note,
    }


def _place(place: Any) -> dict[str, Any]:
    return {"line": place.line, "column": place.column, "page": place.page}
