"""Reporting periods: a year, half a year, a quarter or a month."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import total_ordering
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.date_range import DateRange
from congress.standards.values.fiscal_year import FiscalYear
from congress.standards.values.numerals import from_chinese, to_chinese
from congress.standards.values.written import closed_up, shown

_NUMBER = r"([0-9]{1,2}|[一二三四五六七八九十]{1,2})"
_YEAR = r"([0-9]{4})(?:年度?)?"
_WRITTEN_HALF = re.compile(_YEAR + "(上|下)半年")
_WRITTEN_QUARTER = re.compile(_YEAR + f"(?:第)?{_NUMBER}季度")
_WRITTEN_MONTH = re.compile(r"([0-9]{4})年" + f"{_NUMBER}月(?:份)?")
_CODE = re.compile(r"([0-9]{4})(?:[-年/.]?(Q|H)([1-4])|[-/.]?([0-9]{2}))", re.IGNORECASE)


class PeriodKind(Enum):
    """The length of a period; the value is its length in months."""

    YEAR = 12
    HALF = 6
    QUARTER = 3
    MONTH = 1


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """The ``number``-th period of its kind in a year: Period(2026, PeriodKind.QUARTER, 3)."""

    year: int
    kind: PeriodKind
    number: int = 1

    def __post_init__(self) -> None:
        """Refuse a fifth quarter and a year out of reach."""
        FiscalYear(self.year)
        if not 1 <= self.number <= 12 // self.kind.value:
            raise RuleViolation("period.no_such_part", f"一年里没有第 {self.number} 个这样的期间，请核对。")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2026年, 2026年上半年, 2026年第三季度, 2026年7月, 202607 and codes such as 2026-Q3."""
        plain = closed_up(text)
        if found := _WRITTEN_HALF.fullmatch(plain):
            return cls(int(found[1]), PeriodKind.HALF, 1 if found[2] == "上" else 2)
        for pattern, kind in ((_WRITTEN_QUARTER, PeriodKind.QUARTER), (_WRITTEN_MONTH, PeriodKind.MONTH)):
            if found := pattern.fullmatch(plain):
                return cls(int(found[1]), kind, _number(found[2]))
        if found := _CODE.fullmatch(plain):
            if found[4]:
                return cls(int(found[1]), PeriodKind.MONTH, int(found[4]))
            kind = PeriodKind.QUARTER if found[2].upper() == "Q" else PeriodKind.HALF
            return cls(int(found[1]), kind, int(found[3]))
        if re.fullmatch(_YEAR, plain):
            return cls(int(plain[:4]), PeriodKind.YEAR)
        raise RuleViolation(
            "period.unreadable", f"看不懂期间“{shown(text)}”，请写成 2026年、2026年第三季度或 2026年7月。"
        )

    @property
    def range(self) -> DateRange:
        """First to last day."""
        last_month = self.number * self.kind.value
        first_month = last_month - self.kind.value + 1
        last_day = monthrange(self.year, last_month)[1]
        return DateRange(date(self.year, first_month, 1), date(self.year, last_month, last_day))

    @property
    def code(self) -> str:
        """The form in files, addresses and columns: 2026, 2026-H1, 2026-Q3, 2026-07. Sorts within a kind."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02d}"
            case _:
                return f"{self.year}-{self.kind.name[0]}{self.number}"

    @property
    def previous(self) -> Period:
        """The period of the same kind just before."""
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, 12 // self.kind.value)

    @property
    def next(self) -> Period:
        """The period of the same kind just after."""
        if self.number < 12 // self.kind.value:
            return Period(self.year, self.kind, self.number + 1)
        return Period(self.year + 1, self.kind, 1)

    @property
    def same_period_last_year(self) -> Period:
        """What 同比 compares with."""
        return Period(self.year - 1, self.kind, self.number)

    def contains(self, other: Period) -> bool:
        """Whether the other period lies wholly in this one."""
        return other.range.start in self.range and other.range.end in self.range

    def __lt__(self, other: Period) -> bool:
        """Order by the last day, and where two end together the shorter first, as reports are stacked."""
        return self._sort_key < other._sort_key

    @property
    def _sort_key(self) -> tuple[date, int]:
        return (self.range.end, self.kind.value)

    def __str__(self) -> str:
        """Write it as headings do."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}年"
            case PeriodKind.HALF:
                return f"{self.year}年{'上' if self.number == 1 else '下'}半年"
            case PeriodKind.QUARTER:
                return f"{self.year}年第{to_chinese(self.number)}季度"
            case _:
                return f"{self.year}年{self.number}月"


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else from_chinese(written)
