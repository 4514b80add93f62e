"""Shares are exact, and 以上 and 过 draw the line where the law draws it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.standards.tests.refusals import refused
from congress.standards.values.share import Share

FRACTIONS = st.fractions(min_value=0, max_value=1, max_denominator=5000)


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("95%", Fraction(19, 20)),
        ("９５．５１％", Fraction(9551, 10_000)),
        ("165%", Fraction(33, 20)),
        ("-3%", Fraction(-3, 100)),
        ("3‰", Fraction(3, 1000)),
        ("2/3", Fraction(2, 3)),
        ("三分之二", Fraction(2, 3)),
        ("百分之九十五", Fraction(19, 20)),
        ("百分之95.5", Fraction(191, 200)),
        ("千分之三", Fraction(3, 1000)),
        ("万分之一", Fraction(1, 10_000)),
        ("半数", Fraction(1, 2)),
        ("0.95", Fraction(19, 20)),
        ("-0.5", Fraction(-1, 2)),
        ("0", Fraction(0)),
        ("1", Fraction(1)),
    ],
)
def test_reading(text: str, fraction: Fraction) -> None:
    share = Share.parse(text)
    assert share.fraction == fraction
    assert (share.numerator, share.denominator) == (fraction.numerator, fraction.denominator)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "share.blank"),
        ("95", "share.no_sign"),
        ("1/0", "share.no_whole"),
        ("零分之一", "share.no_whole"),
        ("大部分", "share.unreadable"),
        ("十百分之一", "share.unreadable"),
        ("百分之多", "share.unreadable"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with refused(code):
        Share.parse(text)


def test_of() -> None:
    assert Share.of(36, 50) == Share(Fraction(18, 25))
    assert Share.of(Decimal("824.2"), Decimal("1000")).percent() == "82.42%"
    with refused("share.no_whole"):
        Share.of(1, 0)


@pytest.mark.parametrize(
    ("fraction", "decimals", "shown"),
    [
        (Fraction(19, 20), 2, "95.00%"),
        (Fraction(2, 3), 1, "66.7%"),
        (Fraction(1, 8), 0, "13%"),
        (Fraction(-1, 8), 0, "-13%"),
        (Fraction(-1, 10_000), 1, "0.0%"),
        (Fraction(33, 20), 0, "165%"),
        (Fraction(10**40, 1), 2, "1" + "0" * 42 + ".00%"),
    ],
)
def test_percent(fraction: Fraction, decimals: int, shown: str) -> None:
    assert Share(fraction).percent(decimals=decimals) == shown


def test_prints_as_percentage() -> None:
    assert str(Share.parse("三分之二")) == "66.67%"


@pytest.mark.parametrize(
    ("share", "whole", "at_least", "over"), [("2/3", 400, 267, 267), ("1/2", 51, 26, 26), ("1/2", 50, 25, 26)]
)
def test_counts_of_people(share: str, whole: int, at_least: int, over: int) -> None:
    assert Share.parse(share).least_count_of(whole) == at_least
    assert Share.parse(share).count_over(whole) == over


@pytest.mark.parametrize(("share", "whole", "at_least"), [("1/10", 400, 40), ("1/5", 51, 11)])
def test_tenths_and_fifths(share: str, whole: int, at_least: int) -> None:
    assert Share.parse(share).least_count_of(whole) == at_least


@given(FRACTIONS, st.integers(min_value=0, max_value=5000))
def test_counts_are_the_smallest_that_satisfy(fraction: Fraction, whole: int) -> None:
    share = Share(fraction)
    least, over = share.least_count_of(whole), share.count_over(whole)
    assert least >= fraction * whole > least - 1
    assert over > fraction * whole >= over - 1


@given(FRACTIONS, st.integers(min_value=0, max_value=4))
def test_percentages_are_near_the_truth(fraction: Fraction, decimals: int) -> None:
    shown = Fraction(Share(fraction).percent(decimals=decimals).removesuffix("%")) / 100
    assert abs(shown - fraction) <= Fraction(1, 2 * 100 * 10**decimals)


def test_decimals_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="decimals"):
        Share(Fraction(1)).percent(decimals=-1)


def test_no_floats() -> None:
    with pytest.raises(TypeError):
        Share(0.5)  # type: ignore[arg-type]
