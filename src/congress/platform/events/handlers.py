"""Who listens: functions declared in manifests, each known by a dotted name of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from congress.platform.core.actors import System
from congress.platform.core.registry import manifests
from congress.platform.events.contracts import Event, Told


@dataclass(frozen=True, slots=True)
class Handler:
    """A listener. `run` calls at most one command; a second delivery of the same event then does nothing."""

    name: str
    on: type[Event]
    run: Callable[[Told, System, datetime], None]


def all_handlers() -> dict[str, Handler]:
    """Every declared handler by name, also those of switched-off apps."""
    return {each.name: each for m in manifests() for each in m.handlers}


def handlers_of(event_name: str) -> list[Handler]:
    """The handlers that listen to an event."""
    return [each for each in all_handlers().values() if each.on.name == event_name]
