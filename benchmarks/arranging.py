"""People who are signed in already, and tables they work on: arranged on the demonstration place, not acted.

Signing in costs a password hash on purpose (argon2); two hundred of them would measure the hash and nothing else.
Runs in a process of its own on the place of a folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from benchmarks.databases import database_name, open_place

CSRF_SECRET = "b" * 32


@dataclass(frozen=True, slots=True)
class Clerk:
    """A signed-in person and the cell that is theirs to correct."""

    session: str
    account: UUID
    table: UUID
    address: str
    text: str

    @property
    def cookies(self) -> str:
        """What their browser sends."""
        return f"renda_session={self.session}; renda_csrf={CSRF_SECRET}"


def clerks(folder: Path, people: int, tables: int) -> tuple[str, list[Clerk]]:
    """Signed-in preparers, each with a cell of their own, spread over copies of the demonstration's open table; before
    them the name of the database they are in."""
    open_place(folder)
    from congress.apps.performance.models import TargetTable
    from congress.platform.core.guard import unguarded

    with unguarded("fixtures"):
        original = TargetTable.objects.filter(state="preparing").earliest("imported_at")
        places = [
            cell for number in range(tables) for cell in _copied(original, number)[: -(-people // tables)]
        ]
        accounts = _accounts(people, original.body_id)
        return database_name(), [
            Clerk(signed_in(account), account, cell.table_id, cell.address, cell.text)
            for account, cell in zip(accounts, places, strict=False)
        ]


def session_of(folder: Path, username: str) -> str:
    """The session key of a browser in which a demonstration account is signed in."""
    open_place(folder)
    from congress.platform.core.guard import unguarded
    from congress.platform.identity.models import Account

    with unguarded("fixtures"):
        return signed_in(Account.objects.get(username=username).pk)


def signed_in(account: UUID) -> str:
    """A session of an account, as signing in leaves it."""
    from django.contrib.sessions.backends.db import SessionStore

    from congress.platform.core import clock
    from congress.platform.identity.models import AccountSession
    from congress.platform.identity.sessions import SESSION_FIELD, key_digest

    store = SessionStore()
    store.create()
    now = clock.now()
    row = AccountSession(
        account_id=account,
        key_digest=key_digest(store.session_key or ""),
        began_at=now,
        # noted once a minute: a little ahead, so that not all of them are due in the same second
        last_seen_at=now + timedelta(seconds=30),
        address="127.0.0.1",
        agent="benchmarks",
    )
    row.save(force_insert=True)
    store[SESSION_FIELD] = str(row.pk)
    store.set_expiry(0)
    store.save()
    return str(store.session_key)


def _accounts(count: int, body: UUID) -> list[UUID]:
    from congress.platform.access.models import Grant, Role
    from congress.platform.core import clock
    from congress.platform.identity.models import Account

    now, role = clock.now(), Role.objects.get(template="performance_preparer")
    made = [
        Account(
            username=f"celiang{number:03d}",
            display_name=f"测量{number:03d}",
            password="!",
            password_changed_at=now,
            created_at=now,
            must_change_password=False,
        )
        for number in range(count)
    ]
    Account.objects.bulk_create(made)
    Grant.objects.bulk_create(
        [Grant(account=each, role=role, body_id=body, from_date=date(2021, 1, 1)) for each in made]
    )
    return [each.pk for each in made]


def _copied(original: Any, number: int) -> list[Any]:
    """A copy of a table, and its cells that hold text."""
    from congress.apps.performance.models import Cell, TargetTable
    from congress.platform.core.ids import new_id

    cells = list(original.cells.order_by("order"))
    table = TargetTable.objects.get(pk=original.pk)
    table.pk, table.job, table.title, table._state.adding = new_id(), uuid4(), f"测量表{number:02d}", True
    table.save(force_insert=True)
    for cell in cells:
        cell.pk, cell.table, cell._state.adding = None, table, True
    Cell.objects.bulk_create(cells)
    return [cell for cell in cells if cell.text and "\n" not in cell.text]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds of the corrections of some people."""

    corrections: int
    trail_rows: int
    last_texts: dict[UUID, str]


def kept_corrections(folder: Path, people: list[Clerk]) -> Kept:
    """Count what was kept: corrections, their audit rows, and the text in each person's cell."""
    open_place(folder)
    from congress.apps.performance.models import Cell, Correction
    from congress.platform.audit.models import AuditRow

    ids = [each.account for each in people]
    texts = {
        (table, address): text
        for table, address, text in Cell.objects.values_list("table_id", "address", "text")
    }
    return Kept(
        Correction.objects.filter(by__in=ids).count(),
        AuditRow.objects.filter(command="performance.correct_cell", outcome="done").count(),
        {each.account: texts[each.table, each.address] for each in people},
    )
