"""Targets are typed from the way they are written, and never from what they might have meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain.targets import (
    Operator,
    Target,
    attainment,
    format_target,
    is_above_range,
    is_met,
    looks_like_value,
    parse_target,
)
from congress.standards.errors import RuleViolation


@pytest.mark.parametrize(
    ("text", "operator", "low", "unit", "wording"),
    [
        ("≥95%", "≥", "95", "%", ""),
        ("≧ 95 ％", "≥", "95", "%", ""),
        (">=1，000件", "≥", "1000", "件", ""),
        (">=1,000件", "≥", "1000", "件", ""),
        ("=>3次", "≥", "3", "次", ""),
        ("≤197.68万元", "≤", "197.68", "万元", ""),
        ("<=5天", "≤", "5", "天", ""),
        (">900 人", ">", "900", "人", ""),
        ("＜3次", "<", "3", "次", ""),
        ("=100%", "=", "100", "%", ""),
        ("65次", "none", "65", "次", ""),
        ("100%", "none", "100", "%", ""),
        ("1210", "none", "1210", "", ""),
        ("-5%", "none", "-5", "%", ""),
        ("不少于5个", "≥", "5", "个", "不少于"),
        ("至少3次", "≥", "3", "次", "至少"),
        ("不超过10万元", "≤", "10", "万元", "不超过"),
        ("超过20次", ">", "20", "次", "超过"),
        ("低于3%", "<", "3", "%", "低于"),
        ("等于4份", "=", "4", "份", "等于"),
        ("0%及以下", "≤", "0", "%", "及以下"),
        ("90%以上", "≥", "90", "%", "以上"),
        ("30天以内", "≤", "30", "天", "以内"),
        ("不少于90%以上", "≥", "90", "%", "不少于以上"),
        ("≥1（次）", "≥", "1", "次", ""),
        ("95（%）", "none", "95", "%", ""),
        ("≤550元/人·天", "≤", "550", "元/人·天", ""),
        ("≥600", "≥", "600", "", ""),
        ("12个工作日", "none", "12", "个工作日", ""),
        ("3年", "none", "3", "年", ""),
        ("12个月", "none", "12", "个月", ""),
        ("30日内", "≤", "30", "日", "内"),
        ("5个工作日之内", "≤", "5", "个工作日", "之内"),
        ("控制在10%以内", "≤", "10", "%", "控制在以内"),
        ("≥90％（含90%）", "≥", "90", "%", ""),
        ("95%以上（含）", "≥", "95", "%", "以上"),
        ("≥95%。", "≥", "95", "%", ""),
        ("（≥95%）", "≥", "95", "%", ""),
        ("达到或超过95%", "≥", "95", "%", "达到或超过"),
        ("达100%", "≥", "100", "%", "达"),
        ("不得低于3期", "≥", "3", "期", "不得低于"),
        ("≤3‰", "≤", "3", "‰", ""),
        ("＞＝ ９５％", "≥", "95", "%", ""),
        ("不少于2万人次", "≥", "2", "万人次", "不少于"),
        ("1.5亿元", "none", "1.5", "亿元", ""),
        ("0", "none", "0", "", ""),
        ("3人境内", "none", "3", "人境内", ""),
    ],
)
def test_numbers(text: str, operator: str, low: str, unit: str, wording: str) -> None:
    target = parse_target(text)
    assert (target.operator.value, target.low, target.unit, target.wording) == (
        operator,
        Decimal(low),
        unit,
        wording,
    )
    assert target.is_number
    assert target.raw == text


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10项-20项", 10, 20, "项"),
        ("10-20项", 10, 20, "项"),
        ("10项～20项", 10, 20, "项"),
        ("90%—100%", 90, 100, "%"),
        ("3至5部", 3, 5, "部"),
        ("3到5", 3, 5, ""),
        ("3部-5", 3, 5, "部"),
        ("80%~90%", 80, 90, "%"),
        ("10项至20项", 10, 20, "项"),
        ("80%≤x≤90%", 80, 90, "%"),
        ("4≤次数≤6", 4, 6, ""),
        ("≥80%且≤100%", 80, 100, "%"),
        ("≥4，≤6次", 4, 6, "次"),
    ],
)
def test_ranges(text: str, low: int, high: int, unit: str) -> None:
    target = parse_target(text)
    assert (target.operator, target.low, target.high, target.unit) == (Operator.RANGE, low, high, unit)
    assert not target.is_number


@pytest.mark.parametrize(
    "text",
    [
        "长期",
        "有效推动",
        "20项-10项",
        "3次-5人",
        "不少于5个以下",
        "100%完成全部任务",
        "3次重要会议顺利召开",
        "1次3个",
        "10-20次会议顺利召开完成",
        "2026年13月1日前",
        "12月底前",
        "2026年",
        "2026年底",
        "9月",
        "很" * 70,
        "3次会议顺利召开-5次",
        "2026年底前",
        "12月31日前",
        "第三季度",
        "100余人",
        "20人左右",
        "是/否",
        "≥80%且≤10%",
        "90%≤x<100%",
        "不少于30日内",
        "。",
    ],
)
def test_everything_else_stays_text(text: str) -> None:
    target = parse_target(text)
    assert (target.operator, target.text) == (Operator.TEXT, text)
    assert format_target(target) == text


def test_truths_and_dates() -> None:
    assert parse_target("是").truth is True
    assert parse_target(" 否 ").truth is False
    deadline = parse_target("2026年9月30日前完成任务")
    assert (deadline.operator, deadline.day) == (Operator.DEADLINE, date(2026, 9, 30))
    assert parse_target("2026年9月30日").operator is Operator.DATE
    assert parse_target("（是）").truth is True
    written = [parse_target(text) for text in ("2026-09-30前", "2026/9/30以前", "2026.9.30之前完成")]
    assert [(each.operator, each.day) for each in written] == [(Operator.DEADLINE, date(2026, 9, 30))] * 3


def test_a_blank_is_no_target() -> None:
    with pytest.raises(RuleViolation, match="没有填写") as caught:
        parse_target("　")
    assert caught.value.code == "performance.target_blank"


def test_names_do_not_look_like_values() -> None:
    assert not looks_like_value("代表满意度")
    assert not looks_like_value("")
    assert looks_like_value("≥95%")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (">= 95％", "≥95%"),
        ("不少于5个", "≥5个"),
        ("1,000", "1000"),
        ("10项～20项", "10项-20项"),
        ("是", "是"),
        ("否", "否"),
        ("2026年9月30日之前完成", "2026年9月30日前"),
        ("2026年09月30日", "2026年9月30日"),
    ],
)
def test_the_canonical_form(text: str, written: str) -> None:
    assert format_target(parse_target(text)) == written


NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2)
UNITS = st.sampled_from(["", "%", "次", "人次", "万元", "元/人·天"])
ORDERED = (Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL, Operator.MORE, Operator.LESS, Operator.NONE)
TARGETS = st.one_of(
    st.builds(Target, st.sampled_from(ORDERED), raw=st.just(""), low=NUMBERS, unit=UNITS),
    st.builds(
        lambda low, span, unit: Target(Operator.RANGE, raw="", low=low, high=low + span, unit=unit),
        NUMBERS,
        NUMBERS,
        UNITS,
    ),
    st.builds(lambda truth: Target(Operator.BOOLEAN, raw="", truth=truth), st.booleans()),
    st.builds(
        lambda operator, day: Target(operator, raw="", day=day),
        st.sampled_from([Operator.DATE, Operator.DEADLINE]),
        st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)),
    ),
)


@given(TARGETS)
@settings(deadline=None)
@pytest.mark.slow
def test_a_target_written_in_the_canonical_form_is_read_back(target: Target) -> None:
    again = parse_target(format_target(target))
    assert (again.operator, again.low, again.high, again.unit, again.truth, again.day) == (
        target.operator,
        target.low,
        target.high,
        target.unit,
        target.truth,
        target.day,
    )


@given(st.text(max_size=30))
@settings(deadline=None)
@pytest.mark.slow
def test_any_text_is_typed_or_refused_as_blank(text: str) -> None:
    try:
        target = parse_target(text)
    except RuleViolation as violation:
        assert violation.code == "performance.target_blank"
    else:
        assert target.raw == text


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥60人次", "60", True),
        (">50 人次", "50", False),
        (">50 人次", "36人次", False),
        ("≤5天", "6天", False),
        ("<5天", "4天", True),
        ("≥95%", "94.9%", False),
        ("≥95%", "95", None),
        ("3次", "4次", True),
        ("=3次", "2次", False),
        ("3次", "4人", None),
        ("10项-20项", "9", False),
        ("10项-20项", "33", True),
        ("是", "否", False),
        ("是", "是", True),
        ("是", "95%", None),
        ("长期", "长期", None),
        ("≥3次", "10-20次", None),
        ("2026年9月30日前", "2026年9月30日", True),
        ("2026年9月30日前", "2026年10月8日", False),
        ("2026年9月30日前", "已完成", None),
    ],
)
def test_meeting_a_target(target: str, actual: str, met: bool | None) -> None:
    assert is_met(target=parse_target(target), actual=parse_target(actual)) is met


def test_ranges_have_an_upper_end() -> None:
    span = parse_target("10项-20项")
    assert is_above_range(target=span, actual=parse_target("33"))
    assert not is_above_range(target=span, actual=parse_target("20"))
    assert not is_above_range(target=parse_target("≥10项"), actual=parse_target("33"))
    assert not is_above_range(target=span, actual=parse_target("很多"))


@pytest.mark.parametrize(
    ("target", "actual", "rate"),
    [
        (">20 次", "29", Decimal("1.45")),
        ("≤20次", "29", None),
        ("≥0次", "29", None),
        ("10-20次", "29", None),
        ("≥20次", "很多", None),
    ],
)
def test_attainment(target: str, actual: str, rate: Decimal | None) -> None:
    assert attainment(target=parse_target(target), actual=parse_target(actual)) == rate
