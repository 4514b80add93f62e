"""Citizens' identity numbers (公民身份号码, GB 11643): check digit, birth date, sex, and a masked form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.written import closed_up

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_EARLIEST_BIRTH = date(1800, 1, 1)


class Sex(StrEnum):
    """The sex an identity number states."""

    FEMALE = "female"
    MALE = "male"

    @property
    def label(self) -> str:
        """Name it for the reader."""
        return "女" if self is Sex.FEMALE else "男"


@dataclass(frozen=True, order=True, slots=True, repr=False)
class IdNumber:
    """A valid eighteen-character identity number; printing it shows the masked form, ``number`` is whole.

    The check digit catches slips of the pen only. Two people sharing a number does happen, so a number
    alone never proves that two records are one person.
    """

    number: str

    def __post_init__(self) -> None:
        """Refuse a number whose form, date or check digit is wrong; the message never repeats the number."""
        if re.fullmatch(r"[0-9]{15}", self.number):
            raise RuleViolation("id_number.old_form", "这是十五位的旧身份证号码，请填写十八位号码。")
        if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", self.number):
            raise RuleViolation(
                "id_number.bad_form", "身份证号码应当是十八位，前十七位是数字，末位是数字或 X，请核对。"
            )
        if _birth_date(self.number) is None:
            raise RuleViolation(
                "id_number.bad_birth_date", "身份证号码第七至十四位不是有效的出生日期，请核对。"
            )
        if check_character(self.number[:17]) != self.number[17]:
            raise RuleViolation(
                "id_number.bad_check_digit", "身份证号码的校验位不对，可能有一位抄错了，请逐位核对。"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number written with blanks, hyphens, full-width digits or a small x."""
        plain = closed_up(text).replace("-", "").upper()
        if not plain:
            raise RuleViolation("id_number.blank", "身份证号码没有填写。")
        return cls(plain)

    @property
    def birth_date(self) -> date:
        """The date of birth the number states."""
        born = _birth_date(self.number)
        assert born is not None  # __post_init__ refused everything else
        return born

    @property
    def sex(self) -> Sex:
        """The sex the number states: the seventeenth digit is odd for men."""
        return Sex.MALE if int(self.number[16]) % 2 else Sex.FEMALE

    @property
    def first_region(self) -> str:
        """The six digits of the region that gave out the number, which may long have been abolished."""
        return self.number[:6]

    def age_on(self, day: date) -> int:
        """Full years of age on a day; the birthday itself counts, and 29 February counts from 1 March."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def masked(self) -> str:
        """The form for screens: the birth date and serial covered."""
        return self.number[:4] + "*" * 10 + self.number[14:]

    def __str__(self) -> str:
        """Show the masked form, so that no log or message can spill the number."""
        return self.masked

    def __repr__(self) -> str:
        """Show the masked form."""
        return f"IdNumber({self.masked!r})"


def check_character(first_seventeen: str) -> str:
    """The eighteenth character that belongs to seventeen digits (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _birth_date(number: str) -> date | None:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born >= _EARLIEST_BIRTH else None
