"""The doors: what crosses an `api` is plain, so that the tables behind it can change without anybody noticing.

Apps let through primitives, `standards`, their own `contracts` and `events`, and the ground's own words (actor, act,
subject). Platform modules may also let through frozen dataclasses of their own; a `@part` of theirs, which works
inside the caller's open command and transaction, may take and give their rows, and so may what stands on the list
of `HANDLES`. Nobody lets a queryset out, but for `visible()` in the ground. A command's `act` comes from the door
itself and crosses nothing.
"""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import fractions
import inspect
import pathlib
import types
import typing
import uuid
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from django.db.models import Model, QuerySet

from tests.architecture.source import sources

PLAIN = {
    bool,
    bytes,
    datetime.date,
    datetime.datetime,
    datetime.time,
    datetime.timedelta,
    decimal.Decimal,
    fractions.Fraction,
    int,
    pathlib.Path,
    str,
    type(None),
    uuid.UUID,
}
STREAMS = {"BinaryIO", "IO", "UploadedFile", "File"}
OWN_WORDS = ("contracts", "events")
HANDLES = {
    "documents.StoredFile": "a handle: callers keep it for the length of a call and hand it back, they never write it",
}


def doors() -> Iterator[tuple[str, Any, list[tuple[str, Any]]]]:
    """Module name, module, and (name, thing) of everything each `api` offers."""
    for each in sources():
        if each.words[-1] == "api" and len(each.words) == 3:
            module = import_module(".".join(("congress", *each.words)))
            yield module.__name__, module, [(name, getattr(module, name)) for name in module.__all__]


def test_every_door_says_what_it_offers() -> None:
    missing = [
        each.shown
        for each in sources()
        if each.words[-1] == "api"
        and not hasattr(import_module(".".join(("congress", *each.words))), "__all__")
    ]
    assert missing == []


def test_what_crosses_a_door_is_plain() -> None:
    wrong = []
    for name, _, offered in doors():
        for what, thing in offered:
            if inspect.isfunction(thing):
                wrong += [f"{name}.{what}: {fault}" for fault in signature_faults(thing)]
    assert wrong == []


def test_no_door_offers_a_table() -> None:
    wrong = [
        f"{name}.{what}"
        for name, _, offered in doors()
        for what, thing in offered
        if inspect.isclass(thing) and issubclass(thing, (Model, QuerySet))
    ]
    assert wrong == []


def test_every_function_of_a_door_has_a_docstring_and_takes_keywords() -> None:
    wrong = []
    for name, _, offered in doors():
        for what, thing in offered:
            if not inspect.isfunction(thing):
                continue
            positional = [
                p.name
                for p in inspect.signature(thing).parameters.values()
                if p.kind is not p.KEYWORD_ONLY and p.kind is not p.VAR_KEYWORD
            ]
            allowed = 2 if hasattr(thing, "part") else 1
            if not inspect.getdoc(thing) or len(positional) > allowed:
                wrong.append(f"{name}.{what}({', '.join(positional)})")
    assert wrong == []


def signature_faults(function: Callable[..., Any]) -> list[str]:
    """What in a function's signature may not cross its door."""
    inner = inspect.unwrap(function)
    try:
        hints = typing.get_type_hints(inner)
    except NameError as unknown:
        return [f"a type is not to be had at run time: {unknown}"]
    if hasattr(function, "command"):
        hints.pop("act", None)
    rows_too = hasattr(function, "part") and inner.__module__.startswith("congress.platform.")
    return [
        f"{name}: {hint}"
        for name, hint in hints.items()
        if not crosses(hint, inner.__module__, rows_too=rows_too)
    ]


def crosses(hint: Any, owner: str, *, rows_too: bool) -> bool:
    """Whether a type may cross the door of the module `owner` belongs to."""
    if (
        hint is None
        or hint in PLAIN
        or hint is Ellipsis
        or isinstance(hint, (str, typing.TypeVar))
        or hint is Any
    ):
        return hint is not Any
    origin = typing.get_origin(hint)
    if origin is not None:
        if origin is typing.Literal:
            return True
        inner = [each for each in _arguments(hint) if each is not Any]
        return (not inspect.isclass(origin) or _is_plain_class(origin, owner, rows_too)) and all(
            crosses(each, owner, rows_too=rows_too) for each in inner
        )
    return inspect.isclass(hint) and _is_plain_class(hint, owner, rows_too)


def _arguments(hint: Any) -> list[Any]:
    flat: list[Any] = []
    for each in typing.get_args(hint):
        flat += each if isinstance(each, list) else [each]
    return flat


def _is_plain_class(kind: type, owner: str, rows_too: bool) -> bool:
    module = kind.__module__
    if kind in PLAIN or module in ("builtins", "collections.abc", "typing") or kind is types.UnionType:
        return True
    if issubclass(kind, QuerySet) or kind.__name__ in ("HttpRequest", "HttpResponse"):
        return False
    if issubclass(kind, Model):
        return rows_too or kind._meta.label in HANDLES
    if kind.__name__ in STREAMS or module.startswith("congress.standards.") or issubclass(kind, enum.Enum):
        return True
    if module.startswith("congress.platform.core."):
        return True
    if module.split(".")[3:4] and module.split(".")[3] in OWN_WORDS:
        return True
    is_platform = owner.startswith("congress.platform.")
    return is_platform and dataclasses.is_dataclass(kind) and module.startswith("congress.platform.")
