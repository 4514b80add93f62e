"""The two sides of the review screen: the source as it was written, the cells as they were understood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from congress.apps.performance.domain.cells import Block, CellKind, CellState, ReadCell
from congress.apps.performance.selectors import Review, StoredCell
from congress.platform.documents.contracts import Place, SourceText

_ROW = re.compile(r"(tasks|indicators)\.(\d+)\.(\w+)")
LONG = 60
DOUBTFUL, FAULTY = "doubtful", "faulty"
# What spreadsheets take for a formula at the beginning of a cell; a figure may begin with a sign.
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,]+$)")


@dataclass(frozen=True, slots=True)
class View:
    """What of the data is shown (everything, doubtful cells, faulty cells) and in which order (form, doubt)."""

    show: str = ""
    by_doubt: bool = False

    @classmethod
    def asked(cls, *, show: str, order: str) -> View:
        """The view an address asks for; what is not offered counts as nothing."""
        return cls(show if show in (DOUBTFUL, FAULTY) else "", order == "doubt")

    def takes(self, stored: StoredCell, faulty: frozenset[str]) -> bool:
        """Whether a cell belongs to the view."""
        if self.show == DOUBTFUL:
            return stored.needs_look
        return self.show != FAULTY or stored.cell.address in faulty


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell on the right side of the review screen. `whole_name` says which part and row it belongs to."""

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
    needs_look: bool
    is_faulty: bool
    is_one_line: bool

    @property
    def rows(self) -> int:
        """How many lines a field for its text needs."""
        return 1 if self.is_one_line else min(12, max(3, len(self.text) // 28 + self.text.count("\n") + 1))


@dataclass(slots=True)
class ShownRow:
    """A task or an indicator: its number and its cells by field."""

    number: int
    by_field: dict[str, ShownCell] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    is_shown: bool = False

    @property
    def cells(self) -> list[ShownCell | None]:
        """The cells in the order of the columns, None where the row has none."""
        return [self.by_field.get(name) for name in self.fields]


@dataclass(slots=True)
class ShownBlock:
    """A part of the form: single cells, and rows where it holds tasks or indicators."""

    key: str
    label: str
    cells: list[ShownCell] = field(default_factory=list)
    rows: list[ShownRow] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    copied: str = ""

    @property
    def is_grid(self) -> bool:
        return self.key == Block.INDICATORS

    @property
    def is_shown(self) -> bool:
        return bool(self.cells or self.rows)


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


def name_of(cell: ReadCell) -> str:
    """A cell as people call it: 年度重点工作任务 3 · 拟投入的资金."""
    row = _ROW.fullmatch(cell.address)
    block = f"{Block(cell.block).label} {row[2]}" if row else Block(cell.block).label
    return f"{block} · {cell.label}"


def shown_cell(stored: StoredCell, faulty: frozenset[str] = frozenset()) -> ShownCell:
    """One cell, ready to print."""
    cell = stored.cell
    places = [cell.place, *cell.continued]
    is_long = cell.kind is CellKind.LONG_TEXT or len(cell.text) > LONG or "\n" in cell.text
    return ShownCell(
        address=cell.address,
        anchor=anchor_of(cell.address),
        label=cell.label,
        whole_name=name_of(cell),
        text=cell.text,
        raw=cell.raw,
        note=cell.note,
        places=" ".join(place_word(place) for place in places),
        is_blank=cell.state is CellState.BLANK,
        is_money=cell.kind.is_money,
        is_corrected=stored.is_corrected,
        needs_look=stored.needs_look,
        is_faulty=cell.address in faulty,
        is_one_line=not is_long,
    )


def shown_blocks(review: Review, view: View) -> list[ShownBlock]:
    """The right side: the parts of the form with what belongs to the view. Rows are shown whole."""
    if view.by_doubt:
        return [_by_doubt(review, view)]
    blocks: dict[str, ShownBlock] = {}
    rows: dict[tuple[str, str], ShownRow] = {}
    for stored in review.cells:
        cell, key = stored.cell, str(stored.cell.block)
        block = blocks.setdefault(key, ShownBlock(key, Block(key).label))
        is_taken, shown = view.takes(stored, review.faulty), shown_cell(stored, review.faulty)
        found = _ROW.fullmatch(cell.address)
        if found is None:
            block.copied += _line([cell.label, cell.text])
            block.cells += [shown] if is_taken else []
            continue
        row = rows.get((key, found[2]))
        if row is None:
            row = rows[key, found[2]] = ShownRow(int(found[2]))
            block.rows.append(row)
        row.by_field[found[3]] = shown
        row.is_shown |= is_taken
        block.heads.setdefault(found[3], cell.label)
    for block in blocks.values():
        _set_out(block)
    return [block for block in blocks.values() if block.is_shown]


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


def _set_out(block: ShownBlock) -> None:
    """Give every row the columns of the part, put down what copying takes along, drop what the view leaves out."""
    fields = list(block.heads)
    if block.rows:
        block.copied += _line(list(block.heads.values()))
    for row in block.rows:
        row.fields = fields
        block.copied += _line([cell.text if cell else "" for cell in row.cells])
    block.rows = [row for row in block.rows if row.is_shown]


def _by_doubt(review: Review, view: View) -> ShownBlock:
    taken = [each for each in review.cells if view.takes(each, review.faulty)]
    taken.sort(key=lambda each: (100 if each.is_confirmed else each.cell.confidence, each.cell.order))
    cells = [shown_cell(each, review.faulty) for each in taken]
    copied = "".join(_line([cell.whole_name, cell.text]) for cell in cells)
    return ShownBlock("by-doubt", "按把握从低到高", cells, copied=copied)


def _line(texts: Iterable[str]) -> str:
    """A line as spreadsheets take it from the clipboard: cells with breaks in quotes, and nothing that computes."""
    return "\t".join(_pasted(text) for text in texts) + "\n"


def _pasted(text: str) -> str:
    harmless = f"'{text}" if _FORMULA.match(text) else text
    if any(sign in harmless for sign in '\t\n"'):
        return '"' + harmless.replace('"', '""') + '"'
    return harmless
