"""Reading the rows of the one sheet that holds the table."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from congress.platform.organisation.workbooks.opening import repacked
from congress.standards.datasets import Dataset
from congress.standards.errors import RuleViolation

HEAD_WITHIN = 10  # rows in which the head is looked for: many tables have a title above it


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The head and the rows below it; `first_row` is the number a spreadsheet program shows for the first of them."""

    head: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    first_row: int


def read_table(*, content: bytes, dataset: Dataset, most_rows: int) -> ReadTable:
    """The table in an XLSX file: on the first visible sheet that has the dataset's required columns.

    Where no sheet has them, the first sheet with any content is taken, and its head will be found wanting.
    Raises `RuleViolation` for what is no such file and for a workbook without content.
    """
    needed = {column.title for column in dataset.fields if column.required}
    fallback: ReadTable | None = None
    for rows in _sheets(repacked(content=content, most_rows=most_rows)):
        table, fits = _table(rows, needed)
        if fits:
            return _within(table, most_rows)
        if fallback is None and rows:
            fallback = table
    if fallback is None:
        raise RuleViolation("organisation.file_blank", "文件里没有内容，请检查是否选对了文件。", field="file")
    return fallback


def _within(table: ReadTable, most_rows: int) -> ReadTable:
    if len(table.rows) > most_rows:
        message = f"表格有 {len(table.rows):,} 行，一次最多导入 {most_rows:,} 行，请分成几份分别导入。"
        raise RuleViolation("organisation.file_too_long", message, field="file")
    return table


def _table(rows: list[list[Any]], needed: Collection[str]) -> tuple[ReadTable, bool]:
    for number, cells in enumerate(rows[:HEAD_WITHIN]):
        if set(needed) <= {"".join(str(cell).split()) for cell in cells}:
            return ReadTable(cells, rows[number + 1 :], number + 2), True
    return ReadTable(rows[0] if rows else [], rows[1:], 2), False


def _sheets(content: bytes) -> list[list[list[Any]]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [
                _rows(book.get_sheet_by_name(sheet.name))
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
            ]
    except CalamineError as fault:
        raise _unreadable() from fault
    except BaseException as fault:
        # The library's own defects (a date beyond its calendar) come from outside the tree of exceptions.
        if type(fault).__name__ == "PanicException":
            raise _unreadable() from fault
        raise


def _rows(sheet: CalamineSheet) -> list[list[Any]]:
    return [] if sheet.start is None else sheet.to_python(skip_empty_area=False)


def _unreadable() -> RuleViolation:
    message = "这个表格读不了。请用 WPS 或 Excel 打开，另存为 xlsx 后重新上传。"
    return RuleViolation("organisation.file_broken", message, field="file")
