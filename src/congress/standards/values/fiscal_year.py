"""The budget year, which in China is the calendar year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.date_range import DateRange
from congress.standards.values.numerals import from_chinese
from congress.standards.values.written import closed_up, shown

# Before the People's Republic there was no budget of it; beyond 2999 someone has mistyped.
FIRST_YEAR, LAST_YEAR = 1949, 2999
_WRITTEN = re.compile(r"(?:公历)?(?P<year>[0-9]{4}|[〇○零一二三四五六七八九]{4})(?:年度?|预算年度|财政年度)?")


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    """A budget year: 1 January to 31 December (预算法（2018年修正）第十八条)."""

    year: int

    def __post_init__(self) -> None:
        """Refuse years in which no budget of the People's Republic can lie."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise RuleViolation(
                "fiscal_year.out_of_range", f"年度 {self.year} 不合理，请填写四位公历年份，例如 2026。"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2026, ２０２６年度 or 二〇二六年. Two-digit years are refused: they do not say the century."""
        found = _WRITTEN.fullmatch(closed_up(text))
        if not found:
            raise RuleViolation(
                "fiscal_year.unreadable",
                f"看不懂年度“{shown(text)}”，请填写四位公历年份，例如 2026 或 2026年度。",
            )
        written = found["year"]
        return cls(int(written) if written.isdecimal() else from_chinese(written))

    @classmethod
    def containing(cls, day: date) -> Self:
        """The budget year in which a day lies."""
        return cls(day.year)

    @property
    def range(self) -> DateRange:
        """First to last day."""
        return DateRange(date(self.year, 1, 1), date(self.year, 12, 31))

    @property
    def previous(self) -> FiscalYear:
        """The year before."""
        return FiscalYear(self.year - 1)

    @property
    def next(self) -> FiscalYear:
        """The year after."""
        return FiscalYear(self.year + 1)

    def __str__(self) -> str:
        """Write it as headings do: 2026年度."""
        return f"{self.year}年度"
