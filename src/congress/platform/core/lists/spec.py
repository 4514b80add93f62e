"""What a list is made of, declared once beside its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from congress.platform.core.manifest import Text

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `value` is an attribute path (dots) or a function of the row; `sort` a database ordering; `url` makes
    the cell a link; `mark` gives the tone of a state mark (neutral, good, warn, bad, info); `exported` is the value for
    a spreadsheet when it differs from the text on screen."""

    key: str
    title: Text
    value: str | Callable[[Any], Any]
    sort: str = ""
    align: str = "start"
    url: Callable[[Any], str] | None = None
    mark: Callable[[Any], str] | None = None
    exported: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter. `kind` is choice, text, date. `choices` may be a function, asked when the page is made."""

    key: str
    title: Text
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]
    kind: str = "choice"
    choices: Choices | Callable[[], Choices] = ()


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what this is, and what to do next."""

    title: Text
    text: Text = ""
    action: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list: its name (for saved views and export files), columns, filters, searched look-ups and default order.

    The default order must end in something unique, so that pages do not overlap.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] = ()
    search_hint: Text = ""
    empty: Empty = Empty("还没有内容")
    page_size: int = 20


def value_of(source: str | Callable[[Any], Any], row: Any) -> Any:
    """A column's value for a row: by attribute path or by function; None where the path ends early."""
    if callable(source):
        return source(row)
    for name in source.split("."):
        row = getattr(row, name, None)
    return row
