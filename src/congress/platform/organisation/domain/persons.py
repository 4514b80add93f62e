"""What may be written about a person: a name, a gender, a day of birth, a mobile number, a reason."""

from __future__ import annotations

from datetime import date

from congress.standards.errors import RuleViolation
from congress.standards.values import PhoneNumber

NAME_LIMIT = 60
REASON_LIMIT = 120
GENDERS = {"male": "男", "female": "女"}
OLDEST_YEARS = 120


def read_person_name(text: str) -> str:
    """A person's name without blanks around it. Raises when there is none or it is too long."""
    name = text.strip()
    if not name:
        raise RuleViolation("organisation.person_name_needed", "请填写姓名。", field="name")
    if len(name) > NAME_LIMIT:
        raise RuleViolation(
            "organisation.person_name_too_long", f"姓名最多 {NAME_LIMIT} 个字。", field="name"
        )
    return name


def read_gender(text: str) -> str:
    """A gender's code from its code or its Chinese word, "" for none."""
    plain = text.strip()
    if plain in GENDERS or not plain:
        return plain
    for code, word in GENDERS.items():
        if plain in (word, f"{word}性"):
            return code
    raise RuleViolation("organisation.unknown_gender", "性别请填“男”或“女”，不清楚就留空。", field="gender")


def read_phone(text: str) -> str:
    """A mobile number's eleven digits, "" for none. Raises for what is no mobile number, without repeating it."""
    if not text.strip():
        return ""
    try:
        return PhoneNumber.parse(text).number
    except RuleViolation as violation:
        raise violation.located(field="phone") from None


def read_birth_date(day: date | None, *, today: date) -> date | None:
    """A day of birth, None for none. Raises for days to come and for more than a long life ago."""
    if day is not None and not today.year - OLDEST_YEARS <= day.year <= today.year:
        raise RuleViolation("organisation.birth_date", "出生日期不合理，请核对年份。", field="birth_date")
    if day is not None and day > today:
        raise RuleViolation("organisation.birth_date", "出生日期不能晚于今天，请核对。", field="birth_date")
    return day


def require_reason(text: str) -> str:
    """A reason without blanks around it. Raises when there is none or it is too long."""
    reason = text.strip()
    if not reason:
        raise RuleViolation("organisation.reason_needed", "请写明原因。", field="reason")
    if len(reason) > REASON_LIMIT:
        raise RuleViolation("organisation.reason_too_long", f"原因最多 {REASON_LIMIT} 个字。", field="reason")
    return reason
