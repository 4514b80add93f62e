"""PostgreSQL as it must be run. All SQL of upkeep that only PostgreSQL understands is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from congress.platform.upkeep.contracts import Finding, Level

OLDEST = 150000
PATIENCE = "2s"
MUST_BE_ON = ("fsync", "full_page_writes")


@contextmanager
def impatient(cursor: CursorWrapper) -> Iterator[None]:
    """Wait two seconds for a lock, not as long as an act would."""
    cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
    yield
    cursor.execute("RESET lock_timeout")


def settings_faults(cursor: CursorWrapper) -> list[Finding]:
    """Settings under which data can be lost or text is damaged."""
    title = _("数据库设置")
    found = []
    if int(_setting(cursor, "server_version_num")) < OLDEST:
        found.append(
            Finding(
                "postgresql.version",
                Level.FAILING,
                title,
                _("PostgreSQL 版本过低（{version}）。").format(version=_setting(cursor, "server_version")),
                _("请升级到 PostgreSQL 15 或更新的版本。"),
            )
        )
    if _setting(cursor, "server_encoding") != "UTF8":
        found.append(
            Finding(
                "postgresql.encoding",
                Level.FAILING,
                title,
                _("数据库编码是 {encoding}，生僻字会出错。").format(
                    encoding=_setting(cursor, "server_encoding")
                ),
                _("请用 UTF8 编码重新建库并恢复数据。"),
            )
        )
    for name in MUST_BE_ON:
        if _setting(cursor, name) != "on":
            found.append(
                Finding(
                    f"postgresql.{name}",
                    Level.FAILING,
                    title,
                    _("PostgreSQL 关闭了 {name}，断电时会损坏数据。").format(name=name),
                    _("请在数据库配置中打开 {name}。").format(name=name),
                )
            )
    return found


def _setting(cursor: CursorWrapper, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return str(cursor.fetchone()[0])
