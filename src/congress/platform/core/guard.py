"""The one door, enforced: rows of the platform are written inside a command, or under a named exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from congress.platform.core.commands import Act

_open: ContextVar[Act[Any] | None] = ContextVar("open act", default=None)
_exception: ContextVar[str] = ContextVar("unguarded", default="")

EXCEPTIONS = {
    "jobs": "a job's lease, heartbeat and cursor are the machine's own notes, not acts",
    "drafts": "drafts are private, unaudited, and deleted on submit",
    "delivery": "the outbox worker marks what it has delivered",
    "sealing": "the sealer chains audit rows outside any command",
    "sessions": "a session's last use is noted on every request",
    "lockout": "failed sign-ins are counted although the attempt itself is refused",
    "held acts": "an act is held or released by the door itself, around the command",
    "audit": "the audit trail records refusals after the command was rolled back",
    "fixtures": "unit tests arrange rows directly",
}


class WriteOutsideCommand(RuntimeError):
    """A defect: something tried to write without going through a command."""


def open_act() -> Act[Any] | None:
    """The act that is open in this thread of work, if any."""
    return _open.get()


@contextmanager
def opened(act: Act[Any]) -> Iterator[None]:
    """Mark an act as the open one while its body runs."""
    token = _open.set(act)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def unguarded(exception: str) -> Iterator[None]:
    """Write outside a command under one of the named `EXCEPTIONS`; any other name is a defect."""
    if exception not in EXCEPTIONS:
        raise WriteOutsideCommand(f"no such exception: {exception}")
    token = _exception.set(exception)
    try:
        yield
    finally:
        _exception.reset(token)


def require_open(what: str) -> None:
    """Raise unless a command is open or a named exception holds."""
    if _open.get() is None and not _exception.get():
        raise WriteOutsideCommand(f"{what} is written inside a command only")
