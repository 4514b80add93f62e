"""The database's own refusal to change the trail: put up by a migration, looked at by every verification."""

from __future__ import annotations

from typing import Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper

from congress.platform.audit import on_postgresql, on_sqlite


class Protection(Protocol):
    """What a dialect offers; both modules are one."""

    def put_up(self, cursor: CursorWrapper) -> None: ...

    def take_down(self, cursor: CursorWrapper) -> None: ...

    def missing(self, cursor: CursorWrapper) -> list[str]: ...


_PROTECTIONS: dict[str, Protection] = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def protection(vendor: str = "") -> Protection:
    """The protection of a database vendor, by default of the one that is connected. Raises `KeyError` for others."""
    return _PROTECTIONS[vendor or connection.vendor]


def missing_protection() -> list[str]:
    """Names of what protects the trail and is not there as it should be."""
    with connection.cursor() as cursor:
        return protection().missing(cursor)
