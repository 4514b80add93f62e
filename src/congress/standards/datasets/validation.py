"""Reading a whole table: the head, each row, keys, then the checks across rows; every fault with its row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from congress.standards.datasets.cells import cell_text, read_cell
from congress.standards.datasets.checks import faults_of
from congress.standards.datasets.schema import Dataset, DatasetField, Row, RowFault, Validation, Value
from congress.standards.errors import RuleViolation
from congress.standards.values.written import closed_up


def validate(
    *,
    dataset: Dataset,
    header: Sequence[object],
    rows: Iterable[Sequence[object]],
    first_row: int = 2,
    known_keys: Collection[str] = (),
) -> Validation:
    """Read a table by its head; rows may hold texts, numbers, dates or None, in any order of columns.

    ``first_row`` is the number of the first row after the head as the user's program counts. ``known_keys`` are keys
    that exist already outside the file, so that a file may name them as parents. Wholly blank rows are passed over.
    A row with any fault is left out of ``rows``; all its faults are told at once. A head that lacks a required column
    or has one twice is a fault of its own row, and no row is read.
    """
    columns, ignored, faults = _columns(dataset, header, row=first_row - 1)
    if faults:
        return Validation((), tuple(faults), ignored)
    read: list[Row] = []
    for number, cells in enumerate(rows, start=first_row):
        if not any(cell_text(cell) for cell in cells):
            continue
        row, row_faults = _row(dataset, columns, cells, number)
        read.append(row)
        faults.extend(row_faults)
    faults.extend(_repeated_keys(dataset, read))
    faults.extend(faults_of(dataset=dataset, rows=read, known_keys=known_keys))
    wrong = {fault.row for fault in faults}
    order = {column.title: place for place, column in enumerate(dataset.fields)}
    faults.sort(key=lambda fault: (fault.row, order.get(fault.field or "", -1)))
    return Validation(tuple(row for row in read if row.number not in wrong), tuple(faults), ignored)


def _columns(
    dataset: Dataset, header: Sequence[object], *, row: int
) -> tuple[list[DatasetField | None], tuple[str, ...], list[RowFault]]:
    by_title = {closed_up(column.title): column for column in dataset.fields}
    by_title |= {column.name: column for column in dataset.fields}
    titles = [closed_up(cell_text(cell)) for cell in header]
    columns = [by_title.get(title) for title in titles]
    faults = []
    for column in dataset.fields:
        if columns.count(column) > 1:
            faults.append(
                RowFault(row, column.title, "这一列出现了两次，请删去一列。", "datasets.column_twice")
            )
        if column.required and column not in columns:
            reason = "表头缺少这一列，请补上。"
            faults.append(RowFault(row, column.title, reason, "datasets.column_missing"))
    ignored = tuple(title for title, column in zip(titles, columns, strict=True) if title and column is None)
    return columns, ignored, faults


def _row(
    dataset: Dataset, columns: list[DatasetField | None], cells: Sequence[object], number: int
) -> tuple[Row, list[RowFault]]:
    values: dict[str, Value] = {column.name: None for column in dataset.fields}
    faults = []
    if any(cell_text(cell) for cell in cells[len(columns) :]):
        reason = "这一行的内容比表头的列多，可能有单元格错位，请核对。"
        faults.append(RowFault(number, None, reason, "datasets.too_many_cells"))
    padded = [*cells[: len(columns)], *[None] * (len(columns) - len(cells))]
    for column, cell in zip(columns, padded, strict=True):
        if column is None:
            continue
        try:
            values[column.name] = read_cell(column, cell)
        except RuleViolation as violation:
            faults.append(RowFault(number, column.title, violation.message, violation.code))
    return Row(number, values), faults


def _repeated_keys(dataset: Dataset, rows: Sequence[Row]) -> Iterable[RowFault]:
    first: dict[tuple[Value, ...], int] = {}
    titles = "、".join(dataset.field(name).title for name in dataset.key)
    for row in rows:
        key = tuple(row.values[name] for name in dataset.key)
        if None in key:
            continue
        if key in first:
            reason = f"与第 {first[key]} 行的{titles}相同，请核对后删去一行或改正编码。"
            yield RowFault(row.number, dataset.field(dataset.key[0]).title, reason, "datasets.key_twice")
        else:
            first[key] = row.number
