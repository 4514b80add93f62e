"""Amounts of money: whole fen inside, Decimal yuan outside, never a float."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.money_text import fen_from_text

# What a signed 64-bit column of a database can hold, in fen.
LARGEST_FEN = 2**63 - 1


class MoneyUnit(Enum):
    """A unit in which amounts are written or shown; the value is its worth in fen."""

    YUAN = 100
    THOUSAND_YUAN = 100 * 1000
    TEN_THOUSAND_YUAN = 100 * 10**4
    MILLION_YUAN = 100 * 10**6
    HUNDRED_MILLION_YUAN = 100 * 10**8

    @property
    def label(self) -> str:
        """Name the unit as tables print it."""
        return _LABELS[self]

    @classmethod
    def parse(cls, text: str) -> MoneyUnit:
        """Read a unit as table heads write it, with or without 单位 and brackets."""
        plain = text.strip().strip("（）()").removeprefix("单位").strip("：: ")
        plain = plain.removeprefix("人民币")
        for unit, label in _LABELS.items():
            if plain and plain in (label, label.removesuffix("元")):
                return unit
        raise RuleViolation(
            "money.unknown_unit", f"不认识金额单位“{text}”，请用元、千元、万元、百万元或亿元。"
        )


_LABELS = {
    MoneyUnit.YUAN: "元",
    MoneyUnit.THOUSAND_YUAN: "千元",
    MoneyUnit.TEN_THOUSAND_YUAN: "万元",
    MoneyUnit.MILLION_YUAN: "百万元",
    MoneyUnit.HUNDRED_MILLION_YUAN: "亿元",
}


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in renminbi, exact to the fen."""

    fen: int

    def __post_init__(self) -> None:
        """Refuse what is not a whole number of fen or what no database column could hold."""
        if type(self.fen) is not int:
            raise TypeError(f"fen must be a whole number, not {self.fen!r}")
        if abs(self.fen) > LARGEST_FEN:
            raise RuleViolation("money.too_large", "金额超出系统能记录的范围，请检查数字和单位。")

    @classmethod
    def of_yuan(cls, yuan: Decimal | int) -> Self:
        """Make money from yuan; a part smaller than a fen is refused, never rounded away."""
        return cls.of(yuan, MoneyUnit.YUAN)

    @classmethod
    def of(cls, amount: Decimal | int, unit: MoneyUnit) -> Self:
        """Make money from an amount in the given unit; a part smaller than a fen is refused."""
        if isinstance(amount, bool) or not isinstance(amount, (Decimal, int)):
            raise TypeError(f"an amount is a Decimal or a whole number, not {amount!r}")
        exact = Decimal(amount)
        if not exact.is_finite():
            raise RuleViolation("money.unreadable", "金额必须是一个确定的数字。")
        if exact.adjusted() > 30:
            raise RuleViolation("money.too_large", "金额超出系统能记录的范围，请检查数字和单位。")
        with localcontext() as context:
            # Wide enough that multiplying can never round before the check below.
            context.prec = len(exact.as_tuple().digits) + 12
            fen = exact * unit.value
        if fen != fen.to_integral_value():
            raise RuleViolation(
                "money.too_precise", f"金额只能精确到分，{amount}{unit.label}还有比分更小的零头，请核对。"
            )
        return cls(int(fen))

    @classmethod
    def parse(cls, text: str, *, unit: MoneyUnit | None = None, allow_negative: bool = False) -> Self:
        """Read a written amount: 1,494.42万元, ５７６５００．００元, 1亿2000万元, 三万五千元整.

        ``unit`` is the unit of the column or form and counts only where the text itself names none; with
        neither the amount is refused, because a wrong unit is wrong by ten thousand. Negative amounts must
        be asked for: in published tables a dash before a number is often a separator and not a sign.
        """
        return cls(
            fen_from_text(text, fen_per_unit=unit.value if unit else None, allow_negative=allow_negative)
        )

    @classmethod
    def zero(cls) -> Self:
        """No money, which is not the same as an amount nobody filled in."""
        return cls(0)

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Self:
        """Add up amounts; of none the total is zero."""
        return cls(sum(amount.fen for amount in amounts))

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan with two decimals."""
        return Decimal(self.fen).scaleb(-2)

    def in_unit(self, unit: MoneyUnit) -> Decimal:
        """The exact amount in a unit, without rounding."""
        return Decimal(self.fen).scaleb(-_exponent(unit))

    def format(
        self,
        unit: MoneyUnit = MoneyUnit.YUAN,
        *,
        decimals: int = 2,
        grouped: bool = True,
        with_unit: bool = True,
    ) -> str:
        """Show the amount in a unit, rounded half up (四舍五入) to ``decimals``: 1,494.42万元."""
        if decimals < 0:
            raise ValueError(f"decimals cannot be negative: {decimals}")
        with localcontext() as context:
            context.prec = 40 + decimals
            rounded = self.in_unit(unit).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        if not rounded:
            rounded = abs(rounded)  # what rounds to nothing has no sign
        return f"{rounded:{',' if grouped else ''}f}" + (unit.label if with_unit else "")

    def __add__(self, other: Money) -> Money:
        """Add two amounts."""
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        """Take one amount from another."""
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen - other.fen)

    def __mul__(self, times: int) -> Money:
        """Take an amount a whole number of times; shares of an amount need a stated way to round."""
        if type(times) is not int:
            return NotImplemented
        return Money(self.fen * times)

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        """Turn the sign."""
        return Money(-self.fen)

    def __abs__(self) -> Money:
        """Drop the sign."""
        return Money(abs(self.fen))

    def __bool__(self) -> bool:
        """Refuse to be a yes or no: zero is an amount, so ask for ``is_zero``."""
        raise TypeError("an amount is neither true nor false; ask is_zero")

    @property
    def is_zero(self) -> bool:
        """Whether there is no money at all."""
        return self.fen == 0

    def __str__(self) -> str:
        """Show yuan with two decimals and thousand separators."""
        return self.format()


def _exponent(unit: MoneyUnit) -> int:
    return len(str(unit.value)) - 1
