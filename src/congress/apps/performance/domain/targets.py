"""Targets: what an indicator promises or reports, typed from the way it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from congress.standards.errors import RuleViolation
from congress.standards.values.written import closed_up

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNSIGNED = _NUMBER.removeprefix("-?")
_UNIT = r"[^\d\s,.;:。，；：、<>=≥≤~～—–-]"
_SINGLE = re.compile(rf"({_NUMBER})({_UNIT}*)")
_RANGE = re.compile(rf"({_NUMBER})({_UNIT}*?)(?:[-~～—–]+|至|到)({_UNSIGNED})({_UNIT}*)")
_DATE = re.compile(
    r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日|-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2}))"
    r"(?:((?:之|以)?前)[^\d]{0,20})?"
)
# 80%≤x≤90%, ≥80%且≤90%, ≥4,≤6次: both bounds written out, both within.
_BOUNDS = re.compile(
    rf"({_UNSIGNED})({_UNIT}*?)≤[^\d≤]{{1,12}}≤({_UNSIGNED})({_UNIT}*)"
    rf"|≥({_UNSIGNED})({_UNIT}*?)(?:[,、;]|且|并且|同时)≤({_UNSIGNED})({_UNIT}*)"
)
# Said of a bound that contains itself anyway: 95%以上(含), ≥90%(含90%)。
_INCLUDED = re.compile(r"\(含[\d.%本数]*\)$")
_ENCLOSED = re.compile(r"\(([^()]+)\)")
# 12月底前, 2026年底, 5月后: points in time, no amounts of anything.
_TIMES_OF_YEAR = ("前", "后", "底", "初", "月份", "月")
_YEARS = range(1900, 2100)
# Around, more than: a number that is none exactly.
_ROUGHLY = re.compile(r"[余多]|.*(?:左右|上下)$")
# 30日内, 5个工作日内: within; 境内 and 市内 are places.
_SPANS = ("日", "天", "周", "月", "年", "时", "钟", "%")
_LONGEST_UNIT = 6
_LONGEST_COMPOUND_UNIT = 12
_LONGEST_TARGET = 60


class Operator(StrEnum):
    """How an actual value is held against a target; NONE is a number without any operator."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    MORE = ">"
    LESS = "<"
    RANGE = "range"
    BOOLEAN = "boolean"
    DATE = "date"
    DEADLINE = "deadline"
    TEXT = "text"
    NONE = "none"


_SYMBOLS = {
    ">=": Operator.AT_LEAST, "=>": Operator.AT_LEAST, "≥": Operator.AT_LEAST, "≧": Operator.AT_LEAST,
    "⩾": Operator.AT_LEAST, "<=": Operator.AT_MOST, "=<": Operator.AT_MOST, "≤": Operator.AT_MOST,
    "≦": Operator.AT_MOST, "⩽": Operator.AT_MOST, ">": Operator.MORE, "<": Operator.LESS, "=": Operator.EQUAL,
}  # fmt: skip
_WORDS = {
    "达到或超过": Operator.AT_LEAST, "不得低于": Operator.AT_LEAST, "不得少于": Operator.AT_LEAST,
    "不得超过": Operator.AT_MOST, "不得高于": Operator.AT_MOST, "控制在": Operator.AT_MOST,
    "大于或等于": Operator.AT_LEAST, "大于等于": Operator.AT_LEAST, "不少于": Operator.AT_LEAST,
    "不低于": Operator.AT_LEAST, "不小于": Operator.AT_LEAST, "至少": Operator.AT_LEAST, "达到": Operator.AT_LEAST,
    "达": Operator.AT_LEAST,
    "小于或等于": Operator.AT_MOST, "小于等于": Operator.AT_MOST, "不超过": Operator.AT_MOST,
    "不高于": Operator.AT_MOST, "不大于": Operator.AT_MOST, "不多于": Operator.AT_MOST, "至多": Operator.AT_MOST,
    "最多": Operator.AT_MOST, "等于": Operator.EQUAL, "超过": Operator.MORE, "大于": Operator.MORE,
    "高于": Operator.MORE, "多于": Operator.MORE, "小于": Operator.LESS, "低于": Operator.LESS,
    "少于": Operator.LESS, "不满": Operator.LESS,
}  # fmt: skip
# 以上, 以下 and 以内 include the number itself (民法典 art. 1259).
_TAILS = {
    "及以上": Operator.AT_LEAST, "或以上": Operator.AT_LEAST, "以上": Operator.AT_LEAST,
    "及以下": Operator.AT_MOST, "或以下": Operator.AT_MOST, "以下": Operator.AT_MOST,
    "以内": Operator.AT_MOST, "之内": Operator.AT_MOST,
}  # fmt: skip
_TRUTHS = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Target:
    """A typed target or actual value.

    `low` and `high` are the bounds of a range; every other number stands in `low` alone. `wording` is a verbal
    operator as written (不少于, 及以下), empty where a symbol or nothing was used. `text` holds what could not be
    typed further, `day` a date. `raw` is the text it was read from.
    """

    operator: Operator
    raw: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    truth: bool | None = None
    day: date | None = None
    text: str = ""
    wording: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the target is one number, with or without an operator."""
        return self.low is not None and self.high is None


def parse_target(text: str) -> Target:
    """Type a target: ≥95%, 10项-20项, 不少于5个, 0%及以下, 是, 2026年12月31日前; anything else stays text.

    Raises `performance.target_blank` for blank text, which is no target.
    """
    target = _typed(text) if len(text) <= _LONGEST_TARGET else _text(text)
    if target is None:
        raise RuleViolation("performance.target_blank", "指标值没有填写，请补填；确实不适用的请写“不适用”。")
    return target


@lru_cache(maxsize=8192)
def _typed(text: str) -> Target | None:
    plain = _INCLUDED.sub("", closed_up(text).rstrip(".。;,，；"))
    if not plain:
        return _text(text) if closed_up(text) else None
    enclosed = _ENCLOSED.fullmatch(plain)
    plain = enclosed[1] if enclosed else plain
    if plain in _TRUTHS:
        return Target(Operator.BOOLEAN, raw=text, truth=_TRUTHS[plain])
    for read in (_date, _range, _bounds, _number):
        target = read(plain, text)
        if target is not None:
            return target
    return _text(text)


def _text(text: str) -> Target:
    return Target(Operator.TEXT, raw=text, text=text.strip())


def looks_like_value(text: str) -> bool:
    """Whether text reads as a number, range, date or 是/否, as indicator names never do."""
    return bool(text) and parse_target(text).operator is not Operator.TEXT


def format_target(target: Target) -> str:
    """Write a target in the canonical form, which `parse_target` reads back to the same."""
    match target.operator:
        case Operator.BOOLEAN:
            return "是" if target.truth else "否"
        case Operator.TEXT:
            return target.text
        case Operator.DATE | Operator.DEADLINE:
            day = target.day or date.min
            return (
                f"{day.year}年{day.month}月{day.day}日{'前' if target.operator is Operator.DEADLINE else ''}"
            )
        case Operator.RANGE:
            return f"{_plain(target.low)}{target.unit}-{_plain(target.high)}{target.unit}"
        case Operator.NONE:
            return f"{_plain(target.low)}{target.unit}"
        case symbol:
            return f"{symbol}{_plain(target.low)}{target.unit}"


def is_met(*, target: Target, actual: Target) -> bool | None:
    """Whether an actual value meets its target; None where the two cannot be held against each other.

    Above the upper bound of a range is not a miss here: it is outside the range, see `is_above_range`.
    """
    if target.operator is Operator.BOOLEAN and actual.operator is Operator.BOOLEAN:
        return target.truth == actual.truth
    if target.operator is Operator.DEADLINE and target.day and actual.day:
        return actual.day <= target.day
    value = _comparable(target, actual)
    if value is None or target.low is None:
        return None
    if target.operator is Operator.RANGE:
        return value >= target.low
    return _COMPARISONS[target.operator](value, target.low)


def is_above_range(*, target: Target, actual: Target) -> bool:
    """Whether an actual value lies above the upper bound of a target range."""
    value = _comparable(target, actual)
    return value is not None and target.high is not None and value > target.high


def attainment(*, target: Target, actual: Target) -> Decimal | None:
    """Actual divided by target for targets where more is better; None where that says nothing."""
    value = _comparable(target, actual)
    positive = (Operator.AT_LEAST, Operator.MORE, Operator.EQUAL, Operator.NONE)
    if value is None or target.operator not in positive or not target.low:
        return None
    return value / target.low


_COMPARISONS: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.AT_LEAST: lambda value, bound: value >= bound,
    Operator.AT_MOST: lambda value, bound: value <= bound,
    Operator.MORE: lambda value, bound: value > bound,
    Operator.LESS: lambda value, bound: value < bound,
    # Forms that write a bare number mean "this many": more is as good, and PQ15 looks at far more.
    Operator.EQUAL: lambda value, bound: value >= bound,
    Operator.NONE: lambda value, bound: value >= bound,
}


def _comparable(target: Target, actual: Target) -> Decimal | None:
    if target.low is None or not actual.is_number:
        return None
    same_unit = actual.unit == target.unit
    # Self-evaluations leave the counted thing away (>50人次, actual 36); a percentage never loses its sign.
    bare = not actual.unit and "%" not in target.unit
    return actual.low if same_unit or bare else None


def _date(plain: str, text: str) -> Target | None:
    found = _DATE.fullmatch(plain)
    if not found:
        return None
    try:
        year, month, number = (int(part) for part in found.groups()[:-1] if part)
        day = date(year, month, number)
    except ValueError:
        return None
    return Target(Operator.DEADLINE if found[10] else Operator.DATE, raw=text, day=day)


def _range(plain: str, text: str) -> Target | None:
    found = _RANGE.fullmatch(plain)
    if not found:
        return None
    return _between(found.groups(), text)


def _bounds(plain: str, text: str) -> Target | None:
    found = _BOUNDS.fullmatch(plain)
    return _between([part for part in found.groups() if part is not None], text) if found else None


def _between(parts: Sequence[str], text: str) -> Target | None:
    """A range from its lower number and unit and its upper number and unit."""
    low, high = _decimal(parts[0]), _decimal(parts[2])
    first, unit = _unit(parts[1]), _unit(parts[3])
    if unit is None or first is None or (first and unit and first != unit) or low > high:
        return None
    return Target(Operator.RANGE, raw=text, low=low, high=high, unit=unit or first)


def _number(plain: str, text: str) -> Target | None:
    operator, wording, rest = _leading_operator(plain)
    found = _SINGLE.fullmatch(_unbracketed(rest))
    if not found:
        return None
    unit_text, tail = _without_tail(found[2])
    if tail:
        within = _TAILS.get(tail, Operator.AT_MOST)
        if operator not in (Operator.NONE, within):
            return None
        operator, wording = within, wording + tail
    unit, number = _unit(unit_text), _decimal(found[1])
    if unit is None or (unit.startswith("年") and number in _YEARS):
        return None
    return Target(operator, raw=text, low=number, unit=unit, wording=wording)


def _without_tail(unit: str) -> tuple[str, str]:
    for tail in _TAILS:
        if unit.endswith(tail):
            return unit.removesuffix(tail), tail
    within = unit.removesuffix("内")
    return (within, "内") if within != unit and within.endswith(_SPANS) else (unit, "")


def _leading_operator(plain: str) -> tuple[Operator, str, str]:
    for symbol, operator in _SYMBOLS.items():
        if plain.startswith(symbol):
            return operator, "", plain[len(symbol) :]
    for word, operator in _WORDS.items():
        if plain.startswith(word):
            return operator, word, plain[len(word) :]
    return Operator.NONE, "", plain


def _unbracketed(plain: str) -> str:
    # ≥1(次) writes its unit in brackets.
    found = re.fullmatch(rf"({_NUMBER})\(({_UNIT}+)\)", plain)
    return found[1] + found[2] if found else plain


def _unit(text: str) -> str | None:
    """The unit, or None where what follows the number is too much to be one."""
    longest = _LONGEST_COMPOUND_UNIT if "/" in text else _LONGEST_UNIT
    is_time = text.endswith(_TIMES_OF_YEAR) and not text.endswith("个月")
    if len(text) > longest or ("%" in text and text != "%") or is_time or _ROUGHLY.match(text):
        return None
    return text


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _plain(number: Decimal | None) -> str:
    return f"{number:f}" if number is not None else ""
