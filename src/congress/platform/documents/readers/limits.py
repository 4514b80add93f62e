"""How much of a file is read before reading is refused."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read from one file; anything above is refused with a sentence, before the work.

    `file_bytes`: office files, PDF and OFD; `text_bytes`: TXT and HTML, which are held as text several times over.
    `unpacked_bytes`, `unpacked_ratio`, `members`: what a file that is a ZIP archive may unpack to; the
    ratio counts only above `ratio_floor_bytes`, because small repetitive tables shrink a hundredfold.
    `cells`: positions of all tables together; `pages`: pages of a PDF or OFD.
    """

    file_bytes: int = 50 * MIB
    text_bytes: int = 20 * MIB
    unpacked_bytes: int = 300 * MIB
    unpacked_ratio: int = 200
    ratio_floor_bytes: int = 10 * MIB
    members: int = 5000
    cells: int = 1_000_000
    pages: int = 500


LIMITS = Limits()


def in_mib(*, size_bytes: int) -> str:
    """A size as users read it, at least one decimal below 10 MB: `50 MB`, `1.5 MB`."""
    whole, tenth = divmod(size_bytes * 10 // MIB, 10)
    return f"{whole} MB" if whole >= 10 or tenth == 0 else f"{whole}.{tenth} MB"
