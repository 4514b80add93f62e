"""Shares: exact fractions for majorities, rates and percentages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.numerals import from_chinese
from congress.standards.values.written import closed_up, shown

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_PERCENT = re.compile(rf"(-?){_NUMBER}([%‰])")
_PLAIN = re.compile(rf"(-?){_NUMBER}")
_QUOTIENT = re.compile(r"([0-9]+)/([0-9]+)")
_CHINESE = re.compile(r"(.+)分之(.+)")
_NAMED_WHOLES = {"百": 100, "千": 1000, "万": 10_000}
_SIGNS = {"%": 100, "‰": 1000}


@dataclass(frozen=True, order=True, slots=True)
class Share:
    """A share of a whole, kept as an exact fraction; it may exceed one (165 % of a target)."""

    fraction: Fraction

    def __post_init__(self) -> None:
        """Refuse floats that would slip in unnoticed."""
        if not isinstance(self.fraction, Fraction):
            raise TypeError(f"a share is a Fraction, not {self.fraction!r}")

    @classmethod
    def of(cls, part: int | Decimal | Fraction, whole: int | Decimal | Fraction) -> Self:
        """The share that a part is of a whole; of nothing there is no share."""
        if whole == 0:
            raise RuleViolation("share.no_whole", "基数是 0，算不出比例；请先核对基数。")
        return cls(Fraction(part) / Fraction(whole))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 95%, 3‰, 2/3, 三分之二, 百分之九十五, 半数, or a plain 0.95 (never 95 without a sign)."""
        plain = closed_up(text)
        if not plain:
            raise RuleViolation("share.blank", "比例没有填写。")
        if found := _PERCENT.fullmatch(plain):
            return cls(_signed(found[1], Fraction(found[2]) / _SIGNS[found[3]]))
        if found := _QUOTIENT.fullmatch(plain):
            return cls.of(int(found[1]), int(found[2]))
        if found := _CHINESE.fullmatch(plain):
            return cls.of(_number(found[2], text=text), _number(found[1], text=text))
        if plain in ("半数", "一半"):
            return cls(Fraction(1, 2))
        found = _PLAIN.fullmatch(plain)
        if not found:
            raise _unreadable(text)
        value = _signed(found[1], Fraction(found[2]))
        if abs(value) > 1:
            raise RuleViolation(
                "share.no_sign", f"“{shown(text)}”大于 1，如果是百分数请写成“{shown(text)}%”。"
            )
        return cls(value)

    @property
    def numerator(self) -> int:
        """What databases store above the line."""
        return self.fraction.numerator

    @property
    def denominator(self) -> int:
        """What databases store below the line."""
        return self.fraction.denominator

    def percent(self, *, decimals: int = 2) -> str:
        """Show as a percentage, rounded half up (四舍五入): 95.51%."""
        if decimals < 0:
            raise ValueError(f"decimals cannot be negative: {decimals}")
        scaled = self.fraction * 100 * 10**decimals
        # Fractions round half to even; reports round half away from zero.
        whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
        with localcontext() as context:
            context.prec = len(str(whole)) + decimals + 1
            shown_value = Decimal(whole).scaleb(-decimals)
        sign = "-" if scaled < 0 and whole else ""
        return f"{sign}{shown_value:f}%"

    def least_count_of(self, whole: int) -> int:
        """The smallest number that is this share or more (以上, 达到): two thirds of 400 is 267."""
        return -(-self.fraction.numerator * whole // self.fraction.denominator)

    def count_over(self, whole: int) -> int:
        """The smallest number that is more than this share (过, 超过): more than half of 51 is 26."""
        return self.fraction.numerator * whole // self.fraction.denominator + 1

    def __str__(self) -> str:
        """Show as a percentage with two decimals."""
        return self.percent()


def _signed(sign: str, value: Fraction) -> Fraction:
    return -value if sign else value


def _number(written: str, *, text: str) -> Fraction:
    if written in _NAMED_WHOLES:
        return Fraction(_NAMED_WHOLES[written])
    if re.fullmatch(_NUMBER, written):
        return Fraction(written)
    try:
        return Fraction(from_chinese(written))
    except RuleViolation:
        raise _unreadable(text) from None


def _unreadable(text: str) -> RuleViolation:
    return RuleViolation(
        "share.unreadable", f"看不懂比例“{shown(text)}”，请写成 95%、2/3 或三分之二这样的形式。"
    )
