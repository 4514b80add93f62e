"""Money checks: what does not add up is found with both figures, and mere rounding is not called a fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congress.apps.performance.domain import Finding, assemble, check
from congress.apps.performance.tests.sources import (
    LABEL,
    MONEY,
    TASK_HEAD,
    TASKS,
    evaluation_form,
    read,
    table_of,
    target_form,
)
from congress.standards.indicators import Severity


def found(text: str, *ids: str) -> list[Finding]:
    """The findings of some checks over a text."""
    return [finding for finding in check(table=table_of(text)) if finding.id in ids]


def cases(text: str, *ids: str) -> list[tuple[str, str, str]]:
    """The findings as id, case and severity."""
    return [(finding.id, finding.case, finding.severity.value) for finding in found(text, *ids)]


def with_money(**rows: tuple[str, ...]) -> str:
    """The form with rows of the money block replaced by number."""
    money: list[tuple[str, ...]] = list(MONEY)
    for name, row in rows.items():
        money[int(name.removeprefix("row"))] = row
    return target_form(money=money)


def with_tasks(*amounts: str, unit: str = "元") -> str:
    """The form with tasks of these amounts."""
    head = (*TASK_HEAD[:3], f"拟投入的资金({unit})", TASK_HEAD[4])
    return target_form(
        task_head=head, tasks=[("", f"任务{at}", "内容。", text, "目标。") for at, text in enumerate(amounts)]
    )


def evaluation(*amounts: str, totals: tuple[str, ...] = ()) -> str:
    """An evaluation with one task of four amounts and, if given, a total row."""
    rows = ((LABEL, "金额合计", "", "", *totals),) if totals else ()
    return evaluation_form(tasks=((LABEL, "立法工作", "调研。", "完成。", *amounts),), totals=rows)


# --- PQ20 ---


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("300,000.00", "150,000.00"), []),
        (("300,000.00", "149,999.99"), [("PQ20", "coverage_low", "Y")]),
        (("500,000.01",), [("PQ20", "rounding", "B")]),
        (("499,950.00",), [("PQ20", "rounding", "B")]),
        (("500,100.01",), [("PQ20", "coverage_over", "Y")]),
        (("",), []),
        (("约5万元",), []),
    ],
)
def test_coverage_of_project_spending(amounts: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    assert cases(with_tasks(*amounts), "PQ20") == expected


def test_the_sentence_on_coverage_has_every_figure() -> None:
    text = target_form(
        tasks=(TASKS[0],), other=(("", "其他需完成的任务（可选填）", "甲—乙（50,000.00元）", "", "", ""),)
    )
    (finding,) = found(text, "PQ20")
    for figure in ("35.00", "30.00", "5.00", "50.00", "70.0%", "15.00"):
        assert figure in finding.message
    assert finding.addresses == ("money.project", "tasks.1.amount", "tasks.2.amount")
    assert finding.basis
    assert not finding.verified


def test_only_free_text_tasks() -> None:
    text = target_form(tasks=(), other=(("", "其他需完成的任务", "甲—乙（50,000.00元）", ""),))
    assert "任务清单 0.00 万元，其他任务 5.00 万元" in found(text, "PQ20")[0].message


def test_no_project_spending_is_nothing_to_cover() -> None:
    assert cases(with_money(row2=("", "项目支出", "", "其他资金", "0.00")), "PQ20") == []
    assert cases(with_money(row2=("", "项目支出", "0.00", "其他资金", "0.00")), "PQ20") == []


# --- PQ21 ---


def test_spending_against_sources() -> None:
    (finding,) = found(with_money(row1=("", "基本支出", "110.00", "财政拨款", "150.00")), "PQ21")
    assert (finding.case, finding.severity) == ("sources_vs_spending", Severity.RED)
    for figure in ("160.00", "110.00 + 50.00", "150.00", "10.00"):
        assert figure in finding.message
    assert "没有填写" not in finding.message


def test_a_blank_part_counts_as_nothing_and_is_named() -> None:
    (finding,) = found(with_money(row1=("", "基本支出", "", "财政拨款", "150.00")), "PQ21")
    assert "“基本支出”没有填写，按 0 计算" in finding.message


def test_parts_declared_not_applicable_count_as_nothing() -> None:
    assert cases(with_money(row4=("", "财政专项资金", "不适用", "市本级使用资金", "150.00")), "PQ21") == []


def test_an_unreadable_part_ends_the_check() -> None:
    assert cases(with_money(row1=("", "基本支出", "约一百", "财政拨款", "150.00")), "PQ21") == []


def test_rounding_is_information() -> None:
    text = with_money(row1=("", "基本支出", "100.01", "财政拨款", "150.00"))
    assert cases(text, "PQ21") == [("PQ21", "rounding", "B")]
    text = with_money(row4=("", "财政专项资金", "0.00", "市本级使用资金", "149.99"))
    assert cases(text, "PQ21") == [("PQ21", "rounding", "B")]


def test_own_level_blank_is_asked_for_with_a_proposal() -> None:
    text = with_money(
        row4=("", "财政专项资金", "0.00", "市本级使用资金", ""),
        row5=("", "其他事业发展性支出", "0.00", "拟用于对下转移支付资金", "20.00"),
    )
    (finding,) = found(text, "PQ21")
    assert (finding.case, finding.addresses[0]) == ("own_level_blank", "money.own_level")
    assert finding.proposal is not None
    assert (finding.proposal.address, finding.proposal.text) == ("money.own_level", "130.00")
    blank_transfer = with_money(
        row4=("", "财政专项资金", "0.00", "市本级使用资金", ""),
        row5=("", "其他事业发展性支出", "0.00", "拟用于对下转移支付资金", ""),
    )
    assert found(blank_transfer, "PQ21")[0].proposal is not None
    nothing_left = with_money(
        row4=("", "财政专项资金", "0.00", "市本级使用资金", ""),
        row5=("", "其他事业发展性支出", "0.00", "拟用于对下转移支付资金", "150.00"),
    )
    assert cases(nothing_left, "PQ21") == []


def test_levels_against_sources() -> None:
    (finding,) = found(with_money(row4=("", "财政专项资金", "0.00", "市本级使用资金", "140.00")), "PQ21")
    assert finding.case == "levels_vs_sources"
    for figure in ("140.00 + 0.00", "150.00", "10.00"):
        assert figure in finding.message
    unread = with_money(row4=("", "财政专项资金", "0.00", "市本级使用资金", "全部"))
    assert cases(unread, "PQ21") == []


def test_no_sources_at_all_is_nothing_to_compare() -> None:
    text = with_money(
        row1=("", "基本支出", "100.00", "财政拨款", ""), row2=("", "项目支出", "50.00", "其他资金", "")
    )
    assert cases(text, "PQ21") == []


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        (("400.00", "300.00", "390.00", "300.00"), []),
        (("400.01", "300.00", "390.00", "300.00"), [("rounding", "B")]),
        (("400.02", "300.00", "390.00", "300.00"), [("total_differs", "R")]),
        (("401.00", "301.00", "391.00", "301.00"), [("total_differs", "R")] * 4),
        (("400.00", "300.00", "390.00", ""), [("total_blank", "Y")]),
        (("400.00", "300.00", "390.00", "不适用"), []),
    ],
)
def test_the_total_row_in_all_four_columns(totals: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    text = evaluation("400.00", "300.00", "390.00", "300.00", totals=totals)
    assert [(case, severity) for _, case, severity in cases(text, "PQ21")] == expected


def test_sentences_on_totals() -> None:
    (differs,) = found(evaluation("400.00", "", "390.00", "", totals=("500.00", "", "390.00", "")), "PQ21")
    for figure in ("500.00", "400.00", "100.00", "合计：预算数（元）"):
        assert figure in differs.message
    (blank,) = found(
        evaluation("400.00", "300.00", "390.00", "300.00", totals=("", "300.00", "390.00", "300.00")), "PQ21"
    )
    assert blank.proposal is not None
    assert blank.proposal.text == "400.00"


def test_parts_larger_than_their_whole() -> None:
    findings = found(evaluation("400.00", "500.00", "390.00", "395.00"), "PQ21")
    assert [finding.case for finding in findings] == ["fiscal_over_total"] * 2
    assert findings[0].addresses == ("tasks.1.budget_fiscal", "tasks.1.budget")


def test_executed_over_budget() -> None:
    (finding,) = found(evaluation("400.00", "300.00", "410.00", "300.00"), "PQ21")
    assert (finding.case, finding.severity) == ("executed_over_budget", Severity.RED)
    assert "10.00" in finding.message
    nameless = evaluation_form(tasks=((LABEL, "", "调研。", "", "4.00", "", "5.00", ""),), totals=())
    assert "第1项任务" in found(nameless, "PQ21")[0].message


# --- PQ22 ---


def test_a_dash_before_an_amount_has_a_proposal_and_goes_when_rewritten() -> None:
    text = target_form(tasks=(TASKS[0],), other=(("", "其他需完成的任务", "甲—乙-150000.00", ""),))
    (finding,) = found(text, "PQ22")
    assert (finding.case, finding.addresses) == ("dash_before_amount", ("tasks.2.amount",))
    assert "也没有千分位逗号" in finding.message
    assert finding.proposal is not None
    reading = read(text)
    mended = [
        replace(cell, text=finding.proposal.text) if cell.address == finding.proposal.address else cell
        for cell in reading.cells
    ]
    assert not [each for each in check(table=assemble(form=reading.form, cells=mended)) if each.id == "PQ22"]


def test_a_dash_in_a_money_column_may_be_a_minus_so_nothing_is_proposed() -> None:
    (finding,) = found(with_tasks("-300,000.00"), "PQ22")
    assert finding.proposal is None
    assert "也没有" not in finding.message


def test_a_lone_dash_is_no_amount() -> None:
    assert cases(with_tasks("—", "500,000.00"), "PQ22") == []
    assert cases(with_tasks("-约5万元", "500,000.00"), "PQ22") == []


def test_missing_separators_count_only_beside_amounts_that_have_them() -> None:
    (finding,) = found(with_tasks("100,000.00", "100000.00", "100000", "100000", "100000.00"), "PQ22")
    assert finding.case == "separators_missing"
    assert "有 4 个金额" in finding.message
    assert " 等" in finding.message
    assert "100,000.00" in finding.message
    assert " 等" not in found(with_tasks("100,000.00", "400000.00"), "PQ22")[0].message
    assert cases(with_tasks("200000.00", "300000.00"), "PQ22") == []
    assert "1000万" in found(with_tasks("100,000.00", "1000万左右元"), "PQ22")[0].message


def test_tasks_in_the_wrong_unit() -> None:
    text = with_tasks("300,000.00", "200,000.00", unit="万元")
    (finding,) = found(text, "PQ20", "PQ22")
    assert (finding.id, finding.case) == ("PQ22", "unit_factor")
    assert "10,000 倍" in finding.message
    assert cases(with_tasks("30.00", "20.00"), "PQ20", "PQ22") == [("PQ22", "unit_factor", "O")]
    assert cases(with_tasks("0.00"), "PQ20", "PQ22") == [("PQ20", "coverage_low", "Y")]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("≤30万元", []),
        ("≤30元", [("PQ22", "cost_unit", "Y")]),
        ("≤300000万元", [("PQ22", "cost_unit", "Y")]),
        ("≤550元", []),
        ("≤30次", []),
        ("长期", []),
    ],
)
def test_cost_targets_ten_thousand_times_off(target: str, expected: list[tuple[str, str, str]]) -> None:
    row = ("", "成本指标", "经济成本指标", "会议费", target, target)
    assert cases(target_form(indicators=(row, ("", "", "", "无目标", "", ""))), "PQ22") == expected
