"""The records of an Excel 97–2003 workbook stream: walked once, bounded, strings put together across their parts."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

BEGIN, END = 0x0809, 0x000A
CONTINUE, LOCKED, CODE_PAGE, DATES_FROM_1904 = 0x003C, 0x002F, 0x0042, 0x0022
SHEET, FORMAT, STYLE, STRINGS = 0x0085, 0x041E, 0x00E0, 0x00FC
NUMBER, SHORT_NUMBER, SHORT_NUMBERS = 0x0203, 0x027E, 0x00BD
SHARED_TEXT, TEXT, RICH_TEXT = 0x00FD, 0x0204, 0x00D6
TRUTH_OR_ERROR, FORMULA, FORMULA_TEXT, MERGED = 0x0205, 0x0006, 0x0207, 0x00E5
EXCEL_97 = 0x0600
_WIDE, _WITH_PHONETICS, _WITH_RUNS = 0x01, 0x04, 0x08
_CODE_PAGES = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 932: "cp932", 949: "cp949", 10008: "gb2312"}


@dataclass(frozen=True, slots=True)
class BiffRecord:
    """One record: its kind, its bytes, and those of the records that continue it."""

    kind: int
    data: bytes
    more: tuple[bytes, ...] = ()


def records(*, stream: bytes, begin: int) -> Iterator[BiffRecord]:
    """The records of the part (workbook or sheet) that begins here, up to its end; charts inside are passed over.

    A stream that ends early ends the records; whoever needs what is missing says so.
    """
    at, depth = begin, 0
    size = len(stream)
    while at + 4 <= size:
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        if len(data) < length:
            raise ValueError("a record cut short")
        at += 4 + length
        more: list[bytes] = []
        while at + 4 <= size and stream[at] == CONTINUE and stream[at + 1] == 0:
            length = int.from_bytes(stream[at + 2 : at + 4], "little")
            more.append(stream[at + 4 : at + 4 + length])
            at += 4 + length
        if kind == BEGIN:
            depth += 1
        elif kind == END:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield BiffRecord(kind, data, tuple(more))


def encoding_of(*, code_page: int) -> str:
    """The encoding of a workbook before Excel 97; Chinese where the number says nothing known."""
    if code_page in _CODE_PAGES:
        return _CODE_PAGES[code_page]
    return f"cp{code_page}" if 1250 <= code_page <= 1258 else "gb18030"


def short_text(*, data: bytes, at: int, count: int, version: int, encoding: str) -> str:
    """`count` characters from here on, where they are kept in one record: a name, a format, a label."""
    if version < EXCEL_97:
        return data[at : at + count].decode(encoding, "replace")
    if at >= len(data):
        return ""
    flags = data[at]
    at += 1 + (2 if flags & _WITH_RUNS else 0) + (4 if flags & _WITH_PHONETICS else 0)
    if flags & _WIDE:
        return data[at : at + 2 * count].decode("utf-16-le", "replace")
    return data[at : at + count].decode("latin-1")


def shared_texts(*, record: BiffRecord) -> list[str]:
    """The workbook's table of texts; the count it claims is not believed, what follows is read."""
    parts = _Parts((record.data[8:], *record.more))
    texts: list[str] = []
    while not parts.is_done:
        texts.append(parts.text())
    return texts


class _Parts:
    """Reads on across the parts of a record. Characters that go on in the next part begin with a new width there."""

    def __init__(self, parts: tuple[bytes, ...]) -> None:
        self._parts = [part for part in parts if part]
        self._number = 0
        self._at = 0

    @property
    def is_done(self) -> bool:
        """True when no byte is left."""
        return self._number >= len(self._parts)

    def text(self) -> str:
        """One text with its flags; runs of formats and phonetic guides are passed over."""
        count = int.from_bytes(self._bytes(2), "little")
        flags = self._bytes(1)[0] if not self.is_done else 0
        runs = int.from_bytes(self._bytes(2), "little") if flags & _WITH_RUNS else 0
        phonetics = int.from_bytes(self._bytes(4), "little") if flags & _WITH_PHONETICS else 0
        text = self._characters(count, flags & _WIDE)
        self._bytes(4 * runs)
        self._bytes(phonetics)
        return text

    def _characters(self, count: int, wide: int) -> str:
        pieces: list[bytes] = []
        while count and not self.is_done:
            width = 2 if wide else 1
            part = self._parts[self._number]
            found = part[self._at : self._at + count * width]
            pieces.append(found if wide else found.decode("latin-1").encode("utf-16-le"))
            count -= -(-len(found) // width)
            self._move(len(found))
            if count and not self.is_done:
                wide = self._bytes(1)[0] & _WIDE
        return b"".join(pieces).decode("utf-16-le", "replace")

    def _bytes(self, count: int) -> bytes:
        pieces: list[bytes] = []
        while count and not self.is_done:
            part = self._parts[self._number]
            found = part[self._at : self._at + count]
            pieces.append(found)
            count -= len(found)
            self._move(len(found))
        return b"".join(pieces)

    def _move(self, count: int) -> None:
        self._at += count
        if self._at >= len(self._parts[self._number]):
            self._number, self._at = self._number + 1, 0
