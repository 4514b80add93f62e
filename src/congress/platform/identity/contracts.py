"""What identity tells others about accounts: never a password, never a session key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account as others may see it."""

    id: UUID
    username: str
    display_name: str
    is_active: bool
    is_demonstration: bool
    must_change_password: bool
    large_type: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A fresh account and its one-time password, which is told this once and kept nowhere."""

    id: UUID
    username: str
    one_time_password: str


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """One sign-in on one device."""

    id: UUID
    address: str
    agent: str
    began_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that succeeded. The browser remembers `device`, so that guessers elsewhere cannot shut it out."""

    session: UUID
    account: UUID
    must_change_password: bool
    device: str
