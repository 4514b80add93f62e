"""Table of many projects with a tree of indicators each: columns for the projects left, for the indicators right.

Printed by budget systems with merged cells: name, money and goal of a project stand once, beside all its indicators.
The layout is common knowledge; no official template text was at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from congress.apps.performance.domain.cells import INHERITED, Block
from congress.apps.performance.domain.detection import Signature
from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.columns import Column
from congress.apps.performance.domain.forms.project_blocks import TREES, heads_trees, joined_headings
from congress.apps.performance.domain.forms.project_heads import read_head, without_captions, without_repeated
from congress.apps.performance.domain.forms.project_indicators import indicator_columns, read_tree
from congress.apps.performance.domain.forms.project_rows import (
    AMOUNTS,
    EXTRA,
    ProjectColumns,
    ProjectRow,
    settle_names,
)
from congress.apps.performance.domain.forms.project_writing import ProjectWriter, is_footnote, report_unread
from congress.apps.performance.domain.forms.projects import HEADINGS
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.standards.values.money import MoneyUnit

SIGNATURE = Signature(
    name="项目支出绩效目标表（多个项目，指标分列）",
    marks={"一级指标": 20, "二级指标": 20, "三级指标": 60},
    required=frozenset({"三级指标"}),
    form="project_trees",
    any_of={"项目名称": frozenset({TREES})},
)
_HEADINGS = {
    **HEADINGS,
    **dict.fromkeys(said.PROJECT_NAME, "name"),
    **dict.fromkeys(said.UNIT | wordings.BODY_NAME, "unit"),
    **dict.fromkeys(said.DEPARTMENT, "department"),
    **dict.fromkeys(said.PERIOD, "period"),
    **dict.fromkeys(said.INITIAL, "initial"),
    **dict.fromkeys(said.BUDGET - {"预算数"}, "budget"),
    **dict.fromkeys(said.EXECUTED, "executed"),
    **dict.fromkeys(said.ACHIEVED, "achieved"),
    **dict.fromkeys(said.GOAL_CAPTIONS | said.EXPECTED, "goal"),
}
_INHERITED = ("unit", "department")


def read(lines: Sequence[Line], collector: Collector) -> None:
    """Read the lines above the table, then project by project its fields and its indicators."""
    lines = joined_headings(without_captions(lines))
    first = next(index for index, line in enumerate(lines) if heads_trees(line))
    unit = read_head(lines[:first], collector)
    head = lines[first]
    edge = min(
        piece.column
        for piece in head.filled
        if piece.base in wordings.LEVEL1 | wordings.LEVEL2 | wordings.INDICATOR
    )
    columns = _columns(head, edge, unit)
    tree = replace(head, filled=tuple(piece for piece in head.filled if piece.column >= edge))
    if indicator_columns(tree) is None:
        collector.problem("block_missing", "表头缺少一级、二级、三级指标中的一列，指标没有读入，请手工补录。")
    below = without_repeated(lines[first + 1 :], head=lines[:first], collector=collector)
    rows = _gather(below, edge=edge, columns=columns, collector=collector)
    settle_names(rows)
    _inherit(rows, columns)
    report_unread(rows, columns, collector)

    def add(row: ProjectRow, owner: str) -> None:
        read_tree(row.indicators, head=tree, collector=collector, owner=owner, block=Block.PROJECTS)

    ProjectWriter(columns, collector, add_indicators=add).write(rows)


def _columns(head: Line, edge: int, unit: MoneyUnit | None) -> ProjectColumns:
    columns = [
        Column(_HEADINGS.get(piece.base, f"{EXTRA}{piece.column}"), piece.column, piece.text)
        for piece in head.filled
        if piece.column < edge and piece.base not in said.CAPTIONS
    ]
    if any(column.field == "executed" for column in columns):
        # 预算数 beside 执行数 is what was budgeted for the year, no target's amount.
        columns = [replace(each, field="budget") if each.field == "total" else each for each in columns]
    return ProjectColumns.of(columns, unit=unit)


def _gather(
    lines: Sequence[Line], *, edge: int, columns: ProjectColumns, collector: Collector
) -> list[ProjectRow]:
    rows: list[ProjectRow] = []
    broken = False
    for line in lines:
        broken = broken or line.after_break
        if heads_trees(line):
            message = f"第{line.number}行是换页重复的表头，已略去。"
            collector.problem("heading_repeated", message, place=line.filled[0].place)
            broken = True
            continue
        if is_footnote(line, collector):
            continue
        left = [piece for piece in line.filled if piece.column < edge and columns.field_at(piece.column)]
        right = tuple(piece for piece in line.filled if piece.column >= edge)
        if not rows or _begins(left, rows[-1], columns, is_after_break=broken):
            rows.append(ProjectRow(line))
        _take(left, rows[-1], columns)
        if right:
            rows[-1].indicators.append(replace(line, filled=right, after_break=broken))
        broken = False
    return rows


def _begins(
    left: Sequence[Piece], above: ProjectRow, columns: ProjectColumns, *, is_after_break: bool
) -> bool:
    """Whether a line begins a row of its own: its name neither repeats the one above nor goes on with it."""
    fields = {columns.field_at(piece.column): piece.text for piece in left}
    if "name" not in fields:
        return any(name in fields for name in AMOUNTS)
    if fields["name"] == above.text("name"):
        return any(fields[name] != above.text(name) for name in AMOUNTS if name in fields)
    has_money = any(name in fields for name in AMOUNTS)
    return has_money or not (is_after_break and columns.amounts and above.indicators)


def _take(left: Sequence[Piece], row: ProjectRow, columns: ProjectColumns) -> None:
    """Put the texts of a line to their fields; what only repeats is left, the rest goes on with what was cut."""
    for piece in left:
        parts = row.found.setdefault(columns.field_at(piece.column), [])
        if piece.text not in [part.text for part in parts]:
            parts.append(piece.found())


def _inherit(rows: Sequence[ProjectRow], columns: ProjectColumns) -> None:
    """A unit merged over several projects counts for all of them."""
    for name in _INHERITED:
        column = columns.column(name)
        above: Found | None = None
        for row in rows if column else ():
            above = row.whole(name) or above
            if above is not None and column is not None and name not in row.found:
                found = Found("", above.text, row.line.at(column.position))
                note = f"本格空白，沿用上一行的{column.label}"
                row.found[name] = [found.doubted(confidence=INHERITED, note=note)]
