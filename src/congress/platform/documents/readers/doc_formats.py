"""What a Word 97–2003 file says about its paragraphs and characters: table levels, row ends, hidden text."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from congress.platform.documents.readers.paragraphs import SYMBOLS

_PAGE_BYTES = 512
_PARAGRAPH_ENTRY_BYTES = 13
_MOST_ELSEWHERE = 8192
_NUMBER_OF_PAGE = 0x3FFFFF
# Operand bytes by the three highest bits of a change; None: the first byte counts them.
_OPERANDS = (1, 1, 2, 4, 2, 2, None, 3)
_IN_TABLE, _ROW_END, _LEVEL = 0x2416, 0x2417, 0x6649
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_NUMBERED = 0x460B
# Long lists lie in a stream of their own: all changes of a paragraph (two generations), or those of its row.
_ELSEWHERE = frozenset({0x6646, 0x6645, 0x646B})
_ROW_CELLS, _ROW_CELLS_OLDER = 0xD608, 0xD606
_MERGE, _SPLIT, _MERGE_DOWN = 0x5624, 0x5625, 0xD62B
_INSERT, _DELETE, _WIDEN = 0x7621, 0x5622, 0x7623
_TABS = 0xC615
_HIDDEN, _REMOVED, _INSERTED, _SYMBOL = 0x083C, 0x0800, 0x0801, 0x6A09
_ACROSS, _DOWN, _DOWN_BEGINS = 0x0003, 0x0020, 0x0040
_CELL_BYTES, _MOST_CELLS = 20, 255


@dataclass(slots=True)
class RowShape:
    """The cells of one table row: edges from left to right (twips), and which continue a neighbour.

    `across` is non-zero for cells merged with a neighbour in their row, `down` says `begins` or `continues`
    for cells merged over rows, else it is empty.
    """

    edges: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)
    down: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ParagraphFormat:
    """What counts of a paragraph: how deep in tables it stands, and whether it ends a cell or a row there."""

    level: int = 0
    is_row_end: bool = False
    is_inner_cell_end: bool = False
    is_inner_row_end: bool = False
    is_numbered: bool = False
    shape: RowShape | None = None


@dataclass(slots=True)
class CharacterFormat:
    """What counts of a run of characters."""

    is_hidden: bool = False
    is_removed: bool = False
    is_inserted: bool = False
    symbol: str | None = None

    @property
    def is_plain(self) -> bool:
        """True if nothing of it matters to a reader."""
        return not (self.is_hidden or self.is_removed or self.is_inserted or self.symbol)


@dataclass(frozen=True, slots=True)
class Run:
    """The changes that apply to the bytes from `begin` up to `end`."""

    begin: int
    end: int
    changes: bytes


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of one kind in the order of their places."""

    runs: tuple[Run, ...]
    begins: tuple[int, ...]

    def at(self, *, place: int) -> bytes:
        """The changes that apply to the character stored here; none when nothing is said of it."""
        number = bisect_right(self.begins, place) - 1
        if number >= 0 and self.runs[number].begin <= place < self.runs[number].end:
            return self.runs[number].changes
        return b""

    def within(self, *, begin: int, end: int) -> Iterator[Run]:
        """The runs that touch this stretch of bytes."""
        number = max(0, bisect_right(self.begins, begin) - 1)
        while number < len(self.runs) and self.runs[number].begin < end:
            if self.runs[number].end > begin:
                yield self.runs[number]
            number += 1


def paragraph_runs(*, main: bytes, directory: bytes) -> Runs:
    """Where paragraphs lie, with the changes each makes to its style."""
    found = []
    for page, count, places in _pages(main, directory):
        for number in range(count):
            offset = 4 * (count + 1) + number * _PARAGRAPH_ENTRY_BYTES
            at = page[offset] * 2 if offset < _PAGE_BYTES - 1 else 0
            found.append(Run(places[number], places[number + 1], _paragraph_changes(page, at)))
    return _sorted(found)


def character_runs(*, main: bytes, directory: bytes) -> Runs:
    """Where runs of characters lie that differ from their style."""
    found = []
    for page, count, places in _pages(main, directory):
        for number in range(count):
            offset = 4 * (count + 1) + number
            at = page[offset] * 2 if offset < _PAGE_BYTES - 1 else 0
            if at:
                changes = page[at + 1 : min(at + 1 + page[at], _PAGE_BYTES - 1)]
                found.append(Run(places[number], places[number + 1], changes))
    return _sorted(found)


def _sorted(found: list[Run]) -> Runs:
    runs = tuple(sorted(found, key=lambda run: run.begin))
    return Runs(runs, tuple(run.begin for run in runs))


def _pages(main: bytes, directory: bytes) -> Iterator[tuple[bytes, int, tuple[int, ...]]]:
    """The pages of formats named in a directory: bytes, number of runs, and the places between them."""
    count = (len(directory) - 4) // 8
    seen: set[int] = set()
    for number in range(max(0, count)):
        entry: int = struct.unpack_from("<I", directory, 4 * (count + 1) + 4 * number)[0]
        begin = (entry & _NUMBER_OF_PAGE) * _PAGE_BYTES
        page = main[begin : begin + _PAGE_BYTES]
        if len(page) < _PAGE_BYTES or begin in seen:
            continue
        seen.add(begin)
        runs = page[-1]
        if 4 * (runs + 1) <= _PAGE_BYTES:
            yield page, runs, struct.unpack_from(f"<{runs + 1}I", page)


def _paragraph_changes(page: bytes, at: int) -> bytes:
    """The changes of one paragraph, without the number of its style that stands before them."""
    if at == 0:
        return b""
    length = page[at]
    begin, size = (at + 1, 2 * length - 1) if length else (at + 2, 2 * page[min(at + 1, _PAGE_BYTES - 1)])
    return page[min(begin + 2, _PAGE_BYTES - 1) : min(begin + max(size, 2), _PAGE_BYTES - 1)]


def paragraph_format(*, changes: bytes, data: bytes) -> ParagraphFormat:
    """What the changes of a paragraph amount to; `data` is the stream where long ones are kept."""
    found = ParagraphFormat()
    for code, operand in _changes(changes, data):
        if code == _IN_TABLE:
            found.level = max(found.level, 1) if operand[0] else 0
        elif code == _LEVEL:
            found.level = max(0, min(struct.unpack("<i", operand)[0], 64))
        elif code == _ROW_END:
            found.is_row_end = bool(operand[0])
        elif code == _INNER_CELL_END:
            found.is_inner_cell_end = bool(operand[0])
        elif code == _INNER_ROW_END:
            found.is_inner_row_end = bool(operand[0])
        elif code == _NUMBERED:
            found.is_numbered = 0 < struct.unpack("<h", operand)[0] < 2047
        elif code == _ROW_CELLS:
            found.shape = _row_shape(operand)
        elif found.shape is not None:
            _change_row(found.shape, code, operand)
    return found


def character_format(*, changes: bytes) -> CharacterFormat:
    """What the changes of a run of characters amount to."""
    found = CharacterFormat()
    for code, operand in _changes(changes, b""):
        if code == _HIDDEN:
            found.is_hidden = bool(operand[0] & 1)
        elif code == _REMOVED:
            found.is_removed = bool(operand[0] & 1)
        elif code == _INSERTED:
            found.is_inserted = bool(operand[0] & 1)
        elif code == _SYMBOL:
            number = struct.unpack_from("<H", operand, 2)[0]
            found.symbol = SYMBOLS.get(f"{number:04X}", "\ufffd")
    return found


def _changes(changes: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and operand of each change, those kept elsewhere where they are named; what is cut short ends the list."""
    for code, operand in _listed(changes):
        if code in _ELSEWHERE:
            at = int.from_bytes(operand, "little")
            length = int.from_bytes(data[at : at + 2], "little")
            yield from _listed(data[at + 2 : at + 2 + min(length, _MOST_ELSEWHERE)])
        else:
            yield code, operand


def _listed(changes: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(changes):
        code = int.from_bytes(changes[at : at + 2], "little")
        at += 2
        size = _OPERANDS[code >> 13]
        if code in (_ROW_CELLS, _ROW_CELLS_OLDER):
            size, at = int.from_bytes(changes[at : at + 2], "little") - 1, at + 2
        elif size is None:
            size, at = changes[at], at + 1
            if code == _TABS and size == 0xFF:
                return
        operand = changes[at : at + size]
        if size < 0 or len(operand) < size:
            return
        if size:
            yield code, operand
        at += size


def _row_shape(operand: bytes) -> RowShape | None:
    """The definition of a row: number of cells, their edges, and how each is merged."""
    count = operand[0]
    if len(operand) < 1 + 2 * (count + 1) or count == 0:
        return None
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    shape = RowShape(edges, [0] * count, [""] * count)
    for number in range(count):
        at = 1 + 2 * (count + 1) + number * _CELL_BYTES
        if at + 2 > len(operand):
            break
        flags = int.from_bytes(operand[at : at + 2], "little")
        shape.across[number] = flags & _ACROSS
        shape.down[number] = "begins" if flags & _DOWN_BEGINS else "continues" if flags & _DOWN else ""
    return shape


def _change_row(shape: RowShape, code: int, operand: bytes) -> None:
    """Changes that follow the definition of a row: cells joined, parted, merged over rows, added, removed, widened."""
    if code in (_MERGE, _SPLIT):
        for number in range(operand[0], min(operand[1], len(shape.across))):
            shape.across[number] = 0 if code == _SPLIT else 1 if number == operand[0] else 2
    elif code == _MERGE_DOWN and len(operand) >= 2 and operand[0] < len(shape.down):
        shape.down[operand[0]] = {0: "", 1: "continues"}.get(operand[1], "begins")
    elif code in (_INSERT, _DELETE, _WIDEN):
        _change_cells(shape, code, operand)


def _change_cells(shape: RowShape, code: int, operand: bytes) -> None:
    """Cells added, removed, or given another width; those to the right of them move."""
    first, last = operand[0], operand[1]
    widths = [right - left for left, right in pairwise(shape.edges)]
    if code == _INSERT:
        wide = int.from_bytes(operand[2:4], "little")
        count = min(last, _MOST_CELLS - len(widths))
        widths[first:first] = [wide] * count
        shape.across[first:first] = [0] * count
        shape.down[first:first] = [""] * count
    elif code == _DELETE:
        del widths[first:last], shape.across[first:last], shape.down[first:last]
    else:
        for number in range(first, min(last, len(widths))):
            widths[number] = int.from_bytes(operand[2:4], "little")
    shape.edges = [*accumulate(widths, initial=shape.edges[0])]
