"""Amounts: money as written in a table, in yuan, with the unit it was written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from congress.standards.values.money import Money, MoneyUnit
from congress.standards.values.written import half_width

_LOOKS_LIKE_MONEY = re.compile(r"[-−]?\s*[¥￥]?\s*\d[\d,，]*(?:\.\d*)?\s*(?:元|千元|万|万元|百万元|亿|亿元)?")
_OWN_UNIT = re.compile(r"(亿|百万|万|千)?元?$")
_UNITS = {
    "亿": MoneyUnit.HUNDRED_MILLION_YUAN,
    "百万": MoneyUnit.MILLION_YUAN,
    "万": MoneyUnit.TEN_THOUSAND_YUAN,
    "千": MoneyUnit.THOUSAND_YUAN,
}
_LONGEST_AMOUNT = 40


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in yuan (two decimals) and the unit in which the table writes it."""

    yuan: Decimal
    unit: MoneyUnit

    @property
    def written(self) -> str:
        """The number in its own unit with thousand separators, as a cell of the table holds it."""
        return format_amount(self.yuan, unit=self.unit)


def looks_like_amount(text: str) -> bool:
    """Whether a cell holds nothing but a number that may be money."""
    return len(text) <= _LONGEST_AMOUNT and _is_number(text)


@lru_cache(maxsize=8192)
def _is_number(text: str) -> bool:
    return bool(_LOOKS_LIKE_MONEY.fullmatch(half_width(text)))


def own_unit(text: str) -> MoneyUnit | None:
    """Return the unit an amount names itself, None where the column must say it."""
    plain = half_width(text)
    if plain.endswith("元") or plain[-1:] in _UNITS:
        found = _OWN_UNIT.search(plain)
        return _UNITS.get(found[1] or "", MoneyUnit.YUAN) if found else None
    return None


@lru_cache(maxsize=8192)
def parse_amount(text: str, *, unit: MoneyUnit) -> Amount:
    """Read an amount; `unit` counts where the text names none. RuleViolation says what is wrong with it."""
    money = Money.parse(text, unit=unit, allow_negative=True)
    return Amount(yuan=money.yuan, unit=own_unit(text) or unit)


def format_amount(amount: Decimal, *, unit: MoneyUnit, with_unit: bool = False) -> str:
    """Write yuan in a unit with thousand separators: two decimals, more only where two would round."""
    money = Money.of_yuan(amount)
    exact = money.in_unit(unit)
    exponent = exact.normalize().as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return money.format(unit, decimals=decimals, with_unit=with_unit)
