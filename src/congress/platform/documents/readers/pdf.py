"""Reading PDF files that carry text: ruled tables as grids, other lines by where they stand."""

from __future__ import annotations

import pypdfium2

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import pdfium, refusals
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import PDF
from congress.platform.documents.readers.page_rows import PageRows
from congress.platform.documents.readers.pdf_page import has_text, take_apart
from congress.platform.documents.readers.spans import CellBudget


def refuse_unreadable(*, document: pypdfium2.PdfDocument, limits: Limits) -> None:
    """RuleViolation for a scan without text layer and for more pages than are read at once."""
    if len(document) > limits.pages:
        raise refusals.too_many_pages(kind="PDF 文件", pages=len(document), limit=limits.pages)
    if not any(has_text(page=page) for page in document):
        raise refusals.no_text_layer(kind="PDF 文件")


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """A PDF's text layer as rows; `page` counts from 1, `line` goes on through the document.

    Ruled tables give their cells, merged ones once (`SourceCell.origin`); a table whose columns go on at the
    top of the next page keeps its number. Without rules, lines are cut at wide gaps and two or more such
    lines in a row are a table. Raises RuleViolation for scans, locked and broken files.
    """
    reading = PageRows(CellBudget(limits.cells))
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
            reading.read_page(ink=ink, page=number)
    return SourceText(PDF, tuple(reading.rows), _notes(empty_pages, unreadable))


def _notes(empty_pages: list[int], unreadable: int) -> tuple[str, ...]:
    notes = ["PDF 按文字和表格线的位置读入，请对照原文核对表格的行列。"]
    if empty_pages:
        notes.append(f"第 {'、'.join(map(str, empty_pages))} 页是图片，没有读入文字。")
    if unreadable:
        notes.append(f"有 {unreadable} 个字因 PDF 缺少字符编码没有读入，请对照原文补充。")
    return tuple(notes)
