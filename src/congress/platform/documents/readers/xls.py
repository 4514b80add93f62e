"""Reading Excel 97–2003 workbooks (XLS, and ET files of that kind): each visible sheet is a table.

They are read record by record here: the library that reads XLSX believes what such a file says of its own sizes,
and a crafted one would end the whole process.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import biff, compound, refusals
from congress.platform.documents.readers.biff import BiffRecord
from congress.platform.documents.readers.biff_values import CellStyles, error_text, short_number
from congress.platform.documents.readers.compound import Container
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import XLS, title_of
from congress.platform.documents.readers.sheet_rows import with_texts_apart
from congress.platform.documents.readers.sheet_values import written
from congress.platform.documents.readers.spans import CellBudget
from congress.standards.errors import RuleViolation

STREAMS = ("Workbook", "Book")
_WORKSHEET, _VISIBLE = 0, 0
_OLDEST = 0x0500
_RESULT_IS_NO_NUMBER = b"\xff\xff"
_TEXT_RESULT, _TRUTH_RESULT, _ERROR_RESULT = 0, 1, 2
_MOST_MERGED = 100_000


@dataclass(slots=True)
class _Book:
    """What the sheets share."""

    stream: bytes
    version: int = biff.EXCEL_97
    encoding: str = "gb18030"
    styles: CellStyles = field(default_factory=CellStyles)
    texts: list[str] = field(default_factory=list)
    sheets: list[tuple[int, int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """The cells of one sheet that hold something, by row and column from 1, and its merged areas."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    waiting: tuple[int, int] | None = None

    def put(self, *, row: int, column: int, text: str) -> None:
        """Keep a cell; one without text is blank."""
        if text:
            self.cells[row + 1, column + 1] = text


def refuse_unreadable(*, container: Container) -> None:
    """RuleViolation when a password is wanted, or when it is older than Excel 5."""
    try:
        _opened(container)
    except (struct.error, ValueError, IndexError) as fault:
        raise _broken() from fault


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """An XLS file as rows, written as those of an XLSX file are; `page` counts visible sheets.

    Hidden sheets and sheets that are charts are left out. Raises RuleViolation for locked and broken files.
    """
    container = compound.opened(content=content)
    if container is None:
        raise _broken()
    try:
        return _read(_opened(container), limits)
    except (struct.error, ValueError, IndexError, OverflowError) as fault:
        raise _broken() from fault


def _read(book: _Book, limits: Limits) -> SourceText:
    budget, positions = CellBudget(limits.cells), CellBudget(limits.cells)
    rows: list[SourceRow] = []
    names: list[str] = []
    hidden: list[str] = []
    for begin, state, kind, name in book.sheets:
        if kind != _WORKSHEET:
            continue
        if state & 3 != _VISIBLE:
            hidden.append(name)
            continue
        names.append(name)
        sheet = _sheet(book, begin, budget)
        rows += _rows(sheet, len(names), positions)
    notes = (f"隐藏的工作表没有读入：{'、'.join(hidden)}。",) if hidden else ()
    return SourceText(XLS, tuple(rows), notes, tuple(names))


def _broken() -> RuleViolation:
    return refusals.broken(kind=title_of(media_type=XLS))


def _opened(container: Container) -> _Book:
    """The part that all sheets share, read to its end."""
    kind = title_of(media_type=XLS)
    stream = next(filter(None, (container.stream(name=name, kind=kind) for name in STREAMS)), None)
    if stream is None or len(stream) < 8 or struct.unpack_from("<H", stream)[0] != biff.BEGIN:
        raise _broken()
    book = _Book(stream, version=struct.unpack_from("<H", stream, 4)[0])
    if book.version < _OLDEST:
        raise _broken()
    for record in biff.records(stream=stream, begin=0):
        if record.kind == biff.LOCKED:
            raise refusals.locked(kind=kind)
        _take_shared(book, record)
    return book


def _take_shared(book: _Book, record: BiffRecord) -> None:
    data = record.data
    if record.kind == biff.CODE_PAGE:
        book.encoding = biff.encoding_of(code_page=struct.unpack_from("<H", data)[0])
    elif record.kind == biff.DATES_FROM_1904:
        book.styles.starts_1904 = data[:1] == b"\x01"
    elif record.kind == biff.SHEET:
        begin, state, kind, length = struct.unpack_from("<IBBB", data)
        book.sheets.append((begin, state, kind, _short_text(book, data, 7, length)))
    elif record.kind == biff.FORMAT:
        number = struct.unpack_from("<H", data)[0]
        wide = 2 if book.version >= biff.EXCEL_97 else 1
        length = int.from_bytes(data[2 : 2 + wide], "little")
        book.styles.formats[number] = _short_text(book, data, 2 + wide, length)
    elif record.kind == biff.STYLE:
        book.styles.styles.append(struct.unpack_from("<H", data, 2)[0])
    elif record.kind == biff.STRINGS:
        book.texts = biff.shared_texts(record=record)


def _short_text(book: _Book, data: bytes, at: int, count: int) -> str:
    return biff.short_text(data=data, at=at, count=count, version=book.version, encoding=book.encoding)


def _sheet(book: _Book, begin: int, budget: CellBudget) -> _Sheet:
    if struct.unpack_from("<H", book.stream, begin)[0] != biff.BEGIN:
        raise _broken()
    sheet = _Sheet()
    for record in biff.records(stream=book.stream, begin=begin):
        before = len(sheet.cells)
        _take(book, sheet, record)
        budget.spend(cells=len(sheet.cells) - before)
    return sheet


def _take(book: _Book, sheet: _Sheet, record: BiffRecord) -> None:
    """Keep what one record says of the sheet's cells."""
    kind, data = record.kind, record.data
    if kind == biff.MERGED:
        count = min(struct.unpack_from("<H", data)[0], (len(data) - 2) // 8)
        for number in range(count):
            sheet.merged.append(struct.unpack_from("<4H", data, 2 + 8 * number))
        if len(sheet.merged) > _MOST_MERGED:
            raise ValueError("merged areas beyond reason")
    elif kind == biff.FORMULA_TEXT and sheet.waiting is not None:
        row, column = sheet.waiting
        sheet.put(row=row, column=column, text=_label(book, record, 0))
        sheet.waiting = None
    elif kind == biff.SHORT_NUMBERS:
        row, column = struct.unpack_from("<HH", data)
        for number in range((len(data) - 6) // 6):
            style, packed = struct.unpack_from("<HI", data, 4 + 6 * number)
            text = _number(book, short_number(packed=packed), style)
            sheet.put(row=row, column=column + number, text=text)
    elif kind in _SINGLE:
        row, column, style = struct.unpack_from("<HHH", data)
        sheet.put(row=row, column=column, text=_single(book, sheet, record, (row, column), style))


_SINGLE = frozenset(
    {
        biff.NUMBER,
        biff.SHORT_NUMBER,
        biff.SHARED_TEXT,
        biff.TEXT,
        biff.RICH_TEXT,
        biff.TRUTH_OR_ERROR,
        biff.FORMULA,
    }
)


def _single(book: _Book, sheet: _Sheet, record: BiffRecord, place: tuple[int, int], style: int) -> str:
    """The text of a record that holds one cell; empty when it is blank or its text follows in another record."""
    kind, data = record.kind, record.data
    if kind == biff.NUMBER:
        return _number(book, struct.unpack_from("<d", data, 6)[0], style)
    if kind == biff.SHORT_NUMBER:
        return _number(book, short_number(packed=struct.unpack_from("<I", data, 6)[0]), style)
    if kind == biff.SHARED_TEXT:
        return str(book.texts[struct.unpack_from("<I", data, 6)[0]])
    if kind in (biff.TEXT, biff.RICH_TEXT):
        return _label(book, record, 6)
    if kind == biff.TRUTH_OR_ERROR:
        return _truth_or_error(data[6], is_error=bool(data[7]))
    result = data[6:14]
    if result[6:8] != _RESULT_IS_NO_NUMBER:
        return _number(book, struct.unpack("<d", result)[0], style)
    if result[0] == _TEXT_RESULT:
        sheet.waiting = place
    elif result[0] in (_TRUTH_RESULT, _ERROR_RESULT):
        return _truth_or_error(result[2], is_error=result[0] == _ERROR_RESULT)
    return ""


def _number(book: _Book, number: float, style: int) -> str:
    if not math.isfinite(number):
        raise ValueError("no number")
    value = book.styles.value(number=number, style=style)
    return written(value=value, shape=book.styles.shape(style=style))


def _label(book: _Book, record: BiffRecord, at: int) -> str:
    """A text kept with its cell; a long one goes on in further records, each with its own width."""
    count: int = struct.unpack_from("<H", record.data, at)[0]
    text = _short_text(book, record.data, at + 2, count)
    for part in record.more:
        text += _short_text(book, part, 0, count - len(text))
    return text


def _truth_or_error(code: int, *, is_error: bool) -> str:
    return error_text(code=code) if is_error else written(value=bool(code))


def _rows(sheet: _Sheet, page: int, budget: CellBudget) -> list[SourceRow]:
    """The rows that hold something, each as wide as the sheet's used area."""
    if not sheet.cells:
        return []
    width = max(column for _row, column in sheet.cells)
    last = max(row for row, _column in sheet.cells)
    covered = _covered(sheet, last, width, page, budget)
    lines = sorted({row for row, _column in sheet.cells} | {row for row, _column in covered})
    budget.spend(cells=len(lines) * width)
    rows = []
    for line in lines:
        cells = []
        for column in range(1, width + 1):
            origin = covered.get((line, column))
            text = "" if origin else sheet.cells.get((line, column), "")
            cells.append(SourceCell(Place(line, column, page), text, origin))
        rows.append(SourceRow(line, tuple(cells), table=page, page=page))
    return with_texts_apart(rows=rows)


def _covered(
    sheet: _Sheet, last: int, width: int, page: int, budget: CellBudget
) -> dict[tuple[int, int], Place]:
    """Origin of every covered position inside the used area."""
    covered: dict[tuple[int, int], Place] = {}
    for top, bottom, left, right in sheet.merged:
        origin = Place(top + 1, left + 1, page)
        rows, columns = range(top + 1, min(bottom + 1, last) + 1), range(left + 1, min(right + 1, width) + 1)
        budget.spend(cells=len(rows) * len(columns))
        covered |= {
            (row, column): origin
            for row in rows
            for column in columns
            if (row, column) != (top + 1, left + 1)
        }
    return covered
