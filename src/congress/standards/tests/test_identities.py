"""Identity numbers, credit codes and telephone numbers: checked when read, covered when shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.standards.tests.refusals import refusal, refused
from congress.standards.values import credit_code, id_number
from congress.standards.values.credit_code import CreditCode
from congress.standards.values.id_number import IdNumber, Sex
from congress.standards.values.phone import PhoneNumber

# The examples printed in the standard itself.
WOMAN, MAN, SMALL_MAN = "11010519491231002X", "440524188001010014", "34052419800101001X"


def id_numbers() -> st.SearchStrategy[str]:
    """Numbers that satisfy the standard, under a region code nobody was ever given."""
    births = st.dates(min_value=date(1900, 1, 1), max_value=date(2030, 12, 31))
    serials = st.integers(min_value=0, max_value=999)
    return st.builds(
        lambda born, serial: (stem := f"999999{born:%Y%m%d}{serial:03d}") + id_number.check_character(stem),
        births,
        serials,
    )


def test_the_examples_of_the_standard() -> None:
    woman = IdNumber.parse("１１０１０５ 19491231 002x")
    assert woman.number == WOMAN
    assert (woman.birth_date, woman.sex, woman.sex.label) == (date(1949, 12, 31), Sex.FEMALE, "女")
    assert IdNumber(MAN).birth_date == date(1880, 1, 1)
    assert (IdNumber(SMALL_MAN).sex, Sex.MALE.label, IdNumber(SMALL_MAN).first_region) == (
        Sex.MALE,
        "男",
        "340524",
    )


@given(id_numbers(), st.integers(min_value=0, max_value=16), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_never_passes(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert refusal(lambda: IdNumber(wrong)).code.startswith("id_number.")


@given(id_numbers())
def test_the_number_never_shows(number: str) -> None:
    person = IdNumber(number)
    for shown in (str(person), repr(person), person.masked):
        assert number not in shown
        assert number[6:14] not in shown


def test_masks() -> None:
    assert str(IdNumber(WOMAN)) == "1101**********002X"
    assert repr(PhoneNumber("13800138000")) == "PhoneNumber('138****8000')"


@pytest.mark.parametrize(
    ("day", "age"), [(date(1967, 12, 30), 17), (date(1967, 12, 31), 18), (date(1968, 1, 1), 18)]
)
def test_age(day: date, age: int) -> None:
    assert IdNumber(WOMAN).age_on(day) == age


def test_a_leap_day_birthday_counts_from_the_first_of_march() -> None:
    stem = "99999920080229001"
    born = IdNumber(stem + id_number.check_character(stem))
    assert (born.age_on(date(2026, 2, 28)), born.age_on(date(2026, 3, 1))) == (17, 18)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "id_number.blank"),
        ("110105491231002", "id_number.old_form"),
        ("11010519491231002", "id_number.bad_form"),
        ("X1010519491231002X", "id_number.bad_form"),
        ("110105194912310021", "id_number.bad_check_digit"),
        ("11010519490231002X", "id_number.bad_birth_date"),
        ("11010517001231002X", "id_number.bad_birth_date"),
    ],
)
def test_wrong_id_numbers(text: str, code: str) -> None:
    with refused(code):
        IdNumber.parse(text)


def test_refusals_never_repeat_the_number() -> None:
    assert "19491231" not in refusal(lambda: IdNumber.parse("110105194912310021")).message


def test_the_credit_code_of_the_standard() -> None:
    code = CreditCode.parse(" 91350100m000100y43 ")
    assert str(code) == "91350100M000100Y43"
    assert (code.registry, code.kind, code.region_digits, code.organisation_code) == (
        "9",
        "1",
        "350100",
        "M000100Y4",
    )


@given(
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 30)
)
def test_one_wrong_character_of_a_credit_code_never_passes(body: str, place: int, shift: int) -> None:
    stem = "11999999" + body
    check = credit_code.check_character(stem)
    assert CreditCode(stem + check).code == stem + check
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    other = alphabet[(alphabet.index(body[place]) + shift) % 31]
    with refused("credit_code.bad_check_character"):
        CreditCode("11999999" + body[:place] + other + body[place + 1 :] + check)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "credit_code.blank"),
        ("91350100M000100O43", "credit_code.bad_letter"),
        ("91350100M000100Y4", "credit_code.bad_form"),
        ("9135A100M000100Y43", "credit_code.bad_form"),
        ("91350100M000100Y44", "credit_code.bad_check_character"),
    ],
)
def test_wrong_credit_codes(text: str, code: str) -> None:
    with refused(code):
        CreditCode.parse(text)


def test_credit_code_check_needs_seventeen_characters() -> None:
    with pytest.raises(ValueError, match="seventeen"):
        credit_code.check_character("9")


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "＋８６１３８００１３８０００",
        "008613800138000",
        "8613800138000",
    ],
)
def test_phone_numbers(text: str) -> None:
    phone = PhoneNumber.parse(text)
    assert (phone.number, str(phone)) == ("13800138000", "138****8000")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "phone.blank"),
        ("0769-22222222", "phone.bad_form"),
        ("12800138000", "phone.bad_form"),
        ("1380013800", "phone.bad_form"),
        ("+1 202 555 0100", "phone.bad_form"),
    ],
)
def test_wrong_phone_numbers(text: str, code: str) -> None:
    with refused(code):
        PhoneNumber.parse(text)
