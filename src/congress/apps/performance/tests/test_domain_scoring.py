"""Scores: what was reached against what was promised, in points, with the sentence behind them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.apps.performance.domain.scoring import execution_score, row_score, score
from congress.apps.performance.domain.weighing import Weight
from congress.apps.performance.tests.rows import indicator, indicators
from congress.standards.indicators import performance_scoring

RULES = performance_scoring()
STRICT = replace(RULES, reduce_far_over=True)
FOUR = RULES.schemes["four_parts"]


def _points(level: str, **texts: str) -> Decimal | None:
    return row_score(indicator(level, **texts), weight=Weight("r", Decimal(10), True), rules=RULES).points


@pytest.mark.parametrize(
    ("level", "target", "actual", "points"),
    [
        ("quantity", "≥10次", "10次", "10"),
        ("quantity", "≥10次", "9次", "9"),
        ("quantity", "≥10次", "0次", "0"),
        ("quantity", "10次", "12次", "10"),
        ("quantity", ">50人次", "36", "7.2"),
        ("quantity", "≥3次", "2次", "6.67"),
        ("quality", "≥95%", "90%", "9.47"),
        ("cost", "≤10万元", "9万元", "10"),
        ("cost", "≤10万元", "12.5万元", "8"),
        ("cost", "10万元", "12.5万元", "8"),
        ("former_cost", "=10万元", "12.5万元", "8"),
        ("cost", "<10万元", "10万元", "10"),
        ("cost", "0%及以下", "1%", "0"),
        ("cost", "≤0元", "-5元", "10"),
        ("quantity", "10次-20次", "15次", "10"),
        ("quantity", "10次-20次", "8次", "8"),
        ("quantity", "10次-20次", "33次", "10"),
        ("quality", "是", "是", "10"),
        ("quality", "是", "否", "0"),
        ("time", "2026年6月30日前", "2026年6月1日", "10"),
        ("time", "2026年6月30日前", "2026年7月1日", "0"),
        ("quantity", "≥0次", "-1次", "0"),
    ],
)
def test_a_counted_result(level: str, target: str, actual: str, points: str) -> None:
    assert _points(level, annual=target, actual=actual) == Decimal(points)


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_points_never_leave_the_weight(target: int, actual: int) -> None:
    for operator in ("≥", "≤", ">", "<", "=", ""):
        points = _points("quantity", annual=f"{operator}{target}次", actual=f"{actual}次")
        assert points is not None and 0 <= points <= 10


@pytest.mark.parametrize(
    ("score_text", "points", "said", "met"),
    [
        (
            "",
            None,
            "这是定性指标，请按达成预期（100%—80%）、部分达成（80%—60%）、未达成（60%—0%）评分。",
            None,
        ),
        ("9", "9", "定性指标，评为“达成预期”，9 分。", True),
        ("8", "8", "定性指标，评为“达成预期”，8 分。", True),
        ("7.5", "7.5", "定性指标，评为“部分达成”，7.5 分。", False),
        ("1", "1", "定性指标，评为“未达成”，1 分。", False),
        ("11", None, "评的 11 分超过了本指标的 10 分，请改正。", None),
    ],
)
def test_a_qualitative_result_is_judged_by_a_person(
    score_text: str, points: str | None, said: str, met: bool | None
) -> None:
    texts = {"annual": "有效推动", "actual": "已推动", **({"score": score_text} if score_text else {})}
    result = row_score(indicator("social", **texts), weight=Weight("r", Decimal(10), True), rules=RULES)
    assert (result.points, result.how, result.is_met) == (points and Decimal(points), said, met)


def test_a_qualitative_row_without_points_is_judged_all_the_same() -> None:
    row = indicator("social", annual="有效推动", actual="已推动", score="0")
    assert row_score(row, weight=Weight("r", Decimal(0), True), rules=RULES).points == 0


@pytest.mark.parametrize(("annual", "actual"), [("", "3次"), ("≥3次", "")])
def test_without_target_or_result_there_are_no_points(annual: str, actual: str) -> None:
    assert _points("quantity", annual=annual, actual=actual) is None


@pytest.mark.parametrize(
    ("target", "actual", "far"),
    [("≥10次", "13次", False), ("≥10次", "14次", True), ("10次-20次", "33次", True), ("≤10次", "1次", False)],
)
def test_a_target_set_too_low_is_flagged_and_reduced_only_where_the_place_says_so(
    target: str, actual: str, far: bool
) -> None:
    row, weight = indicator("quantity", annual=target, actual=actual), Weight("r", Decimal(10), True)
    plain, strict = row_score(row, weight=weight, rules=RULES), row_score(row, weight=weight, rules=STRICT)
    assert (plain.is_far_over, plain.points) == (far, 10)
    assert strict.points == (9 if far else 10)


def test_a_missed_target_wants_a_reason() -> None:
    weight = Weight("r", Decimal(10), True)
    without = row_score(indicator("quantity", annual="≥3次", actual="2次"), weight=weight, rules=RULES)
    told = indicator("quantity", annual="≥3次", actual="2次", reason="会期调整")
    assert without.lacks_reason and not row_score(told, weight=weight, rules=RULES).lacks_reason


@pytest.mark.parametrize(
    ("budget", "executed", "points"),
    [
        ("100", "95.51", "9.55"),
        ("100", "120", "10"),
        ("0", "1", None),
        ("100", None, None),
        (None, "1", None),
    ],
)
def test_execution(budget: str | None, executed: str | None, points: str | None) -> None:
    result = execution_score(
        budget=budget and Decimal(budget), executed=executed and Decimal(executed), weight=Decimal(10)
    )
    assert result.points == (points and Decimal(points))


def test_a_whole_self_evaluation_says_its_total_and_grade_or_what_is_missing() -> None:
    rows = indicators(
        ("quantity", {"annual": "≥10次", "actual": "9次"}),
        ("social", {"annual": "是", "actual": "是"}),
        ("served", {"annual": "≥90%", "actual": "95%"}),
    )
    whole = score(indicators=rows, budget=Decimal(100), executed=Decimal(90), scheme=FOUR, rules=RULES)
    assert (whole.total, whole.grade) == (Decimal("94.00"), "优")
    assert whole.gaps == ("“指标1”没有完成目标，请写明偏差原因和改进措施。",)
    open_row = indicators(("quantity", {"annual": "≥10次"}))
    part = score(indicators=open_row, budget=None, executed=None, scheme=FOUR, rules=RULES)
    assert (part.total, part.grade) == (None, "")
    assert part.gaps == (
        "缺少预算数或执行数，不能计算预算执行率。",
        "“指标1”：还没有填写实际完成值。",
    )


def test_with_weights_that_are_wrong_there_is_no_total() -> None:
    rows = indicators(("quantity", {"annual": "≥10次", "actual": "10次", "weight": "20"}))
    whole = score(indicators=rows, budget=Decimal(1), executed=Decimal(1), scheme=FOUR, rules=RULES)
    assert whole.total is None and "合计 30 分" in whole.gaps[0]


@pytest.mark.parametrize(
    ("points", "grade"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("60", "中"), ("0", "差")]
)
def test_grades(points: str, grade: str) -> None:
    assert RULES.grade(Decimal(points)) == grade
