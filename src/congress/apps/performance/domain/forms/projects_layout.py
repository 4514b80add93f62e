"""The official layout of the multi-project target table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.forms.project_packed import (
    ANNUAL_LABEL,
    LEVEL_CODES,
    PERIOD_LABEL,
    packed,
)
from congress.apps.performance.domain.forms.project_rows import SUM_NAMES
from congress.apps.performance.domain.layout_parts import (
    Layout,
    LayoutBlock,
    LayoutCell,
    block_unit,
    head,
    money,
    said,
)
from congress.apps.performance.domain.table import (
    Entry,
    Indicator,
    PerformanceTable,
    Project,
    ProjectMoney,
    ProjectSum,
)
from congress.standards.indicators import indicator_levels
from congress.standards.values.money import MoneyUnit
from congress.standards.values.written import closed_up

# The amounts in the order of the form. The first, second and last are always printed.
_AMOUNTS = {
    "total": "总计",
    "fiscal": "财政拨款",
    "special_account": "财政专户拨款",
    "unit_funds": "单位资金",
    "carried_over": "上年结转资金",
    "other_funds": "其他资金",
}
_ALWAYS = frozenset({"total", "fiscal", "other_funds"})
_TEXTS = {"department": "主管部门", "unit": "资金使用单位", "period": "实施周期"}
_WHOLE = 100
_AMOUNT_WIDTH = 7
_TEXT_WIDTH = 8
_ROOM_FOR_NAME = (1, 5)
_ROOM_FOR_GOAL = (3, 10)


def lay_out(table: PerformanceTable) -> Layout:
    """Lay a table out as 项目支出绩效目标表 with a row for each project."""
    rows: list[Project | ProjectSum] = list(in_order(table))
    amounts = [name for name in _AMOUNTS if name in _ALWAYS or is_used(rows, name)]
    texts = [name for name in _TEXTS if is_printed(name, rows)]
    entries = [entry for row in rows for entry in _amounts(row.money, amounts)]
    unit = block_unit(entries, default=MoneyUnit.TEN_THOUSAND_YUAN)
    heading = tuple(
        head(label)
        for label in (
            "项目名称",
            *(_TEXTS[name] for name in texts),
            *(_AMOUNTS[name] for name in amounts),
            "绩效目标",
            "绩效指标",
        )
    )
    lines = [_line(row, texts=texts, amounts=amounts, unit=unit) for row in rows]
    widths = _widths(len(texts), len(amounts))
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


def year_below_title(table: PerformanceTable) -> str:
    """The year below the title, unless the title says it."""
    year = table.year.value
    if year is None:
        return table.year.text
    return "" if f"{year}年" in f"{table.title.text}{table.form_title.text}" else f"({year}年)"


def above_table(table: PerformanceTable, unit: MoneyUnit, *, columns: int) -> tuple[LayoutCell, ...]:
    """The line above the projects: whose they are, and the unit of the amounts."""
    return (
        LayoutCell(f"部门名称：{table.body_name.text}", columns - 2, address=table.body_name.address),
        LayoutCell(f"单位：{unit.label}", 2, align="end"),
    )


def _widths(texts: int, amounts: int) -> tuple[int, ...]:
    rest = _WHOLE - texts * _TEXT_WIDTH - amounts * _AMOUNT_WIDTH
    name, goal = (rest * part // whole for part, whole in (_ROOM_FOR_NAME, _ROOM_FOR_GOAL))
    return (name, *[_TEXT_WIDTH] * texts, *[_AMOUNT_WIDTH] * amounts, goal, rest - name - goal)


def in_order(table: PerformanceTable) -> Iterator[Project | ProjectSum]:
    """Sums that name no unit first or last, as they were counted; the others above the projects of their unit."""
    sums = list(table.sums)
    units = {project.unit.text for project in table.projects}
    while sums and sums[0].name.text not in units:
        yield sums.pop(0)
    for project in table.projects:
        unit = project.unit.text
        if unit in {row.name.text for row in sums}:
            while sums[0].name.text != unit:
                yield sums.pop(0)
            yield sums.pop(0)
        yield project
    yield from sums


def is_printed(name: str, rows: Sequence[Project | ProjectSum]) -> bool:
    """Whether a text has a column: not if blank everywhere, nor the unit where the row above the projects says it."""
    above = ""
    for row in rows:
        if isinstance(row, ProjectSum):
            above = row.name.text
        elif getattr(row, name).text != (above if name == "unit" and above not in SUM_NAMES else ""):
            return True
    return False


def is_used(rows: Sequence[Project | ProjectSum], name: str) -> bool:
    """Whether any row has a cell for an amount."""
    return any(getattr(row.money, name).cell is not None for row in rows)


def _amounts(of: ProjectMoney, names: Sequence[str]) -> list[Entry[Amount]]:
    return [getattr(of, name) for name in names]


def _line(
    row: Project | ProjectSum, *, texts: Sequence[str], amounts: Sequence[str], unit: MoneyUnit
) -> tuple[LayoutCell, ...]:
    is_project = isinstance(row, Project)
    return (
        said(row.name),
        *(said(getattr(row, name)) if is_project else LayoutCell() for name in texts),
        *(money(entry, unit=unit) for entry in _amounts(row.money, amounts)),
        *((said(row.goal), _packed(row)) if isinstance(row, Project) else (LayoutCell(), LayoutCell())),
    )


def _packed(project: Project) -> LayoutCell:
    rows = project.indicator_rows
    text = "\n".join(_item(number, row) for number, row in enumerate(rows, start=1))
    return LayoutCell(text, address=rows[0].name.address if rows else "")


def _item(number: int, row: Indicator) -> str:
    values = {PERIOD_LABEL: row.period, ANNUAL_LABEL: row.annual}
    return packed(
        number=number,
        levels=[(_code(entry.text), entry.text) for entry in (row.level1, row.level2)],
        name=row.name.text,
        values={label: entry.text for label, entry in values.items() if entry.cell is not None},
    )


def _code(label: str) -> str:
    level = indicator_levels().find(closed_up(label), tree="current")
    return LEVEL_CODES.get(level.code, "") if level else ""
