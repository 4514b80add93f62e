"""The two sides of the review screen: the source as it was written, the cells as they were understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congress.apps.performance.domain.cells import CellKind, CellState, ReadCell
from congress.apps.performance.domain.editing import NOWHERE
from congress.apps.performance.domain.naming import Positions, cell_name
from congress.apps.performance.selectors import StoredCell
from congress.platform.documents.contracts import Place, SourceText

LONG = 60
DOUBTFUL, FAULTY = "doubtful", "faulty"


@dataclass(frozen=True, slots=True)
class View:
    """What of the data is shown (everything, doubtful, faulty), in which order (form, doubt), and `at` which
    address, so that it is on the page however long the table is.
    """

    show: str = ""
    by_doubt: bool = False
    at: str = ""

    @classmethod
    def asked(cls, *, show: str, order: str, at: str = "") -> View:
        """The view an address asks for; what is not offered counts as nothing."""
        return cls(show if show in (DOUBTFUL, FAULTY) else "", order == "doubt", at[:80])

    def takes(self, stored: StoredCell, faulty: frozenset[str]) -> bool:
        """Whether a cell belongs to the view."""
        if self.show == DOUBTFUL:
            return stored.needs_look
        return self.show != FAULTY or stored.cell.address in faulty

    @property
    def query(self) -> str:
        """The view as an address asks for it, without the place."""
        return f"show={self.show}&order={'doubt' if self.by_doubt else ''}"


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """What somebody typed into a cell and did not save, and the text they saw then."""

    text: str
    before: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell on the right side of the review screen. `whole_name` says which part and row it belongs to.

    `typed` is what waits in its open form, None while the cell is closed or nothing was typed; `seen` the text that the
    person saw when beginning.
    """

    address: str
    anchor: str
    label: str
    whole_name: str
    text: str
    raw: str
    note: str
    places: str
    is_blank: bool
    is_money: bool
    is_corrected: bool
    is_added: bool
    needs_look: bool
    is_faulty: bool
    is_one_line: bool
    typed: str | None = None
    seen: str = ""
    is_open: bool = False

    @property
    def rows(self) -> int:
        """How many lines a field for its text needs."""
        text = self.text if self.typed is None else self.typed
        return 1 if self.is_one_line else min(12, max(3, len(text) // 28 + text.count("\n") + 1))

    @property
    def is_outdated(self) -> bool:
        """Whether the cell was changed by somebody else since its form was opened."""
        return self.is_open and self.seen != self.text


@dataclass(frozen=True, slots=True)
class ShownSourceCell:
    """A cell of the source with the word that links it to the data."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownSourceRow:
    """A row of the source as it was written; `blanks` are the words of its empty cells."""

    line: int
    page: str
    cells: list[ShownSourceCell]
    blanks: str


def place_word(place: Place) -> str:
    """The word both sides of the split view share for a place."""
    return f"p{place.page or 0}-{place.line}-{place.column}"


def anchor_of(address: str) -> str:
    """The id of a cell's element on the review screen."""
    return "cell-" + address.replace(".", "-")


def row_anchor(row: str) -> str:
    """The id of a row's element on the review screen."""
    return "row-" + row.replace(".", "-")


def name_of(cell: ReadCell, positions: Positions | None = None) -> str:
    """A cell as people call it: 年度重点工作任务 3 · 拟投入的资金."""
    return cell_name(cell, positions or {})


def shown_cell(
    stored: StoredCell,
    faulty: frozenset[str] = frozenset(),
    *,
    positions: Positions | None = None,
    half_typed: Mapping[str, HalfTyped] | None = None,
    is_open: bool = False,
) -> ShownCell:
    """One cell, ready to print; open where something typed waits in it."""
    cell = stored.cell
    places = [place for place in (cell.place, *cell.continued) if place != NOWHERE]
    waiting = (half_typed or {}).get(cell.address)
    text = waiting.text if waiting else cell.text
    is_long = cell.kind is CellKind.LONG_TEXT or len(text) > LONG or "\n" in text
    return ShownCell(
        address=cell.address,
        anchor=anchor_of(cell.address),
        label=cell.label,
        whole_name=name_of(cell, positions),
        text=cell.text,
        raw=cell.raw,
        note=cell.note,
        places=" ".join(place_word(place) for place in places),
        is_blank=cell.state is CellState.BLANK,
        is_money=cell.kind.is_money,
        is_corrected=stored.is_corrected,
        is_added=not places,
        needs_look=stored.needs_look,
        is_faulty=cell.address in faulty,
        is_one_line=not is_long,
        typed=waiting.text if waiting else None,
        seen=waiting.before if waiting else cell.text,
        is_open=is_open or waiting is not None,
    )


def shown_source(source: SourceText) -> list[ShownSourceRow]:
    """The left side: the document row by row, each cell under its place; a new page or sheet says its name."""
    shown, before = [], None
    for row in source.rows:
        name = ""
        if row.page is not None and row.page != before:
            name = source.pages[row.page - 1] if row.page <= len(source.pages) else f"第 {row.page} 页"
        before = row.page
        written = [cell for cell in row.cells if cell.text.strip()]
        blanks = " ".join(place_word(cell.place) for cell in row.cells if not cell.text.strip())
        cells = [ShownSourceCell(place_word(cell.place), cell.text) for cell in written]
        shown.append(ShownSourceRow(row.line, name, cells, blanks))
    return shown
