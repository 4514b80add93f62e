"""What may be written about a person."""

from __future__ import annotations

from datetime import date

import pytest

from congress.platform.organisation.domain import (
    read_birth_date,
    read_gender,
    read_person_name,
    read_phone,
    require_reason,
)
from congress.platform.organisation.tests.refusing import refusal_of

TODAY = date(2026, 3, 2)


def test_names_and_reasons_are_needed_and_short() -> None:
    assert read_person_name(" 陈明 ") == "陈明"
    assert require_reason(" 调离 ") == "调离"
    assert refusal_of(read_person_name, " ").code == "organisation.person_name_needed"
    assert refusal_of(read_person_name, "长" * 61).code == "organisation.person_name_too_long"
    assert refusal_of(require_reason, "").code == "organisation.reason_needed"
    assert refusal_of(require_reason, "长" * 121).code == "organisation.reason_too_long"


@pytest.mark.parametrize(
    ("text", "code"), [("男", "male"), ("女性", "female"), ("female", "female"), (" ", "")]
)
def test_a_gender_is_read_from_words_and_codes(text: str, code: str) -> None:
    assert read_gender(text) == code


def test_another_gender_is_refused() -> None:
    assert refusal_of(read_gender, "不详").field == "gender"


def test_a_telephone_number_is_kept_whole() -> None:
    assert read_phone(" +86 138-0013-8000 ") == "13800138000"
    assert read_phone(" ") == ""


def test_a_refused_number_is_not_repeated() -> None:
    refused = refusal_of(read_phone, "0769-22830000")
    assert refused.field == "phone"
    assert "2283" not in refused.message


@pytest.mark.parametrize("day", [None, date(1960, 1, 1), TODAY, date(1906, 1, 1)])
def test_likely_days_of_birth(day: date | None) -> None:
    assert read_birth_date(day, today=TODAY) == day


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2027, 1, 1), date(1905, 12, 31)])
def test_unlikely_days_of_birth(day: date) -> None:
    assert refusal_of(read_birth_date, day, today=TODAY).field == "birth_date"
