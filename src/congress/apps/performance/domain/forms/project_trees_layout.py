"""The official layout of the table of many projects with a tree of indicators each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.forms.projects_layout import (
    above_table,
    in_order,
    is_printed,
    is_used,
    year_below_title,
)
from congress.apps.performance.domain.layout_parts import (
    Layout,
    LayoutBlock,
    LayoutCell,
    amount_text,
    block_unit,
    head,
    indicator_rows,
)
from congress.apps.performance.domain.table import Entry, Indicator, PerformanceTable, Project, ProjectSum
from congress.standards.values.money import MoneyUnit

_TEXTS = {"department": "主管部门", "unit": "资金使用单位", "period": "实施周期"}
_AMOUNTS = {
    "total": "总计",
    "fiscal": "财政拨款",
    "special_account": "财政专户拨款",
    "unit_funds": "单位资金",
    "carried_over": "上年结转资金",
    "other_funds": "其他资金",
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
}
_GOALS = {"goal": "绩效目标", "achieved": "实际完成情况"}
_VALUES = {
    "period": "实施周期指标值",
    "annual": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}
# How wide the columns are beside each other; `_NAME` takes what rounding leaves.
_NAME, _TEXT, _AMOUNT, _GOAL, _LEVEL, _INDICATOR, _VALUE = 12, 8, 7, 16, 7, 12, 8
_WHOLE = 100
Columns = Mapping[str, str]


def lay_out(table: PerformanceTable) -> Layout:
    """Lay a table out as 项目支出绩效目标表 with a row for each indicator, projects merged beside them."""
    rows = list(in_order(table))
    texts = {name: label for name, label in _TEXTS.items() if is_printed(name, rows)}
    amounts = {name: label for name, label in _AMOUNTS.items() if is_used(rows, name)}
    goals = {name: label for name, label in _GOALS.items() if name == "goal" or _has(table, name)}
    values = {name: label for name, label in _VALUES.items() if name == "annual" or _has_value(table, name)}
    entries: list[Entry[Amount]] = [getattr(row.money, name) for row in rows for name in amounts]
    unit = block_unit(entries, default=MoneyUnit.TEN_THOUSAND_YUAN)
    labels = (
        "项目名称",
        *texts.values(),
        *amounts.values(),
        *goals.values(),
        "一级指标",
        "二级指标",
        "三级指标",
    )
    heading = tuple(head(label) for label in (*labels, *values.values()))
    shares = [_NAME, *[_TEXT] * len(texts), *[_AMOUNT] * len(amounts), *[_GOAL] * len(goals), _LEVEL, _LEVEL]
    widths = _widths([*shares, _INDICATOR, *[_VALUE] * len(values)])
    lines = [
        line
        for row in rows
        for line in _lines(row, texts=texts, amounts=amounts, goals=goals, values=values, unit=unit)
    ]
    return Layout(
        form=table.form,
        title=table.title.text,
        intro=table.notice.text,
        form_title=table.form_title.text,
        subtitle=year_below_title(table),
        notes=(f"金额单位为{unit.label}。",),
        widths=widths,
        blocks=(
            LayoutBlock("基本信息", (above_table(table, unit, columns=len(widths)),)),
            LayoutBlock("项目明细", (heading, *lines), head_rows=1),
        ),
        landscape=True,
    )


def _has(table: PerformanceTable, name: str) -> bool:
    return any(getattr(project, name).cell is not None for project in table.projects)


def _has_value(table: PerformanceTable, name: str) -> bool:
    rows = (row for project in table.projects for row in project.indicator_rows)
    return any(getattr(row, name).cell is not None for row in rows)


def _widths(shares: Sequence[int]) -> tuple[int, ...]:
    whole = [share * _WHOLE // sum(shares) for share in shares]
    return (whole[0] + _WHOLE - sum(whole), *whole[1:])


def _lines(
    row: Project | ProjectSum,
    *,
    texts: Columns,
    amounts: Columns,
    goals: Columns,
    values: Columns,
    unit: MoneyUnit,
) -> list[tuple[LayoutCell, ...]]:
    """The lines of a project, one for each indicator, or the one line of a sum."""
    indicators = row.indicator_rows if isinstance(row, Project) else ()
    span = max(len(indicators), 1)

    def text(name: str) -> LayoutCell:
        entry: Entry[str] | None = getattr(row, name) if isinstance(row, Project) or name == "name" else None
        return LayoutCell(entry.text, 1, span, address=entry.address) if entry else LayoutCell("", 1, span)

    def amount(name: str) -> LayoutCell:
        entry: Entry[Amount] = getattr(row.money, name)
        return LayoutCell(amount_text(entry, unit=unit), 1, span, "end", address=entry.address)

    def of(indicator: Indicator) -> tuple[LayoutCell, ...]:
        entries = [getattr(indicator, name) for name in values]
        return tuple(LayoutCell(entry.text, align="center", address=entry.address) for entry in entries)

    left = (text("name"), *map(text, texts), *map(amount, amounts), *map(text, goals))
    trees = indicator_rows(indicators, values=of) or [tuple(LayoutCell() for _ in range(3 + len(values)))]
    return [(*left, *line) if not index else line for index, line in enumerate(trees)]
