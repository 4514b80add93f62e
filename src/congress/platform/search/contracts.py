"""What search hands out: hits, and text in segments instead of markup."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from congress.platform.core.subjects import Subject


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of plain text; `is_match` when it is what was asked for. A template marks it up, nobody else does."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, where it is shown, and a passage around what was asked for."""

    subject: Subject
    app: str
    kind_title: str
    title: tuple[Segment, ...]
    passage: tuple[Segment, ...]
    url: str
    body_id: UUID | None
    is_public: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, best first, and how many there are in all."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
