"""The digest of one row: the same bytes from the same facts, on every database and in every language."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any

from django.conf import settings

ALGORITHMS = ("sha256", "sm3")
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


def chosen_algorithm() -> str:
    """The digest this place writes: SHA-256, or SM3 where its settings say so. Every row names its own."""
    name = getattr(settings, "AUDIT_DIGEST", "sha256")
    if name not in ALGORITHMS:
        raise ValueError(f"AUDIT_DIGEST must be one of {', '.join(ALGORITHMS)}, not {name!r}")
    return str(name)


def leaf_of(row: Any) -> str:
    """The hex digest of a row's facts, its own `leaf` apart."""
    return digest(canonical({name: getattr(row, name) for name in FIELDS}), row.algorithm)


def canonical(facts: dict[str, Any]) -> bytes:
    """Facts as bytes: JSON with sorted keys, instants in UTC with microseconds, ids as text."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode()


def digest(content: bytes, algorithm: str) -> str:
    """Hex digest with the stated algorithm; an algorithm nobody states is a changed row, so it digests to nothing."""
    return hashlib.new(algorithm, content).hexdigest() if algorithm in ALGORITHMS else ""


def chained(before: str, leaf: str, algorithm: str) -> str:
    """The next head of the chain."""
    return digest(f"{before}\n{leaf}".encode(), algorithm)


def _plain(value: Any) -> str:
    if hasattr(value, "astimezone"):
        return str(value.astimezone(UTC).isoformat(timespec="microseconds"))
    return str(value)
