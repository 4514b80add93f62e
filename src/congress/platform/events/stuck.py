"""Deliveries that stopped after too many attempts: told to the operator, and tried again when the cause is mended."""

from __future__ import annotations

from congress.platform.core.commands import Act, part
from congress.platform.events.contracts import Stuck
from congress.platform.events.models import Delivery

MOST_SHOWN = 200


def stuck_count() -> int:
    """How many deliveries have stopped. One query."""
    return Delivery.objects.filter(state="stuck").count()


def stuck_deliveries() -> list[Stuck]:
    """The deliveries that have stopped, oldest first, as many as a page shows. One query."""
    rows = Delivery.objects.filter(state="stuck").select_related("event").order_by("id")[:MOST_SHOWN]
    return [
        Stuck(
            event=row.event.name,
            handler=row.handler,
            told_at=row.event.at,
            attempts=row.attempts,
            error=row.error,
            trace=row.event.trace,
        )
        for row in rows
    ]


@part
def try_stuck_again(act: Act[None]) -> int:
    """Let every delivery that has stopped wait for the worker again, its attempts counted anew. Returns how many."""
    return Delivery.objects.filter(state="stuck").update(state="waiting", attempts=0, next_at=act.at)
