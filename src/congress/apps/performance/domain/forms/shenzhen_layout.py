"""The official layout of the whole-department self-evaluation form."""

from __future__ import annotations

from decimal import Decimal

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.layout_parts import (
    Layout,
    LayoutBlock,
    LayoutCell,
    block_unit,
    head,
    indicator_rows,
    money,
    said,
    with_side,
)
from congress.apps.performance.domain.table import Entry, Indicator, PerformanceTable, Task, Totals
from congress.apps.performance.domain.targets import Target
from congress.standards.values.money import MoneyUnit

_WIDTHS = (7, 10, 22, 25, 9, 9, 9, 9)
# Points and reasons together take a column more.
_WITH_POINTS_AND_REASONS = (6, 9, 18, 23, 9, 9, 9, 8, 9)


def lay_out(table: PerformanceTable) -> Layout:
    """Lay a table out as 部门整体支出绩效目标完成情况自评表."""
    holders: tuple[Task | Totals, ...] = (*table.tasks, table.totals)
    amounts = [entry for holder in holders for entry in _amounts(holder)]
    unit = block_unit(amounts, default=MoneyUnit.YUAN)
    year = LayoutCell(
        str(table.year.value) if table.year.value is not None else table.year.text,
        align="center",
        address=table.year.address,
    )
    # The column more goes to what is longest in each block.
    more = int(_has_points(table) and _has_reasons(table))
    body = (
        head("部门（单位）名称", colspan=2),
        said(table.body_name, colspan=3 + more),
        head("预算年度", colspan=2),
        year,
    )
    return Layout(
        form=table.form,
        title=table.title.text,
        intro=table.notice.text,
        form_title=table.form_title.text,
        subtitle="",
        notes=(f"金额单位为{unit.label}。",),
        widths=_WITH_POINTS_AND_REASONS if more else _WIDTHS,
        blocks=(
            LayoutBlock("基本信息", (body,)),
            _tasks(table, unit, more),
            _goals(table, more),
            _indicators(table),
        ),
        landscape=True,
    )


def _amounts(holder: Task | Totals) -> tuple[Entry[Amount], ...]:
    return (holder.budget, holder.budget_fiscal, holder.executed, holder.executed_fiscal)


def _has_points(table: PerformanceTable) -> bool:
    return any(row.weight.cell or row.score.cell for row in table.indicator_rows)


def _has_reasons(table: PerformanceTable) -> bool:
    return any(row.reason.cell for row in table.indicator_rows)


def _tasks(table: PerformanceTable, unit: MoneyUnit, more: int) -> LayoutBlock:
    heading = (
        *(head(text, rowspan=2) for text in ("年度主要任务完成情况", "任务名称", "主要内容")),
        head("完成情况", colspan=1 + more, rowspan=2),
        *(head(f"{text}（{unit.label}）", colspan=2) for text in ("预算数", "执行数")),
    )
    parts = tuple(head(text) for text in ("总额", "其中：财政拨款", "总额", "其中：财政拨款"))
    rows = [
        (
            said(task.name, align="center"),
            said(task.content),
            said(task.completed, colspan=1 + more),
            *(money(entry, unit=unit) for entry in _amounts(task)),
        )
        for task in table.tasks
    ]
    totals = _amounts(table.totals)
    if any(entry.cell is not None for entry in totals):
        rows.append((head("金额合计", colspan=3 + more), *(money(entry, unit=unit) for entry in totals)))
    return LayoutBlock("年度主要任务完成情况", (heading, parts, *with_side("", rows)), head_rows=2)


def _goals(table: PerformanceTable, more: int) -> LayoutBlock:
    left = 3 + more
    heading = (
        head("年度总体目标完成情况"),
        head("预期目标", colspan=left),
        head("目标实际完成情况", colspan=4),
    )
    row = (head(""), said(table.goals, colspan=left), said(table.goals_achieved, colspan=4))
    return LayoutBlock("年度总体目标完成情况", (heading, row), head_rows=1)


def _indicators(table: PerformanceTable) -> LayoutBlock:
    rows = table.indicator_rows
    # The form has columns for two values; where points or reasons are given, they share the room.
    points, reasons = _has_points(table), _has_reasons(table)
    annual = 1 if points else 2
    actual = 1 if points or reasons else 2
    heading = [
        *(head(text) for text in ("年度绩效指标完成情况", "一级指标", "二级指标", "三级指标")),
        head("预期指标值", colspan=annual),
        head("实际完成指标值", colspan=actual),
        *([head("分值"), head("得分")] if points else []),
        *([head("偏差原因")] if reasons else []),
    ]

    def centered(entry: Entry[Target] | Entry[Decimal], span: int = 1) -> LayoutCell:
        return LayoutCell(entry.text, span, align="center", address=entry.address)

    def values(row: Indicator) -> tuple[LayoutCell, ...]:
        return (
            centered(row.annual, annual),
            centered(row.actual, actual),
            *((centered(row.weight), centered(row.score)) if points else ()),
            *((said(row.reason),) if reasons else ()),
        )

    body = with_side("", indicator_rows(rows, values=values))
    return LayoutBlock("年度绩效指标完成情况", (tuple(heading), *body), head_rows=1)
