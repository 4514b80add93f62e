"""Money is exact, knows its unit and says what is wrong with an amount."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.standards.tests.refusals import refusal, refused
from congress.standards.values.money import LARGEST_FEN, Money, MoneyUnit

FEN = st.integers(min_value=-LARGEST_FEN, max_value=LARGEST_FEN)
WAN = MoneyUnit.TEN_THOUSAND_YUAN


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,494.42万元", 14_944_200_00),
        ("５７６５００．００元", 576_500_00),
        ("1亿2000万元", 120_000_000_00),
        ("1亿2,000万", 120_000_000_00),
        ("3万5千元", 35_000_00),
        ("2百万元", 2_000_000_00),
        ("1.2万亿元", 1_200_000_000_000_00),
        ("三万五千元整", 35_000_00),
        ("人民币壹拾万元整", 100_000_00),
        ("￥ 1,000.00 元", 1_000_00),
        ("12元3角4分", 12_34),
        ("0元", 0),
        ("0.000001万元", 1),
    ],
)
def test_written_amounts(text: str, fen: int) -> None:
    assert Money.parse(text) == Money(fen)


def test_the_column_lends_its_unit_only_to_bare_numbers() -> None:
    assert Money.parse("1,494.42", unit=WAN) == Money.of_yuan(14_944_200)
    assert Money.parse("1,494.42元", unit=WAN) == Money.of_yuan(Decimal("1494.42"))
    assert Money.parse("0", unit=WAN) == Money.zero()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money.blank"),
        ("　", "money.blank"),
        ("—", "money.not_applicable"),
        ("不涉及", "money.not_applicable"),
        ("-576500.00", "money.negative"),
        ("−3元", "money.negative"),
        ("1494.42", "money.unit_missing"),
        ("1亿2000", "money.unit_missing"),
        ("1,23元", "money.bad_grouping"),
        ("1234,567元", "money.bad_grouping"),
        ("1,234.元", "money.bad_grouping"),
        ("0.001元", "money.too_precise"),
        ("0.0000001万元", "money.too_precise"),
        ("①500元", "money.unreadable"),
        ("1 000元", "money.unreadable"),
        ("1,000 2,000元", "money.unreadable"),
        ("1.2.3元", "money.unreadable"),
        ("5千3万元", "money.unreadable"),
        ("1万1万元", "money.unreadable"),
        ("1.5亿2000万元", "money.unreadable"),
        ("12元3分4角", "money.unreadable"),
        ("12.5元3角", "money.unreadable"),
        ("3角", "money.unreadable"),
        ("5 3角", "money.unreadable"),
        ("12元左右", "money.unreadable"),
        ("万元", "money.unreadable"),
        ("十百元", "money.unreadable"),
        ("一百", "money.unreadable"),
        ("约3元", "money.unreadable"),
        ("1e5元", "money.unreadable"),
        ("٣元", "money.unreadable"),
        ("99999999999999999999元", "money.too_large"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with refused(code):
        Money.parse(text)


def test_refusals_quote_what_was_written_and_say_what_to_do() -> None:
    assert "1494.42万元" in refusal(lambda: Money.parse("1494.42")).message
    assert "填 0" in refusal(lambda: Money.parse("")).message


def test_negative_amounts_on_request() -> None:
    assert Money.parse("-1,000元", allow_negative=True) == Money.of_yuan(-1000)
    assert Money.parse("－１万元", allow_negative=True) == Money.of_yuan(-10_000)


@given(FEN)
def test_shown_yuan_is_read_back(fen: int) -> None:
    assert Money.parse(str(Money(fen)), allow_negative=True) == Money(fen)


@given(FEN, st.sampled_from(MoneyUnit))
def test_units_lose_nothing(fen: int, unit: MoneyUnit) -> None:
    assert Money.of(Money(fen).in_unit(unit), unit) == Money(fen)


@given(st.lists(st.integers(min_value=-(10**15), max_value=10**15)))
def test_totals_are_exact(amounts: list[int]) -> None:
    assert Money.total(Money(fen) for fen in amounts) == Money(sum(amounts))


def test_a_hundred_thousand_dimes_are_ten_thousand_yuan() -> None:
    # The sum that a database column of floats gets wrong.
    assert Money.total([Money.parse("0.10元")] * 100_003).yuan == Decimal("10000.30")


def test_arithmetic() -> None:
    one, two = Money.of_yuan(1), Money.of_yuan(2)
    assert one + two == Money.of_yuan(3)
    assert one - two == Money.of_yuan(-1)
    assert 3 * one == one * 3 == Money.of_yuan(3)
    assert -one == Money(-100)
    assert abs(-one) == one
    assert one < two
    assert Money.zero().is_zero
    assert not one.is_zero
    assert two.yuan == Decimal("2.00")


@pytest.mark.parametrize("other", [1, 1.0, Decimal(1), True, "1"])
def test_money_mixes_with_nothing_else(other: object) -> None:
    with pytest.raises(TypeError):
        Money(1) + other  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(1) - other  # type: ignore[operator]


@pytest.mark.parametrize("factor", [1.5, Decimal("0.5"), True])
def test_money_is_taken_whole_times_only(factor: object) -> None:
    with pytest.raises(TypeError):
        Money(1) * factor  # type: ignore[operator]


def test_an_amount_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="is_zero"):
        bool(Money(0))


@pytest.mark.parametrize("fen", [1.0, Decimal(1), True, "1"])
def test_fen_are_whole_numbers(fen: object) -> None:
    with pytest.raises(TypeError):
        Money(fen)  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", [1.5, True, "1"])
def test_amounts_are_never_floats(amount: object) -> None:
    with pytest.raises(TypeError):
        Money.of_yuan(amount)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (Decimal("0.001"), "money.too_precise"),
        (Decimal("NaN"), "money.unreadable"),
        (Decimal("Infinity"), "money.unreadable"),
        (Decimal("1e40"), "money.too_large"),
        (Decimal("1e17"), "money.too_large"),
    ],
)
def test_amounts_that_are_no_money(amount: Decimal, code: str) -> None:
    with refused(code):
        Money.of_yuan(amount)


@pytest.mark.parametrize(
    ("fen", "unit", "decimals", "shown"),
    [
        (1_494_420_000, WAN, 2, "1,494.42万元"),
        (1_494_420_000, MoneyUnit.YUAN, 0, "14,944,200元"),
        (1_494_420_000, MoneyUnit.HUNDRED_MILLION_YUAN, 4, "0.1494亿元"),
        (50_00, WAN, 2, "0.01万元"),
        (-50_00, WAN, 2, "-0.01万元"),
        (-49_99, WAN, 2, "0.00万元"),
        (0, WAN, 2, "0.00万元"),
        (LARGEST_FEN, MoneyUnit.YUAN, 2, "92,233,720,368,547,758.07元"),
    ],
)
def test_shown(fen: int, unit: MoneyUnit, decimals: int, shown: str) -> None:
    assert Money(fen).format(unit, decimals=decimals) == shown


def test_shown_for_machines() -> None:
    assert Money(1_494_420_000).format(WAN, grouped=False, with_unit=False) == "1494.42"


def test_decimals_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="decimals"):
        Money(1).format(decimals=-1)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("元", MoneyUnit.YUAN),
        ("单位：万元", WAN),
        ("（单位:万元）", WAN),
        ("万", WAN),
        ("人民币亿元", MoneyUnit.HUNDRED_MILLION_YUAN),
        ("千元", MoneyUnit.THOUSAND_YUAN),
        ("百万元", MoneyUnit.MILLION_YUAN),
    ],
)
def test_units_in_table_heads(text: str, unit: MoneyUnit) -> None:
    assert MoneyUnit.parse(text) is unit


@pytest.mark.parametrize("text", ["", "美元", "人次", "单位："])
def test_unknown_units(text: str) -> None:
    with refused("money.unknown_unit"):
        MoneyUnit.parse(text)
