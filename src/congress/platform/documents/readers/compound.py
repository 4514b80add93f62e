"""Looking into the old Office container (OLE compound file) far enough to say what it holds."""

from __future__ import annotations

import struct

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENTRY_BYTES = 128
_HEADER_TABLE_SECTORS = 109
_MOST_ENTRIES = 20_000


def top_level_names(*, content: bytes) -> frozenset[str]:
    """Names of the streams and storages directly under the root; empty when the container is broken.

    Embedded documents lie deeper, so a workbook with a Word file inside is still known as a workbook.
    """
    try:
        entries = _directory(content)
        return frozenset(_siblings(entries, _links(entries[0])[2])) if entries else frozenset()
    except (struct.error, IndexError):
        return frozenset()


def _directory(content: bytes) -> list[bytes]:
    """The directory's entries, following the sector chain as far as the header's own table reaches."""
    sector_bytes: int = 1 << struct.unpack_from("<H", content, 30)[0]
    if sector_bytes not in (512, 4096):
        return []
    tables = struct.unpack_from(f"<{_HEADER_TABLE_SECTORS}I", content, 76)
    per_sector = sector_bytes // 4
    sector: int = struct.unpack_from("<I", content, 48)[0]
    entries: list[bytes] = []
    while sector < 0xFFFFFFFA and len(entries) < _MOST_ENTRIES:
        start = (sector + 1) * sector_bytes
        for offset in range(start, start + sector_bytes, _ENTRY_BYTES):
            entries.append(content[offset : offset + _ENTRY_BYTES])
        table = tables[sector // per_sector]
        sector = struct.unpack_from("<I", content, (table + 1) * sector_bytes + (sector % per_sector) * 4)[0]
    return entries


def _links(entry: bytes) -> tuple[int, int, int]:
    """Left sibling, right sibling, child: numbers of entries."""
    left, right, child = struct.unpack_from("<III", entry, 68)
    return left, right, child


def _siblings(entries: list[bytes], first: int) -> list[str]:
    """Names in the tree of siblings under one parent; every entry is visited once, whatever the links say."""
    names: list[str] = []
    seen: set[int] = set()
    waiting = [first]
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        length: int = struct.unpack_from("<H", entry, 64)[0]
        names.append(entry[: max(0, length - 2)].decode("utf-16-le", "replace"))
        left, right, _child = _links(entry)
        waiting += [left, right]
    return names
