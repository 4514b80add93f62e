"""Periods are counted as the Civil Code counts them, and every result explains itself.

The notices used here are invented: no real year's arrangement is stated in a test.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.standards.calendar import (
    CountUnit,
    DayKind,
    WorkCalendar,
    count_backward,
    count_forward,
    days_between,
    load_calendar,
    notice_from_fields,
    working_days_between,
)
from congress.standards.calendar.holidays import calendar_from_folder
from congress.standards.tests.refusals import refused
from congress.standards.yaml_files import read_yaml_text

NOTICE = """
year: {year}
source: {{title: 试验用通知, number: 试〔{before}〕1号, published: {before}-11-01}}
verified: {verified}
holidays:
  - {{name: 试验节, from: {year}-10-01, to: {year}-10-07}}
working_days: [{make_up}]
"""
PLAIN = WorkCalendar()


def notice(year: int, *, make_up: date, verified: bool = True) -> str:
    """An invented notice: a week off in October and one worked week-end."""
    return NOTICE.format(year=year, before=year - 1, verified=str(verified).lower(), make_up=make_up)


def invented(*, verified: bool = True) -> WorkCalendar:
    """2031 and 2032 with a week off in October; 2031-10-11 and 2032-10-09 are worked Saturdays."""
    texts = [
        notice(2031, make_up=date(2031, 10, 11), verified=verified),
        notice(2032, make_up=date(2032, 10, 9), verified=verified),
    ]
    return WorkCalendar().with_notices(
        notice_from_fields(read_yaml_text(text, place="试验")) for text in texts
    )


def test_kinds_of_days() -> None:
    calendar = invented()
    assert [calendar.kind(date(2031, 10, day)) for day in (1, 8, 11, 12)] == [
        DayKind.HOLIDAY,
        DayKind.WORKING_DAY,
        DayKind.MAKE_UP_DAY,
        DayKind.WEEKEND,
    ]
    assert calendar.describe(date(2031, 10, 1)) == "试验节假期"
    assert calendar.describe(date(2031, 10, 11)) == "星期六（调休上班）"
    assert calendar.describe(date(2031, 10, 12)) == "星期日"
    assert calendar.working_day_from(date(2031, 10, 1)) == date(2031, 10, 8)
    assert calendar.working_day_until(date(2031, 10, 7)) == date(2031, 9, 30)


def test_a_year_without_notice_is_provisional_and_so_is_the_end_of_december() -> None:
    calendar = invented()
    assert not calendar.is_provisional(date(2031, 12, 31))
    assert not calendar.is_provisional(date(2032, 12, 24))
    assert calendar.is_provisional(date(2032, 12, 25))
    assert calendar.is_provisional(date(2030, 6, 1))
    assert invented(verified=False).is_provisional(date(2031, 6, 1))


def test_the_next_years_notice_reaches_back_into_december() -> None:
    text = """
year: 2032
source: {title: 试验用通知}
verified: true
holidays:
  - {name: 元旦, from: 2031-12-31, to: 2032-01-02}
working_days: [2031-12-28]
"""
    calendar = invented().with_notices([notice_from_fields(read_yaml_text(text, place="试验"))])
    assert calendar.kind(date(2031, 12, 28)) is DayKind.MAKE_UP_DAY
    assert calendar.describe(date(2031, 12, 31)) == "元旦假期"


def test_nothing_ships_without_its_notice() -> None:
    assert load_calendar() is load_calendar()
    assert load_calendar().notices == {}
    assert load_calendar().is_provisional(date(2026, 3, 2))


def test_a_folder_of_notices(tmp_path: Path) -> None:
    (tmp_path / "2031.yaml").write_text(notice(2031, make_up=date(2031, 10, 11)), encoding="utf-8")
    (tmp_path / "README.md").write_text("not a notice", encoding="utf-8")
    read = calendar_from_folder(tmp_path)
    assert list(read.notices) == [2031]
    assert read.notices[2031].number == "试〔2030〕1号"
    assert read.notices[2031].published == date(2030, 11, 1)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("working_days: [2031-10-08]", "standards.not_a_weekend"),
        ("working_days: [2033-10-08]", "standards.day_outside_year"),
        (
            "holidays: [{name: 甲, from: 2031-10-04, to: 2031-10-05}]\nworking_days: [2031-10-04]",
            "standards.day_twice",
        ),
        (
            "holidays: [{name: 甲, from: 2031-10-01, to: 2031-10-03},"
            " {name: 乙, from: 2031-10-03, to: 2031-10-04}]",
            "standards.bad_field",
        ),
        ("holidays: [{name: 甲, from: 2031-10-03, to: 2031-10-01}]", "date_range.backwards"),
        ("holiday: []", "standards.unknown_field"),
    ],
)
def test_wrong_notices(body: str, code: str) -> None:
    text = f"year: 2031\nsource: {{title: 试验}}\nverified: true\n{body}\n"
    with refused(code):
        notice_from_fields(read_yaml_text(text, place="试验"))


def test_days_leave_out_the_start_and_move_off_rest_days() -> None:
    # 2026-03-02 is a Monday, its twentieth day after is a Sunday.
    found = count_forward(start=date(2026, 3, 2), amount=20, unit=CountUnit.DAY, calendar=PLAIN)
    assert (found.nominal_day, found.last_day) == (date(2026, 3, 22), date(2026, 3, 23))
    assert [(skipped.day, skipped.reason) for skipped in found.skipped] == [(date(2026, 3, 22), "星期日")]
    assert found.advised_day == date(2026, 3, 23)
    assert found.explanation == (
        "自2026年3月2日起 20 日，开始的当日不计入（民法典第二百零一条）。",
        "期间的最后一日是2026年3月22日。",
        "该日是星期日，顺延至2026年3月23日（民法典第二百零三条）。",
        "所涉年度的放假安排尚未录入，暂按周末推算，结果为暂定。",
    )


def test_a_law_that_does_not_move_the_end() -> None:
    found = count_forward(
        start=date(2026, 3, 2), amount=20, unit=CountUnit.DAY, calendar=PLAIN, shift_end=False
    )
    assert (found.last_day, found.advised_day) == (date(2026, 3, 22), date(2026, 3, 20))
    assert not found.is_provisional
    assert found.skipped == ()


def test_the_end_moves_over_a_whole_holiday() -> None:
    found = count_forward(start=date(2031, 9, 21), amount=10, unit=CountUnit.DAY, calendar=invented())
    assert (found.nominal_day, found.last_day) == (date(2031, 10, 1), date(2031, 10, 8))
    assert len(found.skipped) == 7
    assert not found.is_provisional


def test_working_days_know_worked_week_ends() -> None:
    found = count_forward(start=date(2031, 9, 30), amount=4, unit=CountUnit.WORKING_DAY, calendar=invented())
    assert found.last_day == date(2031, 10, 11)
    assert found.explanation[1] == "跳过休息日 7 天，期间的最后一日是2031年10月11日。"
    assert not found.is_provisional
    assert count_forward(
        start=date(2032, 12, 20), amount=5, unit=CountUnit.WORKING_DAY, calendar=invented()
    ).is_provisional


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end", "words"),
    [
        (date(2026, 1, 31), 1, CountUnit.MONTH, date(2026, 2, 28), "月末日"),
        (date(2028, 1, 31), 1, CountUnit.MONTH, date(2028, 2, 29), "月末日"),
        (date(2026, 3, 11), 3, CountUnit.MONTH, date(2026, 6, 11), "对应日"),
        (date(2026, 11, 30), 3, CountUnit.MONTH, date(2027, 2, 28), "月末日"),
        (date(2028, 2, 29), 1, CountUnit.YEAR, date(2029, 2, 28), "月末日"),
        (date(2026, 12, 31), 12, CountUnit.MONTH, date(2027, 12, 31), "对应日"),
    ],
)
def test_months_end_on_the_corresponding_day(
    start: date, amount: int, unit: CountUnit, end: date, words: str
) -> None:
    found = count_forward(start=start, amount=amount, unit=unit, calendar=PLAIN)
    assert found.nominal_day == end
    assert words in found.explanation[1]
    assert "第二百零二条" in found.explanation[1]


def test_backward_days_never_move() -> None:
    # Thirty days before Monday 2026-03-02 is a Saturday: the law moves ends, it cuts no notice short.
    found = count_backward(event=date(2026, 3, 2), amount=30, unit=CountUnit.DAY, calendar=PLAIN)
    assert found.last_day == date(2026, 1, 31)
    assert found.advised_day == date(2026, 1, 30)
    assert found.is_backward
    assert not found.is_provisional
    assert "建议在2026年1月30日前办完" in found.explanation[-1]


def test_backward_on_a_working_day_needs_no_advice() -> None:
    found = count_backward(event=date(2026, 3, 2), amount=1, unit=CountUnit.MONTH, calendar=PLAIN)
    assert found.last_day == found.advised_day == date(2026, 2, 2)
    assert len(found.explanation) == 1


def test_backward_working_days() -> None:
    found = count_backward(event=date(2031, 10, 9), amount=2, unit=CountUnit.WORKING_DAY, calendar=invented())
    assert found.last_day == date(2031, 9, 30)
    assert len(found.skipped) == 7
    assert not found.is_provisional
    assert count_backward(
        event=date(2026, 3, 2), amount=1, unit=CountUnit.WORKING_DAY, calendar=PLAIN
    ).is_provisional


@pytest.mark.parametrize("amount", [0, -3])
def test_a_period_has_a_length(amount: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        count_forward(start=date(2026, 3, 2), amount=amount, unit=CountUnit.DAY, calendar=PLAIN)
    with pytest.raises(ValueError, match="at least one"):
        count_backward(event=date(2026, 3, 2), amount=amount, unit=CountUnit.DAY, calendar=PLAIN)


def test_what_is_left() -> None:
    found = count_forward(start=date(2026, 3, 2), amount=1, unit=CountUnit.DAY, calendar=PLAIN)
    assert [found.days_left(on=date(2026, 3, day)) for day in (2, 3, 4)] == [1, 0, -1]
    assert [found.is_overdue(on=date(2026, 3, day)) for day in (2, 3, 4)] == [False, False, True]


def test_labels_of_units() -> None:
    assert [unit.label for unit in CountUnit] == ["日", "个工作日", "个月", "年"]


DAYS = st.dates(min_value=date(2030, 11, 1), max_value=date(2032, 12, 31))


@given(DAYS, st.integers(1, 60), st.sampled_from(CountUnit))
def test_ends_are_working_days_after_the_start(start: date, amount: int, unit: CountUnit) -> None:
    calendar = invented()
    found = count_forward(start=start, amount=amount, unit=unit, calendar=calendar)
    assert start < found.nominal_day <= found.last_day
    assert calendar.is_working_day(found.last_day)
    assert all(not calendar.is_working_day(skipped.day) for skipped in found.skipped)


@given(DAYS, st.integers(1, 60))
def test_working_days_are_counted_back_and_forth(start: date, amount: int) -> None:
    calendar = invented()
    end = count_forward(start=start, amount=amount, unit=CountUnit.WORKING_DAY, calendar=calendar).last_day
    assert working_days_between(start=start, end=end, calendar=calendar) == amount
    assert working_days_between(start=end, end=start, calendar=calendar) == -amount
    back = count_backward(
        event=end + timedelta(days=1), amount=amount, unit=CountUnit.WORKING_DAY, calendar=calendar
    )
    assert start < back.last_day <= end
    assert days_between(start=start, end=end) == (end - start).days
