"""Whole-department target tables: one reader for the forms of all places, which differ in wording, order and extent.

What a column holds is told by its heading alone (`wordings`), so columns may stand in another order, further ones may
be there, and blocks may be missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from congress.apps.performance.domain.cells import Block, CellKind, CellState, state_of
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.columns import columns_of
from congress.apps.performance.domain.forms.fields import Field, read_fields, unit_in
from congress.apps.performance.domain.forms.free_text_tasks import read_free_text_tasks
from congress.apps.performance.domain.forms.headings import read_headings
from congress.apps.performance.domain.forms.indicator_rows import IndicatorColumns, read_indicators
from congress.apps.performance.domain.forms.sections import Section, joined_text, sections_of
from congress.apps.performance.domain.forms.task_rows import NOT_READABLE, TaskColumns, add_task, gather_tasks
from congress.apps.performance.domain.lines import Collector, Line

_CAPTIONS = frozenset(
    {"基本信息", "预算整体情况", "年度重点工作任务", "年度主要任务", "绩效指标", "年度绩效指标", "主要任务", "重点工作任务"}
)
_TASK_HEADINGS = wordings.headings(
    name=wordings.TASK_NAME,
    content=wordings.TASK_CONTENT,
    amount=wordings.TASK_AMOUNT,
    expected=wordings.TASK_EXPECTED,
)
_INDICATOR_HEADINGS = wordings.headings(
    level1=wordings.LEVEL1,
    level2=wordings.LEVEL2,
    name=wordings.INDICATOR,
    period=wordings.PERIOD,
    annual=wordings.ANNUAL,
)
_MONEY_HEADINGS = frozenset(
    {
        "基本信息", "预算整体情况", "部门预算支出", "预算金额", "收入来源", "事业发展性支出", "按预算级次划分", "预算支出",
        "部门预算收入", "预算收入", "支出", "收入", "部门预算",
    }
)  # fmt: skip


def _money(name: str, label: str) -> Field:
    return Field(f"money.{name}", Block.MONEY, label, None)


_FIELDS = {
    field.label: field
    for field in (
        Field("body.name", Block.BODY, "部门名称", CellKind.TEXT),
        Field("body.staff_count", Block.BODY, "财政供养人员数", CellKind.INTEGER),
        Field("body.subordinate_units", Block.BODY, "下属二级单位数", CellKind.INTEGER),
        _money("basic", "基本支出"),
        _money("fiscal", "财政拨款"),
        _money("project", "项目支出"),
        _money("other_sources", "其他资金"),
        _money("special", "财政专项资金"),
        _money("own_level", "市本级使用资金"),
        _money("other", "其他事业发展性支出"),
        _money("transfer", "拟用于对下转移支付资金"),
    )
}
_ALSO = {
    "部门名称": wordings.BODY_NAME,
    "财政供养人员数": frozenset({"财政供养人数", "财政供养人员", "财政供养人员总数"}),
    "下属二级单位数": frozenset({"下属单位数", "二级单位数", "下属二级预算单位数", "下属预算单位数", "所属单位数"}),
    "市本级使用资金": frozenset({"县本级使用资金", "区本级使用资金", "本级使用资金", "县(市、区)本级使用资金"}),
    "拟用于对下转移支付资金": frozenset({"对下转移支付资金", "拟用于对下转移支付", "对下转移支付"}),
}
FIELDS = _FIELDS | {wording: _FIELDS[label] for label, said in _ALSO.items() for wording in said}
_INDICATOR_BLOCK = "年度绩效指标"
_TASK_BLOCK = "年度重点工作任务"
_OTHER_BLOCK = "其他需完成的任务"
_GOALS = "总体绩效目标"


_STARTS = {
    **dict.fromkeys(wordings.BODY_NAME, "fields"),
    **dict.fromkeys(_ALSO["财政供养人员数"] | {"财政供养人员数", "部门预算支出"}, "fields"),
    **dict.fromkeys(wordings.GOALS, "goals"),
    **dict.fromkeys(wordings.OTHER_TASKS, "other"),
}


def read(lines: Sequence[Line], collector: Collector) -> None:
    """Read the blocks of the form wherever they stand."""
    sections = sections_of(
        lines,
        starts=_STARTS,
        captions=_CAPTIONS,
        collector=collector,
        heading_rows={"tasks": _heads_tasks, "indicators": _heads_indicators},
    )
    fields = sections["fields"].all
    read_headings(_without_name(sections["head"].rows, fields), collector, asks_year=True)
    read_fields(fields, fields=FIELDS, headings=_MONEY_HEADINGS, collector=collector)
    goals = joined_text(sections["goals"], _GOALS, collector, labels=wordings.GOALS)
    if goals is not None:
        collector.add("goals.overall", block=Block.GOALS, label=_GOALS, kind=CellKind.LONG_TEXT, found=goals)
    _read_tasks(sections["tasks"], sections["other"], collector)
    _read_indicators(sections["indicators"], collector)


def _heads_tasks(line: Line) -> bool:
    labels = {piece.base for piece in line.filled}
    named = bool(labels & wordings.TASK_NAME) + bool(labels & wordings.TASK_CONTENT)
    return named > 0 and bool(labels & wordings.TASK_AMOUNT) and not labels & _FIELDS.keys()


def _heads_indicators(line: Line) -> bool:
    labels = {piece.base for piece in line.filled}
    return bool(labels & wordings.INDICATOR) and bool(labels & (wordings.LEVEL1 | wordings.LEVEL2))


def _without_name(head: Sequence[Line], fields: Sequence[Line]) -> list[Line]:
    """Leave out a line above the form that only says the department's name, which the form says again."""
    names = {
        after.text
        for line in fields
        for piece, after in pairwise(line.filled)
        if piece.base in wordings.BODY_NAME
    }
    return [line for line in head if len(line.filled) > 1 or line.filled[0].text not in names]


def _read_tasks(section: Section, other: Section, collector: Collector) -> None:
    headings = columns_of(section.head, headings=_TASK_HEADINGS) if section.head else ()
    columns = TaskColumns.of(headings, amounts=frozenset({"amount"}), block_label=_TASK_BLOCK)
    if section.head is None or not columns.is_readable:
        collector.problem("block_missing", NOT_READABLE)
        return
    rows = gather_tasks(section.rows, columns=columns, collector=collector)
    for number, row in enumerate(rows, start=1):
        add_task(row, number=number, columns=columns, collector=collector)
    free_text = joined_text(other, _OTHER_BLOCK, collector, labels=wordings.OTHER_TASKS) if other.head else None
    if free_text is not None and state_of(text=free_text.text) is CellState.VALUE:
        units = [unit_in(piece.label) for piece in section.head.filled if unit_in(piece.label)]
        read_free_text_tasks(
            free_text, first=len(rows) + 1, unit=units[0] if units else None, collector=collector
        )


def _read_indicators(section: Section, collector: Collector) -> None:
    columns = section.head and IndicatorColumns.of(
        columns_of(section.head, headings=_INDICATOR_HEADINGS), block_label=_INDICATOR_BLOCK
    )
    if not columns:
        collector.problem("block_missing", "没有找到“绩效指标”的表头，指标没有读入，请手工补录。")
        return
    read_indicators(section.rows, columns=columns, collector=collector)
