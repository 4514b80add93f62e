"""Trees, roles and grants that access's tests start from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.access.permissions import AccessPermission
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.identity.models import Account
from congress.platform.organisation.models import Body

SINCE = date(2026, 1, 1)


def make_body(
    code: str, path: str, *, parent: Body | None = None, region: str = "", closed: bool = False
) -> Body:
    """A body at a path."""
    with unguarded("fixtures"):
        body = Body(
            code=code,
            name=f"{code}机构",
            kind="government",
            level="city",
            path=path,
            parent=parent,
            region_code=region,
            active_from=SINCE,
            active_until=SINCE if closed else None,
        )
        body.save(force_insert=True)
    return body


def make_account(username: str, *, at: datetime, state: str = "active") -> UUID:
    """An account that nobody needs to sign in with."""
    with unguarded("fixtures"):
        account = Account(
            username=username,
            display_name=f"{username}的账号",
            password="-",
            password_changed_at=at,
            created_at=at,
            state=state,
        )
        account.save(force_insert=True)
    return account.pk


def make_role(code: str, codes: Iterable[str], *, retired: bool = False) -> Role:
    """A role with permissions."""
    with unguarded("fixtures"):
        role = Role(code=code, title=f"{code}角色", is_retired=retired)
        role.save(force_insert=True)
        for each in codes:
            RolePermission(role=role, code=each).save(force_insert=True)
    return role


def give(
    account: UUID,
    role: Role,
    body: Body | None = None,
    *,
    below: bool = True,
    region: str = "",
    since: date = SINCE,
    until: date | None = None,
    ended_at: datetime | None = None,
) -> Grant:
    """A grant, past every rule."""
    with unguarded("fixtures"):
        grant = Grant(
            account_id=account,
            role=role,
            body=body,
            with_below=below,
            region_code=region,
            from_date=since,
            until_date=until,
            ended_at=ended_at,
        )
        grant.save(force_insert=True)
    return grant


def make_granter(
    at: datetime, body: Body | None = None, *, below: bool = True, region: str = "", name: str = "granter"
) -> Person:
    """Somebody who may read, manage roles and grant in a body, or everywhere."""
    account = make_account(name, at=at)
    role = make_role(
        f"role-{name}", [AccessPermission.READ, AccessPermission.MANAGE_ROLES, AccessPermission.GRANT]
    )
    give(account, role, body, below=below, region=region)
    return Person(account)
