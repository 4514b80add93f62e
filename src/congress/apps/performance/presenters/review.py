"""What pages and renderers print, prepared from what selectors read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from congress.apps.performance.domain.cells import Block, CellKind, CellState
from congress.apps.performance.domain.checks.findings import Finding
from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors import StoredCell
from congress.platform.documents.contracts import Place, SourceText
from congress.standards.indicators import performance_checks

_ROW = re.compile(r"(tasks|indicators)\.(\d+)\.(\w+)")
TONES = {"R": "bad", "O": "warn", "Y": "warn", "B": "info"}
SEVERITIES = {"R": "严重", "O": "重要", "Y": "一般", "B": "提示"}
LONG = 60


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell on the right side of the review screen."""

    address: str
    anchor: str
    label: str
    text: str
    raw: str
    note: str
    places: str
    confidence: int
    is_blank: bool
    is_money: bool
    is_long: bool
    is_corrected: bool
    needs_look: bool

    @property
    def rows(self) -> int:
        """How many lines a field for its text needs."""
        return min(12, max(2, len(self.text) // 32 + self.text.count("\n") + 1))


@dataclass(slots=True)
class ShownRow:
    """A task or an indicator: a number and its cells."""

    number: int
    cells: list[ShownCell] = field(default_factory=list)


@dataclass(slots=True)
class ShownBlock:
    """A part of the form; rows for tasks and indicators, else single cells."""

    key: str
    label: str
    heads: list[str] = field(default_factory=list)
    cells: list[ShownCell] = field(default_factory=list)
    rows: list[ShownRow] = field(default_factory=list)

    @property
    def is_grid(self) -> bool:
        return self.key == Block.INDICATORS


@dataclass(frozen=True, slots=True)
class ShownSourceCell:
    """A cell of the source with the word that links it to the data."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownSourceRow:
    """A row of the source as it was written."""

    line: int
    page: int | None
    cells: list[ShownSourceCell]


def place_word(place: Place) -> str:
    """The word both sides of the split view share for a place."""
    return f"p{place.page or 0}-{place.line}-{place.column}"


def anchor_of(address: str) -> str:
    """The id of a cell's element on the review screen."""
    return "cell-" + address.replace(".", "-")


def shown_cell(stored: StoredCell) -> ShownCell:
    """One cell, ready to print."""
    cell = stored.cell
    places = [cell.place, *cell.continued]
    return ShownCell(
        address=cell.address,
        anchor=anchor_of(cell.address),
        label=cell.label,
        text=cell.text,
        raw=cell.raw,
        note=cell.note,
        places=" ".join(place_word(place) for place in places),
        confidence=cell.confidence,
        is_blank=cell.state is CellState.BLANK,
        is_money=cell.kind in (CellKind.MONEY_WAN, CellKind.MONEY_YUAN),
        is_long=cell.kind is CellKind.LONG_TEXT or len(cell.text) > LONG,
        is_corrected=stored.is_corrected,
        needs_look=stored.needs_look,
    )


def shown_blocks(cells: Iterable[StoredCell]) -> list[ShownBlock]:
    """The right side: blocks in the order of the form."""
    blocks: dict[str, ShownBlock] = {}
    rows: dict[tuple[str, int], ShownRow] = {}
    for stored in cells:
        key = stored.cell.block
        block = blocks.setdefault(key, ShownBlock(key, Block(key).label))
        found = _ROW.fullmatch(stored.cell.address)
        if found is None:
            block.cells.append(shown_cell(stored))
            continue
        number = int(found[2])
        if (key, number) not in rows:
            rows[key, number] = ShownRow(number)
            block.rows.append(rows[key, number])
        rows[key, number].cells.append(shown_cell(stored))
    for block in blocks.values():
        if block.rows:
            widest = max(block.rows, key=lambda row: len(row.cells))
            block.heads = [cell.label for cell in widest.cells]
    return list(blocks.values())


def shown_source(source: SourceText) -> list[ShownSourceRow]:
    """The left side: the document row by row, each cell under its place."""
    return [
        ShownSourceRow(
            row.line, row.page, [ShownSourceCell(place_word(cell.place), cell.text) for cell in row.cells]
        )
        for row in source.rows
    ]


def shown_findings(found: Sequence[Finding], cells: Iterable[StoredCell]) -> list[dict[str, str]]:
    """Findings for the design system's list, worst first, each with a way to its place."""
    places = {stored.cell.address: place_word(stored.cell.place) for stored in cells}
    rules = performance_checks()
    ordered = sorted(found, key=lambda each: "ROYB".index(each.severity))
    return [
        {
            "tone": TONES[each.severity],
            "kind": SEVERITIES[each.severity],
            "title": rules[each.id].title,
            "text": each.message,
            "basis": each.basis,
            "place": next((places[address] for address in each.addresses if address in places), ""),
        }
        for each in ordered
    ]


def shown_steps(table: TargetTable, people: dict[str, str]) -> list[dict[str, str]]:
    """How far the table has come: 经办, 复核, 公开."""
    state = table.stands_at
    order = [TableState.IN_REVIEW, TableState.APPROVED, TableState.PUBLISHED]
    reached = {
        TableState.PREPARING: 0,
        TableState.RETURNED: 0,
        TableState.IN_REVIEW: 1,
        TableState.APPROVED: 2,
        TableState.PUBLISHING: 2,
        TableState.PUBLISHED: 3,
    }[state]
    titles = ["经办", "复核", "公开"]
    who = [
        people.get(str(table.submitted_by or table.prepared_by), ""),
        people.get(str(table.reviewed_by), "") if reached >= 2 else "",
        "",
    ]
    marks = [
        "done" if number < reached else "current" if number == reached else "todo"
        for number in range(len(order))
    ]
    if state is TableState.RETURNED:
        marks[0] = "returned"
    notes = [
        table.submit_note if reached >= 1 else table.review_note,
        table.review_note if reached >= 2 else "",
        "",
    ]
    return [
        {"title": title, "state": mark, "who": name, "note": note}
        for title, mark, name, note in zip(titles, marks, who, notes, strict=True)
    ]
