"""Counting periods of time as the law counts them, with the way shown.

Source: 中华人民共和国民法典 总则编 第二百条至第二百零四条. Periods run by the civil calendar (二百条); the
opening day is not counted (二百零一条); a period of months or years ends on the corresponding day, or on
the last day of a month that has none (二百零二条); where the last day is a statutory day off, the day after
it takes its place (二百零三条); other law or agreement may count otherwise (二百零四条). That week-ends are
such days (法定休假日) is how the article is commonly read and stands in no text at hand: unverified.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from congress.standards.calendar.holidays import WorkCalendar
from congress.standards.values.date_range import DateRange, written_date

_LAW = "民法典"


class CountUnit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> str:
        """The counted word after a number: 20 日, 3 个月."""
        return {"day": "日", "working_day": "个工作日", "month": "个月", "year": "年"}[self.value]


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that was passed over, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A counted date with everything needed to explain it.

    ``nominal_day`` is where the bare count ends, ``last_day`` the last lawful day after any shift.
    ``advised_day`` is the last working day not later than it: what a careful office works towards.
    ``is_provisional`` says that a holiday notice not yet known may move the result.
    """

    start: date
    amount: int
    unit: CountUnit
    is_backward: bool
    nominal_day: date
    last_day: date
    advised_day: date
    skipped: tuple[SkippedDay, ...]
    is_provisional: bool
    explanation: tuple[str, ...]

    def days_left(self, *, on: date) -> int:
        """Calendar days from a day to the last day; negative once it has passed."""
        return (self.last_day - on).days

    def is_overdue(self, *, on: date) -> bool:
        """Whether the last day has passed. The last day itself is still in time."""
        return on > self.last_day


def count_forward(
    *, start: date, amount: int, unit: CountUnit, calendar: WorkCalendar, shift_end: bool = True
) -> Deadline:
    """Count a period that begins on a day: 自…之日起…内.

    The start is not counted. Unless ``shift_end`` is off (where a law says so), an end on a rest day moves
    to the next working day. A count of working days ends on one anyhow.
    """
    _check(amount)
    if unit is CountUnit.WORKING_DAY:
        nominal, skipped = _working_days(start, amount, calendar, step=1)
        consulted = DateRange(start + timedelta(days=1), nominal)
    else:
        nominal, skipped = _plain_end(start, amount, unit), ()
        consulted = DateRange(nominal, nominal)
    last = calendar.working_day_from(nominal) if shift_end else nominal
    if last > nominal:
        skipped = tuple(_skipped(day, calendar) for day in DateRange(nominal, last - timedelta(days=1)))
        consulted = DateRange(nominal, last)
    relies_on_calendar = shift_end or unit is CountUnit.WORKING_DAY
    provisional = relies_on_calendar and any(map(calendar.is_provisional, consulted))
    return Deadline(
        start=start,
        amount=amount,
        unit=unit,
        is_backward=False,
        nominal_day=nominal,
        last_day=last,
        advised_day=calendar.working_day_until(last),
        skipped=skipped,
        is_provisional=provisional,
        explanation=_explain_forward(start, amount, unit, nominal, last, skipped, provisional),
    )


def count_backward(*, event: date, amount: int, unit: CountUnit, calendar: WorkCalendar) -> Deadline:
    """Count back from an event: 会议举行的…日前.

    The event's own day is not counted and the day reached is itself the last lawful one: a convention, not
    a statute, and unverified. A rest day never moves it, since later would cut the notice short and the law
    says nothing of earlier; ``advised_day`` gives the working day to aim at.
    """
    _check(amount)
    skipped: tuple[SkippedDay, ...] = ()
    if unit is CountUnit.WORKING_DAY:
        last, skipped = _working_days(event, amount, calendar, step=-1)
        provisional = any(map(calendar.is_provisional, DateRange(last, event - timedelta(days=1))))
    else:
        last = _plain_end(event, -amount, unit)
        provisional = False
    advised = calendar.working_day_until(last)
    return Deadline(
        start=event,
        amount=amount,
        unit=unit,
        is_backward=True,
        nominal_day=last,
        last_day=last,
        advised_day=advised,
        skipped=skipped,
        is_provisional=provisional,
        explanation=_explain_backward(event, amount, unit, last, advised, skipped, provisional),
    )


def days_between(*, start: date, end: date) -> int:
    """Calendar days that have passed from one day to another, the first not counted."""
    return (end - start).days


def working_days_between(*, start: date, end: date, calendar: WorkCalendar) -> int:
    """Working days after one day up to and including another; negative where the end comes first."""
    if end < start:
        return -working_days_between(start=end, end=start, calendar=calendar)
    return sum(calendar.is_working_day(day) for day in DateRange(start, end)) - calendar.is_working_day(start)


def _check(amount: int) -> None:
    if amount < 1:
        raise ValueError(f"a period has at least one unit, not {amount}")


def _plain_end(start: date, amount: int, unit: CountUnit) -> date:
    if unit is CountUnit.DAY:
        return start + timedelta(days=amount)
    months = start.year * 12 + start.month - 1 + amount * (12 if unit is CountUnit.YEAR else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _working_days(
    start: date, amount: int, calendar: WorkCalendar, *, step: int
) -> tuple[date, tuple[SkippedDay, ...]]:
    day, skipped = start, []
    while amount:
        day += timedelta(days=step)
        if calendar.is_working_day(day):
            amount -= 1
        else:
            skipped.append(_skipped(day, calendar))
    return day, tuple(skipped)


def _skipped(day: date, calendar: WorkCalendar) -> SkippedDay:
    return SkippedDay(day, calendar.describe(day))


def _explain_forward(
    start: date,
    amount: int,
    unit: CountUnit,
    nominal: date,
    last: date,
    skipped: tuple[SkippedDay, ...],
    provisional: bool,
) -> tuple[str, ...]:
    lines = [f"自{written_date(start)}起 {amount} {unit.label}，开始的当日不计入（{_LAW}第二百零一条）。"]
    if unit is CountUnit.WORKING_DAY:
        lines.append(f"跳过休息日 {len(skipped)} 天，期间的最后一日是{written_date(last)}。")
    elif unit is CountUnit.DAY:
        lines.append(f"期间的最后一日是{written_date(nominal)}。")
    else:
        ending = "对应日" if nominal.day == start.day else "月末日（没有对应日）"
        lines.append(f"最后一日是到期月的{ending}{written_date(nominal)}（{_LAW}第二百零二条）。")
    if last > nominal:
        lines.append(f"该日是{skipped[0].reason}，顺延至{written_date(last)}（{_LAW}第二百零三条）。")
    return (*lines, *_warning(provisional))


def _explain_backward(
    event: date,
    amount: int,
    unit: CountUnit,
    last: date,
    advised: date,
    skipped: tuple[SkippedDay, ...],
    provisional: bool,
) -> tuple[str, ...]:
    lines = [f"从{written_date(event)}向前数 {amount} {unit.label}，当日不计入，最迟为{written_date(last)}。"]
    if unit is CountUnit.WORKING_DAY:
        lines.append(f"其中跳过休息日 {len(skipped)} 天。")
    if advised != last:
        lines.append(f"该日是休息日，期限不因此后延，建议在{written_date(advised)}前办完。")
    return (*lines, *_warning(provisional))


def _warning(provisional: bool) -> tuple[str, ...]:
    if not provisional:
        return ()
    return ("所涉年度的放假安排尚未录入，暂按周末推算，结果为暂定。",)
