"""What is known: one dated, cited piece of knowledge, shipped or entered by the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from congress.standards.values import RegionCode


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written: the document, its article and paragraph, and the day of the text that was read."""

    law: str
    article: str = ""
    paragraph: str = ""
    version: date | None = None

    def __str__(self) -> str:
        """The source as documents write it."""
        name = self.law if self.law.startswith("《") else f"《{self.law}》"
        version = (
            f"（{self.version.year}年{self.version.month}月{self.version.day}日文本）" if self.version else ""
        )
        article = f"第{self.article}条" if self.article else ""
        paragraph = f"第{self.paragraph}款" if self.paragraph else ""
        return f"{name}{version}{article}{paragraph}"


@dataclass(frozen=True, slots=True)
class Known:
    """One piece of knowledge.

    `key` names it within its `kind`; `value` is plain data in the kind's shape; `citation` is how its source reads, ""
    for what nobody sourced; both ends of its time are included, None is open. `entry` is the id of a row of the place
    and `source` its citation in parts; both are None for what ships.
    """

    kind: str
    key: str
    title: str
    value: Mapping[str, Any]
    jurisdiction: RegionCode
    effective_from: date | None
    effective_until: date | None
    citation: str
    verified: bool
    note: str = ""
    entry: UUID | None = None
    source: Source | None = None

    @property
    def is_own(self) -> bool:
        """Whether the place entered it itself."""
        return self.entry is not None

    def is_in_force(self, *, on: date) -> bool:
        """Whether it applies on a day."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_until is None or on <= self.effective_until)


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says, without its kind and key: what people fill in when they enter or correct one."""

    title: str
    jurisdiction: str
    effective_from: date
    effective_until: date | None
    value: Mapping[str, Any]
    source: Source
    verified: bool
    reason: str
