"""Whole-department target tables: one reader for the forms of all places, which differ in wording, order and extent.

What a column holds is told by its heading alone (`wordings`), so columns may stand in another order, further ones may
be there, and blocks may be missing. The forms of the five known documents and of the national sample of 2015 are
read; no official text of any form was at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from congress.apps.performance.domain.cells import Block, CellKind, CellState, state_of
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.columns import Column, columns_of
from congress.apps.performance.domain.forms.department_fields import (
    FIELDS,
    MONEY_LABELS,
    NAMED_IN_ONE_CELL,
    holds_fields,
)
from congress.apps.performance.domain.forms.department_tasks import heads_tasks, read_tasks
from congress.apps.performance.domain.forms.fields import read_fields
from congress.apps.performance.domain.forms.free_text_tasks import read_free_text_tasks
from congress.apps.performance.domain.forms.headings import read_headings
from congress.apps.performance.domain.forms.indicator_parts import IGNORED, SIGN, UNIT, report_ignored
from congress.apps.performance.domain.forms.indicator_rows import IndicatorColumns, read_indicators
from congress.apps.performance.domain.forms.prepared import prepare
from congress.apps.performance.domain.forms.sections import Section, joined_text, sections_of
from congress.apps.performance.domain.lines import Collector, Line
from congress.standards.values.money import MoneyUnit

_INDICATOR_HEADINGS = {
    **dict.fromkeys(wordings.UNIT, UNIT),
    **dict.fromkeys(wordings.SIGN, SIGN),
    **wordings.headings(
        level1=wordings.LEVEL1,
        level2=wordings.LEVEL2,
        name=wordings.INDICATOR,
        period=wordings.PERIOD,
        annual=wordings.ANNUAL | wordings.STANDARD,
        weight=wordings.WEIGHT,
    ),
}
_STARTS = {
    **dict.fromkeys(NAMED_IN_ONE_CELL | {"部门预算支出"}, "fields"),
    **dict.fromkeys(wordings.GOALS, "goals"),
    **dict.fromkeys(wordings.OTHER_TASKS, "other"),
}
_INDICATOR_BLOCKS = "绩效指标 年度绩效指标 部门整体绩效指标 整体支出绩效指标"
_GOALS = "总体绩效目标"
_LONGEST_LABEL = 16


def read(lines: Sequence[Line], collector: Collector) -> None:
    """Read the blocks of the form wherever they stand."""
    prepared = prepare(
        lines,
        fields=frozenset(FIELDS),
        amounts=MONEY_LABELS,
        texts=NAMED_IN_ONE_CELL | wordings.GOALS,
    )
    sections = sections_of(
        prepared.lines,
        starts=_STARTS,
        captions=wordings.CAPTIONS,
        collector=collector,
        heading_rows={"tasks": heads_tasks, "indicators": _heads_indicators, "fields": holds_fields},
    )
    fields = sections["fields"].all
    read_headings(
        _without_name(sections["head"].rows, fields), collector, asks_year=not _says(fields, wordings.YEAR)
    )
    money = next((line for line in fields if holds_fields(line)), sections["fields"].head)
    read_fields(
        fields,
        fields=FIELDS,
        headings=wordings.MONEY_HEADINGS,
        collector=collector,
        unit=prepared.unit_before(money),
        always=frozenset({"body.name"}),
    )
    _leave_out_others(sections["goals"], collector)
    goals = joined_text(sections["goals"], _GOALS, collector, labels=wordings.GOALS)
    if goals is not None:
        collector.add("goals.overall", block=Block.GOALS, label=_GOALS, kind=CellKind.LONG_TEXT, found=goals)
    unit = prepared.unit_before(sections["tasks"].head)
    told = read_tasks(sections["tasks"], collector, unit=unit)
    _read_other_tasks(sections["other"], collector, first=told.rows + 1, unit=told.unit or unit)
    _read_indicators(sections["indicators"], collector)


def _heads_indicators(line: Line) -> bool:
    labels = {piece.base for piece in line.filled}
    return bool(labels & wordings.INDICATOR) and bool(labels & (wordings.LEVEL1 | wordings.LEVEL2))


def _says(lines: Sequence[Line], labels: frozenset[str]) -> bool:
    return any(piece.base in labels for line in lines for piece in line.filled)


def _without_name(head: Sequence[Line], fields: Sequence[Line]) -> list[Line]:
    """Leave out a line above the form that only says the department's name, which the form says again."""
    names = {
        after.text
        for line in fields
        for piece, after in pairwise(line.filled)
        if piece.base in wordings.BODY_NAME
    }
    return [line for line in head if len(line.filled) > 1 or line.filled[0].text not in names]


def _leave_out_others(goals: Section, collector: Collector) -> None:
    """Below the goals, a row with a label of its own in the label's column is another block, and no goal."""
    if goals.head is None or goals.head.filled[0].base not in wordings.GOALS:
        return
    kept = []
    for line in goals.rows:
        first = line.filled[0]
        is_label = first.column == goals.head.filled[0].column and 0 < len(first.label) <= _LONGEST_LABEL
        if not is_label or len(line.filled) == 1:
            kept.append(line)
        elif any(first.label in goal for goal in wordings.GOALS):
            # The label stands vertically and is cut by the rows: 年度总体 / 目标.
            kept.append(replace(line, filled=line.filled[1:]))
        else:
            collector.problem(
                "row_not_read",
                f"第{line.number}行没有对应的栏目，没有读入：{line.text[:40]}",
                place=first.place,
            )
    goals.rows = kept


def _read_other_tasks(section: Section, collector: Collector, *, first: int, unit: MoneyUnit | None) -> None:
    label = "其他需完成的任务"
    told = joined_text(section, label, collector, labels=wordings.OTHER_TASKS) if section.head else None
    if told is not None and state_of(text=told.text) is CellState.VALUE:
        read_free_text_tasks(told, first=first, unit=unit, collector=collector)


def _read_indicators(section: Section, collector: Collector) -> None:
    columns = _indicator_columns(section.head) if section.head else ()
    asked = IndicatorColumns.of(columns, block_label=_INDICATOR_BLOCKS)
    if not asked:
        collector.problem("block_missing", "没有找到“绩效指标”的表头，指标没有读入，请手工补录。")
        return
    ignored = [column for column in columns if column.field.startswith(IGNORED)]
    report_ignored(ignored, section.rows, collector, block="绩效指标")
    read_indicators(section.rows, columns=asked, collector=collector)


def _indicator_columns(head: Line) -> tuple[Column, ...]:
    """The columns of the block: of two that could hold the same the better worded; others right of the name ignored."""
    known = {column.position: column for column in columns_of(head, headings=_INDICATOR_HEADINGS)}
    best: dict[str, Column] = {}
    for column in known.values():
        before = best.get(column.field)
        if before is None or _is_second_best(before.label):
            best[column.field] = column
    name = best["name"].position if "name" in best else len(head.pieces)
    columns = []
    for piece in head.filled:
        named = known.get(piece.column)
        if named is not None and best[named.field] is named:
            columns.append(named)
        elif piece.column > name:
            columns.append(Column(f"{IGNORED}{piece.column}", piece.column, piece.text))
    return tuple(columns)


def _is_second_best(label: str) -> bool:
    """Whether a heading holds a value only where no other column does: 绩效标准 may be words about the value."""
    return any(label.startswith(wording) for wording in wordings.STANDARD)
