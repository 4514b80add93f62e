"""Whole-department target form (部门整体支出绩效目标申报、批复表) of the family published by Dongguan."""

from __future__ import annotations

from collections.abc import Sequence

from congress.apps.performance.domain.cells import Block, CellKind, CellState, state_of
from congress.apps.performance.domain.detection import Signature
from congress.apps.performance.domain.forms.columns import columns_of
from congress.apps.performance.domain.forms.fields import Field, read_fields, unit_in
from congress.apps.performance.domain.forms.free_text_tasks import read_free_text_tasks
from congress.apps.performance.domain.forms.headings import read_headings
from congress.apps.performance.domain.forms.indicator_rows import IndicatorColumns, read_indicators
from congress.apps.performance.domain.forms.sections import Section, joined_text, sections_of
from congress.apps.performance.domain.forms.task_rows import NOT_READABLE, TaskColumns, add_task, gather_tasks
from congress.apps.performance.domain.lines import Collector, Line

SIGNATURE = Signature(
    name="部门整体支出绩效目标表",
    marks={
        "部门名称": 10, "财政供养人员数": 10, "部门预算支出": 10, "总体绩效目标": 10, "年度重点工作任务": 10,
        "主要实施内容": 15, "拟投入的资金": 15, "三级指标": 5, "实施周期指标值": 10, "年度指标值": 5,
    },
    required=frozenset({"拟投入的资金", "三级指标", "实施周期指标值", "年度指标值"}),
    form="dongguan",
)  # fmt: skip

_STARTS = {
    "部门名称": "fields",
    "单位名称": "fields",
    "部门(单位)名称": "fields",
    "财政供养人员数": "fields",
    "总体绩效目标": "goals",
    "主要实施内容": "tasks",
    "其他需完成的任务": "other",
    "三级指标": "indicators",
}
_CAPTIONS = frozenset({"基本信息", "预算整体情况", "年度重点工作任务", "绩效指标"})
_TASK_HEADINGS = {
    "名称": "name",
    "任务名称": "name",
    "主要实施内容": "content",
    "拟投入的资金": "amount",
    "期望达到的目标": "expected",
}
_INDICATOR_HEADINGS = {
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "name",
    "实施周期指标值": "period",
    "年度指标值": "annual",
}
_MONEY_HEADINGS = frozenset(
    {"基本信息", "预算整体情况", "部门预算支出", "预算金额", "收入来源", "事业发展性支出", "按预算级次划分"}
)


def _money(name: str, label: str) -> Field:
    return Field(f"money.{name}", Block.MONEY, label, None)


FIELDS = {
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
FIELDS |= {wording: FIELDS["部门名称"] for wording in ("单位名称", "部门(单位)名称")}


def read(lines: Sequence[Line], collector: Collector) -> None:
    """Read the form's six blocks in the order in which they stand."""
    sections = sections_of(lines, starts=_STARTS, captions=_CAPTIONS, collector=collector)
    read_headings(sections["head"].rows, collector, asks_year=True)
    read_fields(sections["fields"].all, fields=FIELDS, headings=_MONEY_HEADINGS, collector=collector)
    goals = joined_text(sections["goals"], "总体绩效目标", collector)
    if goals is not None:
        collector.add(
            "goals.overall", block=Block.GOALS, label="总体绩效目标", kind=CellKind.LONG_TEXT, found=goals
        )
    _read_tasks(sections["tasks"], sections["other"], collector)
    _read_indicators(sections["indicators"], collector)


def _read_tasks(section: Section, other: Section, collector: Collector) -> None:
    headings = columns_of(section.head, headings=_TASK_HEADINGS) if section.head else ()
    columns = TaskColumns.of(headings, amounts=frozenset({"amount"}), block_label="年度重点工作任务")
    if section.head is None or not columns.is_readable:
        collector.problem("block_missing", NOT_READABLE)
        return
    rows = gather_tasks(section.rows, columns=columns, collector=collector)
    for number, row in enumerate(rows, start=1):
        add_task(row, number=number, columns=columns, collector=collector)
    free_text = joined_text(other, "其他需完成的任务", collector) if other.head else None
    if free_text is not None and state_of(text=free_text.text) is CellState.VALUE:
        units = [unit_in(piece.label) for piece in section.head.filled if unit_in(piece.label)]
        read_free_text_tasks(
            free_text, first=len(rows) + 1, unit=units[0] if units else None, collector=collector
        )


def _read_indicators(section: Section, collector: Collector) -> None:
    columns = section.head and IndicatorColumns.of(
        columns_of(section.head, headings=_INDICATOR_HEADINGS), block_label="年度绩效指标"
    )
    if not columns:
        collector.problem("block_missing", "没有找到“绩效指标”的表头，指标没有读入，请手工补录。")
        return
    read_indicators(section.rows, columns=columns, collector=collector)
