"""Word and Excel 97–2003 files made byte by byte, so that tests can say exactly what stands in them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

_SECTOR, _SHORT_SECTOR, _SHORT_BELOW = 512, 64, 4096
_FREE, _LAST, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT_AT = 2048
_PARAGRAPHS_A_PAGE = 4


def container_of(streams: Mapping[str, bytes]) -> bytes:
    """An old Office container with these streams under its root; short ones lie in the root's own stream."""
    chains: list[int] = []
    sectors = bytearray()

    def put(content: bytes) -> int:
        first, count = len(chains), -(-len(content) // _SECTOR)
        chains.extend([*range(first + 1, first + count), _LAST] if count else [])
        sectors.extend(content.ljust(count * _SECTOR, b"\0"))
        return first if count else _LAST

    short, short_chains = bytearray(), []
    places: dict[str, int] = {}
    for name, content in streams.items():
        if len(content) >= _SHORT_BELOW:
            places[name] = put(content)
            continue
        first, count = len(short_chains), -(-len(content) // _SHORT_SECTOR)
        short_chains += [*range(first + 1, first + count), _LAST] if count else []
        short += content.ljust(count * _SHORT_SECTOR, b"\0")
        places[name] = first if count else _LAST
    holder = put(bytes(short))
    short_table = put(struct.pack(f"<{len(short_chains)}I", *short_chains))
    entries = [_entry("Root Entry", 5, child=1 if streams else _FREE, start=holder, size=len(short))]
    for number, (name, content) in enumerate(streams.items(), start=1):
        right = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, right=right, start=places[name], size=len(content)))
    directory = put(b"".join(entries))
    table_sectors = len(chains) // (_SECTOR // 4 - 1) + 1
    first_table = len(chains)
    chains += [_TABLE] * table_sectors
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(table_sectors * _SECTOR, b"\xff")
    header = bytearray(_SECTOR)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into(
        "<IIIIIIII", header, 44, table_sectors, directory, 0, _SHORT_BELOW, short_table, 1, _LAST, 0
    )
    struct.pack_into(
        "<109I",
        header,
        76,
        *range(first_table, first_table + table_sectors),
        *[_FREE] * (109 - table_sectors),
    )
    return bytes(header) + bytes(sectors) + table


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(written)] = written
    struct.pack_into("<HBB", entry, 64, len(written) + 2, kind, 1)
    struct.pack_into("<III", entry, 68, _FREE, right, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)


IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)
INNER = IN_TABLE + struct.pack("<HI", 0x6649, 2)
INNER_CELL_END = INNER + struct.pack("<HB", 0x244B, 1)
INNER_ROW_END = INNER + struct.pack("<HB", 0x244C, 1)
NUMBERED = struct.pack("<Hh", 0x460B, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
REMOVED = struct.pack("<HB", 0x0800, 1)
INSERTED = struct.pack("<HB", 0x0801, 1)


def symbol(number: int) -> bytes:
    """Changes that show a character of a picture font."""
    return struct.pack("<HHH", 0x6A09, 5, number)


def row_shape(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The definition of a row: edges of its cells in twips, and how each is merged."""
    count = len(edges) - 1
    operand = bytes([count]) + struct.pack(f"<{count + 1}h", *edges)
    for flag in flags:
        operand += struct.pack("<H", flag) + bytes(18)
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def doc_of(
    paragraphs: Sequence[tuple[str, bytes]],
    *,
    runs: Iterable[tuple[int, int, bytes]] = (),
    cuts: Sequence[int] = (),
    modifiers: Sequence[bytes] = (),
    piece_modifier: int = 0,
    boxes: str = "",
    flags: int = 0,
    version: int = 0x00C1,
    magic: int = 0xA5EC,
    data: bytes = b"",
) -> bytes:
    """A Word file of these paragraphs (text with its mark, changes of its format).

    `runs` are character positions with changes; `cuts` part the text into pieces, of which those
    after the first are stored in single bytes if they can be; `boxes` is the text of its text boxes.
    """
    return container_of(
        doc_streams(
            paragraphs,
            runs=runs,
            cuts=cuts,
            modifiers=modifiers,
            piece_modifier=piece_modifier,
            boxes=boxes,
            flags=flags,
            version=version,
            magic=magic,
            data=data,
        )
    )


def doc_streams(
    paragraphs: Sequence[tuple[str, bytes]],
    *,
    runs: Iterable[tuple[int, int, bytes]] = (),
    cuts: Sequence[int] = (),
    modifiers: Sequence[bytes] = (),
    piece_modifier: int = 0,
    boxes: str = "",
    flags: int = 0,
    version: int = 0x00C1,
    magic: int = 0xA5EC,
    data: bytes = b"",
) -> dict[str, bytes]:
    """The streams of `doc_of`, for tests that spoil one of them."""
    body = "".join(text for text, _changes in paragraphs)
    units = _units(body + boxes)
    ends = [0, *cuts, len(units)]
    main = bytearray(_TEXT_AT)
    places: list[int] = []
    pieces = b""
    for number, (first, last) in enumerate(zip(ends, ends[1:], strict=False)):
        at = len(main)
        if number and max(units[first:last]) < 0x100:
            main += bytes(units[first:last])
            places += range(at, at + last - first)
            place = at * 2 | 0x40000000
        else:
            main += struct.pack(f"<{last - first}H", *units[first:last])
            places += range(at, at + 2 * (last - first), 2)
            place = at
        pieces += struct.pack("<HIH", 0, place, piece_modifier)
    places.append(len(main))
    clx = b"".join(b"\x01" + struct.pack("<H", len(each)) + each for each in modifiers)
    table = struct.pack(f"<{len(ends)}I", *ends) + pieces
    clx += b"\x02" + struct.pack("<I", len(table)) + table
    formats = _paragraph_pages(main, paragraphs, places)
    characters = _character_page(main, [(places[a], places[b], each) for a, b, each in runs])
    tables = bytearray(8)
    for at, part in ((0x1A2, clx), (0x102, formats), (0xFA, characters)):
        struct.pack_into("<II", main, at, len(tables), len(part))
        tables += part
    struct.pack_into("<HH", main, 0, magic, version)
    struct.pack_into("<H", main, 10, flags | 0x0200)
    struct.pack_into("<8I", main, 76, len(_units(body)), 0, 0, 0, 0, 0, len(_units(boxes)), 0)
    return {"WordDocument": bytes(main), "1Table": bytes(tables), **({"Data": data} if data else {})}


def _units(text: str) -> list[int]:
    written = text.encode("utf-16-le", "surrogatepass")
    return list(struct.unpack(f"<{len(written) // 2}H", written))


def _paragraph_pages(main: bytearray, paragraphs: Sequence[tuple[str, bytes]], places: list[int]) -> bytes:
    """Pages of paragraph formats behind the text, and the directory that names them."""
    main += bytes(-len(main) % _SECTOR)
    at, spans = 0, []
    for text, changes in paragraphs:
        count = len(_units(text))
        spans.append((places[at], places[at + count - 1] + 1, changes))
        at += count
    pages = [
        spans[number : number + _PARAGRAPHS_A_PAGE] for number in range(0, len(spans), _PARAGRAPHS_A_PAGE)
    ]
    numbers = []
    for page in pages:
        numbers.append(len(main) // _SECTOR)
        made = bytearray(_SECTOR)
        made[-1] = len(page)
        struct.pack_into(f"<{len(page) + 1}I", made, 0, *[each[0] for each in page], page[-1][1])
        end = _SECTOR - 1
        for number, (_begin, _end, changes) in enumerate(page):
            if not changes:
                continue
            stored = b"\x00\x00" + changes
            stored += bytes(len(stored) % 2)
            kept = b"\x00" + bytes([len(stored) // 2]) + stored
            end = (end - len(kept)) // 2 * 2
            made[end : end + len(kept)] = kept
            made[4 * (len(page) + 1) + number * 13] = end // 2
        main += made
    firsts = [page[0][0] for page in pages]
    return struct.pack(f"<{len(firsts) + 1}I", *firsts, pages[-1][-1][1]) + struct.pack(
        f"<{len(numbers)}I", *numbers
    )


def _character_page(main: bytearray, runs: list[tuple[int, int, bytes]]) -> bytes:
    """One page of character formats, with gaps between its runs as runs of their own."""
    if not runs:
        return b""
    spans: list[tuple[int, bytes]] = []
    for begin, end, changes in runs:
        spans += [(begin, changes), (end, b"")]
    number = len(main) // _SECTOR
    made = bytearray(_SECTOR)
    made[-1] = len(spans)
    struct.pack_into(f"<{len(spans) + 1}I", made, 0, *[at for at, _changes in spans], spans[-1][0] + 1)
    place = _SECTOR - 1
    for index, (_at, changes) in enumerate(spans):
        if changes:
            kept = bytes([len(changes)]) + changes
            place = (place - len(kept)) // 2 * 2
            made[place : place + len(kept)] = kept
            made[4 * (len(spans) + 1) + index] = place // 2
    main += made
    return struct.pack("<III", spans[0][0], spans[-1][0] + 1, number)


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of a workbook stream."""
    return struct.pack("<HH", kind, len(data)) + data


def wide(text: str) -> bytes:
    """Characters as a workbook keeps them, with the flag before them."""
    return b"\x01" + text.encode("utf-16-le")


def shared(*texts: str) -> bytes:
    """The table of texts of a workbook."""
    kept = b"".join(struct.pack("<H", len(text)) + wide(text) for text in texts)
    return record(0x00FC, struct.pack("<II", len(texts), len(texts)) + kept)


def label(row: int, column: int, number: int) -> bytes:
    """A cell that shows one of the shared texts."""
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, number))


def number_cell(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A cell with a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def formula(row: int, column: int, result: bytes) -> bytes:
    """A cell with a formula whose result was saved as these eight bytes."""
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + bytes(6))


def merged(*areas: tuple[int, int, int, int]) -> bytes:
    """Merged areas: first and last row, first and last column, from 0."""
    return record(
        0x00E5, struct.pack("<H", len(areas)) + b"".join(struct.pack("<4H", *area) for area in areas)
    )


def xls_of(
    *sheets: bytes,
    before: bytes = b"",
    states: Sequence[int] = (),
    kinds: Sequence[int] = (),
    version: int = 0x0600,
    name: str = "Workbook",
) -> bytes:
    """A workbook whose sheets 表1, 表2 … hold these records; `before` are records that all of them share."""
    begin = record(0x0809, struct.pack("<HH", version, 5) + bytes(4))
    titles = [_title(number, version) for number in range(1, len(sheets) + 1)]
    at = len(begin) + len(before) + sum(len(record(0x85, bytes(6) + title)) for title in titles) + 4
    listed, parts = b"", b""
    for number, (sheet, title) in enumerate(zip(sheets, titles, strict=True)):
        state = states[number] if states else 0
        kind = kinds[number] if kinds else 0
        listed += record(0x85, struct.pack("<IBB", at + len(parts), state, kind) + title)
        parts += record(0x0809, struct.pack("<HH", version, 16) + bytes(4)) + sheet + record(0x0A)
    return container_of({name: begin + before + listed + record(0x0A) + parts})


def _title(number: int, version: int) -> bytes:
    text = f"表{number}"
    if version < 0x0600:
        written = text.encode("gb18030")
        return bytes([len(written)]) + written
    return bytes([len(text)]) + wide(text)
