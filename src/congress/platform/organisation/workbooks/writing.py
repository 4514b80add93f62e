"""Writing tables: a sheet that can be filled in and read again, and a second one that says how."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from congress.standards.codes import load_table
from congress.standards.datasets import Dataset, DatasetField, FieldType

WIDTHS = {
    FieldType.TEXT: 34,
    FieldType.IDENTIFIER: 18,
    FieldType.REGION: 16,
    FieldType.DATE: 13,
    FieldType.CODE: 18,
}
GUIDE = "填写说明"
FILLABLE_ROWS = 2000


def workbook(
    *, dataset: Dataset, rows: Iterable[Sequence[object]], choices: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A dataset as XLSX. Texts are written as texts, so that no cell becomes a formula and no code loses its zeros.

    `choices` offers lists for columns that are not codes, by column name.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(dataset.title)
    head = book.add_format(
        {"bold": True, "bottom": 1, "bg_color": "#E9F1F5", "text_wrap": True, "valign": "vcenter"}
    )
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(dataset.fields):
        sheet.write_string(0, place, column.title, head)
        usual = {FieldType.DATE: day, FieldType.WHOLE: None}.get(column.type, text)
        sheet.set_column(place, place, WIDTHS.get(column.type, 10), usual)
    number = 0
    for number, values in enumerate(rows, start=1):
        for place, value in enumerate(values):
            _write(sheet, number, place, value, text, day)
    for place, column in enumerate(dataset.fields):
        offered = _offered(column, choices or {})
        if offered:
            # without an error: whoever types a code instead of a name is understood as well
            rule = {"validate": "list", "source": list(offered), "show_error": False}
            sheet.data_validation(1, place, max(number, FILLABLE_ROWS), place, rule)
    sheet.autofilter(0, 0, max(number, 1), len(dataset.fields) - 1)
    _guide(book, dataset, head)
    book.close()
    return file.getvalue()


def faults_workbook(*, faults: Iterable[Sequence[object]]) -> bytes:
    """Faults as XLSX: number of the row, column, why."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("问题清单")
    head, wrap = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for place, (title, width) in enumerate((("行号", 8), ("列", 18), ("问题和改法", 90))):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, width, wrap)
    sheet.freeze_panes(1, 0)
    for number, (row, column, why) in enumerate(faults, start=1):
        sheet.write_number(number, 0, int(str(row)))
        sheet.write_string(number, 1, str(column or "整行"))
        sheet.write_string(number, 2, str(why))
    book.close()
    return file.getvalue()


def _write(sheet: Any, row: int, place: int, value: object, text: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, str(value), text)


def _offered(column: DatasetField, choices: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if column.table is not None:
        return [entry.name for entry in load_table(column.table).entries]
    return choices.get(column.name, ())


def _guide(book: Any, dataset: Dataset, head: Any) -> None:
    sheet = book.add_worksheet(GUIDE)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    lines = [("列", "是否必填", "怎样填写")]
    lines += [(each.title, "必填" if each.required else "选填", each.description) for each in dataset.fields]
    lines.append(("", "", "选填的列留空，不改动系统里已有的内容。列的先后次序可以调整，表头文字请不要改。"))
    for place, width in enumerate((18, 12, 90)):
        sheet.set_column(place, place, width, wrap)
    for row, cells in enumerate(lines):
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, head if row == 0 else wrap)
