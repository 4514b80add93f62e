"""Reading Excel workbooks: each visible sheet is a table, each value the text a reader would write for it."""

from __future__ import annotations

import io
import re

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import packages, refusals, worksheets
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import XLSX, title_of
from congress.platform.documents.readers.sheet_rows import with_texts_apart
from congress.platform.documents.readers.sheet_values import written
from congress.platform.documents.readers.spans import CellBudget
from congress.platform.documents.readers.worksheets import SheetFacts

MAIN_PART = re.compile(r"spreadsheetml\.(sheet|template)\.main\+xml$")
USUAL_MAIN_PART = "xl/workbook.xml"


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """An XLSX file as rows, sheet after sheet; `line` and `column` are the sheet's own, `page` counts sheets.

    Numbers are written with the zeros, groups and percent signs of their formats (`1234.5` shown as 1,234.50
    reads `1,234.50`, `0.5` shown as 50% reads `50%`), but never rounded below fifteen digits,
    dates as ISO (`2026-01-31`, `2026-01-31T08:30:00`), errors as shown (`#DIV/0!`). Hidden sheets are left
    out; titles and notes merged over the whole width of a sheet are running text (`table` None).
    Raises RuleViolation for formulas saved without their result: blank would be a lie.
    """
    kind = title_of(media_type=XLSX)
    with packages.opened(source=io.BytesIO(content), size_bytes=len(content), limits=limits) as package:
        main = packages.main_part(package=package, content_type=MAIN_PART, usual=USUAL_MAIN_PART)
        if main is None:
            raise refusals.broken(kind=kind)
        survey = worksheets.survey(package=package, main=main, limits=limits)
    budget = CellBudget(limits.cells)
    rows: list[SourceRow] = []
    names: list[str] = []
    hidden: list[str] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(survey.repacked)) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if sheet.visible is not SheetVisibleEnum.Visible:
                    hidden.append(sheet.name)
                    continue
                names.append(sheet.name)
                facts = survey.sheets.get(sheet.name, SheetFacts())
                rows += _rows(workbook.get_sheet_by_name(sheet.name), facts, len(names), budget)
    except CalamineError as fault:
        raise refusals.broken(kind=kind) from fault
    except BaseException as fault:
        # The library's own defects (a date beyond its calendar) come from outside the tree of exceptions.
        if type(fault).__name__ == "PanicException":
            raise refusals.broken(kind=kind) from fault
        raise
    return SourceText(XLSX, tuple(rows), _notes(hidden), tuple(names))


def _notes(hidden: list[str]) -> tuple[str, ...]:
    return (f"隐藏的工作表没有读入：{'、'.join(hidden)}。",) if hidden else ()


def _rows(sheet: CalamineSheet, facts: SheetFacts, page: int, budget: CellBudget) -> list[SourceRow]:
    if facts.unsaved_formula is not None:
        row, column = facts.unsaved_formula
        raise refusals.unsaved_formula(sheet=sheet.name, row=row, column=column)
    if sheet.start is None:
        return []
    first_row, first_column = sheet.start
    budget.spend(cells=sheet.height * (first_column + sheet.width))
    covered = _covered(sheet, page)
    rows = []
    for line, values in enumerate(sheet.to_python(), start=first_row + 1):
        cells = [
            SourceCell(Place(line, column, page), "", covered.get((line, column)))
            for column in range(1, first_column + 1)
        ]
        for column, value in enumerate(values, start=first_column + 1):
            origin = covered.get((line, column))
            error = facts.errors.get((line, column))
            text = "" if origin else error or written(value=value, shape=facts.shapes.get((line, column)))
            cells.append(SourceCell(Place(line, column, page), text, origin))
        if any(cell.text or cell.origin for cell in cells):
            rows.append(SourceRow(line, tuple(cells), table=page, page=page))
    return with_texts_apart(rows=rows)


def _covered(sheet: CalamineSheet, page: int) -> dict[tuple[int, int], Place]:
    """Origin of every covered position inside the used area; what lies outside is not read anyway."""
    assert sheet.end is not None
    last_row, last_column = sheet.end
    covered = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        origin = Place(top + 1, left + 1, page)
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, last_column) + 1):
                if (row, column) != (top, left):
                    covered[row + 1, column + 1] = origin
    return covered
