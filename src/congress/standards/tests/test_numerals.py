"""Chinese numerals both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.standards.tests.refusals import refused
from congress.standards.values.numerals import from_chinese, to_chinese, to_chinese_digits

WRITTEN = [
    (0, "零"),
    (6, "六"),
    (10, "十"),
    (17, "十七"),
    (20, "二十"),
    (110, "一百一十"),
    (305, "三百零五"),
    (1010, "一千零一十"),
    (10_005, "一万零五"),
    (105_000, "十万五千"),
    (200_500, "二十万零五百"),
    (100_005_000, "一亿零五千"),
    (100_010_000, "一亿零一万"),
    (999_999_999_999, "九千九百九十九亿九千九百九十九万九千九百九十九"),
]


@pytest.mark.parametrize(("number", "written"), WRITTEN)
def test_known_numbers(number: int, written: str) -> None:
    assert to_chinese(number) == written
    assert from_chinese(written) == number


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_what_is_written_is_read_back(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@given(st.integers(min_value=1000, max_value=9999))
def test_years_are_read_digit_by_digit(year: int) -> None:
    assert from_chinese(to_chinese_digits(year)) == year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〇", 0),
        ("两百", 200),
        ("一十七", 17),
        ("壹拾柒", 17),
        ("貳佰万", 2_000_000),
        ("一〇五", 105),
        ("二○二六", 2026),
    ],
)
def test_other_hands(text: str, number: int) -> None:
    assert from_chinese(text) == number


@pytest.mark.parametrize(
    "text", ["", "十百", "三五", "零五", "一百五", "一二三万", "百", "届", "十届", "万", "一亿亿"]
)
def test_irregular_writing_is_refused(text: str) -> None:
    with refused("numeral.unreadable"):
        from_chinese(text)


@pytest.mark.parametrize("number", [-1, 10**12])
def test_numbers_out_of_reach(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(number)
