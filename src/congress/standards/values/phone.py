"""Mobile telephone numbers of mainland China, with a masked form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.written import closed_up


@dataclass(frozen=True, order=True, slots=True, repr=False)
class PhoneNumber:
    """An eleven-digit mobile number. Printing it shows the masked form; ``number`` is the full one."""

    number: str

    def __post_init__(self) -> None:
        """Refuse what is not a mobile number; the message never repeats the number."""
        if not re.fullmatch(r"1[3-9][0-9]{9}", self.number):
            raise RuleViolation(
                "phone.bad_form", "手机号码应当是 1 开头的 11 位数字，请核对（这里不能填固定电话）。"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number written with blanks, hyphens, full-width digits or the prefix +86."""
        plain = re.sub(r"[-()]", "", closed_up(text))
        if not plain:
            raise RuleViolation("phone.blank", "手机号码没有填写。")
        return cls(re.sub(r"^(?:\+86|0086|86(?=[0-9]{11}$))", "", plain))

    @property
    def masked(self) -> str:
        """The form for screens: 138****5678."""
        return f"{self.number[:3]}****{self.number[7:]}"

    def __str__(self) -> str:
        """Show the masked form, so that no log or message can spill the number."""
        return self.masked

    def __repr__(self) -> str:
        """Show the masked form."""
        return f"PhoneNumber({self.masked!r})"
