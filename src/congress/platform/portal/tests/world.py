"""A small place for the portal's tests: a tree, a few roles, accounts that hold them, and a browser signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.test import Client

from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.guard import unguarded
from congress.platform.core.permissions import CorePermission
from congress.platform.identity.models import Account, AccountSession
from congress.platform.identity.sessions import SESSION_FIELD, key_digest
from congress.platform.organisation.models import Body
from congress.platform.portal.permissions import PortalPermission

ADMINISTRATOR_VERBS = (str(PortalPermission.ARRANGE), str(CorePermission.SWITCH_APPS))


@dataclass(slots=True)
class World:
    """Makes rows directly: the portal's own acts are what is tested."""

    at: datetime

    def body(self, code: str, parent: Body | None = None) -> Body:
        """A body under a parent; the first one is the root."""
        with unguarded("fixtures"):
            return Body.objects.create(
                code=code,
                name=f"{code}名称",
                short_name=code,
                kind="department",
                level="city",
                parent=parent,
                path=(parent.path if parent else "") + f"{Body.objects.count():04d}",
                active_from=date(2020, 1, 1),
            )

    def account(self, name: str, **more: Any) -> Account:
        """An account that has its own password already."""
        values = {"must_change_password": False, **more}
        with unguarded("fixtures"):
            return Account.objects.create(
                username=name,
                display_name=f"{name}同志",
                password="!",
                password_changed_at=self.at,
                created_at=self.at,
                **values,
            )

    def role(self, code: str, *verbs: str) -> Role:
        """A role with these verbs."""
        with unguarded("fixtures"):
            role = Role.objects.create(code=code, title=f"{code}角色")
            RolePermission.objects.bulk_create(RolePermission(role=role, code=verb) for verb in verbs)
            return role

    def grant(self, account: Account, role: Role, body: Body | None = None) -> None:
        """Give a role, in the whole place or in a body."""
        with unguarded("fixtures"):
            Grant.objects.create(account=account, role=role, body=body, from_date=date(2020, 1, 1))

    def administrator(self, name: str = "admin") -> Account:
        """Somebody who may arrange and switch."""
        account = self.account(name)
        role = Role.objects.filter(code="system_administrator").first()
        self.grant(account, role or self.role("system_administrator", *ADMINISTRATOR_VERBS))
        return account

    def browser(self, account: Account | None = None) -> Client:
        """A browser, signed in if an account is given."""
        client = Client()
        if account is not None:
            session = client.session
            session.save()
            with unguarded("fixtures"):
                row = AccountSession.objects.create(
                    account=account,
                    key_digest=key_digest(session.session_key or ""),
                    began_at=clock.now(),
                    last_seen_at=clock.now(),
                    address="127.0.0.1",
                    agent="Firefox",
                )
            session[SESSION_FIELD] = str(row.pk)
            session.save()
        return client


def person(account: Account) -> Person:
    """The actor an account is."""
    return Person(account.pk)


@command("portal_tests.do", permission=PortalPermission.OWN_PAGE)
def _do(*, actor: Person, at: datetime, work: Callable[[Act[None]], Any], act: Act[None] = DOOR) -> Any:
    """Stands for the act of another module in which the portal's parts happen."""
    return work(act)


def within_an_act(account: Account, at: datetime, work: Callable[[Act[None]], Any]) -> Any:
    """Run something inside an open act of an account."""
    return _do(actor=person(account), at=at, work=work)
