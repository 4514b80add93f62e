"""Reading PDF files that carry text: ruled tables as grids, other lines by where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

import pypdfium2

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import pdfium
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import PDF
from congress.platform.documents.readers.pdf_columns import aligned, runs
from congress.platform.documents.readers.pdf_grids import RuledGrid, find_grids
from congress.platform.documents.readers.pdf_lines import Line, lines_of, text_in_box
from congress.platform.documents.readers.pdf_page import PageInk, has_text, take_apart
from congress.platform.documents.readers.spans import CellBudget
from congress.standards.errors import RuleViolation


@dataclass(slots=True)
class _Reading:
    """The state of one walk through the pages."""

    budget: CellBudget
    rows: list[SourceRow] = field(default_factory=list)
    line_count: int = 0
    table_count: int = 0
    # The ruled table that ended the page before, with its number; the next page may go on with it.
    open_grid: tuple[RuledGrid, int] | None = None

    def next_line(self) -> int:
        self.line_count += 1
        return self.line_count

    def next_table(self) -> int:
        self.table_count += 1
        return self.table_count


def refuse_unreadable(*, document: pypdfium2.PdfDocument, limits: Limits) -> None:
    """RuleViolation for a scan without text layer and for more pages than are read at once."""
    if len(document) > limits.pages:
        raise RuleViolation(
            "documents.too_many_pages",
            f"这个 PDF 有 {len(document)} 页，超过一次能读取的 {limits.pages} 页。"
            "请拆分成几个文件，再分别上传。",
        )
    if not any(has_text(page=page) for page in document):
        raise RuleViolation(
            "documents.no_text_layer",
            "这个 PDF 是扫描件或图片，没有可以读取的文字。"
            "请上传原来的 Word 文档（DOCX）或 Excel 工作簿（XLSX），"
            "或用带文字识别功能的软件转换成带文字的 PDF 后再上传。",
        )


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """A PDF's text layer as rows; `page` counts from 1, `line` goes on through the document.

    Ruled tables give their cells, merged ones once (`SourceCell.origin`); a table whose columns go on at the
    top of the next page keeps its number. Without rules, lines are cut at wide gaps and two or more such
    lines in a row are a table. Raises RuleViolation for scans, locked and broken files.
    """
    reading = _Reading(CellBudget(limits.cells))
    unreadable = 0
    empty_pages: list[int] = []
    with pdfium.opened(content=content) as document:
        refuse_unreadable(document=document, limits=limits)
        for number, page in enumerate(document, start=1):
            ink = take_apart(page=page)
            page.close()
            unreadable += ink.unreadable
            if not ink.glyphs and ink.has_pictures:
                empty_pages.append(number)
            _read_page(reading, ink, number)
    return SourceText(PDF, tuple(reading.rows), _notes(empty_pages, unreadable))


def _notes(empty_pages: list[int], unreadable: int) -> tuple[str, ...]:
    notes = ["PDF 按文字和表格线的位置读入，请对照原文核对表格的行列。"]
    if empty_pages:
        notes.append(f"第 {'、'.join(map(str, empty_pages))} 页是图片，没有读入文字。")
    if unreadable:
        notes.append(f"有 {unreadable} 个字因 PDF 缺少字符编码没有读入，请对照原文补充。")
    return tuple(notes)


def _read_page(reading: _Reading, ink: PageInk, page: int) -> None:
    """Ruled tables and the lines around them, from top to bottom."""
    grids = find_grids(horizontal=ink.horizontal, vertical=ink.vertical)
    outside = []
    for glyph in ink.glyphs:
        box = next(filter(None, (grid.at(x=glyph.centre, y=glyph.middle) for grid in grids)), None)
        if box is None:
            outside.append(glyph)
        else:
            box.glyphs.append(glyph)
    lines = lines_of(glyphs=outside)
    goes_on = reading.open_grid
    reading.open_grid = None
    for index, grid in enumerate(grids):
        above = [line for line in lines if line.top < grid.top]
        lines = lines[len(above) :]
        _read_lines(reading, above, page)
        is_same = goes_on is not None and index == 0 and not above and grid.has_columns_of(goes_on[0])
        number = goes_on[1] if goes_on is not None and is_same else reading.next_table()
        _read_grid(reading, grid, number, page)
        reading.open_grid = (grid, number)
    _read_lines(reading, lines, page)


def _read_grid(reading: _Reading, grid: RuledGrid, number: int, page: int) -> None:
    first_line = reading.line_count + 1
    for row in range(len(grid.ys) - 1):
        line = reading.next_line()
        reading.budget.spend(cells=len(grid.xs) - 1)
        cells = []
        for column in range(len(grid.xs) - 1):
            box = grid.boxes[row, column]
            place = Place(line, column + 1, page)
            if (box.row, box.column) == (row, column):
                cells.append(SourceCell(place, text_in_box(glyphs=box.glyphs, right=box.right)))
            else:
                cells.append(SourceCell(place, "", Place(first_line + box.row, box.column + 1, page)))
        reading.rows.append(SourceRow(line, tuple(cells), table=number, page=page))


def _read_lines(reading: _Reading, lines: list[Line], page: int) -> None:
    """Lines outside ruled tables: neighbours with gaps are a table, the rest is running text."""
    for group in runs(lines=lines):
        if len(group) == 1:
            line = reading.next_line()
            reading.budget.spend(cells=1)
            text = "\t".join(segment.text for segment in group[0].segments)
            reading.rows.append(SourceRow(line, (SourceCell(Place(line, 1, page), text),), page=page))
            continue
        number = reading.next_table()
        for texts in aligned(lines=group):
            line = reading.next_line()
            reading.budget.spend(cells=len(texts))
            cells = tuple(
                SourceCell(Place(line, column, page), text) for column, text in enumerate(texts, start=1)
            )
            reading.rows.append(SourceRow(line, cells, table=number, page=page))
