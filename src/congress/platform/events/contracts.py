"""The shape of a fact that others may hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """Base of every fact. Subclasses are frozen dataclasses of JSON values, named in the past tense.

    `name` is dotted (`performance.table_published`); `payload_version` counts additive changes; `subject_id` orders
    delivery: one handler hears the facts about one subject in the order in which they were told.
    """

    name: ClassVar[str]
    payload_version: ClassVar[int] = 1

    subject_id: UUID


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a handler receives it."""

    id: UUID
    name: str
    payload_version: int
    subject_id: UUID
    at: datetime
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A delivery that stopped after too many attempts: which fact, to whom, since when; `error` is a type's name."""

    event: str
    handler: str
    told_at: datetime
    attempts: int
    error: str
    trace: UUID
