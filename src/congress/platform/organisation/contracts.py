"""What organisation tells others."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BodyInfo:
    """A body: its names, kind, level, region code and its path in the tree (a prefix is a part of the tree)."""

    id: UUID
    code: str
    name: str
    short_name: str
    kind: str
    level: str
    region_code: str
    path: str


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """A person as the platform greets them: name, body, titles of the posts held now."""

    id: UUID
    name: str
    body_id: UUID
    body_name: str
    posts: tuple[str, ...]
