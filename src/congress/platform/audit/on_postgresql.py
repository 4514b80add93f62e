"""The trail's protection on PostgreSQL: triggers that refuse every change. All SQL that only PostgreSQL understands."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

TABLES = ("audit_auditrow", "audit_seal")
FUNCTION = "audit_refuse_change"
BODY = """
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
"""


def put_up(cursor: CursorWrapper) -> None:
    """Make the function and the triggers; they fire for every statement, whoever sends it."""
    cursor.execute(f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$")
    for table in TABLES:
        cursor.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change")


def take_down(cursor: CursorWrapper) -> None:
    """Remove the triggers; only before the whole database is emptied, or by whoever attacks it."""
    for table in TABLES:
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
    cursor.execute(f"DROP FUNCTION IF EXISTS {FUNCTION}()")


def missing(cursor: CursorWrapper) -> list[str]:
    """Triggers that are not there, do not always fire, or call something else."""
    cursor.execute(
        "SELECT trigger.tgname FROM pg_trigger trigger"
        " JOIN pg_proc function ON function.oid = trigger.tgfoid"
        " WHERE trigger.tgenabled = 'A' AND function.proname = %s AND function.prosrc = %s"
        " AND trigger.tgrelid IN (to_regclass(%s), to_regclass(%s))",
        [FUNCTION, BODY, *TABLES],
    )
    there = {name for (name,) in cursor.fetchall()}
    return [f"{table}_no_change" for table in TABLES if f"{table}_no_change" not in there]
