"""A small reader of JSON Schema for tests: the words our own schema uses, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
KNOWN = {
    "$defs", "$id", "$ref", "$schema", "additionalProperties", "anyOf", "const", "description", "enum", "items",
    "pattern", "properties", "required", "title", "type",
}  # fmt: skip


def misfits(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """Every place where a value does not fit."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        yield from misfits(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, at)
    if "anyOf" in schema and all(any(misfits(value, each, root, at)) for each in schema["anyOf"]):
        yield f"{at}: none of the choices"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not listed"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(isinstance(value, _TYPES[each]) for each in types):
        yield f"{at}: {value!r} is no {types}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match"
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from misfits(each, schema.get("items", {}), root, f"{at}/{number}")
    if isinstance(value, dict):
        yield from _members(value, schema, root, at)


def _members(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    named = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    for name, each in value.items():
        if name in named:
            yield from misfits(each, named[name], root, f"{at}/{name}")
        elif rest is False:
            yield f"{at}: {name} is not known"
        elif isinstance(rest, dict):
            yield from misfits(each, rest, root, f"{at}/{name}")
