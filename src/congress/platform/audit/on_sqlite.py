"""The trail's protection on SQLite: triggers that refuse every change. All SQL that only SQLite understands is here.

Rebuilding a table drops its triggers: a migration that alters one of these tables must put them back, and a test
looks at the migrated database.
"""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

REFUSAL = "the audit trail is append-only"
TABLES = {"audit_auditrow": "id", "audit_seal": "number"}

_CHANGE = (
    "CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
)
# INSERT OR REPLACE takes the old row away without asking the other triggers
_REPLACE = (
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
    " WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
    " BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
)


def triggers() -> dict[str, str]:
    """Name and text of every trigger."""
    made = {}
    for table, key in TABLES.items():
        for act in ("update", "delete"):
            made[f"{table}_no_{act}"] = _CHANGE.format(table=table, act=act, refusal=REFUSAL)
        made[f"{table}_no_replace"] = _REPLACE.format(table=table, key=key, refusal=REFUSAL)
    return made


def put_up(cursor: CursorWrapper) -> None:
    """Make the triggers."""
    for text in triggers().values():
        cursor.execute(text)


def take_down(cursor: CursorWrapper) -> None:
    """Remove the triggers; only before the whole database is emptied, or by whoever attacks it."""
    for name in triggers():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing(cursor: CursorWrapper) -> list[str]:
    """Triggers that are not there, or not as they were made."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = dict(cursor.fetchall())
    return [name for name, text in triggers().items() if there.get(name) != text]
