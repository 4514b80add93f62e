"""What a workbook's values read as: the text a reader would write for them."""

from __future__ import annotations

import datetime
from decimal import Decimal

# Excel keeps fifteen significant digits of a number; what comes after them is the dust of binary fractions.
_DIGITS = ".15g"

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def written(*, value: Value, is_percent: bool = False) -> str:
    """Numbers plainly to fifteen digits, percentages as percentages, dates as ISO, lengths of time as `h:mm:ss`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{_plain(value * 100)}%" if is_percent else _plain(value)
    if isinstance(value, datetime.timedelta):
        return _hours(value)
    return value.isoformat()


def _plain(number: int | float) -> str:
    """Digits without exponent, grouping or trailing zeros."""
    written = f"{Decimal(format(number, _DIGITS)):f}"
    plain = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if plain == "-0" else plain


def _hours(length: datetime.timedelta) -> str:
    """A length of time as Excel's `[h]:mm:ss` shows it."""
    seconds = abs(round(length.total_seconds()))
    sign = "-" if length < datetime.timedelta(0) else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
