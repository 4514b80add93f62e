"""Rows that identity's tests start from."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.core.actors import Person, System
from congress.platform.core.guard import unguarded
from congress.platform.identity import accounts
from congress.platform.identity.models import Account
from congress.platform.identity.passwords import hashed
from congress.platform.identity.permissions import IdentityPermission

GOOD = "Quiet-Harbour-72"
OTHER = "Lantern+Bridge58"


def make_account(
    username: str = "chenwen",
    *,
    at: datetime,
    password: str = GOOD,
    must_change: bool = False,
    demo: bool = False,
) -> Account:
    """An account with a known password."""
    with unguarded("fixtures"):
        account = Account(
            username=username,
            display_name=f"{username}的账号",
            password=hashed(password),
            must_change_password=must_change,
            password_changed_at=at,
            created_at=at,
            is_demonstration=demo,
        )
        account.save(force_insert=True)
    return account


def make_administrator(*, at: datetime, username: str = "xitong") -> Person:
    """An account that manages accounts everywhere."""
    account = make_account(username, at=at)
    with unguarded("fixtures"):
        role = Role(code=f"role_{username}", title="系统管理员")
        role.save(force_insert=True)
        for code in (IdentityPermission.MANAGE_ACCOUNTS, IdentityPermission.READ_ACCOUNTS):
            RolePermission(role=role, code=code).save(force_insert=True)
        Grant(account=account, role=role, from_date=at.date()).save(force_insert=True)
    return Person(account.pk)


def open_by_setup(*, at: datetime, username: str = "lihua") -> tuple[UUID, str]:
    """An account opened the regular way, with its one-time password."""
    made = accounts.open_account(actor=System("console"), at=at, username=username, display_name="李华")
    return made.id, made.one_time_password
