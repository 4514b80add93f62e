"""The door of events: tell a fact, listen to one, deliver what waits, try again what stopped."""

from congress.platform.events.contracts import Event, Stuck, Told
from congress.platform.events.delivering import deliver_due
from congress.platform.events.handlers import Handler
from congress.platform.events.stuck import stuck_count, stuck_deliveries, try_stuck_again
from congress.platform.events.telling import tell

__all__ = [
    "Event",
    "Handler",
    "Stuck",
    "Told",
    "deliver_due",
    "stuck_count",
    "stuck_deliveries",
    "tell",
    "try_stuck_again",
]
