"""Terms (届) of a congress and the sessions (次会议) held within a term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.numerals import from_chinese, to_chinese
from congress.standards.values.written import closed_up, shown

# A term lasts five years (地方各级人民代表大会和地方各级人民政府组织法 第九条), so a hundredth term or the
# thousandth meeting of a standing committee is a slip of the finger.
LAST_TERM, LAST_SESSION = 99, 999
_NUMBER = r"([0-9]{1,3}|[一二三四五六七八九十百零〇]+)"
_TERM = re.compile(rf"第?{_NUMBER}届?")
_SESSION = re.compile(rf"第?{_NUMBER}(?:次(?:会议)?)?")


@dataclass(frozen=True, order=True, slots=True)
class Term:
    """A term of a congress, counted from the first: 第十七届."""

    number: int

    def __post_init__(self) -> None:
        """Refuse the zeroth term and numbers no congress has reached."""
        if not 1 <= self.number <= LAST_TERM:
            raise RuleViolation(
                "term.out_of_range", f"届次 {self.number} 不合理，请填写 1 到 {LAST_TERM} 之间的届数。"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 第十七届, 十七届, 17届 or 17."""
        number = _read(_TERM, text)
        if number is None:
            raise RuleViolation("term.unreadable", f"看不懂届次“{shown(text)}”，请写成“第十七届”或“17”。")
        return cls(number)

    @property
    def short(self) -> str:
        """The form used before 次: 十七届."""
        return f"{to_chinese(self.number)}届"

    @property
    def next(self) -> Term:
        """The following term."""
        return Term(self.number + 1)

    def __str__(self) -> str:
        """Write it in full: 第十七届."""
        return f"第{self.short}"


@dataclass(frozen=True, order=True, slots=True)
class Session:
    """A numbered meeting within a term: 第六次会议."""

    number: int

    def __post_init__(self) -> None:
        """Refuse the zeroth session and numbers no term has reached."""
        if not 1 <= self.number <= LAST_SESSION:
            raise RuleViolation(
                "session.out_of_range", f"会次 {self.number} 不合理，请填写 1 到 {LAST_SESSION} 之间的次数。"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 第六次会议, 六次会议, 第6次 or 6."""
        number = _read(_SESSION, text)
        if number is None:
            raise RuleViolation("session.unreadable", f"看不懂会次“{shown(text)}”，请写成“第六次会议”或“6”。")
        return cls(number)

    @property
    def short(self) -> str:
        """The form used after 届: 六次."""
        return f"{to_chinese(self.number)}次"

    @property
    def next(self) -> Session:
        """The following session of the same term."""
        return Session(self.number + 1)

    def __str__(self) -> str:
        """Write it in full: 第六次会议."""
        return f"第{self.short}会议"


def _read(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.fullmatch(closed_up(text))
    if not found:
        return None
    if found[1].isdecimal():
        return int(found[1])
    try:
        return from_chinese(found[1])
    except RuleViolation:
        return None
