"""Result checks: missed and overshot targets, and rates that the money in the same table contradicts."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import Finding, check
from congress.apps.performance.tests.sources import (
    EVALUATION_INDICATOR_HEAD,
    LABEL,
    evaluation_form,
    table_of,
)

TASKS = (
    (LABEL, "基本支出", "人员。", "支付。", "600.00", "600.00", "600.00", "600.00"),
    (LABEL, "立法工作", "调研。", "完成。", "400.00", "300.00", "350.00", "300.00"),
)


def found(
    *rows: tuple[str, str, str], level: tuple[str, str] = ("产出", "数量"), tasks: object = TASKS
) -> list[Finding]:
    """The findings over an evaluation with these indicators: name, target, actual."""
    indicators = [("年度绩效指标完成情况", *level, *row) for row in rows]
    table = table_of(evaluation_form(tasks=tasks, totals=(), indicators=indicators))  # type: ignore[arg-type]
    return [finding for finding in check(table=table) if finding.id in ("PQ15", "PQ16", "PQ17")]


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        (">50 人次", "36", [("PQ16", "missed", "R")]),
        ("≥50 人次", "50", []),
        ("10项-20项", "33", [("PQ15", "above_range", "O")]),
        ("10项-20项", "20", []),
        ("10项-20项", "9", [("PQ16", "missed", "R")]),
        (">20 次", "29", [("PQ15", "far_above", "O")]),
        (">20 次", "26", []),
        ("是", "否", [("PQ16", "missed", "R")]),
        ("≥95%", "", [("PQ16", "actual_blank", "O")]),
        ("≥95%", "不适用", []),
        ("长期", "长期", []),
        ("", "95%", []),
    ],
)
def test_actual_against_target(target: str, actual: str, expected: list[tuple[str, str, str]]) -> None:
    findings = found(("某项", target, actual))
    assert [(each.id, each.case, each.severity.value) for each in findings] == expected


def test_the_sentences_have_both_figures() -> None:
    (missed,) = found(("列席人次", ">50 人次", "36"))
    assert all(word in missed.message for word in ("列席人次", ">50 人次", "36", "72.0%"))
    assert missed.addresses == ("indicators.1.actual", "indicators.1.annual")
    (above,) = found(("法规数量", "10项-20项", "33"))
    assert "165.0%" in above.message
    (not_met,) = found(("已建成（是/否）", "是", "否"))
    assert "与目标不符" in not_met.message
    (far,) = found(("评审", ">20 次", "29"))
    assert all(word in far.message for word in ("145.0%", "130%"))


def test_what_was_not_done_needs_a_reason() -> None:
    (undone,) = found(("培训班期数", "≥2期", "未开展"))
    assert (undone.case, undone.severity.value) == ("undone", "R")
    assert "“未开展”" in undone.message


def test_a_reason_settles_a_miss() -> None:
    row = ("年度绩效指标完成情况", "产出", "数量", "立法数量", "≥5部", "1", "推迟到下年。")
    text = evaluation_form(indicator_head=(*EVALUATION_INDICATOR_HEAD, "偏差原因"), indicators=(row,))
    assert "PQ16" not in {each.id for each in check(table=table_of(text))}


def test_a_bare_number_under_cost_is_not_judged() -> None:
    assert found(("会议费", "10万元", "8万元"), level=("产出", "成本")) == []
    assert [each.case for each in found(("会议费", "≤10万元", "12万元"), level=("产出", "成本"))] == [
        "missed"
    ]


def test_reported_rates_against_the_money() -> None:
    # 950 ÷ 1,000 of all tasks, 350 ÷ 400 of projects
    assert found(("支出进度", "≥80%", "95%")) == []
    (finding,) = found(("项目资金使用率", "≥80%", "95%"))
    assert (finding.id, finding.case) == ("PQ17", "rate_differs")
    assert all(figure in finding.message for figure in ("350.00", "400.00", "87.50%", "不含基本支出"))
    assert found(("项目资金使用率", "≥80%", "87.5%")) == []
    assert [each.case for each in found(("预算执行率", "≥80%", "99%"))] == ["rate_differs"]


def test_tasks_below_the_line_of_the_table_itself() -> None:
    (finding,) = found(("支出进度达标率", ">90%", "95%"))
    assert (finding.case, finding.addresses) == ("task_below_line", ("tasks.2.executed", "tasks.2.budget"))
    assert "87.50%" in finding.message
    nameless = ((LABEL, "", "调研。", "完成。", "400.00", "", "350.00", ""),)
    assert "第1项任务" in found(("支出进度", ">90%", "87.5%"), tasks=nameless)[-1].message


def test_what_cannot_be_compared_is_left_alone() -> None:
    assert found(("支出进度", "按期", "按期")) == []
    assert [each.case for each in found(("支出进度", "", ""))] == []
    assert found(("支出进度", "≥80%", "95")) == []
    without_money = ((LABEL, "立法工作", "调研。", "完成。", "", "", "", ""),)
    assert found(("支出进度", "≥80%", "95%"), tasks=without_money) == []
    nothing_budgeted = ((LABEL, "立法工作", "调研。", "完成。", "0.00", "", "0.00", ""),)
    assert found(("支出进度", "≥80%", "95%"), tasks=nothing_budgeted) == []
