"""Department tasks: the block of tasks with their money, under one heading row or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.columns import Column, columns_of, one_each
from congress.apps.performance.domain.forms.department_fields import MONEY_LABELS, PARTS
from congress.apps.performance.domain.forms.fields import unit_in
from congress.apps.performance.domain.forms.indicator_parts import report_ignored
from congress.apps.performance.domain.forms.sections import Section
from congress.apps.performance.domain.forms.task_rows import (
    NOT_READABLE,
    TaskColumns,
    add_task,
    add_totals,
    gather_tasks,
)
from congress.apps.performance.domain.lines import Collector, Line
from congress.standards.values.money import MoneyUnit

_HEADINGS = wordings.headings(
    name=wordings.TASK_NAME,
    content=wordings.TASK_CONTENT,
    amount=wordings.TASK_AMOUNT,
    expected=wordings.TASK_EXPECTED,
    amount_fiscal=wordings.FISCAL_PART,
    amount_other=wordings.OTHER_PART,
)
_PARTS = wordings.headings(
    amount=wordings.WHOLE, amount_fiscal=wordings.FISCAL_PART, amount_other=wordings.OTHER_PART
)
_AMOUNTS = frozenset({"amount", "amount_fiscal", "amount_other"})
# The total row of a target form says what the year's budget is at first.
_TOTALS = {"amount": "initial", "amount_fiscal": "initial_fiscal", "amount_other": "initial_other"}
_BLOCKS = "年度重点工作任务 年度主要任务 部门年度主要任务 部门主要工作任务 年度履职目标 主要职责任务"


@dataclass(frozen=True, slots=True)
class ToldTasks:
    """How many tasks had rows of their own, and the unit their heading states."""

    rows: int = 0
    unit: MoneyUnit | None = None


def heads_tasks(line: Line) -> bool:
    """Whether a row heads the block of tasks: it names them, and their money or what they are about."""
    labels = {piece.base for piece in line.filled}
    named, told = bool(labels & wordings.TASK_NAME), bool(labels & wordings.TASK_CONTENT)
    has_money = bool(labels & wordings.TASK_AMOUNT)
    return ((named or told) and has_money or (named and told)) and not labels & (MONEY_LABELS - PARTS)


def read_tasks(section: Section, collector: Collector, *, unit: MoneyUnit | None) -> ToldTasks:
    """Read the rows of tasks; `unit` counts where their heading states none."""
    if section.head is None:
        collector.problem("block_missing", NOT_READABLE)
        return ToldTasks()
    parts = section.rows[0] if section.rows and _heads_parts(section.rows[0]) else None
    body = [line for line in section.rows if not _heads_parts(line)]
    known, ignored = _columns(section.head, parts)
    columns = TaskColumns.of(
        known,
        amounts=_AMOUNTS,
        block_label=f"{_BLOCKS} {_own_label(section.head, known)}",
        unit=_stated_in(section.head) or unit,
        ignored=frozenset(column.position for column in ignored),
    )
    if not columns.is_readable:
        collector.problem("block_missing", NOT_READABLE)
        return ToldTasks()
    report_ignored(ignored, body, collector, block="年度重点工作任务")
    number = 0
    for row in gather_tasks(body, columns=columns, collector=collector):
        if row.is_total:
            add_totals(row, columns=columns, collector=collector, fields=_TOTALS)
        else:
            number += 1
            add_task(row, number=number, columns=columns, collector=collector)
    return ToldTasks(number, _stated_in(section.head))


def _heads_parts(line: Line) -> bool:
    """Whether a row is the second heading row: 总额、财政拨款、其他资金."""
    labels = [piece.base for piece in line.filled if piece.column or piece.base in PARTS]
    return len(labels) > 1 and all(label in PARTS for label in labels)


def _own_label(head: Line, columns: Sequence[Column]) -> str:
    """The words left of the first column: the block's label as this document has it."""
    first = min((column.position for column in columns), default=0)
    return next((piece.label for piece in head.filled if piece.column < first), "")


def _stated_in(head: Line) -> MoneyUnit | None:
    return next((unit for piece in head.filled if (unit := unit_in(piece.label))), None)


def _columns(head: Line, parts: Line | None) -> tuple[list[Column], list[Column]]:
    """The columns a task fills, and those that hold something else; the block's own label is neither."""
    found = list(columns_of(head, headings=_HEADINGS))
    above: set[int] = set()
    if parts is not None:
        # What stands above the parts names no column by itself.
        above = {column.position for column in found if column.field in _AMOUNTS}
        found = [column for column in found if column.field not in _AMOUNTS]
        found += columns_of(parts, headings=_PARTS)
    known = list(one_each(found))
    taken = {column.position for column in known} | above
    first = min(taken, default=0)
    others = [piece for piece in head.filled if piece.column not in taken]
    ignored = [piece for piece in others if piece.column > first or piece.base in wordings.NUMBERS]
    return known, [Column("ignored", piece.column, piece.text) for piece in ignored]
