"""The door of organisation."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.organisation import selectors
from congress.platform.organisation.contracts import BodyInfo, PersonInfo

__all__ = [
    "BodyInfo",
    "PersonInfo",
    "bodies_for_choice",
    "body_by_code",
    "body_infos",
    "person_of_account",
    "root_body",
]


def root_body() -> BodyInfo | None:
    """The root of the place's tree, None before the place is founded."""
    return selectors.root()


def body_infos(*, ids: Iterable[UUID]) -> dict[UUID, BodyInfo]:
    """Bodies by id. One query."""
    return selectors.infos(list(ids))


def body_by_code(*, code: str) -> BodyInfo | None:
    """The body of a code, or None."""
    return selectors.by_code(code)


def bodies_for_choice(*, actor: Actor, verb: str) -> list[BodyInfo]:
    """The bodies in use on which the actor may use a verb, in the order of the tree, for choosing one."""
    return selectors.in_use(actor, verb)


def person_of_account(*, account: UUID) -> PersonInfo | None:
    """The person an account belongs to, with body and posts held now; None when it belongs to nobody. Two queries."""
    return selectors.person_of_account(account)
