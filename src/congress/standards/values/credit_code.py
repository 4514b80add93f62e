"""Unified social credit codes (统一社会信用代码, GB 32100): the identity of bodies and enterprises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.written import closed_up

# Thirty-one characters: I, O, S, V and Z are left out because they look like digits or each other.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, order=True, slots=True)
class CreditCode:
    """A valid eighteen-character credit code."""

    code: str

    def __post_init__(self) -> None:
        """Refuse a code whose form or check character is wrong."""
        if re.search("[IOSVZ]", self.code):
            raise RuleViolation(
                "credit_code.bad_letter",
                "统一社会信用代码里不会出现字母 I、O、S、V、Z，请核对是否把数字 1、0、5、2 看错了。",
            )
        if not re.fullmatch(r"[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}", self.code):
            raise RuleViolation(
                "credit_code.bad_form",
                "统一社会信用代码应当是十八位，第三至八位是数字，其余是数字或大写字母，请核对。",
            )
        if check_character(self.code[:17]) != self.code[17]:
            raise RuleViolation(
                "credit_code.bad_check_character",
                "统一社会信用代码的校验位不对，可能有一位抄错了，请逐位核对。",
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code written with blanks, hyphens, full-width or small letters."""
        plain = closed_up(text).replace("-", "").upper()
        if not plain:
            raise RuleViolation("credit_code.blank", "统一社会信用代码没有填写。")
        return cls(plain)

    @property
    def registry(self) -> str:
        """The department that registered the body (first character)."""
        return self.code[0]

    @property
    def kind(self) -> str:
        """The kind of body within that department (second character)."""
        return self.code[1]

    @property
    def region_digits(self) -> str:
        """Six digits of the region of registration at the time."""
        return self.code[2:8]

    @property
    def organisation_code(self) -> str:
        """The nine characters that name the body itself."""
        return self.code[8:17]

    def __str__(self) -> str:
        """The code as printed on certificates."""
        return self.code


def check_character(first_seventeen: str) -> str:
    """The eighteenth character that belongs to seventeen (GB 32100): weights are powers of 3 modulo 31."""
    if len(first_seventeen) != 17:
        raise ValueError(f"needs seventeen characters, got {len(first_seventeen)}")
    total = sum(_ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(first_seventeen))
    return _ALPHABET[-total % 31]
