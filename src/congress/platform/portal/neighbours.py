"""What the portal asks organisation and access: the place's name, and the roles of people.

Which roles an account has only decides how its menu is arranged and costs three queries, so it is asked again after a
minute. What a person may do is never remembered: access is asked on every request.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from congress.platform.access.api import held_by, roles
from congress.platform.organisation.api import BodyInfo, root_body

REMEMBERED_FOR = timedelta(seconds=60)
MOST_REMEMBERED = 5_000

_roles: dict[UUID, tuple[datetime, Mapping[str, str]]] = {}


def root() -> BodyInfo | None:
    """The root of the organisation tree, None while there is none. One query."""
    return root_body()


def roles_of(account: UUID, *, at: datetime) -> Mapping[str, str]:
    """Titles of the roles an account holds today, by code, in the order of their titles."""
    known = _roles.get(account)
    if known is None or not _is_fresh(known[0], at):
        if len(_roles) >= MOST_REMEMBERED:
            _roles.clear()
        titles = {each.role.code: each.role.title for each in held_by(account=account)}
        _roles[account] = known = (at, titles)
    return known[1]


def all_roles() -> dict[str, str]:
    """Titles of every role in use by code. One query."""
    return {each.code: each.title for each in roles()}


def forget() -> None:
    """Forget what is remembered; tests begin with it."""
    _roles.clear()


def _is_fresh(asked_at: datetime, now: datetime) -> bool:
    return asked_at <= now < asked_at + REMEMBERED_FOR
