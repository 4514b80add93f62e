"""The digest of one row: the same bytes from the same facts, on every database and in every language."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any

ALGORITHM = "sha256"
FIELDS = (
    "id",
    "at",
    "actor_kind",
    "actor",
    "command",
    "permission",
    "outcome",
    "object_kind",
    "object_id",
    "object_title",
    "body",
    "address",
    "trace",
    "cause",
    "reason",
    "detail",
)


def leaf_of(row: Any) -> str:
    """The hex digest of a row's facts, its own `leaf` apart."""
    return digest(canonical({name: getattr(row, name) for name in FIELDS}))


def canonical(facts: dict[str, Any]) -> bytes:
    """Facts as bytes: JSON with sorted keys, instants in UTC with microseconds, ids as text."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode()


def digest(content: bytes) -> str:
    """Hex digest with the stated algorithm."""
    return hashlib.new(ALGORITHM, content).hexdigest()


def chained(before: str, leaf: str) -> str:
    """The next head of the chain."""
    return digest(f"{before}\n{leaf}".encode())


def _plain(value: Any) -> str:
    if hasattr(value, "astimezone"):
        return str(value.astimezone(UTC).isoformat(timespec="microseconds"))
    return str(value)
