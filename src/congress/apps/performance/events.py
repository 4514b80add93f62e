"""Facts others may hear about tables of performance targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from congress.platform.events.contracts import Event


@dataclass(frozen=True, slots=True)
class TableSubmitted(Event):
    """A table waits for review."""

    name: ClassVar[str] = "performance.table_submitted"

    title: str
    submitted_by: str


@dataclass(frozen=True, slots=True)
class TableReturned(Event):
    """A reviewer sent a table back; `prepared_by` is who should look."""

    name: ClassVar[str] = "performance.table_returned"

    title: str
    prepared_by: str


@dataclass(frozen=True, slots=True)
class TablePublished(Event):
    """A table is public."""

    name: ClassVar[str] = "performance.table_published"

    title: str
    year: int | None
    prepared_by: str
