"""Numbers of an Excel 97–2003 workbook and what their formats make of them: percentages, dates, times."""

from __future__ import annotations

import datetime
import re
import struct
from dataclasses import dataclass, field

from congress.platform.documents.readers.sheet_values import BUILT_IN, NumberShape, Value, number_shape

_DATE_FORMATS = frozenset(
    {14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 55), *range(57, 59)}
)
_TIME_FORMATS = frozenset({18, 19, 20, 21, 32, 33, 45, 47, 55, 56})
_LENGTH_FORMATS = frozenset({46})
# Quoted words, escaped characters and what stands in brackets (colours, conditions, places) say nothing of the kind.
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LENGTH = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhs年月日时分秒]", re.IGNORECASE)
_DAY_SECONDS = 86_400
_LAST_DAY = 2_958_466
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(slots=True)
class CellStyles:
    """Which format each cell style has, and what the workbook's own formats are."""

    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    starts_1904: bool = False
    _kinds: dict[int, str] = field(default_factory=dict)
    _shapes: dict[int, NumberShape | None] = field(default_factory=dict)

    def shape(self, *, style: int) -> NumberShape | None:
        """How cells of this style show numbers, None when plainly."""
        if style not in self._shapes:
            number = self._format(style)
            shown = self.formats.get(number, BUILT_IN.get(number, ""))
            self._shapes[style] = number_shape(written=shown)
        return self._shapes[style]

    def value(self, *, number: float, style: int) -> Value:
        """The number, or the date, time or length of time that its style shows it as."""
        kind = self._kind(style)
        if kind == "length":
            return datetime.timedelta(seconds=round(number * _DAY_SECONDS))
        if kind == "date" and 0 <= number < _LAST_DAY:
            return self._moment(number)
        return number

    def _moment(self, number: float) -> Value:
        days, seconds = divmod(round(number * _DAY_SECONDS), _DAY_SECONDS)
        hours, rest = divmod(seconds, 3600)
        time = datetime.time(hours, rest // 60, rest % 60)
        if days == 0 and not self.starts_1904:
            return time
        # Excel holds 1900 for a leap year; its first two months are a day off from ours.
        first = datetime.date(1904, 1, 1) if self.starts_1904 else datetime.date(1899, 12, 30)
        day = first + datetime.timedelta(days=days + (days < 60 and not self.starts_1904))
        return datetime.datetime.combine(day, time) if seconds else day

    def _kind(self, style: int) -> str:
        if style not in self._kinds:
            number = self._format(style)
            self._kinds[style] = _kind_of(number, self.formats.get(number))
        return self._kinds[style]

    def _format(self, style: int) -> int:
        return self.styles[style] if style < len(self.styles) else 0


def _kind_of(number: int, written: str | None) -> str:
    """What a format shows: `date` (with times of day), `length`, or `number`."""
    if written is None:
        if number in _LENGTH_FORMATS:
            return "length"
        return "date" if number in _DATE_FORMATS | _TIME_FORMATS else "number"
    said = _SAID.sub("", written)
    if _LENGTH.search(said):
        return "length"
    bare = _BRACKETS.sub("", said)
    is_general = "general" in bare.lower() or "g/通用格式" in bare.lower()
    return "date" if not is_general and _DATE_LETTERS.search(bare) else "number"


def short_number(*, packed: int) -> float:
    """A number packed into four bytes: a whole one, or the upper half of a binary fraction, perhaps in hundredths."""
    if packed & 2:
        number: float = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
    else:
        number = struct.unpack("<d", bytes(4) + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return number / 100 if packed & 1 else number


def error_text(*, code: int) -> str:
    """An error as Excel shows it."""
    return _ERRORS.get(code, "#N/A")
