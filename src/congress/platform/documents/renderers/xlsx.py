"""Rendering a sheet as an Excel workbook in which no text can turn into a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from congress.platform.documents.contracts import Align, Block, Grid, GridCell, Heading, Paragraph, Sheet
from congress.platform.documents.renderers.fitting import Page, fit, height_pt, page_of
from congress.platform.documents.renderers.layout import Placed, lay_out, printable
from congress.platform.documents.renderers.titles import plain_title
from congress.standards.errors import RuleViolation

_FACE = "宋体"
# Excel counts column widths in characters of its standard face, about 5.6 points each.
_CHARACTERS_PER_PT = 1 / 5.6
_MOST_CHARACTERS = 32_767
_HIGHEST_ROW_PT = 409.0
_PAPERS: Final = {"A4": 9, "A3": 8}
# Beginnings that Excel would take for a formula when a cell is edited or saved as CSV; wide forms too.
_FORMULA_START = tuple("=+-@\t\n＝＋－＠")
# An amount as reports write it. Excel keeps fifteen digits of a number.
_AMOUNT = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d{1,6}))?")
_MOST_DIGITS = 15
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NAME_CHARACTERS = 31
_ALIGNED: Final = {"start": "left", "center": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class _Section:
    """What one worksheet holds: a grid, or none, with the texts before and after it."""

    before: tuple[Heading | Paragraph, ...]
    grid: Grid | None
    after: tuple[Heading | Paragraph, ...] = ()


@dataclass(slots=True)
class _Book:
    """The workbook and its formats, each made once; `Any` because the library has no types."""

    book: Any
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def style(self, **properties: object) -> Any:
        """A format with these properties on top of the house's own."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            common = {"font_name": _FACE, "text_wrap": True, "valign": "vcenter"}
            self.formats[key] = self.book.add_format(common | properties)
        return self.formats[key]


@dataclass(slots=True)
class _Worksheet:
    """One worksheet being filled from the top; `row` is the next free one."""

    book: _Book
    page: Any
    widths_pt: tuple[float, ...]
    row: int = 0

    def line(self, text: str, *, size: float = 12, bold: bool = False, align: Align = "start") -> None:
        """A line of running text across all columns."""
        style = self.book.style(font_size=size, bold=bold, align=_ALIGNED[align])
        self.put(text, self.row, 0, self.row, len(self.widths_pt) - 1, style)
        height = height_pt(text=text, width_pt=sum(self.widths_pt), size_pt=size)
        self.page.set_row(self.row, min(height, _HIGHEST_ROW_PT))
        self.row += 1

    def put(self, text: str, top: int, left: int, bottom: int, right: int, style: Any) -> None:
        """Text into a cell or a merged range, as text and never as a formula."""
        if (top, left) != (bottom, right):
            self.page.merge_range(top, left, bottom, right, "", style)
        self.page.write_string(top, left, _held(text), style)


def render_xlsx(*, sheet: Sheet) -> bytes:
    """The sheet as a workbook ready to print: paper size, repeated heads, page numbers.

    Every grid has a worksheet of its own, named by its caption, with the texts before it above. Amounts in
    cells aligned to the end (`4,684.01`) become numbers shown with the same decimals; everything else is
    text, and text that begins like a formula is marked as text for good. Raises RuleViolation for a cell
    with more text than Excel can hold, ValueError when a grid does not add up.
    """
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = _Book(xlsxwriter.Workbook(made, options))
    # Without a date of its own the library would ask the clock; the same sheet is to give the same bytes.
    undated = datetime(1970, 1, 1)  # noqa: DTZ001 - the format keeps times without zone
    book.book.set_properties({"title": plain_title(title=sheet.title), "created": undated})
    page = page_of(paper=sheet.paper, orientation=sheet.orientation)
    names: set[str] = set()
    sections = _sections(sheet.blocks)
    for number, section in enumerate(sections, start=1):
        name = _name(section.grid.caption if section.grid else sheet.title, number, names)
        widths = _widths(section.grid, page)
        worksheet = _Worksheet(book, book.book.add_worksheet(name), widths)
        _set_up(worksheet, sheet, page)
        if number == 1:
            _write_opening(worksheet, sheet)
        _write_section(worksheet, section)
        if number == len(sections):
            for text in sheet.notes:
                worksheet.line(text, size=10)
    book.book.close()
    return made.getvalue()


def _sections(blocks: tuple[Block, ...]) -> list[_Section]:
    """One section per grid; texts belong to the grid that follows, the last ones to the last grid."""
    sections: list[_Section] = []
    waiting: list[Heading | Paragraph] = []
    for block in blocks:
        if isinstance(block, Grid):
            sections.append(_Section(tuple(waiting), block))
            waiting = []
        else:
            waiting.append(block)
    if not sections:
        return [_Section(tuple(waiting), None)]
    last = sections.pop()
    return [*sections, _Section(last.before, last.grid, tuple(waiting))]


def _widths(grid: Grid | None, page: Page) -> tuple[float, ...]:
    if grid is None:
        return (page.text_width_pt,)
    return fit(widths=grid.widths, cells=lay_out(grid=grid), available_pt=page.text_width_pt).widths_pt


def _name(wanted: str, number: int, taken: set[str]) -> str:
    """A worksheet's name within Excel's rules: 31 characters, some forbidden, none twice."""
    plain = _NOT_IN_NAMES.sub("", printable(wanted)).strip()[: _NAME_CHARACTERS - 4] or f"表{number}"
    name = plain if plain.lower() not in taken else f"{plain}（{number}）"
    taken.add(name.lower())
    return name


def _set_up(worksheet: _Worksheet, sheet: Sheet, page: Page) -> None:
    paper = worksheet.page
    for index, width in enumerate(worksheet.widths_pt):
        paper.set_column(index, index, width * _CHARACTERS_PER_PT)
    paper.set_paper(_PAPERS[sheet.paper])
    if sheet.orientation == "landscape":
        paper.set_landscape()
    inches = [millimetres / 25.4 for millimetres in (page.side_mm, page.side_mm, page.top_mm, page.bottom_mm)]
    paper.set_margins(*inches)
    paper.set_footer("&C&9第 &P 页　共 &N 页")
    paper.fit_to_pages(1, 0)
    paper.center_horizontally()
    paper.hide_gridlines(2)


def _write_opening(worksheet: _Worksheet, sheet: Sheet) -> None:
    worksheet.line(plain_title(title=sheet.title), size=18, bold=True, align="center")
    if sheet.subtitle:
        worksheet.line(sheet.subtitle, align="center")
    for text in sheet.intro:
        worksheet.line(f"　　{text}")


def _write_section(worksheet: _Worksheet, section: _Section) -> None:
    for text in section.before:
        _write_text(worksheet, text)
    if section.grid is not None:
        _write_grid(worksheet, section.grid)
    for text in section.after:
        _write_text(worksheet, text)


def _write_text(worksheet: _Worksheet, block: Heading | Paragraph) -> None:
    if isinstance(block, Heading):
        worksheet.line(block.text, size=14 if block.level == 1 else 12, bold=True)
        return
    indent = "　　" if block.indent and block.align == "start" else ""
    worksheet.line(indent + block.text, bold=block.strong, align=block.align)


def _write_grid(worksheet: _Worksheet, grid: Grid) -> None:
    if grid.caption:
        worksheet.line(grid.caption, bold=True, align="center")
    if grid.unit:
        worksheet.line(grid.unit, size=10.5, align="end")
    first = worksheet.row
    cells = lay_out(grid=grid)
    for placed in cells:
        _write_cell(worksheet, placed, first)
    for row, height in _heights(cells, worksheet.widths_pt, len(grid.rows)):
        worksheet.page.set_row(first + row, height)
    if grid.head_rows:
        worksheet.page.repeat_rows(first, first + grid.head_rows - 1)
    worksheet.row = first + len(grid.rows)


def _write_cell(worksheet: _Worksheet, placed: Placed, first: int) -> None:
    cell, top, left = placed.cell, first + placed.row, placed.column
    bottom, right = top + cell.rowspan - 1, left + cell.colspan - 1
    looks: dict[str, object] = {"font_size": 10.5, "border": 1, "align": _ALIGNED[cell.align]}
    looks["bold"] = cell.strong
    if cell.header:
        looks["bg_color"] = "#F5F5F5"
    amount = _amount(cell)
    if amount is None:
        if printable(cell.text).startswith(_FORMULA_START):
            looks["quote_prefix"] = True
        worksheet.put(cell.text, top, left, bottom, right, worksheet.book.style(**looks))
        return
    number, decimals = amount
    grouped = "#,##0" if "," in cell.text or abs(number) < 1000 else "0"
    style = worksheet.book.style(num_format=grouped + (f".{'0' * decimals}" if decimals else ""), **looks)
    if (top, left) != (bottom, right):
        worksheet.page.merge_range(top, left, bottom, right, "", style)
    worksheet.page.write_number(top, left, number, style)


def _amount(cell: GridCell) -> tuple[Decimal, int] | None:
    """The number a cell stands for and its decimals; None for codes, years in text cells and all else."""
    match = _AMOUNT.fullmatch(cell.text)
    if cell.align != "end" or match is None or sum(c.isdigit() for c in cell.text) > _MOST_DIGITS:
        return None
    return Decimal(cell.text.replace(",", "")), len(match[1] or "")


def _heights(cells: list[Placed], widths_pt: tuple[float, ...], rows: int) -> Iterator[tuple[int, float]]:
    """Row heights that show all text: Excel works them out for itself, but not for merged cells."""
    heights = [0.0] * rows
    for placed in cells:
        width = sum(widths_pt[placed.column : placed.column + placed.cell.colspan])
        height = height_pt(text=placed.cell.text, width_pt=width, size_pt=10.5) / placed.cell.rowspan
        for row in range(placed.row, placed.row + placed.cell.rowspan):
            heights[row] = max(heights[row], height)
    for row, height in enumerate(heights):
        yield row, min(height, _HIGHEST_ROW_PT)


def _held(text: str) -> str:
    """Text as Excel can hold it; too long would be dropped without a word."""
    held = printable(text)
    if len(held) > _MOST_CHARACTERS:
        raise RuleViolation(
            "documents.cell_too_long",
            f"有一个单元格的文字超过 {_MOST_CHARACTERS} 字，Excel 放不下。请改为导出 Word 文档（DOCX）或 PDF。",
        )
    return held
