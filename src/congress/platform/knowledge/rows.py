"""Rows in memory that the one list component can show: what ships is no table, and what the place entered is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

from django.db.models import Q

Predicate = Callable[[Any], bool]


class Rows:
    """A small stand-in for a queryset: narrowed, ordered, counted, sliced."""

    ordered = True

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = list(rows)

    def narrowed(self, keep: Predicate) -> Rows:
        """The rows that a filter keeps."""
        return Rows([row for row in self._rows if keep(row)])

    def filter(self, condition: Q) -> Rows:
        """The rows in which one of the condition's `…__icontains` look-ups finds its word."""
        children: Any = condition.children
        looked_for = [(name.removesuffix("__icontains"), word.casefold()) for name, word in children]
        return self.narrowed(
            lambda row: any(word in getattr(row, name).casefold() for name, word in looked_for)
        )

    def order_by(self, *names: str) -> Rows:
        """The rows by attributes, the first name weighing most; "-" turns an attribute round; nothing comes last."""
        rows = list(self._rows)
        for name in reversed(names):
            plain = name.removeprefix("-")
            some = [row for row in rows if getattr(row, plain) is not None]
            none = [row for row in rows if getattr(row, plain) is None]
            some.sort(key=lambda row: getattr(row, plain), reverse=name.startswith("-"))
            rows = some + none
        return Rows(rows)

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """The rows one by one."""
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    @overload
    def __getitem__(self, place: int) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...

    def __getitem__(self, place: int | slice) -> Any:
        return self._rows[place]
