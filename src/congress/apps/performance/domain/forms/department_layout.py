"""The official layout of whole-department target forms: with two columns of values, or with one."""

from __future__ import annotations

from collections.abc import Sequence

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
from congress.standards.values.money import MoneyUnit

_WIDTHS = (9, 15, 15, 25, 18, 18)


def lay_out(table: PerformanceTable) -> Layout:
    """Lay a table out as 部门整体支出绩效目标表."""
    rows = [task for task in table.tasks if not task.is_free_text]
    others = [task for task in table.tasks if task.is_free_text]
    usual = MoneyUnit.YUAN if _has_periods(table) else MoneyUnit.TEN_THOUSAND_YUAN
    task_unit = block_unit((task.amount for task in rows), default=usual)
    lines = (*table.money.spending, *table.money.sources, table.money.own_level, table.money.transfer)
    money_unit = block_unit(lines, default=MoneyUnit.TEN_THOUSAND_YUAN)
    year = f"({table.year.value}年)" if table.year.value is not None else table.year.text
    return Layout(
        form=table.form,
        title=table.title.text,
        intro=table.notice.text,
        form_title=table.form_title.text,
        subtitle=year,
        notes=(f"预算整体情况的金额单位为{money_unit.label}，任务资金的单位为{task_unit.label}。",),
        widths=_WIDTHS,
        blocks=(
            _body(table),
            _money_block(table, money_unit),
            LayoutBlock("总体绩效目标", ((head("总体绩效目标"), said(table.goals, colspan=5)),)),
            _tasks(rows, task_unit),
            _other_tasks(others),
            _indicators(table),
        ),
    )


def _has_periods(table: PerformanceTable) -> bool:
    """Whether the form asks for the whole period besides the year: counties' forms have one column of values."""
    return table.form != "county" or any(row.period.cell for row in table.indicator_rows)


def _body(table: PerformanceTable) -> LayoutBlock:
    counts = (table.staff_count, table.subordinate_units)
    staff, units = (LayoutCell(entry.text, align="center", address=entry.address) for entry in counts)
    return LayoutBlock(
        "基本信息",
        (
            (head("部门名称"), said(table.body_name, colspan=5)),
            (head("基本信息"), head("财政供养人员数"), staff, head("下属二级单位数"), _wide(units)),
        ),
    )


def _wide(cell: LayoutCell) -> LayoutCell:
    return LayoutCell(cell.text, 2, align=cell.align, address=cell.address)


def _money_block(table: PerformanceTable, unit: MoneyUnit) -> LayoutBlock:
    lines = table.money
    printed = f"预算金额({unit.label})"

    def pair(left: str, amount: Entry[Amount], right: str, other: Entry[Amount]) -> tuple[LayoutCell, ...]:
        return (
            head(left),
            money(amount, unit=unit),
            head(right),
            money(other, unit=unit, colspan=2),
        )

    rows = (
        (head("部门预算支出"), head(printed), head("收入来源"), head(printed, colspan=2)),
        pair("基本支出", lines.basic, "财政拨款", lines.fiscal),
        pair("项目支出", lines.project, "其他资金", lines.other_sources),
        (head("事业发展性支出"), head(printed), head("按预算级次划分"), head(printed, colspan=2)),
        pair("财政专项资金", lines.special, "市本级使用资金", lines.own_level),
        pair("其他事业发展性支出", lines.other, "拟用于对下转移支付资金", lines.transfer),
    )
    return LayoutBlock("预算整体情况", with_side("预算整体情况", rows))


def _tasks(tasks: Sequence[Task], unit: MoneyUnit) -> LayoutBlock:
    heading = (
        head("年度重点工作任务"),
        head("名称"),
        head("主要实施内容", colspan=2),
        head(f"拟投入的资金({unit.label})"),
        head("期望达到的目标(概述)"),
    )
    rows = [
        (said(task.name), said(task.content, colspan=2), money(task.amount, unit=unit), said(task.expected))
        for task in tasks
    ]
    return LayoutBlock("年度重点工作任务", (heading, *with_side("", rows)), head_rows=1)


def _other_tasks(tasks: Sequence[Task]) -> LayoutBlock:
    text = "\n".join(
        free_text_of(task.name.text, task.content.text, amount_text(task.amount, unit=None)) for task in tasks
    )
    cell = LayoutCell(text, 5, address=tasks[0].content.address if tasks else "")
    return LayoutBlock("其他需完成的任务", ((head("其他需完成的任务（可选填）"), cell),))


def _indicators(table: PerformanceTable) -> LayoutBlock:
    labels = ("绩效指标", "一级指标", "二级指标", "三级指标")
    two = _has_periods(table)
    values = (head("实施周期指标值"), head("年度指标值")) if two else (head("指标值", colspan=2),)

    def said_by(row: Indicator) -> tuple[LayoutCell, ...]:
        span = 1 if two else 2
        annual = LayoutCell(row.annual.text, span, align="center", address=row.annual.address)
        return (LayoutCell(row.period.text, align="center", address=row.period.address), annual)[not two :]

    rows = indicator_rows(table.indicator_rows, values=said_by)
    heading = (*(head(text) for text in labels), *values)
    return LayoutBlock("绩效指标", (heading, *with_side("", rows)), head_rows=1)
