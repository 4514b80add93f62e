"""The official layout of whole-department target forms: with two columns of values, or with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.forms.free_text_tasks import free_text_of
from congress.apps.performance.domain.layout_parts import (
    Layout,
    LayoutBlock,
    LayoutCell,
    amount_text,
    block_unit,
    head,
    indicator_rows,
    money,
    said,
    with_side,
)
from congress.apps.performance.domain.table import Entry, Indicator, PerformanceTable, Task
from congress.apps.performance.domain.targets import Target
from congress.standards.values.money import MoneyUnit


@dataclass(frozen=True, slots=True)
class _Columns:
    """How the blocks share the sheet's columns.

    `content`, `amount`, `right` and `last` are how many columns a task's content, an amount of money, the label right
    of it and the last cell of a row take; `name` is that of an indicator's name.
    """

    widths: tuple[int, ...]
    content: int
    amount: int
    right: int
    last: int
    name: int

    @property
    def rest(self) -> int:
        """All columns but the first, which holds the block's label."""
        return len(self.widths) - 1


_USUAL = _Columns(widths=(9, 15, 15, 25, 18, 18), content=2, amount=1, right=1, last=2, name=1)
# Money divided by source, or points beside the values, take two columns more.
_WIDE = _Columns(widths=(8, 13, 13, 15, 16, 12, 11, 12), content=2, amount=2, right=2, last=2, name=2)


def lay_out(table: PerformanceTable) -> Layout:
    """Lay a table out as 部门整体支出绩效目标表."""
    rows = [task for task in table.tasks if not task.is_free_text]
    others = [task for task in table.tasks if task.is_free_text]
    usual = MoneyUnit.YUAN if _has_periods(table) else MoneyUnit.TEN_THOUSAND_YUAN
    task_unit = block_unit((amount for task in rows for amount in _amounts(task)), default=usual)
    lines = (*table.money.spending, *table.money.sources, table.money.own_level, table.money.transfer)
    money_unit = block_unit(lines, default=MoneyUnit.TEN_THOUSAND_YUAN)
    year = f"({table.year.value}年)" if table.year.value is not None else table.year.text
    columns = _WIDE if _is_divided(table) or _has_points(table) else _USUAL
    goals = (head("总体绩效目标"), said(table.goals, colspan=columns.rest))
    return Layout(
        form=table.form,
        title=table.title.text,
        intro=table.notice.text,
        form_title=table.form_title.text,
        subtitle=year,
        notes=(f"预算整体情况的金额单位为{money_unit.label}，任务资金的单位为{task_unit.label}。",),
        widths=columns.widths,
        blocks=(
            _body(table, columns),
            _money_block(table, money_unit, columns),
            LayoutBlock("总体绩效目标", (goals,)),
            _tasks(table, rows, task_unit, columns),
            _other_tasks(others, columns),
            _indicators(table, columns),
        ),
    )


def _has_periods(table: PerformanceTable) -> bool:
    """Whether the form asks for the whole period besides the year: counties' forms have one column of values."""
    return table.form != "county" or any(row.period.cell for row in table.indicator_rows)


def _has_points(table: PerformanceTable) -> bool:
    return any(row.weight.cell for row in table.indicator_rows)


def _is_divided(table: PerformanceTable) -> bool:
    """Whether the money of tasks is divided by source."""
    totals = (table.totals.initial_fiscal, table.totals.initial_other)
    entries = [entry for task in table.tasks for entry in (task.amount_fiscal, task.amount_other)]
    return any(entry.cell for entry in (*totals, *entries))


def _amounts(task: Task) -> tuple[Entry[Amount], ...]:
    return (task.amount, task.amount_fiscal, task.amount_other)


def _body(table: PerformanceTable, columns: _Columns) -> LayoutBlock:
    counts = (table.staff_count, table.subordinate_units)
    spans = (columns.amount, columns.last)
    staff, units = (
        LayoutCell(entry.text, span, align="center", address=entry.address)
        for entry, span in zip(counts, spans, strict=True)
    )
    rows = (
        (head("部门名称"), said(table.body_name, colspan=columns.rest)),
        (
            head("基本信息"),
            head("财政供养人员数"),
            staff,
            head("下属二级单位数", colspan=columns.right),
            units,
        ),
    )
    return LayoutBlock("基本信息", rows)


def _money_block(table: PerformanceTable, unit: MoneyUnit, columns: _Columns) -> LayoutBlock:
    lines = table.money
    printed = f"预算金额({unit.label})"

    def heading(left: str, right: str) -> tuple[LayoutCell, ...]:
        return (
            head(left),
            head(printed, colspan=columns.amount),
            head(right, colspan=columns.right),
            head(printed, colspan=columns.last),
        )

    def pair(left: str, amount: Entry[Amount], right: str, other: Entry[Amount]) -> tuple[LayoutCell, ...]:
        return (
            head(left),
            money(amount, unit=unit, colspan=columns.amount),
            head(right, colspan=columns.right),
            money(other, unit=unit, colspan=columns.last),
        )

    rows = (
        heading("部门预算支出", "收入来源"),
        pair("基本支出", lines.basic, "财政拨款", lines.fiscal),
        pair("项目支出", lines.project, "其他资金", lines.other_sources),
        heading("事业发展性支出", "按预算级次划分"),
        pair("财政专项资金", lines.special, "市本级使用资金", lines.own_level),
        pair("其他事业发展性支出", lines.other, "拟用于对下转移支付资金", lines.transfer),
    )
    return LayoutBlock("预算整体情况", with_side("预算整体情况", rows))


def _tasks(table: PerformanceTable, tasks: Sequence[Task], unit: MoneyUnit, columns: _Columns) -> LayoutBlock:
    divided = _is_divided(table)
    parts = ("总额", "财政拨款", "其他资金") if divided else ()
    # What the amounts leave goes to the expected result.
    last = columns.rest - 1 - columns.content - max(1, len(parts))
    down = 2 if divided else 1
    heading = (
        head("年度重点工作任务", rowspan=down),
        head("名称", rowspan=down),
        head("主要实施内容", colspan=columns.content, rowspan=down),
        head(f"拟投入的资金({unit.label})", colspan=max(1, len(parts))),
        head("期望达到的目标(概述)", colspan=last, rowspan=down),
    )

    def amounts(entries: Sequence[Entry[Amount]]) -> tuple[LayoutCell, ...]:
        return tuple(money(entry, unit=unit) for entry in entries[: max(1, len(parts))])

    rows: list[tuple[LayoutCell, ...]] = [
        (
            said(task.name),
            said(task.content, colspan=columns.content),
            *amounts(_amounts(task)),
            said(task.expected, colspan=last),
        )
        for task in tasks
    ]
    totals = (table.totals.initial, table.totals.initial_fiscal, table.totals.initial_other)
    if any(entry.cell is not None for entry in totals):
        label = head("金额合计", colspan=1 + columns.content)
        rows.append((label, *amounts(totals), LayoutCell("", last)))
    heads = (heading, tuple(head(part) for part in parts)) if divided else (heading,)
    return LayoutBlock("年度重点工作任务", (*heads, *with_side("", rows)), head_rows=len(heads))


def _other_tasks(tasks: Sequence[Task], columns: _Columns) -> LayoutBlock:
    text = "\n".join(
        free_text_of(task.name.text, task.content.text, amount_text(task.amount, unit=None)) for task in tasks
    )
    cell = LayoutCell(text, columns.rest, address=tasks[0].content.address if tasks else "")
    return LayoutBlock("其他需完成的任务", ((head("其他需完成的任务（可选填）"), cell),))


def _indicators(table: PerformanceTable, columns: _Columns) -> LayoutBlock:
    two, points = _has_periods(table), _has_points(table)
    free = columns.rest - 2 - columns.name
    # The value of the year takes what the others leave.
    annual = free - two - points

    def value(entry: Entry[Target] | Entry[Decimal], colspan: int = 1) -> LayoutCell:
        return LayoutCell(entry.text, colspan, align="center", address=entry.address)

    def values(row: Indicator) -> tuple[LayoutCell, ...]:
        cells = (value(row.period), value(row.annual, annual), value(row.weight))
        return cells[not two : 2 + points]

    labels = (head("实施周期指标值"), head("年度指标值" if two else "指标值", colspan=annual), head("分值"))
    heading = (
        *(head(text) for text in ("绩效指标", "一级指标", "二级指标")),
        head("三级指标", colspan=columns.name),
        *labels[not two : 2 + points],
    )
    rows = indicator_rows(table.indicator_rows, values=values, name_span=columns.name)
    return LayoutBlock("绩效指标", (heading, *with_side("", rows)), head_rows=1)
