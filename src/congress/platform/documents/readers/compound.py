"""The old Office container (OLE compound file): its streams by name, whatever its chains say about themselves."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass

from congress.platform.documents.readers import refusals

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
KIND = "旧版 Office 文件"
_ENTRY_BYTES = 128
_HEADER_BYTES = 512
_HEADER_TABLE_SECTORS = 109
_SHORT_SECTOR_BYTES = 64
_SHORT_STREAM_BELOW = 4096
_MOST_ENTRIES = 20_000
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_STREAM, _ROOT = 2, 5
# What a container that lies about itself makes us meet.
_FAULTS = (struct.error, IndexError, ValueError)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name of the directory."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Container:
    """A container whose directory has been read; streams are put together when they are asked for."""

    content: bytes
    sector_bytes: int
    chains: array[int]
    short_chains_start: int
    entries: tuple[_Entry, ...]

    def names(self) -> frozenset[str]:
        """Names of the streams and storages directly under the root.

        Embedded documents lie deeper, so a workbook with a Word file inside is still known as a workbook.
        """
        return frozenset(entry.name for entry in self._top_level())

    def stream(self, *, name: str, kind: str = KIND) -> bytes | None:
        """The bytes of a stream under the root, None when there is none; RuleViolation when its chain is broken."""
        for entry in self._top_level():
            if entry.name == name and entry.kind == _STREAM:
                try:
                    return self._bytes(entry)
                except _FAULTS as fault:
                    raise refusals.broken(kind=kind) from fault
        return None

    def _top_level(self) -> list[_Entry]:
        """The tree of siblings under the root; every entry is visited once, whatever the links say."""
        found: list[_Entry] = []
        seen: set[int] = set()
        waiting = [self.entries[0].child] if self.entries else []
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(self.entries):
                continue
            seen.add(number)
            entry = self.entries[number]
            found.append(entry)
            waiting += [entry.left, entry.right]
        return found

    def _bytes(self, entry: _Entry) -> bytes:
        if entry.size_bytes > len(self.content):
            raise ValueError("a stream larger than its file")
        if entry.size_bytes >= _SHORT_STREAM_BELOW:
            whole = b"".join(self._sector(number) for number in _chain(self.chains, entry.start))
        else:
            whole = self._short(entry.start)
        if len(whole) < entry.size_bytes:
            raise ValueError("a chain shorter than its stream")
        return whole[: entry.size_bytes]

    def _short(self, start: int) -> bytes:
        """A stream below 4 KiB: it lies in pieces inside the root's own stream."""
        if start >= _LAST_SECTOR:
            return b""
        table = b"".join(self._sector(number) for number in _chain(self.chains, self.short_chains_start))
        holder = b"".join(self._sector(number) for number in _chain(self.chains, self.entries[0].start))
        pieces = []
        for number in _chain(_numbers(table), start):
            begin = number * _SHORT_SECTOR_BYTES
            pieces.append(holder[begin : begin + _SHORT_SECTOR_BYTES])
        return b"".join(pieces)

    def _sector(self, number: int) -> bytes:
        return _sector(self.content, self.sector_bytes, number)


def opened(*, content: bytes) -> Container | None:
    """The container, None when its header or directory is broken: then nobody can say what it is."""
    try:
        return _opened(content)
    except _FAULTS:
        return None


def _opened(content: bytes) -> Container:
    sector_bytes: int = 1 << struct.unpack_from("<H", content, 30)[0]
    if sector_bytes not in (512, 4096):
        raise ValueError("sectors of an unknown size")
    directory_start: int = struct.unpack_from("<I", content, 48)[0]
    short_chains_start: int = struct.unpack_from("<I", content, 60)[0]
    chains = _chains(content, sector_bytes)
    entries: list[_Entry] = []
    for number in _chain(chains, directory_start):
        sector = _sector(content, sector_bytes, number)
        entries += [_entry(sector, offset) for offset in range(0, len(sector), _ENTRY_BYTES)]
        if len(entries) > _MOST_ENTRIES:
            raise ValueError("a directory beyond reason")
    return Container(content, sector_bytes, chains, short_chains_start, tuple(entries))


def _chains(content: bytes, sector_bytes: int) -> array[int]:
    """Which sector follows which: the sectors that say so are named in the header, and beyond it in a chain."""
    named = list(struct.unpack_from(f"<{_HEADER_TABLE_SECTORS}I", content, 76))
    following: int = struct.unpack_from("<I", content, 68)[0]
    most = len(content) // sector_bytes + 1
    visited = 0
    while 0 < following < _LAST_SECTOR and visited <= most:
        further = _numbers(_sector(content, sector_bytes, following))
        named += further[:-1]
        following = further[-1]
        visited += 1
    chains = array("I")
    for number in [each for each in named if each < _LAST_SECTOR][:most]:
        chains += _numbers(_sector(content, sector_bytes, number))
    return chains


def _chain(chains: array[int], start: int) -> list[int]:
    """The sectors from this one on, in order; a chain that comes back to itself is broken."""
    found: list[int] = []
    number = start
    while number < _LAST_SECTOR:
        found.append(number)
        if len(found) > len(chains):
            raise ValueError("a chain without end")
        number = chains[number]
    return found


def _sector(content: bytes, sector_bytes: int, number: int) -> bytes:
    """One sector. The last one of a file may be cut short; one that begins beyond the end is not there."""
    begin = (number + 1) * sector_bytes
    if begin >= len(content):
        raise IndexError("a sector beyond the end")
    return content[begin : begin + sector_bytes]


def _numbers(sector: bytes) -> array[int]:
    return array("I", struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))


def _entry(sector: bytes, offset: int) -> _Entry:
    length, kind = struct.unpack_from("<HB", sector, offset + 64)
    left, right, child = struct.unpack_from("<III", sector, offset + 68)
    start, size_bytes = struct.unpack_from("<II", sector, offset + 116)
    name = sector[offset : offset + min(max(0, length - 2), 62)].decode("utf-16-le", "replace")
    return _Entry(name, kind, left, right, child, start, size_bytes)
