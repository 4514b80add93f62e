"""Amounts keep their unit, and are written so that nothing is rounded away."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain.amounts import (
    Amount,
    format_amount,
    looks_like_amount,
    own_unit,
    parse_amount,
)
from congress.standards.errors import RuleViolation
from congress.standards.values.money import MoneyUnit

WAN, YUAN = MoneyUnit.TEN_THOUSAND_YUAN, MoneyUnit.YUAN


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "written_in"),
    [
        ("4,684.01", WAN, "46840100", WAN),
        ("1,976,800.00", YUAN, "1976800", YUAN),
        ("363300.00元", WAN, "363300", YUAN),
        ("1.2亿元", WAN, "120000000", MoneyUnit.HUNDRED_MILLION_YUAN),
        ("35万", YUAN, "350000", WAN),
        ("0.00", WAN, "0", WAN),
        ("-12.5", WAN, "-125000", WAN),
    ],
)
def test_reading(text: str, unit: MoneyUnit, yuan: str, written_in: MoneyUnit) -> None:
    assert parse_amount(text, unit=unit) == Amount(Decimal(yuan), written_in)


@pytest.mark.parametrize("text", ["", "约五十", "1,97,680", "—"])
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RuleViolation, match="。$"):
        parse_amount(text, unit=YUAN)


def test_units_named_by_the_amount_itself() -> None:
    assert own_unit("12.5") is None
    assert own_unit("12.5 万元") is WAN
    assert own_unit("12.5元") is YUAN
    assert own_unit("3千元") is MoneyUnit.THOUSAND_YUAN


def test_what_may_be_an_amount() -> None:
    assert looks_like_amount("￥1,976,800.00元")
    assert looks_like_amount("-363300.00")
    assert not looks_like_amount("12项")
    assert not looks_like_amount("1" * 41)


def test_more_decimals_are_printed_rather_than_rounded_away() -> None:
    assert format_amount(Decimal("46840100"), unit=WAN) == "4,684.01"
    assert format_amount(Decimal("46840150.07"), unit=WAN, with_unit=True) == "4,684.015007万元"
    assert format_amount(Decimal(0), unit=WAN) == "0.00"
    assert Amount(Decimal("500000"), WAN).written == "50.00"


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from([YUAN, WAN]))
@settings(deadline=None)
@pytest.mark.slow
def test_an_amount_written_in_its_unit_is_read_back(fen: int, unit: MoneyUnit) -> None:
    amount = Amount(Decimal(fen).scaleb(-2), unit)
    assert parse_amount(amount.written, unit=unit) == amount
    assert parse_amount(format_amount(amount.yuan, unit=unit, with_unit=True), unit=YUAN) == amount
