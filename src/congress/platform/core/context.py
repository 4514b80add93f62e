"""What surrounds an act: where it came from, which trace it belongs to, which delivery caused it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from congress.platform.core.ids import new_id


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The source address, the trace that ties acts of one gesture together, and the cause of a delivery."""

    address: str = ""
    trace: UUID | None = None
    cause: str = ""


_current: ContextVar[Surroundings] = ContextVar("surroundings", default=Surroundings())


def surroundings() -> Surroundings:
    """Where the present act comes from."""
    return _current.get()


def current_trace() -> UUID:
    """The trace of the present gesture, or a new one when nothing began one."""
    return _current.get().trace or new_id()


@contextmanager
def surrounded(
    *, address: str | None = None, trace: UUID | None = None, cause: str | None = None
) -> Iterator[None]:
    """Run a block in surroundings of its own; what is not given is inherited."""
    now = _current.get()
    changed = replace(
        now,
        address=now.address if address is None else address,
        trace=now.trace if trace is None else trace,
        cause=now.cause if cause is None else cause,
    )
    token = _current.set(changed)
    try:
        yield
    finally:
        _current.reset(token)
