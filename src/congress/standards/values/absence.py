"""An empty cell and a cell that says "not applicable" are two things, and neither of them is zero."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from congress.standards.values.written import half_width

_NOT_APPLICABLE = frozenset(
    {"无", "不涉及", "不适用", "不适用。", "无。", "-", "--", "—", "——", "–", "/", "\\", "n/a", "na"}
)

_SHORT = 60


class Absence(StrEnum):
    """Why a cell holds no value."""

    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """Name it for the reader."""
        return "空白" if self is Absence.BLANK else "不适用"


def absence_of(text: str) -> Absence | None:
    """Tell whether written text is blank, says that there is nothing to fill in, or holds a value (None)."""
    return _absence_of(text) if len(text) <= _SHORT else _told_by(text)


def _told_by(text: str) -> Absence | None:
    plain = half_width(text)
    if not plain:
        return Absence.BLANK
    return Absence.NOT_APPLICABLE if plain.lower() in _NOT_APPLICABLE else None


_absence_of = lru_cache(maxsize=16384)(_told_by)
