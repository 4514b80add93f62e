"""Counts told in the reports, held against the actual values of indicators that count the same things (PQ17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from congress.apps.performance.domain.checks.examined import Examined, Role, Text
from congress.apps.performance.domain.checks.findings import Finding, finding
from congress.apps.performance.domain.checks.words import listed
from congress.apps.performance.domain.table import Indicator
from congress.standards.indicators import CheckRule

_SENTENCE = re.compile(r"[。；;！!\n]")
_MOST_SHOWN = 6
# 6200多人次 may be anything from 6200 up to the next round number.
_ABOUT = Decimal("1.1")


@dataclass(frozen=True, slots=True)
class _Counted:
    """One thing that is counted: its words and the units of its counts."""

    words: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def number(self) -> re.Pattern[str]:
        """A count of it in a sentence."""
        units = "|".join(sorted(self.units, key=len, reverse=True))
        return re.compile(rf"(\d[\d,]*)(多|余)?\s?({units})(?!次)")


@dataclass(frozen=True, slots=True)
class _Told:
    """A count as a report tells it, and where."""

    number: Decimal
    is_about: bool
    written: str
    address: str


def narrated(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """Find actual counts that the reports of the same table tell otherwise."""
    for owner in examined.owners:
        reports = [text for text in examined.texts_of(owner.project) if text.role is Role.REPORT]
        for row in owner.rows if reports else ():
            counted = _counted_by(row, rule)
            actual = row.actual.value
            if counted is None or actual is None or actual.low is None or not actual.is_number:
                continue
            told = _told(reports, counted)
            if told and not _agrees(actual.low, told, most=int(rule.decimal("most_counts"))):
                yield _differing(row, told, rule)


def _differing(row: Indicator, told: Sequence[_Told], rule: CheckRule) -> Finding:
    total = sum((each.number for each in told), Decimal(0))
    figures = {
        "name": row.name.text,
        "actual": row.actual.text,
        "told": listed([f"“{each.written}”" for each in told], most=_MOST_SHOWN),
        "sums": f"，合计 {total}" if len(told) > 1 else "",
    }
    addresses = (row.actual.address, *dict.fromkeys(each.address for each in told))
    return finding(rule, "narrative_differs", addresses, figures=figures)


def _counted_by(row: Indicator, rule: CheckRule) -> _Counted | None:
    """What an indicator counts, when its unit is one of the counts of that thing."""
    target, actual = row.annual.value, row.actual.value
    unit = (target.unit if target else "") or (actual.unit if actual else "")
    for counted in _things(rule.words("counted")):
        if any(word in row.name.text for word in counted.words):
            return counted if unit in counted.units else None
    return None


@lru_cache(maxsize=8)
def _things(lines: tuple[str, ...]) -> tuple[_Counted, ...]:
    parts = (line.partition("|") for line in lines)
    return tuple(_Counted(tuple(words.split(",")), tuple(units.split(","))) for words, _, units in parts)


def _told(reports: Sequence[Text], counted: _Counted) -> list[_Told]:
    """The counts in the sentences that speak of the thing."""
    found = []
    for text in reports:
        for sentence in _SENTENCE.split(text.entry.text):
            if any(word in sentence for word in counted.words):
                for match in counted.number.finditer(sentence):
                    number = Decimal(match[1].replace(",", ""))
                    found.append(_Told(number, bool(match[2]), match[0], text.entry.address))
    return found


def _agrees(actual: Decimal, told: Sequence[_Told], *, most: int) -> bool:
    """Whether some of the counts add up to the actual value; of too many counts nobody can say."""
    if len(told) > most:
        return True
    sums = {Decimal(0)}
    for each in told:
        if each.is_about and each.number <= actual <= each.number * _ABOUT:
            return True
        sums |= {known + each.number for known in sums}
    return actual in sums
