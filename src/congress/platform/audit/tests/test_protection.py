"""The database itself refuses to change the trail, on both databases, after all migrations."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, connection, transaction

from congress.platform.audit.anchors import anchors, keep_anchor
from congress.platform.audit.models import AuditRow, Seal, VerificationRun
from congress.platform.audit.protection import missing_protection, protection
from congress.platform.audit.sealing import seal_rows
from congress.platform.audit.tests.conftest import raw
from congress.platform.core.guard import unguarded
from congress.platform.core.models import AppendOnly

Write = Callable[..., list[AuditRow]]


@pytest.mark.django_db
def test_every_protection_stands_after_all_migrations() -> None:
    assert missing_protection() == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditrow SET outcome = 'denied'",
        "UPDATE audit_seal SET chain = ''",
        "DELETE FROM audit_auditrow",
        "DELETE FROM audit_seal",
    ],
)
def test_changes_past_the_platform_are_refused(write: Write, at: datetime, sql: str) -> None:
    write(2)
    seal_rows(at=at)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        raw(sql)
    assert (AuditRow.objects.count(), Seal.objects.count()) == (2, 2)


def test_replacing_or_emptying_past_the_platform_is_refused(write: Write, at: datetime) -> None:
    write(2)
    seal_rows(at=at)
    if connection.vendor == "sqlite":
        statements = [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
            for table in ("audit_auditrow", "audit_seal")
        ]
    else:
        statements = ["TRUNCATE audit_auditrow", "TRUNCATE audit_seal"]
    for sql in statements:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            raw(sql)


def test_the_platform_refuses_before_the_database_does(write: Write, arranged: None) -> None:
    (row,) = write()
    row.outcome = "denied"
    for change in (row.save, row.delete, AuditRow.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    with pytest.raises(AppendOnly):
        AuditRow.objects.update(outcome="denied")


@pytest.mark.django_db
def test_a_protection_that_lets_changes_pass_is_missed() -> None:
    names = missing_protection()
    with connection.cursor() as cursor:
        protection().take_down(cursor)
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT 1; END"
            )
        else:
            protection().put_up(cursor)
            cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER audit_seal_no_change")
    assert names == []
    assert any(name.startswith("audit_seal_no_") for name in missing_protection())


@pytest.mark.django_db(transaction=True)
def test_emptying_a_test_database_lifts_the_protection_and_puts_it_back(write: Write, at: datetime) -> None:
    write(2)
    seal_rows(at=at)
    assert anchors()
    call_command("flush", interactive=False, verbosity=0)
    assert (AuditRow.objects.count(), Seal.objects.count(), anchors()) == (0, 0, {})
    assert missing_protection() == []


def test_a_real_place_is_never_emptied(write: Write, at: datetime, settings: object) -> None:
    write()
    keep_anchor(number=1, chain="a" * 64, at=at)
    settings.CLOCK_MOVABLE = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="审计"):
        call_command("flush", interactive=False, verbosity=0)
    assert AuditRow.objects.count() == 1
    assert anchors()


def test_the_database_refuses_a_verification_that_ended_before_it_began(db: None, at: datetime) -> None:
    with unguarded("fixtures"), pytest.raises(DatabaseError), transaction.atomic():
        VerificationRun(
            began_at=at, ended_at=at.replace(year=2025), sealed=0, tail=0, anchors=0, fault_count=0
        ).save()
