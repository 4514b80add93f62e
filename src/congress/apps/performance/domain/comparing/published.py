"""Public data as a table again: what others published is compared by what it says, without its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from congress.apps.performance.domain.assembly import assemble
from congress.apps.performance.domain.cells import AS_WRITTEN, Block, CellKind, ReadCell, state_of
from congress.apps.performance.domain.table import (
    MoneyLines,
    PerformanceTable,
    ProjectMoney,
    Totals,
)
from congress.platform.documents.contracts import Place

_HEAD = {"title": "head.title", "form_title": "head.form_title", "notice": "head.notice"}
_TASK_TEXTS = ("name", "content", "expected", "completed")
_TASK_AMOUNTS = ("amount", "budget", "budget_fiscal", "executed", "executed_fiscal")
_PROJECT_TEXTS = ("name", "unit", "period", "achieved")
_LEVELS = ("level1", "level2")
_TARGETS = {"period_target": "period", "annual_target": "annual", "actual": "actual"}

# An address, the part it belongs to, how its text is to be understood, the text.
Written = tuple[str, Block, CellKind, str]


def table_of_data(data: Mapping[str, Any]) -> PerformanceTable:
    """Type a table from its public data, whose shape `domain.to_json` describes; what is missing stays missing.

    Amounts are taken as yuan. Public data does not tell blank from absent, so neither does this table.
    """
    cells = [
        ReadCell(
            address=address,
            block=block,
            order=order,
            label="",
            kind=kind,
            raw=text,
            text=text,
            state=state_of(text=text),
            place=Place(0, 0),
            confidence=AS_WRITTEN,
        )
        for order, (address, block, kind, text) in enumerate(_written(data), start=1)
    ]
    return assemble(form=str(data.get("form", "")), cells=cells)


def _written(data: Mapping[str, Any]) -> Iterator[Written]:
    for key, address in _HEAD.items():
        yield from _text(address, Block.HEAD, data.get(key))
    yield from _text("body.name", Block.BODY, data.get("body_name"))
    for key, address, kind in (
        ("year", "head.year", CellKind.YEAR),
        ("staff_count", "body.staff_count", CellKind.INTEGER),
        ("subordinate_units", "body.subordinate_units", CellKind.INTEGER),
    ):
        if data.get(key) is not None:
            yield address, Block.BODY, kind, str(data[key])
    for part, block, names in (
        ("money", Block.MONEY, MoneyLines.__dataclass_fields__),
        ("totals", Block.TOTALS, Totals.__dataclass_fields__),
    ):
        for name in names:
            yield from _yuan(f"{part}.{name}", block, (data.get(part) or {}).get(name, {}).get("yuan"))
    for task in data.get("tasks") or ():
        yield from _task(task)
    for project in data.get("projects") or ():
        yield from _project(project)
    yield from _indicators("indicators", Block.INDICATORS, data)


def _task(task: Mapping[str, Any]) -> Iterator[Written]:
    block = Block.OTHER_TASKS if task.get("origin") == "free_text" else Block.TASKS
    row = f"tasks.{task['number']}"
    for name in _TASK_TEXTS:
        yield from _text(f"{row}.{name}", block, task.get(name))
    for name in _TASK_AMOUNTS:
        yield from _yuan(f"{row}.{name}", block, task.get(f"{name}_yuan"))


def _project(project: Mapping[str, Any]) -> Iterator[Written]:
    row = f"projects.{project['number']}"
    for name in _PROJECT_TEXTS:
        yield from _text(f"{row}.{name}", Block.PROJECTS, project.get(name))
    goal = "\n".join(str(each.get("text", "")) for each in project.get("goals") or ())
    yield from _text(f"{row}.goal", Block.PROJECTS, goal)
    for name in ProjectMoney.__dataclass_fields__:
        yield from _yuan(f"{row}.{name}", Block.PROJECTS, project.get(f"{name}_yuan"))
    yield from _indicators(f"{row}.indicators", Block.PROJECTS, project)


def _indicators(prefix: str, block: Block, holder: Mapping[str, Any]) -> Iterator[Written]:
    for each in holder.get("indicators") or ():
        row = f"{prefix}.{each['number']}"
        for name in _LEVELS:
            if each.get(name):
                yield f"{row}.{name}", block, CellKind.LEVEL, str(each[name])
        yield from _text(f"{row}.name", block, each.get("name"))
        for key, name in _TARGETS.items():
            target = each.get(key)
            if target and target.get("text"):
                yield f"{row}.{name}", block, CellKind.TARGET, str(target["text"])


def _text(address: str, block: Block, text: Any) -> Iterator[Written]:
    if text:
        yield address, block, CellKind.TEXT, str(text)


def _yuan(address: str, block: Block, yuan: Any) -> Iterator[Written]:
    if yuan is not None:
        yield address, block, CellKind.MONEY_YUAN, str(yuan)
