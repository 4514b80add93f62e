"""The door of identity: accounts by id, opening one, renewing a password."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from congress.platform.core.actors import Actor, Person
from congress.platform.identity import accounts, selectors, services, sessions
from congress.platform.identity.contracts import AccountInfo, NewAccount, SessionInfo
from congress.platform.identity.models import Account

__all__ = [
    "account_by_username",
    "account_info",
    "account_infos",
    "accounts_for_choice",
    "create_account",
    "renew_password",
    "sessions_of",
    "set_large_type",
]


def create_account(
    *,
    actor: Actor,
    at: datetime,
    username: str,
    display_name: str,
    is_demonstration: bool = False,
    must_change_password: bool = True,
) -> NewAccount:
    """Open an account; the one-time password in the answer is told this once. Raises `Refused`, `RuleViolation`."""
    return accounts.open_account(
        actor=actor,
        at=at,
        username=username,
        display_name=display_name,
        is_demonstration=is_demonstration,
        must_change_password=must_change_password,
    )


def renew_password(*, actor: Actor, at: datetime, account: UUID) -> str:
    """Reset an account's password. Returns the one-time password."""
    return accounts.renew_password(actor=actor, at=at, account=account)


def account_info(*, account: UUID) -> AccountInfo | None:
    """One account by id, or None; asks nobody's permission, so show it only beside what may be seen."""
    return selectors.infos([account]).get(account)


def account_infos(*, ids: Iterable[UUID]) -> dict[UUID, AccountInfo]:
    """Accounts by id. One query."""
    return selectors.infos(ids)


def account_by_username(*, username: str) -> AccountInfo | None:
    """The account of that name, or None; for the command line and for first start."""
    found = Account.objects.filter(username=username).first()
    return selectors.info_of(found) if found else None


def accounts_for_choice(*, actor: Actor, words: str = "", limit: int = 50) -> list[AccountInfo]:
    """Active accounts the actor may look at, for choosing one."""
    return selectors.accounts_for_choice(actor, words, limit)


def sessions_of(*, account: UUID, at: datetime) -> list[SessionInfo]:
    """An account's latest sessions, newest first."""
    return sessions.sessions_of(account, at=at)


def set_large_type(*, actor: Person, at: datetime, target: UUID, is_on: bool) -> None:
    """Turn the large type of one's own screens on or off."""
    services.set_large_type(actor=actor, at=at, target=target, is_on=is_on)
