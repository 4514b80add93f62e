"""SQLite as it must be run. All SQL of upkeep that only SQLite understands is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from congress.platform.upkeep.contracts import Finding, Level

IMMEDIATE = "IMMEDIATE"
PATIENCE_MILLISECONDS = 2000


@contextmanager
def impatient(cursor: CursorWrapper) -> Iterator[None]:
    """Wait two seconds for other writers, not as long as an act would."""
    usual = _pragma(cursor, "busy_timeout")
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")


def settings_faults(cursor: CursorWrapper) -> list[Finding]:
    """Settings without which writes are lost or keys are not checked."""
    title = _("数据库设置")
    advice = _("请使用平台自带的数据库设置启动，不要另外修改。")
    found = []
    if _pragma(cursor, "journal_mode") != "wal":
        found.append(
            Finding(
                "sqlite.wal",
                Level.FAILING,
                title,
                _("SQLite 没有使用 WAL 方式，多人同时使用时会互相等待。"),
                advice,
            )
        )
    if _pragma(cursor, "foreign_keys") != "1":
        found.append(
            Finding("sqlite.foreign_keys", Level.FAILING, title, _("SQLite 没有打开外键检查。"), advice)
        )
    if cursor.db.transaction_mode != IMMEDIATE:
        found.append(
            Finding(
                "sqlite.immediate",
                Level.FAILING,
                title,
                _("SQLite 事务不是 IMMEDIATE 方式，忙时会丢失写入。"),
                advice,
            )
        )
    return found


def _pragma(cursor: CursorWrapper, name: str) -> str:
    cursor.execute(f"PRAGMA {name}")
    return str(cursor.fetchone()[0]).lower()
