"""Telling a fact: a part of the command that made it true."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from congress.platform.core.commands import Act, part
from congress.platform.events.contracts import Event
from congress.platform.events.handlers import handlers_of
from congress.platform.events.models import Delivery, OutboxEvent


@part
def tell(act: Act[Any], event: Event) -> UUID:
    """Put a fact into the outbox, with one delivery for each handler that listens. Returns the event's id."""
    payload = {f.name: _plain(getattr(event, f.name)) for f in fields(event) if f.name != "subject_id"}
    row = OutboxEvent(
        name=event.name,
        payload_version=event.payload_version,
        subject_id=event.subject_id,
        at=act.at,
        trace=act.trace,
        payload=payload,
    )
    row.save(force_insert=True)
    Delivery.objects.bulk_create(
        [
            Delivery(event=row, handler=each.name, subject_id=event.subject_id, next_at=act.at)
            for each in handlers_of(event.name)
        ]
    )
    return row.pk


def _plain(value: Any) -> Any:
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    raise TypeError(f"an event cannot carry a {type(value).__name__}")
