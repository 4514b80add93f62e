"""The worker's side: each waiting delivery is handed over at least once, in order for each subject."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from congress.platform.core.actors import System
from congress.platform.core.context import surrounded
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import AlreadyDone
from congress.platform.core.registry import owner_of, switched_off
from congress.platform.events.contracts import Told
from congress.platform.events.handlers import all_handlers
from congress.platform.events.models import Delivery

MAX_ATTEMPTS = 12
BLOCK = 50

logger = logging.getLogger(__name__)


def deliver_due(*, at: datetime) -> int:
    """Hand over what is due, one block. Returns how many deliveries were tried."""
    handlers = all_handlers()
    off = switched_off()
    awake = [name for name in handlers if owner_of(name) not in off]
    earlier = Delivery.objects.filter(
        handler=OuterRef("handler"), subject_id=OuterRef("subject_id"), id__lt=OuterRef("id")
    ).exclude(state="heard")
    due = (
        Delivery.objects.filter(state="waiting", next_at__lte=at, handler__in=awake)
        .filter(~Exists(earlier))
        .select_related("event")
        .order_by("id")[:BLOCK]
    )
    tried = 0
    for delivery in due:
        _deliver(delivery, at)
        tried += 1
    return tried


def _deliver(delivery: Delivery, at: datetime) -> None:
    handler = all_handlers()[delivery.handler]
    event = delivery.event
    told = Told(event.pk, event.name, event.payload_version, event.subject_id, event.at, event.payload)
    try:
        with surrounded(trace=event.trace, cause=f"{event.pk}:{handler.name}"):
            handler.run(told, System(handler.name), at)
    except AlreadyDone:
        pass
    except Exception as broken:
        logger.exception("handler %s broke on event %s", handler.name, event.pk)
        _postpone(delivery, at, broken)
        return
    with unguarded("delivery"):
        Delivery.objects.filter(pk=delivery.pk).update(state="heard", heard_at=at, error="")


def _postpone(delivery: Delivery, at: datetime, broken: Exception) -> None:
    attempts = delivery.attempts + 1
    wait = timedelta(seconds=min(2**attempts, 3600))
    with unguarded("delivery"):
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=attempts,
            next_at=at + wait,
            error=type(broken).__name__[:300],
            state="stuck" if attempts >= MAX_ATTEMPTS else "waiting",
        )
