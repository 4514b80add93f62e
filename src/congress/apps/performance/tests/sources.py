"""Sources for tests of the domain: forms of our own writing, whole or with one part replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from congress.apps.performance.domain import (
    PerformanceTable,
    ReadCell,
    Reading,
    assemble,
    read_disclosure,
    to_json,
)
from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText

Rows = Sequence[Sequence[str]]

TARGET_HEAD = (
    ("2026年云川市人大常委会办公室部门整体支出绩效目标批复情况",),
    (),
    ("按照市财政局的通知，现将2026年云川市人大常委会办公室部门整体支出绩效目标批复情况公开如下：",),
    (),
    ("云川市部门整体预算绩效目标表",),
    ("(2026年)",),
)
BODY = (
    ("部门名称", "云川市人大常委会办公室", "", "", ""),
    ("基本信息", "财政供养人员数", "20", "下属二级单位数", "0"),
)
MONEY = (
    ("", "部门预算支出", "预算金额(万元)", "收入来源", "预算金额(万元)"),
    ("预算整体情况", "基本支出", "100.00", "财政拨款", "150.00"),
    ("", "项目支出", "50.00", "其他资金", "0.00"),
    ("", "事业发展性支出", "预算金额(万元)", "按预算级次划分", "预算金额(万元)"),
    ("", "财政专项资金", "0.00", "市本级使用资金", "150.00"),
    ("", "其他事业发展性支出", "0.00", "拟用于对下转移支付资金", "0.00"),
)
GOALS = (("总体绩效目标", "<p>1. 开好代表大会。</p> <p>2. 做好立法工作。</p>", "", "", ""),)
TASK_HEAD = ("年度重点工作任务", "名称", "主要实施内容", "拟投入的资金(元)", "期望达到的目标(概述)")
TASKS = (
    ("", "召开代表大会", "组织会议。", "300,000.00", "会议按期完成。"),
    ("", "开展立法调研", "组织调研。", "200,000.00", "形成报告。"),
)
OTHER = (("", "其他需完成的任务（可选填）", "", "", "", ""),)
INDICATOR_HEAD = ("绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值")
INDICATORS = (
    ("", "产出指标", "数量指标", "召开会议次数", "1次", "1次"),
    ("", "", "质量指标", "任务完成率", "≥95%", "≥95%"),
    ("", "满意度指标", "服务对象满意度指标", "代表满意度", "≥95%", "≥95%"),
)

EVALUATION_HEAD = (("部门（单位）整体支出绩效目标完成情况自评表", "", "", "", "", "", "", ""),)
EVALUATION_BODY = (("部门（单位）名称", "", "云川市人大常委会办公室", "", "", "预算年度", "", "2025"),)
EVALUATION_TASK_HEAD = (
    ("年度主要任务完成情况", "任务名称", "主要内容", "完成情况", "预算数（元）", "", "执行数（元）", ""),
    ("", "", "", "", "总额", "其中：财政拨款", "总额", "其中：财政拨款"),
)
LABEL = "年度主要任务完成情况"
EVALUATION_TASKS = (
    (LABEL, "基本支出", "人员和公用。", "按时支付。", "600.00", "600.00", "600.00", "600.00"),
    (LABEL, "立法工作", "调研起草。", "通过两部。", "400.00", "300.00", "390.00", "300.00"),
)
TOTALS = ((LABEL, "金额合计", "", "1,000.00", "900.00", "990.00", "900.00", ""),)
EVALUATION_GOALS = (
    ("年度 总体", "预期目标", "", "目标实际完成情况", "", "", "", ""),
    ("目标完成情况", "依法履职。", "", "", "全部完成。", ""),
)
EVALUATION_INDICATOR_HEAD = (
    "年度绩效指标完成情况",
    "一级指标",
    "二级指标",
    "三级指标",
    "预期指标值",
    "实际完成指标值",
)
EVALUATION_INDICATORS = (
    ("年度绩效指标完成情况", "产出", "数量", "立法数量", "2部-5部", "3"),
    ("年度绩效指标完成情况", "效益", "社会效益", "代表列席人次", "≥60 人次", "66"),
)


def source_of(text: str, *, keep_blank_lines: bool = False) -> SourceText:
    """A tab-separated text as documents reads it: a row per line, a cell per tab; blank lines only count."""
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() or keep_blank_lines:
            cells = enumerate(line.split("\t"), start=1)
            rows.append(SourceRow(number, tuple(SourceCell(Place(number, at), part) for at, part in cells)))
    return SourceText("text/plain", tuple(rows))


def target_form(
    *,
    head: Rows = TARGET_HEAD,
    body: Rows = BODY,
    money: Rows = MONEY,
    goals: Rows = GOALS,
    task_head: Sequence[str] = TASK_HEAD,
    tasks: Rows = TASKS,
    other: Rows = OTHER,
    indicator_head: Sequence[str] = INDICATOR_HEAD,
    indicators: Rows = INDICATORS,
) -> str:
    """A whole-department target form; each argument replaces one of its parts."""
    parts = (head, body, money, goals, (task_head,), tasks, other, (indicator_head,), indicators)
    return "\n".join("\t".join(row) for part in parts for row in part) + "\n"


def evaluation_form(
    *,
    head: Rows = EVALUATION_HEAD,
    body: Rows = EVALUATION_BODY,
    task_head: Rows = EVALUATION_TASK_HEAD,
    tasks: Rows = EVALUATION_TASKS,
    totals: Rows = TOTALS,
    goals: Rows = EVALUATION_GOALS,
    indicator_head: Sequence[str] = EVALUATION_INDICATOR_HEAD,
    indicators: Rows = EVALUATION_INDICATORS,
) -> str:
    """A self-evaluation form; each argument replaces one of its parts."""
    parts = (head, body, task_head, tasks, totals, goals, (indicator_head,), indicators)
    return "\n".join("\t".join(row) for part in parts for row in part) + "\n"


def read(text: str) -> Reading:
    """Read a text into cells."""
    return read_disclosure(source=source_of(text))


def table_of(text: str) -> PerformanceTable:
    """Read a text and type it."""
    reading = read(text)
    return assemble(form=reading.form, cells=reading.cells)


def cells_of(text: str) -> dict[str, ReadCell]:
    """Read a text; its cells by address."""
    return {cell.address: cell for cell in read(text).cells}


def typed(table: PerformanceTable) -> Any:
    """What a table says, without how and where it was written: for comparing two tables."""
    return _without(to_json(table=table))


_HOW_IT_WAS_WRITTEN = frozenset(
    {"cells", "address", "raw", "text", "state", "place", "continued", "confidence", "note"}
)


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without(part)
            for key, part in value.items()
            if key not in _HOW_IT_WAS_WRITTEN or (key == "text" and set(value) == {"number", "text"})
        }
    return [_without(part) for part in value] if isinstance(value, list) else value
