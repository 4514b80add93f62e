"""Identifiers: UUIDv7 for what has a URL or an audit row, random v4 for what must not tell the time."""

from __future__ import annotations

import secrets
import time
from uuid import UUID, uuid4


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, 12 bits of sub-millisecond time, 62 random bits.

    The sub-millisecond part keeps ids made by one process in order even inside one millisecond.
    """
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= fraction << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return UUID(int=value)


def random_id() -> UUID:
    """A UUIDv4 for ballots, tokens and receipts: it says nothing about when it was made."""
    return uuid4()
