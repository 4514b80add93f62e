"""Whole-department self-evaluation form (部门整体支出绩效目标完成情况自评表) of the family published by Shenzhen."""

from __future__ import annotations

from collections.abc import Sequence

from congress.apps.performance.domain.cells import Block, CellKind
from congress.apps.performance.domain.detection import Signature
from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.columns import Column, columns_of, one_each, without_block_label
from congress.apps.performance.domain.forms.fields import Field, read_fields
from congress.apps.performance.domain.forms.headings import read_headings
from congress.apps.performance.domain.forms.indicator_rows import IndicatorColumns, read_indicators
from congress.apps.performance.domain.forms.sections import Section, sections_of
from congress.apps.performance.domain.forms.task_rows import (
    NOT_READABLE,
    TaskColumns,
    add_task,
    add_totals,
    gather_tasks,
)
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece

SIGNATURE = Signature(
    name="部门整体支出绩效目标完成情况自评表",
    marks={
        "任务名称": 20, "预算数": 10, "执行数": 20, "目标实际完成情况": 10, "三级指标": 20, "实际完成指标值": 20,
    },
    required=frozenset({"任务名称", "执行数", "三级指标"}),
    form="shenzhen",
    excluded=said.PROJECT_NAME,
)  # fmt: skip

_NAME = Field("body.name", Block.BODY, "部门（单位）名称", CellKind.TEXT)
_YEAR = Field("head.year", Block.HEAD, "预算年度", CellKind.YEAR)
FIELDS = dict.fromkeys(wordings.BODY_NAME, _NAME) | dict.fromkeys({*wordings.YEAR, "年度"}, _YEAR)
_STARTS = {
    **dict.fromkeys(wordings.BODY_NAME, "fields"),
    **dict.fromkeys(said.EXPECTED - wordings.ANNUAL, "goals"),
}
_CAPTIONS = frozenset({"基本信息", "年度主要任务完成情况", "年度总体目标完成情况", "年度绩效指标完成情况"})
_COMPLETED = frozenset({"完成情况", "任务完成情况", "实际完成情况", "完成情况说明", "年度完成情况"})
_TASK_HEADINGS = wordings.headings(
    name=wordings.TASK_NAME,
    content=wordings.TASK_CONTENT,
    completed=_COMPLETED,
    budget=said.BUDGET | said.INITIAL | {"预算金额"},
    executed=said.EXECUTED | {"执行金额"},
)
_INDICATOR_HEADINGS = wordings.headings(
    level1=wordings.LEVEL1,
    level2=wordings.LEVEL2,
    name=wordings.INDICATOR,
    annual=wordings.ANNUAL,
    actual=said.ACTUAL,
    weight=wordings.WEIGHT,
    score=said.SCORE,
    reason=said.REASON,
)
_AMOUNTS = ("budget", "budget_fiscal", "executed", "executed_fiscal")
_TASK_LABEL = "年度主要任务完成情况"
_GOALS_LABEL = "年度总体目标完成情况 目标完成情况"
_INDICATORS_LABEL = "年度绩效指标完成情况"


def read(lines: Sequence[Line], collector: Collector) -> None:
    """Read the form's five blocks in the order in which they stand."""
    sections = sections_of(
        lines,
        starts=_STARTS,
        captions=_CAPTIONS,
        collector=collector,
        heading_rows={"tasks": _heads_tasks, "indicators": _heads_indicators},
    )
    read_headings(sections["head"].rows, collector, asks_year=False)
    read_fields(sections["fields"].all, fields=FIELDS, headings=frozenset(), collector=collector)
    _read_tasks(sections["tasks"], collector)
    _read_goals(sections["goals"], collector)
    columns = sections["indicators"].head and IndicatorColumns.of(
        one_each(columns_of(sections["indicators"].head, headings=_INDICATOR_HEADINGS)),
        block_label=_INDICATORS_LABEL,
    )
    if columns:
        read_indicators(sections["indicators"].rows, columns=columns, collector=collector)
    else:
        collector.problem("block_missing", "没有找到“绩效指标”的表头，指标没有读入，请手工补录。")


def _heads_tasks(line: Line) -> bool:
    labels = {piece.base for piece in line.filled}
    spent = any(_TASK_HEADINGS.get(label) == "executed" for label in labels)
    return spent and bool(labels & wordings.TASK_NAME) and not labels & wordings.BODY_NAME


def _heads_indicators(line: Line) -> bool:
    labels = {piece.base for piece in line.filled}
    return bool(labels & wordings.INDICATOR) and bool(labels & (wordings.LEVEL1 | wordings.LEVEL2))


def _read_tasks(section: Section, collector: Collector) -> None:
    headings = one_each(columns_of(section.head, headings=_TASK_HEADINGS)) if section.head else ()
    parts = next((line for line in section.rows if _heads_parts(line)), None)
    columns = TaskColumns.of(
        _with_fiscal_parts(headings, parts), amounts=frozenset(_AMOUNTS), block_label=_TASK_LABEL
    )
    if not columns.is_readable:
        collector.problem("block_missing", NOT_READABLE)
        return
    # The second heading row (总额, 其中：财政拨款) is repeated on new pages like the first.
    body = [line for line in section.rows if not _heads_parts(line)]
    number = 0
    for row in gather_tasks(body, columns=columns, collector=collector):
        if row.is_total:
            add_totals(row, columns=columns, collector=collector)
        else:
            number += 1
            add_task(row, number=number, columns=columns, collector=collector)


def _heads_parts(line: Line) -> bool:
    labels = line.labels().keys()
    return bool(labels & wordings.WHOLE) and bool(labels & wordings.FISCAL_PART)


def _with_fiscal_parts(columns: Sequence[Column], parts: Line | None) -> tuple[Column, ...]:
    """Each amount heading may cover two columns: the total and, right of it, the part from the budget."""
    widened: list[Column] = []
    amounts = [column for column in columns if column.field in _AMOUNTS]
    fiscal = (
        {piece.column for piece in parts.filled if piece.base in wordings.FISCAL_PART} if parts else set()
    )
    # As many parts as amounts belong to them in their order, though their row may have slid.
    each_has_one = len(fiscal) == len(amounts)
    for column in columns:
        widened.append(column)
        beside = column.position + 1
        if column.field in _AMOUNTS and (each_has_one or beside in fiscal):
            widened.append(Column(f"{column.field}_fiscal", beside, f"{column.label}其中：财政拨款"))
    return tuple(widened)


def _read_goals(section: Section, collector: Collector) -> None:
    if section.head is None:
        collector.problem("block_missing", "没有找到“年度总体目标”一栏，请核对后补填。")
        return
    achieved_at = next((piece for piece in section.head.filled if piece.base in said.ACHIEVED), None)
    gathered: dict[str, Found] = {}
    for line in section.rows:
        texts = without_block_label(line, _GOALS_LABEL)
        for piece, name in _sides(texts, achieved_at):
            before = gathered.get(name)
            gathered[name] = before.joined(piece.found()) if before else piece.found()
    blank = Found("", "", section.head.at(1))
    for name, label in (("overall", "预期目标"), ("achieved", "目标实际完成情况")):
        collector.add(
            f"goals.{name}",
            block=Block.GOALS,
            label=label,
            kind=CellKind.LONG_TEXT,
            found=gathered.get(name, blank),
        )


def _sides(texts: Sequence[Piece], achieved_at: Piece | None) -> list[tuple[Piece, str]]:
    """Tell expected from achieved: two texts by their order, a single one by its column."""
    if len(texts) == 2:
        return [(texts[0], "overall"), (texts[1], "achieved")]
    is_late = [achieved_at is not None and piece.column >= achieved_at.column for piece in texts]
    return [(piece, "achieved" if late else "overall") for piece, late in zip(texts, is_late, strict=True)]
