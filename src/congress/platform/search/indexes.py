"""Which index: the one of the database that is connected. Elsewhere nothing knows there are two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper

from congress.platform.search import on_postgresql, on_sqlite
from congress.platform.search.asking import Asked
from congress.platform.search.tokens import Tokens


class Index(Protocol):
    """What a dialect offers; both modules are one."""

    def create(self, cursor: CursorWrapper) -> None: ...

    def drop(self, cursor: CursorWrapper) -> None: ...

    def put(self, cursor: CursorWrapper, chunk: int, tokens: Tokens) -> None: ...

    def remove(self, cursor: CursorWrapper, chunks: Sequence[int]) -> None: ...

    def remove_strays(self, cursor: CursorWrapper, *, first: int, last: int) -> None: ...

    def find(
        self,
        asked: Sequence[Asked],
        visible_sql: str,
        visible_params: Sequence[Any],
        *,
        limit: int,
        offset: int,
    ) -> tuple[str, list[Any]]: ...


_INDEXES: dict[str, Index] = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def index(vendor: str = "") -> Index:
    """The index of a database vendor, by default of the one that is connected. Raises `KeyError` for others."""
    return _INDEXES[vendor or connection.vendor]
