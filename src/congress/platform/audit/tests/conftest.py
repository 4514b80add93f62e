"""Rows for the trail, and a data folder of each test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from congress.platform.audit.models import AuditRow
from congress.platform.audit.protection import protection
from congress.platform.audit.trail import Trail
from congress.platform.core.actors import Actor, System
from congress.platform.core.ids import new_id
from congress.platform.core.ports import Entry
from congress.platform.core.subjects import Subject


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: object) -> Path:
    """The heads kept outside the database are this test's own."""
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def write(db: None, at: datetime) -> Callable[..., list[AuditRow]]:
    """Write rows as the door does."""

    def rows(
        count: int = 1,
        *,
        actor: Actor | None = None,
        command: str = "audit.start_verification",
        outcome: str = "done",
        subject: Subject | None = None,
        trace: UUID | None = None,
        address: str = "10.0.0.1",
        at: datetime = at,
        **detail: object,
    ) -> list[AuditRow]:
        before = set(AuditRow.objects.values_list("pk", flat=True))
        for _ in range(count):
            Trail().record(
                Entry(
                    at,
                    actor or System("audit.verify"),
                    command,
                    "audit.verify",
                    outcome,
                    subject,
                    trace or new_id(),
                    address=address,
                    detail=dict(detail),
                )
            )
        return list(AuditRow.objects.exclude(pk__in=before).order_by("pk"))

    return rows


@contextmanager
def attack() -> Iterator[None]:
    """Have the database to oneself, as whoever attacks it would: without its protection."""
    with connection.cursor() as cursor:
        protection().take_down(cursor)
        yield
        protection().put_up(cursor)


def raw(sql: str, *params: object) -> None:
    """Write past the platform. `%s` takes an id as this database keeps it."""
    plain = [_stored(each) for each in params]
    with connection.cursor() as cursor:
        cursor.execute(sql, plain)


def _stored(value: object) -> object:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value
