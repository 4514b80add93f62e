"""Layout parts: rows of cells of an official form, for a page, a document or a print to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from congress.apps.performance.domain.amounts import Amount, format_amount
from congress.apps.performance.domain.table import Entry, Indicator
from congress.standards.values.money import MoneyUnit

Align = Literal["start", "center", "end"]


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """One drawn cell; `header` cells are printed words of the form, `address` names the data in the others."""

    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    align: Align = "start"
    header: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class LayoutBlock:
    """A part of the form; its first `head_rows` rows are repeated when it runs over a page.

    Cells are given as in HTML: positions covered by a span from the left or from above are left out.
    """

    name: str
    rows: tuple[tuple[LayoutCell, ...], ...]
    head_rows: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole sheet: titles, opening paragraph, unit notes, and the blocks, all on the columns of `widths`."""

    form: str
    title: str
    intro: str
    form_title: str
    subtitle: str
    notes: tuple[str, ...]
    widths: tuple[int, ...]
    blocks: tuple[LayoutBlock, ...]
    landscape: bool = False


def head(text: str, *, colspan: int = 1, rowspan: int = 1) -> LayoutCell:
    """A cell with a word of the form."""
    return LayoutCell(text, colspan, rowspan, "center", header=True)


def said(entry: Entry[str], *, colspan: int = 1, align: Align = "start") -> LayoutCell:
    """A cell with text of the table."""
    return LayoutCell(entry.text, colspan, align=align, address=entry.address)


def block_unit(entries: Iterable[Entry[Amount]], *, default: MoneyUnit) -> MoneyUnit:
    """The unit a heading prints: the one all amounts are written in, else the form's usual one."""
    units = {entry.value.unit for entry in entries if entry.value is not None}
    printable = units & {MoneyUnit.YUAN, MoneyUnit.TEN_THOUSAND_YUAN}
    return printable.pop() if len(units) == 1 and printable else default


def money(entry: Entry[Amount], *, unit: MoneyUnit, colspan: int = 1) -> LayoutCell:
    """A cell with an amount; one written in another unit than the heading's says so itself."""
    return LayoutCell(amount_text(entry, unit=unit), colspan, align="end", address=entry.address)


def amount_text(entry: Entry[Amount], *, unit: MoneyUnit | None) -> str:
    """Write an amount under a heading of `unit`, or with its own unit where no heading states one.

    What is blank, not applicable or unreadable stays as it is.
    """
    if entry.value is None:
        return entry.text
    other = entry.value.unit is not unit
    return format_amount(entry.value.yuan, unit=entry.value.unit, with_unit=other)


def with_side(label: str, rows: Sequence[tuple[LayoutCell, ...]]) -> tuple[tuple[LayoutCell, ...], ...]:
    """Put one cell down the left side of rows."""
    return tuple(
        (head(label, rowspan=len(rows)), *row) if not index else row for index, row in enumerate(rows)
    )


def indicator_rows(
    rows: Sequence[Indicator],
    *,
    values: Callable[[Indicator], tuple[LayoutCell, ...]],
    name_span: int = 1,
) -> list[tuple[LayoutCell, ...]]:
    """Lay out indicators with equal levels merged downwards, as the official form prints them.

    `name_span` is how many columns the name takes.
    """
    first = _runs(rows, lambda row: (row.level1.text,))
    second = _runs(rows, lambda row: (row.level1.text, row.level2.text))
    laid_out = []
    for index, row in enumerate(rows):
        cells: list[LayoutCell] = []
        for entry, runs in ((row.level1, first), (row.level2, second)):
            if index in runs:
                cells.append(
                    LayoutCell(entry.text, 1, runs[index], "center", header=True, address=entry.address)
                )
        laid_out.append((*cells, said(row.name, colspan=name_span), *values(row)))
    return laid_out


def _runs(rows: Sequence[Indicator], key: Callable[[Indicator], tuple[str, ...]]) -> dict[int, int]:
    """Where runs of equal levels begin and how long they are; an empty row keeps its own label."""
    runs: dict[int, int] = {}
    begun = 0
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        if before is None or row.is_empty or before.is_empty or key(before) != key(row):
            begun = index
        runs[begun] = index - begun + 1
    return runs
