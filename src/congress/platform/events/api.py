"""The door of events: tell a fact, listen to one, deliver what waits."""

from congress.platform.events.contracts import Event, Told
from congress.platform.events.delivering import deliver_due
from congress.platform.events.handlers import Handler
from congress.platform.events.telling import tell

__all__ = ["Event", "Handler", "Told", "deliver_due", "tell"]
