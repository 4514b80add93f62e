"""Reads of accounts for pages and for other modules."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.identity.contracts import AccountInfo
from congress.platform.identity.models import Account
from congress.platform.identity.permissions import IdentityPermission


def accounts(actor: Actor) -> QuerySet[Account]:
    """The accounts an actor may look at."""
    return visible(Account.objects.all(), actor, IdentityPermission.READ_ACCOUNTS)


def account_for(actor: Actor, account: UUID) -> Account | None:
    """One account an actor may look at."""
    return accounts(actor).filter(pk=account).first()


def accounts_for_choice(actor: Actor, words: str = "", limit: int = 50) -> list[AccountInfo]:
    """Active accounts an actor may look at whose names hold the words, for choosing one from a list."""
    rows = accounts(actor).filter(state="active")
    for word in words.split():
        rows = rows.filter(Q(display_name__icontains=word) | Q(username__icontains=word))
    return [info_of(row) for row in rows.order_by("display_name", "pk")[:limit]]


def infos(ids: Iterable[UUID]) -> dict[UUID, AccountInfo]:
    """Accounts by id, without asking who looks: for showing names beside what somebody may already see."""
    return {row.pk: info_of(row) for row in Account.objects.filter(pk__in=set(ids))}


def info_of(account: Account) -> AccountInfo:
    """An account as it may leave the module."""
    return AccountInfo(
        id=account.pk,
        username=account.username,
        display_name=account.display_name,
        is_active=account.state == "active",
        is_demonstration=account.is_demonstration,
        must_change_password=account.must_change_password,
        large_type=account.large_type,
        last_sign_in_at=account.last_sign_in_at,
    )
