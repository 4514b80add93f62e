"""Who acts: a closed set of types, so that every decision can name each case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in account."""

    account: UUID

    @property
    def key(self) -> str:
        return f"person:{self.account}"


@dataclass(frozen=True, slots=True)
class System:
    """The platform itself: a job, a handler or a command-line act, named as its manifest declares it."""

    job: str

    @property
    def key(self) -> str:
        return f"system:{self.job}"


@dataclass(frozen=True, slots=True)
class Public:
    """Nobody in particular, through a public channel."""

    channel: str

    @property
    def key(self) -> str:
        return f"public:{self.channel}"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another installation."""

    installation: str

    @property
    def key(self) -> str:
        return f"peer:{self.installation}"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever holds a credential; nothing else about them is known or kept."""

    credential: UUID

    @property
    def key(self) -> str:
        return f"bearer:{self.credential}"


Actor = Person | System | Public | Peer | Bearer

_KINDS = {"person": Person, "system": System, "public": Public, "peer": Peer, "bearer": Bearer}


def actor_from_key(key: str) -> Actor:
    """The actor a `key` was made from. Raises `ValueError` for anything else."""
    kind, _, rest = key.partition(":")
    if kind in ("person", "bearer"):
        return _KINDS[kind](UUID(rest))  # type: ignore[no-any-return]
    if kind in _KINDS and rest:
        return _KINDS[kind](rest)  # type: ignore[no-any-return]
    raise ValueError(f"not an actor: {key!r}")
