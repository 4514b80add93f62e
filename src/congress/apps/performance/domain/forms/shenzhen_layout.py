"""The official layout of the whole-department self-evaluation form."""

from __future__ import annotations

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
from congress.standards.values.money import MoneyUnit

_WIDTHS = (7, 10, 22, 25, 9, 9, 9, 9)


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
    body = (
        head("部门（单位）名称", colspan=2),
        said(table.body_name, colspan=3),
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
        widths=_WIDTHS,
        blocks=(
            LayoutBlock("基本信息", (body,)),
            _tasks(table, unit),
            _goals(table),
            _indicators(table),
        ),
        landscape=True,
    )


def _amounts(holder: Task | Totals) -> tuple[Entry[Amount], ...]:
    return (holder.budget, holder.budget_fiscal, holder.executed, holder.executed_fiscal)


def _tasks(table: PerformanceTable, unit: MoneyUnit) -> LayoutBlock:
    heading = (
        *(head(text, rowspan=2) for text in ("年度主要任务完成情况", "任务名称", "主要内容", "完成情况")),
        *(head(f"{text}（{unit.label}）", colspan=2) for text in ("预算数", "执行数")),
    )
    parts = tuple(head(text) for text in ("总额", "其中：财政拨款", "总额", "其中：财政拨款"))
    rows = [
        (
            said(task.name, align="center"),
            said(task.content),
            said(task.completed),
            *(money(entry, unit=unit) for entry in _amounts(task)),
        )
        for task in table.tasks
    ]
    totals = _amounts(table.totals)
    if any(entry.cell is not None for entry in totals):
        rows.append((head("金额合计", colspan=3), *(money(entry, unit=unit) for entry in totals)))
    return LayoutBlock("年度主要任务完成情况", (heading, parts, *with_side("", rows)), head_rows=2)


def _goals(table: PerformanceTable) -> LayoutBlock:
    heading = (head("年度总体目标完成情况"), head("预期目标", colspan=3), head("目标实际完成情况", colspan=4))
    row = (head(""), said(table.goals, colspan=3), said(table.goals_achieved, colspan=4))
    return LayoutBlock("年度总体目标完成情况", (heading, row), head_rows=1)


def _indicators(table: PerformanceTable) -> LayoutBlock:
    rows = table.indicator_rows
    # The form has no column for reasons; where reasons are given, the last column is divided for them.
    with_reason = any(row.reason.cell is not None for row in rows)
    heading = [
        *(head(text) for text in ("年度绩效指标完成情况", "一级指标", "二级指标", "三级指标")),
        head("预期指标值", colspan=2),
        head("实际完成指标值", colspan=1 if with_reason else 2),
    ]
    if with_reason:
        heading.append(head("偏差原因"))

    def values(row: Indicator) -> tuple[LayoutCell, ...]:
        annual = LayoutCell(row.annual.text, 2, align="center", address=row.annual.address)
        span = 1 if with_reason else 2
        actual = LayoutCell(row.actual.text, span, align="center", address=row.actual.address)
        return (annual, actual, said(row.reason)) if with_reason else (annual, actual)

    body = with_side("", indicator_rows(rows, values=values))
    return LayoutBlock("年度绩效指标完成情况", (tuple(heading), *body), head_rows=1)
