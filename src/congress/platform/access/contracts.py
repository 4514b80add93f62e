"""What access tells others about roles and who holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """A role. `template` is the code a manifest gave it, "" for one a place made itself."""

    id: UUID
    code: str
    title: str
    template: str
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds: where, from when, until when (None: without end), and what it allows.

    `body` None is the whole place; `region_code` narrows to bodies of that region.
    """

    grant: UUID
    role: RoleInfo
    body: UUID | None
    body_name: str
    with_below: bool
    region_code: str
    from_date: date
    until_date: date | None
    permissions: tuple[str, ...]
