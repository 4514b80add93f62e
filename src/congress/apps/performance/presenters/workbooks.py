"""Workbooks of a round: what a unit fills in a spreadsheet, and the index of the evidence."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from congress.apps.performance.domain.filling_sheets import columns_of
from congress.apps.performance.selectors.rounds import Part

# Texts are written as texts: no cell becomes a formula or a link, whatever somebody typed.
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEAD = {"bold": True, "border": 1, "bg_color": "#E9F1F5", "text_wrap": True, "valign": "vcenter"}
_TEXT = {"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"}
_WIDTHS = (12, 14, 16, 34, 16, 18, 40)
GUIDE = "填写说明"


def filling_workbook(found: Part) -> bytes:
    """A unit's own rows as XLSX: grey columns say what is asked, white ones are filled in and come back."""
    kind = found.round.asks_for
    columns = columns_of(kind)
    book, file = _book()
    sheet = book.add_worksheet("填报表")
    head, text = book.add_format(_HEAD), book.add_format(_TEXT)
    asked = book.add_format({**_TEXT, "bg_color": "#F2F2F2", "locked": True})
    free = book.add_format({**_TEXT, "locked": False})
    for place, (title, width) in enumerate(zip(columns, _WIDTHS, strict=True)):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, width, text)
    for number, each in enumerate(found.rows, start=1):
        row = each.row
        said = (row.number, row.level1, row.level2, row.name, row.target)
        for place, value in enumerate(said):
            sheet.write_string(number, place, value, asked)
        for place, value in enumerate((row.value, row.note), start=len(said)):
            sheet.write_string(number, place, value, free)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.protect(options={"format_columns": True, "format_rows": True, "autofilter": True})
    _guide(book, found, columns)
    book.close()
    return file.getvalue()


def index_workbook(*, lines: Iterable[Sequence[str]], head: Sequence[str]) -> bytes:
    """The index of the evidence as XLSX."""
    book, file = _book()
    sheet = book.add_worksheet("佐证材料目录")
    bold, text = book.add_format(_HEAD), book.add_format(_TEXT)
    for place, title in enumerate(head):
        sheet.write_string(0, place, title, bold)
        sheet.set_column(place, place, 24, text)
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line):
            sheet.write_string(number, place, value, text)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def _book() -> tuple[Any, io.BytesIO]:
    file = io.BytesIO()
    return xlsxwriter.Workbook(file, {"in_memory": True, **_SAFE}), file


def _guide(book: Any, found: Part, columns: Sequence[str]) -> None:
    sheet = book.add_worksheet(GUIDE)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    value, note = columns[-2:]
    lines = (
        f"{found.round.title} · {found.part.unit.name}",
        found.round.instructions,
        f"请只填白色的两列“{value}”和“{note}”，灰色的列不要改。",
        "确实没有的，填“不适用”，并在后一列写明原因。",
        "填好后保存，在填报页面“上传填好的表格”。有一行填错，整张表都不会保存，页面会逐行说明怎样改。",
        "佐证材料请在填报页面逐个指标上传。",
    )
    sheet.set_column(0, 0, 100, wrap)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, wrap)
