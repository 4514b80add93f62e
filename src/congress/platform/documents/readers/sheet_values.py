"""What a workbook's values read as: the text a reader would write for them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Excel keeps fifteen significant digits of a number; what comes after them is the dust of binary fractions.
_DIGITS = ".15g"

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


# What a format says beside its digits: words, escaped characters, colours, fillers, signs of money.
_BESIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[¥￥$€元\s()+-]')
_DIGITS_OF_FORMAT = re.compile(r"([#0?,]*)(?:\.([0#?]*))?")
BUILT_IN: Final = {
    **dict.fromkeys((2,), "0.00"),
    **dict.fromkeys((3, 5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((4, 7, 8, 39, 40, 43, 44), "#,##0.00"),
    9: "0%",
    10: "0.00%",
}


@dataclass(frozen=True, slots=True)
class NumberShape:
    """How a format shows numbers: with at least so many decimals, in groups of three digits, as percentages."""

    decimals: int = 0
    is_grouped: bool = False
    is_percent: bool = False


def number_shape(*, written: str) -> NumberShape | None:
    """What a number format amounts to, None when numbers stand as they are; positive numbers decide.

    Formats that show thousands or millions of what is there are passed over: the number itself is read.
    """
    bare = _BESIDE.sub("", written.split(";")[0])
    is_percent = "%" in bare
    match = _DIGITS_OF_FORMAT.fullmatch(bare.replace("%", ""))
    if match is None or match[1].endswith(","):
        return NumberShape(is_percent=True) if is_percent else None
    shape = NumberShape((match[2] or "").count("0"), "," in match[1], is_percent)
    return None if shape == NumberShape() else shape


def written(*, value: Value, shape: NumberShape | None = None) -> str:
    """The value as the sheet shows it: numbers with the zeros, groups and percent signs of their format.

    No digit that is there is ever rounded away, up to fifteen. Dates are ISO, lengths of time `h:mm:ss`.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, shape) if shape is not None else _plain(value)
    if isinstance(value, datetime.timedelta):
        return _hours(value)
    return value.isoformat()


def _number(value: int | float, shape: NumberShape) -> str:
    whole, _point, decimals = _plain(value * 100 if shape.is_percent else value).partition(".")
    decimals = decimals.ljust(shape.decimals, "0")
    grouped = f"{int(whole):,}" if shape.is_grouped else whole
    sign = "-" if whole.startswith("-") and not grouped.startswith("-") else ""
    return f"{sign}{grouped}{'.' if decimals else ''}{decimals}{'%' if shape.is_percent else ''}"


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
