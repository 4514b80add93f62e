"""Fiscal years, terms, sessions, dates, ranges and reporting periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.standards.tests.refusals import refused
from congress.standards.values import (
    DateRange,
    FiscalYear,
    Period,
    PeriodKind,
    Session,
    Term,
    date_from_text,
    written_date,
)

DAYS = st.dates(min_value=date(1949, 1, 1), max_value=date(2999, 12, 31))
PERIODS = st.sampled_from(PeriodKind).flatmap(
    lambda kind: st.builds(
        Period,
        st.integers(1950, 2998),
        st.just(kind),
        st.integers(1, 12 // kind.value),
    )
)


@pytest.mark.parametrize(
    "text", ["2026", "２０２６年", "2026年度", "二〇二六年", "二○二六", " 2026 预算年度"]
)
def test_fiscal_years(text: str) -> None:
    assert FiscalYear.parse(text) == FiscalYear(2026)


def test_the_budget_year_is_the_calendar_year() -> None:
    year = FiscalYear.containing(date(2026, 7, 1))
    assert year.range == DateRange(date(2026, 1, 1), date(2026, 12, 31))
    assert (year.previous, year.next, str(year)) == (FiscalYear(2025), FiscalYear(2027), "2026年度")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("26", "fiscal_year.unreadable"),
        ("", "fiscal_year.unreadable"),
        ("2026-2027", "fiscal_year.unreadable"),
        ("1911", "fiscal_year.out_of_range"),
        ("九九九九", "fiscal_year.out_of_range"),
    ],
)
def test_wrong_fiscal_years(text: str, code: str) -> None:
    with refused(code):
        FiscalYear.parse(text)


@pytest.mark.parametrize("text", ["第十七届", "十七届", "17届", "第１７届", "17"])
def test_terms(text: str) -> None:
    term = Term.parse(text)
    assert (term.number, str(term), term.short, term.next) == (17, "第十七届", "十七届", Term(18))


@pytest.mark.parametrize("text", ["第六次会议", "六次会议", "第6次", "6", "六次"])
def test_sessions(text: str) -> None:
    session = Session.parse(text)
    assert (session.number, str(session), session.short, session.next) == (
        6,
        "第六次会议",
        "六次",
        Session(7),
    )


@given(st.integers(1, 99), st.integers(1, 999))
def test_terms_and_sessions_are_read_back(term: int, session: int) -> None:
    assert Term.parse(str(Term(term))) == Term.parse(Term(term).short) == Term(term)
    assert Session.parse(str(Session(session))) == Session.parse(Session(session).short) == Session(session)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "term.unreadable"),
        ("十七次", "term.unreadable"),
        ("十百届", "term.unreadable"),
        ("0", "term.out_of_range"),
        ("100", "term.out_of_range"),
    ],
)
def test_wrong_terms(text: str, code: str) -> None:
    with refused(code):
        Term.parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("六届", "session.unreadable"),
        ("三五次", "session.unreadable"),
        ("第零次会议", "session.out_of_range"),
    ],
)
def test_wrong_sessions(text: str, code: str) -> None:
    with refused(code):
        Session.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026/3/1",
        "2026.3.1",
        "2026年3月1日",
        "２０２６年０３月０１日",
        "20260301",
        "二〇二六年三月一日",
    ],
)
def test_dates(text: str) -> None:
    assert date_from_text(text) == date(2026, 3, 1)


@given(DAYS)
def test_written_dates_are_read_back(day: date) -> None:
    assert date_from_text(written_date(day)) == date_from_text(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date.blank"),
        ("3月1日", "date.unreadable"),
        ("2026-03/01", "date.unreadable"),
        ("01-03-2026", "date.unreadable"),
        ("2026年春", "date.unreadable"),
        ("2026-02-29", "date.impossible"),
        ("二〇二六年十三月一日", "date.impossible"),
    ],
)
def test_wrong_dates(text: str, code: str) -> None:
    with refused(code):
        date_from_text(text)


@given(DAYS, DAYS, DAYS)
def test_ranges(one: date, two: date, day: date) -> None:
    span = DateRange(min(one, two), max(one, two))
    assert (day in span) == (span.start <= day <= span.end)
    assert DateRange.parse(str(span)) == span
    shared = span.intersection(DateRange(day, day))
    assert (shared is not None) == (day in span) == span.overlaps(DateRange(day, day))


def test_days_of_a_range() -> None:
    week = DateRange.parse("2026-03-02 至 2026-03-08")
    assert week.days == 7
    assert list(week) == [date(2026, 3, 2) + timedelta(days=number) for number in range(7)]
    assert str(DateRange.parse("2026年3月2日")) == "2026年3月2日"
    assert week.intersection(DateRange.parse("2026年3月5日—2026年4月1日")) == DateRange(
        date(2026, 3, 5), date(2026, 3, 8)
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-03-08至2026-03-02", "date_range.backwards"),
        ("2026-03-01至2026-03-02至2026-03-03", "date_range.unreadable"),
        ("2026-03-01至", "date.blank"),
    ],
)
def test_wrong_ranges(text: str, code: str) -> None:
    with refused(code):
        DateRange.parse(text)


@pytest.mark.parametrize(
    ("text", "period", "code"),
    [
        ("2026年", Period(2026, PeriodKind.YEAR), "2026"),
        ("2026年度", Period(2026, PeriodKind.YEAR), "2026"),
        ("2026年上半年", Period(2026, PeriodKind.HALF, 1), "2026-H1"),
        ("2026年下半年", Period(2026, PeriodKind.HALF, 2), "2026-H2"),
        ("2026-h2", Period(2026, PeriodKind.HALF, 2), "2026-H2"),
        ("2026年第三季度", Period(2026, PeriodKind.QUARTER, 3), "2026-Q3"),
        ("2026年3季度", Period(2026, PeriodKind.QUARTER, 3), "2026-Q3"),
        ("2026Q3", Period(2026, PeriodKind.QUARTER, 3), "2026-Q3"),
        ("2026年7月", Period(2026, PeriodKind.MONTH, 7), "2026-07"),
        ("2026年十二月份", Period(2026, PeriodKind.MONTH, 12), "2026-12"),
        ("202607", Period(2026, PeriodKind.MONTH, 7), "2026-07"),
    ],
)
def test_periods(text: str, period: Period, code: str) -> None:
    assert Period.parse(text) == period
    assert period.code == code


@given(PERIODS)
def test_periods_are_read_back_and_follow_each_other(period: Period) -> None:
    assert Period.parse(str(period)) == Period.parse(period.code) == period
    assert period.next.previous == period
    assert period.next.range.start == period.range.end + timedelta(days=1)
    assert period.previous < period < period.next
    assert period.same_period_last_year.number == period.number
    assert Period(period.year, PeriodKind.YEAR).contains(period)


def test_order_and_containment() -> None:
    june = Period(2026, PeriodKind.MONTH, 6)
    quarter = Period(2026, PeriodKind.QUARTER, 2)
    half = Period(2026, PeriodKind.HALF, 1)
    assert sorted([half, quarter, june]) == [june, quarter, half]
    assert half.contains(june)
    assert not quarter.contains(half)
    assert quarter >= june


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "period.unreadable"),
        ("三季度", "period.unreadable"),
        ("2026年13月", "period.no_such_part"),
        ("2026-Q4季", "period.unreadable"),
        ("2026H3", "period.no_such_part"),
        ("2026-00", "period.no_such_part"),
        ("1911年7月", "fiscal_year.out_of_range"),
    ],
)
def test_wrong_periods(text: str, code: str) -> None:
    with refused(code):
        Period.parse(text)
