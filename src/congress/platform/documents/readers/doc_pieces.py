"""The text of a Word 97–2003 file, put together from the pieces it lies in."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass, field

from congress.platform.documents.readers import refusals
from congress.platform.documents.readers.compound import Container
from congress.platform.documents.readers.media_types import DOC, title_of
from congress.standards.errors import RuleViolation

MAIN_STREAM = "WordDocument"
_MAGIC, _OLDER_MAGICS = 0xA5EC, frozenset({0xA5DC, 0xA5DB, 0x37FE})
_FIRST_NEW_VERSION = 0x00C1
_ENCRYPTED, _SECOND_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
# Where the file information block keeps what is needed here, in bytes from its beginning.
_COUNTS_AT, _TEXT_BOX_COUNTS = 76, 7
_CHARACTER_FORMATS_AT, _PARAGRAPH_FORMATS_AT, _PIECES_AT = 0xFA, 0x102, 0x1A2
_MODIFIERS, _PIECE_TABLE = 1, 2
_ONE_BYTE = 0x40000000
_PLACES = 0x3FFFFFFF
# Modifiers of a piece that fast saving leaves: inside a table, end of a row. And the groups of long ones.
_TABLE_MODIFIERS = frozenset({0x18, 0x19})
_TABLE_GROUPS = frozenset({1, 5})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie together: from `first` (a character position) on, at byte `at`, `width` bytes each."""

    first: int
    text: str
    at: int
    width: int


@dataclass(frozen=True, slots=True)
class Story:
    """All text of the file with the places it was stored at, and its two tables of formats.

    `body` and `text_boxes` are ranges of character positions (a position is one UTF-16 unit).
    """

    pieces: tuple[Piece, ...]
    body: range
    text_boxes: range
    main: bytes
    data: bytes
    character_formats: bytes
    paragraph_formats: bytes
    _firsts: list[int] = field(default_factory=list)

    def stored_at(self, *, position: int) -> int:
        """The byte in the main stream where the character at this position was stored."""
        if not self._firsts:
            self._firsts.extend(piece.first for piece in self.pieces)
        piece = self.pieces[max(0, bisect_right(self._firsts, position) - 1)]
        return piece.at + (position - piece.first) * piece.width


def refuse_unreadable(*, container: Container) -> None:
    """RuleViolation for what is locked, older than Word 97, or no Word file behind its name."""
    _header(_stream(container, MAIN_STREAM))


def story_of(*, container: Container) -> Story:
    """The text of a Word file. RuleViolation when it is locked, too old, fast-saved across tables or broken."""
    main = _stream(container, MAIN_STREAM)
    flags = _header(main)
    table = _stream(container, "1Table" if flags & _SECOND_TABLE else "0Table")
    counts = struct.unpack_from("<8I", main, _COUNTS_AT)
    boxes_begin = sum(counts[: _TEXT_BOX_COUNTS - 1])
    pieces = _pieces(main, _part(main, table, _PIECES_AT))
    written = pieces[-1].first + len(pieces[-1].text) if pieces else 0
    if not pieces or counts[0] > written:
        raise _broken()
    return Story(
        pieces,
        range(counts[0]),
        range(min(boxes_begin, written), min(boxes_begin + counts[_TEXT_BOX_COUNTS - 1], written)),
        main,
        container.stream(name="Data", kind=title_of(media_type=DOC)) or b"",
        _part(main, table, _CHARACTER_FORMATS_AT),
        _part(main, table, _PARAGRAPH_FORMATS_AT),
    )


def _header(main: bytes) -> int:
    """The flags of the file information block, after what they forbid has been refused."""
    if len(main) < _PIECES_AT + 8:
        raise _broken()
    magic, version = struct.unpack_from("<HH", main)
    flags: int = struct.unpack_from("<H", main, 10)[0]
    if magic in _OLDER_MAGICS or (magic == _MAGIC and version < _FIRST_NEW_VERSION):
        raise RuleViolation(
            "documents.legacy_word",
            "这是 Word 95 或更早版本的文档，暂不能读取。"
            f"请在 WPS 或 Word 中打开它，选择{refusals.AS_DOCX}，再上传新文件。",
        )
    if magic != _MAGIC:
        raise _broken()
    if flags & (_ENCRYPTED | _OBFUSCATED):
        raise refusals.locked(kind=title_of(media_type=DOC))
    return flags


def _stream(container: Container, name: str) -> bytes:
    content = container.stream(name=name, kind=title_of(media_type=DOC))
    if content is None:
        raise _broken()
    return content


def _part(main: bytes, table: bytes, at: int) -> bytes:
    """A part of the table stream, by the place and length that the header keeps for it."""
    begin, length = struct.unpack_from("<II", main, at)
    if begin + length > len(table):
        raise _broken()
    return table[begin : begin + length]


def _pieces(main: bytes, directory: bytes) -> tuple[Piece, ...]:
    """The pieces in the order of the text."""
    modifiers: list[bytes] = []
    at = 0
    while at < len(directory) and directory[at] == _MODIFIERS:
        length = int.from_bytes(directory[at + 1 : at + 3], "little")
        modifiers.append(directory[at + 3 : at + 3 + length])
        at += 3 + length
    if at + 5 > len(directory) or directory[at] != _PIECE_TABLE:
        raise _broken()
    length = int.from_bytes(directory[at + 1 : at + 5], "little")
    table = directory[at + 5 : at + 5 + length]
    count = (len(table) - 4) // 12
    if len(table) < length or count < 1:
        raise _broken()
    positions = struct.unpack_from(f"<{count + 1}I", table)
    if positions[0] != 0 or any(
        this >= following for this, following in zip(positions, positions[1:], strict=False)
    ):
        raise _broken()
    # Pieces may not tell the same bytes over and over: there is never more text than the stream has bytes.
    if positions[-1] > len(main):
        raise _broken()
    pieces = []
    for number in range(count):
        _flags, place, modifier = struct.unpack_from("<HIH", table, (count + 1) * 4 + number * 8)
        _refuse_table_modifiers(modifier, modifiers)
        pieces.append(_piece(main, positions[number], positions[number + 1], place))
    return tuple(pieces)


def _piece(main: bytes, first: int, last: int, place: int) -> Piece:
    """One piece of text; bytes are Windows-1252, pairs UTF-16, one character for each unit."""
    width = 1 if place & _ONE_BYTE else 2
    at = (place & _PLACES) // (2 if width == 1 else 1)
    stored = main[at : at + (last - first) * width]
    if len(stored) < (last - first) * width:
        raise _broken()
    if width == 1:
        return Piece(first, stored.decode("cp1252", "replace"), at, 1)
    text = stored.decode("utf-16-le", "surrogatepass")
    if len(text) < last - first:
        text = "".join(map(chr, struct.unpack(f"<{last - first}H", stored)))
    return Piece(first, text, at, 2)


def _refuse_table_modifiers(modifier: int, modifiers: list[bytes]) -> None:
    """A fast save may change a piece's formats from afar; where that touches tables their rows cannot be trusted."""
    if modifier & 1:
        number = modifier >> 1
        changes = modifiers[number] if number < len(modifiers) else b""
        touches = len(changes) >= 2 and (int.from_bytes(changes[:2], "little") >> 10) & 7 in _TABLE_GROUPS
    else:
        touches = (modifier >> 1) & 0x7F in _TABLE_MODIFIERS
    if touches:
        raise RuleViolation(
            "documents.fast_saved",
            "这个 Word 文档是用“快速保存”存下的，表格的行列无法可靠读取。"
            f"请在 WPS 或 Word 中打开它，选择{refusals.AS_DOCX}，再上传新文件。",
        )


def _broken() -> RuleViolation:
    return refusals.broken(kind=title_of(media_type=DOC))
