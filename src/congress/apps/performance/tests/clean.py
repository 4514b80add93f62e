"""Tables of our own writing in which no check finds anything: tests spoil one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from congress.apps.performance.domain import Block, CellKind, PerformanceTable, ReadCell, assemble, state_of
from congress.apps.performance.tests.sources import (
    LABEL,
    evaluation_form,
    read,
    target_form,
)

TARGET_ROWS = (
    ("", "成本指标", "经济成本指标", "会议人均每天费用", "≤450元/人·天", "≤450元/人·天"),
    ("", "", "社会成本指标", "不适用", "不适用", "不适用"),
    ("", "产出指标", "数量指标", "召开代表大会次数", "=1次", "=1次"),
    ("", "", "", "立法调研报告篇数", "≥3篇", "≥3篇"),
    ("", "", "质量指标", "调研报告采用率", "≥90%", "≥90%"),
    ("", "", "时效指标", "会议材料按时送达率", "100%", "100%"),
    ("", "效益指标", "社会效益指标", "群众意见答复率", "≥95%", "≥95%"),
    ("", "满意度指标", "服务对象满意度指标", "代表满意度", "≥95%", "≥95%"),
)
EVALUATION_ROWS = (
    ("年度绩效指标完成情况", "产出", "数量", "通过法规数量", "2部-5部", "3部"),
    ("年度绩效指标完成情况", "产出", "质量", "审议通过率", "≥95%", "100%"),
    ("年度绩效指标完成情况", "产出", "成本", "每部法规调研费用", "≤130元", "130元"),
    ("年度绩效指标完成情况", "效益", "社会效益", "代表列席人次", "≥60 人次", "66 人次"),
    ("年度绩效指标完成情况", "满意度", "服务对象满意度", "代表满意度", "≥90%", "95%"),
)
EVALUATION_TASKS = (
    (LABEL, "基本支出", "人员和公用。", "按时支付。", "600.00", "600.00", "600.00", "600.00"),
    (
        LABEL,
        "立法工作",
        "调研起草。",
        "通过法规3部，问卷测评结果良好。",
        "400.00",
        "300.00",
        "390.00",
        "300.00",
    ),
)
EVALUATION_TOTALS = ((LABEL, "金额合计", "", "", "1,000.00", "900.00", "990.00", "900.00"),)
PROJECT_HEAD = """云川市人民代表大会常务委员会办公室2026年项目支出绩效目标表

部门名称：云川市人民代表大会常务委员会办公室

单位：万元

项目名称 (资金使用单位)\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标
"""
PROJECT_ROWS = (
    "合计\t300.00\t290.00\t\t10.00\t\t",
    "云川市人民代表大会常务委员会办公室\t300.00\t290.00\t\t10.00\t\t",
    "会议经费\t100.00\t100.00\t\t\t会前材料提前送到代表手中。\t{meeting}",
    "培训经费\t200.00\t190.00\t\t10.00\t全年办好代表培训班。\t{training}",
)
MEETING = (
    ("1-产出指标", "11-数量指标", "会议审议报告数", "≥6项"),
    ("2-效益指标", "22-社会效益", "会议决议公开率", "100%"),
    ("3-满意度指标", "31-服务对象满意度", "参会代表满意度", "≥95%"),
    ("4-成本指标", "41-经济成本指标", "每次会议场地费", "≤5万元"),
)
TRAINING = (
    ("1-产出指标", "11-数量指标", "举办培训班期数", "≥4期"),
    ("2-效益指标", "22-社会效益", "代表建议提出率", "≥80%"),
    ("3-满意度指标", "31-服务对象满意度", "参训代表满意度", "≥95%"),
    ("4-成本指标", "41-经济成本指标", "每人每天培训费", "≤450元/人·天"),
)


def clean_targets() -> str:
    """A whole-department target form without a fault."""
    return target_form(
        goals=(("总体绩效目标", "开好代表大会，做好立法工作。", "", "", ""),), indicators=TARGET_ROWS
    )


def clean_evaluation() -> str:
    """A self-evaluation without a fault."""
    return evaluation_form(tasks=EVALUATION_TASKS, totals=EVALUATION_TOTALS, indicators=EVALUATION_ROWS)


def clean_projects(*, rows: Sequence[str] = PROJECT_ROWS, meeting: Sequence[Sequence[str]] = MEETING) -> str:
    """A table of two projects without a fault; `rows` and the indicators of the first can be replaced."""
    packed = {"meeting": _packed(meeting), "training": _packed(TRAINING)}
    return PROJECT_HEAD + "\n".join(row.format(**packed) for row in rows) + "\n"


def _packed(rows: Sequence[Sequence[str]]) -> str:
    parts = (
        f"{number}、{level1}；{level2}；{name}；实施周期指标值：{value}；年度指标值：{value}。"
        for number, (level1, level2, name, value) in enumerate(rows, start=1)
    )
    return "".join(parts)


def spoiled(
    text: str, cells: Mapping[str, str], *, added: Mapping[str, tuple[CellKind, str]] | None = None
) -> PerformanceTable:
    """The table of a text with some cells rewritten, as source and as text, and some added that its form lacks."""
    reading = read(text)
    known = {cell.address for cell in reading.cells}
    assert cells.keys() <= known, sorted(cells.keys() - known)
    more = [
        replace(
            reading.cells[-1],
            address=address,
            block=Block.PROJECTS if address.startswith("projects") else Block.TOTALS,
            order=len(reading.cells) + number,
            label=address.rpartition(".")[2],
            kind=kind,
            raw=written,
            text=written,
            state=state_of(text=written),
        )
        for number, (address, (kind, written)) in enumerate((added or {}).items(), start=1)
    ]
    kept = [_rewritten(cell, cells) for cell in reading.cells]
    return assemble(form=reading.form, cells=[*kept, *more])


def _rewritten(cell: ReadCell, wanted: Mapping[str, str]) -> ReadCell:
    if cell.address not in wanted:
        return cell
    text = wanted[cell.address]
    return replace(cell, raw=text, text=text, state=state_of(text=text))
