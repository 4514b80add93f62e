"""The database: it answers, takes writes, is set up as it must be, and stands at the present version."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from congress.platform.upkeep import on_postgresql, on_sqlite
from congress.platform.upkeep.contracts import Finding, Level


class Dialect(Protocol):
    """What a database module offers; both are one."""

    def settings_faults(self, cursor: CursorWrapper) -> list[Finding]: ...

    def impatient(self, cursor: CursorWrapper) -> AbstractContextManager[None]: ...


_DIALECTS: dict[str, Dialect] = {"sqlite": on_sqlite, "postgresql": on_postgresql}
NOWHERE = -1


def answers() -> Finding:
    """The database takes a write: the lock is taken and given back, nothing is stored."""
    title = _("数据库")
    rows = MigrationRecorder.Migration.objects
    try:
        dialect = _DIALECTS[connection.vendor]
        with connection.cursor() as cursor, dialect.impatient(cursor), transaction.atomic():
            rows.filter(pk=NOWHERE).update(name="")
    except DatabaseError as broken:
        return Finding(
            "database",
            Level.FAILING,
            title,
            _("数据库不能写入（{kind}）。").format(kind=type(broken).__name__),
            _("请检查数据库服务是否运行、磁盘是否已满、数据库文件是否可写。"),
        )
    return Finding("database", Level.GOOD, title, _("数据库可以读写。"))


def set_up() -> list[Finding]:
    """What is wrong with the database's settings."""
    try:
        with connection.cursor() as cursor:
            return _DIALECTS[connection.vendor].settings_faults(cursor)
    except DatabaseError:
        return [answers()]


def up_to_date() -> list[Finding]:
    """Migrations that wait."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return [answers()]
    if not waiting:
        return []
    return [
        Finding(
            "migrations",
            Level.FAILING,
            _("数据库版本"),
            _("数据库还有 {count} 步更新没有执行。").format(count=len(waiting)),
            _("请先备份，再运行 congress migrate。"),
        )
    ]
