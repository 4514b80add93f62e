"""Stretches of days with both ends included, and dates as Chinese documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.numerals import from_chinese
from congress.standards.values.written import closed_up, shown

_MARKED = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_NAMED = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_BETWEEN = re.compile(r"\s*(?:至|到|—+|~|～|–)\s*")


def date_from_text(text: str) -> date:
    """Read a date: 2026年3月1日, 2026-03-01, 2026/3/1, 2026.3.1, 20260301 or 二〇二六年三月一日.

    Raises ``date.blank``, ``date.unreadable`` or ``date.impossible``; never guesses which part is the month.
    """
    plain = closed_up(text)
    if not plain:
        raise RuleViolation("date.blank", "日期没有填写，请写成 2026-03-01 这样的形式。")
    if found := _MARKED.fullmatch(plain):
        numbers = [int(found[1]), int(found[3]), int(found[4])]
    elif found := _NAMED.fullmatch(plain) or _COMPACT.fullmatch(plain):
        numbers = [int(part) for part in found.groups()]
    elif found := _CHINESE.fullmatch(plain):
        numbers = [from_chinese(part) for part in found.groups()]
    else:
        raise RuleViolation(
            "date.unreadable", f"看不懂日期“{shown(text)}”，请写成 2026-03-01 或 2026年3月1日。"
        )
    try:
        return date(*numbers)
    except ValueError:
        raise RuleViolation(
            "date.impossible", f"日历上没有“{shown(text)}”这一天，请核对年、月、日。"
        ) from None


def written_date(day: date) -> str:
    """Write a date as documents do: 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, order=True, slots=True)
class DateRange:
    """From one day to another, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a range that ends before it begins."""
        if self.end < self.start:
            raise RuleViolation(
                "date_range.backwards",
                f"结束日期（{written_date(self.end)}）早于开始日期（{written_date(self.start)}），请核对。",
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read two dates joined by 至, 到 or a long dash; a single date is a range of one day."""
        parts = _BETWEEN.split(text)
        if len(parts) > 2:
            raise RuleViolation(
                "date_range.unreadable", f"看不懂起止日期“{shown(text)}”，请写成“2026-03-01 至 2026-03-05”。"
            )
        return cls(date_from_text(parts[0]), date_from_text(parts[-1]))

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in the range."""
        return self.start <= day <= self.end

    def __iter__(self) -> Iterator[date]:
        """Go through the days in order."""
        return (self.start + timedelta(days=number) for number in range(self.days))

    def overlaps(self, other: DateRange) -> bool:
        """Whether the two ranges share a day."""
        return self.start <= other.end and other.start <= self.end

    def intersection(self, other: DateRange) -> DateRange | None:
        """The days both ranges share, or none."""
        if not self.overlaps(other):
            return None
        return DateRange(max(self.start, other.start), min(self.end, other.end))

    def __str__(self) -> str:
        """Write it as documents do."""
        if self.start == self.end:
            return written_date(self.start)
        return f"{written_date(self.start)}至{written_date(self.end)}"
