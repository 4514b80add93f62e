"""A place built through commands, for the tests of organisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.test import Client

from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.core import clock
from congress.platform.core.actors import Person, System
from congress.platform.core.guard import unguarded
from congress.platform.identity.models import Account, AccountSession
from congress.platform.identity.sessions import SESSION_FIELD, key_digest
from congress.platform.organisation.models import Body, ImportPlan
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.services import (
    create_body,
    create_person,
    create_term,
    found_place,
    receive_file,
)
from congress.platform.organisation.tasks import check
from congress.platform.organisation.workbooks import workbook
from congress.standards.datasets import Dataset

CONSOLE = System("console")
SINCE = date(2021, 1, 1)
CITY = "890100"
MANAGER = (P.READ, P.MANAGE, P.READ_PEOPLE, P.MANAGE_PEOPLE, P.IMPORT)


@dataclass(slots=True)
class Tree:
    """Ids of bodies by code, and ways to make more."""

    at: datetime
    ids: dict[str, UUID] = field(default_factory=dict)

    def body(self, code: str, parent: str = "", **values: Any) -> UUID:
        """A body through a command; without a parent the root."""
        usual: dict[str, Any] = {
            "name": f"{code}机构",
            "kind": "public_institution",
            "level": "city",
            "region_code": CITY,
            "active_from": SINCE,
        }
        given = {**usual, **values}
        if parent:
            made = create_body(actor=CONSOLE, at=self.at, target=self.ids[parent], code=code, **given)
        else:
            made = found_place(actor=CONSOLE, at=self.at, code=code, **given)
        self.ids[code] = made
        return made

    def person(self, name: str, body: str, **values: Any) -> UUID:
        """A person of a body."""
        return create_person(actor=CONSOLE, at=self.at, target=self.ids[body], name=name, **values)

    def term(self, body: str = "RD", ordinal: int = 7, starts_on: date = date(2022, 1, 10)) -> UUID:
        """A running term."""
        target = self.ids[body]
        return create_term(actor=CONSOLE, at=self.at, target=target, ordinal=ordinal, starts_on=starts_on)

    def row(self, code: str) -> Body:
        """A body as it stands."""
        return Body.objects.get(code=code)

    def somebody(self, name: str, *verbs: str, body: str | None = "YC", with_below: bool = True) -> Person:
        """An account that holds verbs in a body and below, in the whole place where `body` is None."""
        with unguarded("fixtures"):
            account = Account(
                username=name,
                display_name=name,
                password="!",
                password_changed_at=self.at,
                created_at=self.at,
                must_change_password=False,
            )
            account.save(force_insert=True)
            if verbs:
                role = Role(code=f"role-{name}", title=f"{name}的角色")
                role.save(force_insert=True)
                RolePermission.objects.bulk_create(RolePermission(role=role, code=each) for each in verbs)
                where = None if body is None else self.ids[body]
                Grant(account=account, role=role, body_id=where, with_below=with_below, from_date=SINCE).save(
                    force_insert=True
                )
        return Person(account.pk)

    def checked(self, kind: str, content: bytes, *, actor: Any = CONSOLE, body: str = "YC") -> ImportPlan:
        """An import whose file has been read."""
        plan = self.received(kind, content, actor=actor, body=body)
        check(plan, now=lambda: self.at)
        return ImportPlan.objects.get(pk=plan)

    def received(self, kind: str, content: bytes, *, actor: Any = CONSOLE, body: str = "YC") -> UUID:
        """An import whose file waits to be read."""
        return receive_file(
            actor=actor,
            at=self.at,
            target=self.ids[body],
            kind=kind,
            file_name="表.xlsx",
            content=content,
            by_job=False,
        )


def small_tree(at: datetime) -> Tree:
    """A city with a congress, a government with two departments, and a town with its own congress."""
    tree = Tree(at)
    tree.body("YC", name="云川市", kind="place")
    tree.body("RD", "YC", name="云川市人民代表大会", short_name="市人大", kind="congress", order=10)
    tree.body("CWH", "RD", name="云川市人大常委会", kind="standing_committee")
    tree.body("ZF", "YC", name="云川市人民政府", kind="government", order=20)
    tree.body("CZ", "ZF", name="云川市财政局", short_name="市财政局", kind="government_department", order=1)
    tree.body("JY", "ZF", name="云川市教育局", kind="government_department", order=2)
    tree.body(
        "T1", "YC", name="青石镇", kind="town_or_street", level="town", region_code="890100101", order=90
    )
    tree.body(
        "T1-RD", "T1", name="青石镇人民代表大会", kind="congress", level="town", region_code="890100101"
    )
    return tree


def browser(actor: Person) -> Client:
    """A browser in which an account has signed in."""
    client = Client()
    session = client.session
    session.save()
    now = clock.now()
    with unguarded("fixtures"):
        row = AccountSession(
            account_id=actor.account,
            key_digest=key_digest(session.session_key or ""),
            began_at=now,
            last_seen_at=now,
            address="127.0.0.1",
            agent="Firefox",
        )
        row.save(force_insert=True)
    session[SESSION_FIELD] = str(row.pk)
    session.save()
    return client


def table(dataset: Dataset, *rows: dict[str, Any]) -> bytes:
    """A dataset's table with these rows, given by field."""
    return workbook(dataset=dataset, rows=[[row.get(each.name) for each in dataset.fields] for row in rows])
