"""Next year's table, begun from last year's: years move on, values become proposals, results go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from congress.apps.performance.domain.cells import AS_WRITTEN, UNSURE, CellKind, CellState, ReadCell, state_of
from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText

PROPOSED = "上年值，请核对"
RESULT_GONE = "上年的完成情况没有带过来"
_RESULTS = frozenset({"actual", "score", "reason", "achieved", "completed", "executed", "executed_fiscal"})
_KEPT_SURE = frozenset({CellKind.LEVEL})
_NOTICE = "head.notice"
NOTICE_GONE = "上年的公开说明没有带过来，公开前按今年的文件填写"
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=年|\s*年|$)")
MEDIA_TYPE = "text/plain"


def next_years_cells(*, cells: Iterable[ReadCell], year: int) -> tuple[ReadCell, ...]:
    """The cells of next year's table: everything of last year's (`year`) as a proposal to be looked at.

    Results are blank, and so is the paragraph on last year's documents. In the head of the table the year moves on;
    elsewhere texts stay, because a year within a sentence may mean another thing. `place` leads to the row of last
    year's table as `last_year_as_source` shows it.
    """
    places = dict(_places(cells))
    return tuple(_proposed(cell, year, places[cell.address]) for cell in _ordered(cells))


def last_year_as_source(*, cells: Iterable[ReadCell], year: int | None) -> SourceText:
    """Last year's table as rows, one for each row of the form: what stands beside next year's while it is written."""
    rows: dict[int, list[SourceCell]] = {}
    labels: dict[int, str] = {}
    places = dict(_places(cells))
    for cell in _ordered(cells):
        place = places[cell.address]
        if place.column == 2:
            labels[place.line] = cell.label
        rows.setdefault(place.line, []).append(SourceCell(place, cell.text))
    named = f"{year}年" if year else "上年"
    return SourceText(
        media_type=MEDIA_TYPE,
        rows=tuple(
            SourceRow(line, (SourceCell(Place(line, 1), labels[line]), *rows[line]), table=1)
            for line in sorted(rows)
        ),
        notes=(f"左边是{named}的表，供编制时对照。",),
    )


def _proposed(cell: ReadCell, year: int, place: Place) -> ReadCell:
    field = cell.address.rpartition(".")[2]
    if field in _RESULTS or cell.address == _NOTICE:
        gone = NOTICE_GONE if cell.address == _NOTICE else RESULT_GONE
        return replace(
            cell,
            raw="",
            text="",
            state=CellState.BLANK,
            place=place,
            confidence=AS_WRITTEN,
            note=gone if cell.text else "",
            continued=(),
        )
    text = _moved_on(cell.text, year) if cell.address.startswith("head.") else cell.text
    is_sure = cell.kind in _KEPT_SURE or not text
    return replace(
        cell,
        raw=cell.text,
        text=text,
        state=state_of(text=text),
        place=place,
        confidence=AS_WRITTEN if is_sure else UNSURE,
        note="" if is_sure else PROPOSED,
        continued=(),
    )


def _moved_on(text: str, year: int) -> str:
    if text.strip() == str(year):
        return str(year + 1)
    return _YEAR.sub(lambda found: str(year + 1) if int(found[1]) == year else found[1], text)


def _places(cells: Iterable[ReadCell]) -> Iterator[tuple[str, Place]]:
    """Where each cell stands in last year's table as rows: line by row of the form, columns from 2 on."""
    line, column, last = 0, 0, None
    for cell in _ordered(cells):
        row = _row_of(cell)
        if row != last:
            line, column, last = line + 1, 1, row
        column += 1
        yield cell.address, Place(line, column)


def _row_of(cell: ReadCell) -> str:
    """Cells of one row of the form stand on one line, single values each on their own."""
    row, _dot, _field = cell.address.rpartition(".")
    return row if row.rpartition(".")[2].isdecimal() else cell.address


def _ordered(cells: Iterable[ReadCell]) -> list[ReadCell]:
    return sorted(cells, key=lambda cell: cell.order)
