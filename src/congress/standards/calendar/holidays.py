"""Which days are working days: week-ends, public holidays and the week-ends worked instead (调休)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from congress.standards.errors import RuleViolation
from congress.standards.values.date_range import DateRange, written_date
from congress.standards.yaml_files import Fields, read_yaml

_YEARS = Path(__file__).parent / "years"
_WEEKDAYS = "一二三四五六日"
# A notice for the next year can reach back into the end of December (new year's days off and make-up days).
_REACH_DAYS = 7


class DayKind(StrEnum):
    """What a day is for people who work in offices."""

    WORKING_DAY = "working_day"
    MAKE_UP_DAY = "make_up_day"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def is_working(self) -> bool:
        """Whether offices work on such a day."""
        return self in (DayKind.WORKING_DAY, DayKind.MAKE_UP_DAY)


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """What one year's notice fixes, and where that is written."""

    year: int
    title: str
    number: str | None
    published: date | None
    verified: bool
    holidays: Mapping[date, str]
    make_up_days: frozenset[date]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days and rest days as far as the notices at hand reach; beyond them week-ends only."""

    notices: Mapping[int, HolidayNotice] = field(default_factory=dict)

    def with_notices(self, notices: Iterable[HolidayNotice]) -> WorkCalendar:
        """The calendar with more notices; one for a year already known takes its place."""
        return WorkCalendar({**self.notices, **{notice.year: notice for notice in notices}})

    def kind(self, day: date) -> DayKind:
        """What a day is."""
        for notice in self._speaking_of(day):
            if day in notice.holidays:
                return DayKind.HOLIDAY
            if day in notice.make_up_days:
                return DayKind.MAKE_UP_DAY
        return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKING_DAY

    def describe(self, day: date) -> str:
        """Say what a day is: 星期六, 国庆节假期, 星期日（调休上班）, 星期三."""
        weekday = f"星期{_WEEKDAYS[day.weekday()]}"
        match self.kind(day):
            case DayKind.HOLIDAY:
                names = [notice.holidays[day] for notice in self._speaking_of(day) if day in notice.holidays]
                return f"{names[0]}假期"
            case DayKind.MAKE_UP_DAY:
                return f"{weekday}（调休上班）"
            case _:
                return weekday

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on the day."""
        return self.kind(day).is_working

    def is_provisional(self, day: date) -> bool:
        """Whether what the calendar says of the day may still change: its notice is missing or unverified."""
        years = {day.year, (day + timedelta(days=_REACH_DAYS)).year}
        return not all(year in self.notices and self.notices[year].verified for year in years)

    def working_day_from(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_day_until(self, day: date) -> date:
        """The day itself if it is a working day, else the one before."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def _speaking_of(self, day: date) -> list[HolidayNotice]:
        # Where two notices speak of one day, the later year's is the newer word.
        years = (day.year + 1, day.year, day.year - 1)
        return [self.notices[year] for year in years if year in self.notices]


def notice_from_fields(fields: Fields) -> HolidayNotice:
    """Read one year's notice; the shape is shown in ``years/README.md``.

    Refuses days outside the year's reach, days named twice, and make-up days that are no week-end.
    """
    year = fields.whole("year")
    source = fields.part("source")
    holidays: dict[date, str] = {}
    for part in fields.parts("holidays"):
        name = part.text("name")
        for day in DateRange(part.day("from"), part.day("to")):
            if day in holidays:
                raise part.refuse("from", f"{written_date(day)}已经写在“{holidays[day]}”里了")
            holidays[day] = name
        part.finish()
    make_up_days = frozenset(fields.days("working_days"))
    notice = HolidayNotice(
        year=year,
        title=source.text("title"),
        number=source.text_or_none("number"),
        published=source.day_or_none("published"),
        verified=fields.flag("verified"),
        holidays=holidays,
        make_up_days=make_up_days,
    )
    source.finish()
    fields.finish()
    _check(notice, place=fields.place)
    return notice


@cache
def load_calendar() -> WorkCalendar:
    """The calendar with every notice that ships; a place adds its own with ``with_notices``."""
    return calendar_from_folder(_YEARS)


def calendar_from_folder(folder: Path) -> WorkCalendar:
    """Read every ``*.yaml`` of a folder as a notice."""
    return WorkCalendar().with_notices(
        notice_from_fields(read_yaml(path)) for path in sorted(folder.glob("*.yaml"))
    )


def _check(notice: HolidayNotice, *, place: str) -> None:
    reach = timedelta(days=_REACH_DAYS)
    span = DateRange(date(notice.year, 1, 1) - reach, date(notice.year, 12, 31) + reach)
    for day in sorted(set(notice.holidays) | notice.make_up_days):
        if day not in span:
            raise _refusal(
                "standards.day_outside_year", f"{written_date(day)}不在 {notice.year} 年，请核对。", place
            )
        if day in notice.holidays and day in notice.make_up_days:
            raise _refusal("standards.day_twice", f"{written_date(day)}既放假又上班，请核对。", place)
        if day in notice.make_up_days and day.weekday() < 5:
            message = f"{written_date(day)}不是周末，不用写在调休上班的日子里。"
            raise _refusal("standards.not_a_weekend", message, place)


def _refusal(code: str, message: str, place: str) -> RuleViolation:
    return RuleViolation(code, message, place=place)
