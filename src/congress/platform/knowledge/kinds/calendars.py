"""Holiday notices: which days of a year are off, which week-ends are worked instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, ClassVar

from congress.platform.knowledge.contracts import Known, Source
from congress.platform.knowledge.kinds.kind import Draft, Kind, fields_of, misfit
from congress.standards.calendar import HolidayNotice, load_calendar, notice_from_fields
from congress.standards.values import RegionCode

_YEAR = re.compile(r"20[0-9]{2}")


class CalendarKind(Kind):
    """A notice's key is its year; its value lists holidays (name, from, to) and worked week-ends."""

    name: ClassVar[str] = "calendar"
    title: ClassVar[str] = "放假安排"
    key_help: ClassVar[str] = "四位年份，例如 2027"

    def check(self, draft: Draft, *, others: Iterable[Known]) -> None:
        """The key is a year, the notice can be read, and its days lie in the year."""
        if not _YEAR.fullmatch(draft.key):
            raise misfit("bad_key", f"放假安排的名称应当是{self.key_help}。", "key")
        _notice(draft.key, draft.value, draft.source, draft.verified, place=draft.title)

    def shipped(self) -> tuple[Known, ...]:
        """The notices at hand when the platform was built."""
        return _shipped()

    def told(self, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Holidays by name, then the worked week-ends."""
        told = [(str(each["name"]), _span(each["from"], each["to"])) for each in value["holidays"]]
        worked = "、".join(_day(each) for each in value.get("working_days", ()))
        return [*told, ("调休上班", worked or "没有")]


def notice_of(known: Known) -> HolidayNotice:
    """A notice of the place as the standards' calendar takes it."""
    source = known.source or Source(known.citation)
    return _notice(known.key, known.value, source, known.verified, place=known.title)


def _notice(
    year: str, value: Mapping[str, Any], source: Source, verified: bool, *, place: str
) -> HolidayNotice:
    cited: dict[str, object] = {"title": source.law}
    cited |= {"published": source.version} if source.version else {}
    return notice_from_fields(fields_of(value, place=place, year=int(year), source=cited, verified=verified))


def _span(first: str, last: str) -> str:
    return _day(first) if first == last else f"{_day(first)}至{_day(last)}"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"


def value_of(notice: HolidayNotice) -> dict[str, Any]:
    """A notice as plain data; days off in a row under one name are one holiday."""
    holidays = []
    for name, days in groupby(sorted(notice.holidays), key=lambda day: notice.holidays[day]):
        row = list(days)
        holidays.append({"name": name, "from": row[0].isoformat(), "to": row[-1].isoformat()})
    return {"holidays": holidays, "working_days": [day.isoformat() for day in sorted(notice.make_up_days)]}


@cache
def _shipped() -> tuple[Known, ...]:
    return tuple(
        Known(
            kind=CalendarKind.name,
            key=str(notice.year),
            title=notice.title,
            value=value_of(notice),
            jurisdiction=RegionCode.nation(),
            effective_from=None,
            effective_until=None,
            citation=notice.title,
            verified=notice.verified,
        )
        for notice in load_calendar().notices.values()
    )


CALENDAR = CalendarKind()
