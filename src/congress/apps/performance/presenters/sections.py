"""The right side of the review screen in sections: what is on the page at once, and what comes when it is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from congress.apps.performance.domain.cells import Block, CellState
from congress.apps.performance.domain.editing import seen_in
from congress.apps.performance.domain.naming import row_name
from congress.apps.performance.domain.rows import RowCell, row_cell
from congress.apps.performance.presenters.review import (
    HalfTyped,
    ShownCell,
    View,
    row_anchor,
    shown_cell,
)
from congress.apps.performance.selectors import Review, StoredCell

# So many cells are printed with the page; further rows come by the page when they are scrolled to.
AT_ONCE = 250
ROWS_A_PAGE = 50
BY_DOUBT = "by-doubt"
_GRIDS = ("indicators", "projects", "sums")
_TITLE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A task, an indicator or a sum: its address, where it stands, its cells by column."""

    address: str
    anchor: str
    number: int
    cells: list[ShownCell | None]


@dataclass(frozen=True, slots=True)
class More:
    """Rows that are not on the page yet: from which to which, the address of the first, how many cells want a look."""

    begin: int
    end: int
    first: str
    doubtful: int

    @property
    def count(self) -> int:
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A part of the form, or one project. `rows` are those on the page, `earlier` and `later` those that are not.

    `part` is the part new rows are added to, "" where there are none; `seen` the digest of what is doubtful here;
    `first` the address of its first cell; `row` that of the project it is.
    """

    key: str
    label: str
    title: str = ""
    part: str = ""
    is_grid: bool = False
    is_loaded: bool = True
    cells: list[ShownCell] = field(default_factory=list)
    rows: list[ShownRow] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    earlier: More | None = None
    later: More | None = None
    count: int = 0
    doubtful: int = 0
    faulty: int = 0
    seen: str = ""
    first: str = ""
    row: str = ""

    @property
    def anchor(self) -> str:
        return f"section-{self.key.replace('.', '-')}"

    @property
    def columns(self) -> int:
        """How many columns its grid has, with that of the row's number."""
        return len(self.heads) + 1


@dataclass(slots=True)
class _Section:
    """A section while its cells are gathered."""

    key: str
    order: list[str] = field(default_factory=list)
    single: list[StoredCell] = field(default_factory=list)
    rows: dict[str, dict[str, StoredCell]] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    doubtful: list[StoredCell] = field(default_factory=list)
    faulty: int = 0

    @property
    def is_grid(self) -> bool:
        return self.key.partition(".")[0] in _GRIDS


class Desk:
    """The data side of one table under one view, and any part of it."""

    def __init__(
        self, review: Review, view: View, *, half_typed: Mapping[str, HalfTyped] | None = None
    ) -> None:
        self._review, self._view, self._faulty = review, view, review.faulty
        self._half_typed = half_typed or {}
        self._positions = review.positions
        self._sections: dict[str, _Section] = {}
        for stored in review.cells:
            self._gather(stored)

    def sections(self) -> list[ShownSection]:
        """Every section with something of the view: the first ones whole, long ones by the page, the rest as heads."""
        if self._view.by_doubt:
            return [self._doubts(0)]
        room, shown = AT_ONCE, []
        for section in self._sections.values():
            rows = self._rows_in_view(section)
            single = [each for each in section.single if each.cell.address in section.taken]
            if not rows and not single:
                continue
            begin = self._page_of(section, rows)
            if room <= 0 and begin is None:
                shown.append(replace(self._head(section), is_loaded=False))
                continue
            made = self._part(section, rows, single, begin or 0)
            room -= len(made.cells) + sum(len(row.cells) for row in made.rows)
            shown.append(made)
        return shown

    def section(self, key: str, begin: int) -> ShownSection | None:
        """A page of one section's rows, with its single cells if it is the first; None for what the table has not."""
        if key == BY_DOUBT:
            return self._doubts(begin)
        section = self._sections.get(key)
        if section is None:
            return None
        single = [each for each in section.single if each.cell.address in section.taken]
        return self._part(section, self._rows_in_view(section), [] if begin else single, begin)

    def _gather(self, stored: StoredCell) -> None:
        cell = stored.cell
        key, found = self._review.places[cell.address]
        section = self._sections.setdefault(key, _Section(key))
        section.order.append(cell.address)
        if self._view.takes(stored, self._faulty):
            section.taken.add(cell.address)
        if stored.needs_look:
            section.doubtful.append(stored)
        section.faulty += cell.address in self._faulty
        if found is None or found.part == "projects":
            section.single.append(stored)
            return
        section.rows.setdefault(found.row, {})[found.field] = stored
        section.heads.setdefault(found.field, cell.label)

    def _rows_in_view(self, section: _Section) -> list[str]:
        """Rows are shown whole, if only one of their cells belongs to the view."""
        taken = section.taken
        return [
            row
            for row, cells in section.rows.items()
            if any(each.cell.address in taken for each in cells.values())
        ]

    def _page_of(self, section: _Section, rows: list[str]) -> int | None:
        """At which row to begin so that the place asked for is on the page; None when it is not in the section."""
        at = self._view.at
        if not at:
            return None
        found = row_cell(at) or row_cell(f"{at}.x")  # the address of a cell or of a row
        if found is not None and found.row in section.rows:
            index = rows.index(found.row) if found.row in rows else 0
            return index - index % ROWS_A_PAGE
        return 0 if any(each.cell.address == at for each in section.single) else None

    def _head(self, section: _Section) -> ShownSection:
        owner = section.key if section.key.startswith("projects.") else ""
        label = (
            row_name(owner, self._positions)
            if owner
            else _LABELS.get(section.key) or Block(section.key).label
        )
        return ShownSection(
            key=section.key,
            first=next((each for each in section.order if each in section.taken), ""),
            row=owner,
            label=label,
            title=_title_of(section.single) if owner else "",
            part=f"{owner}.indicators" if owner else _PARTS.get(section.key, ""),
            is_grid=section.is_grid,
            heads=list(section.heads.values()),
            count=len(section.single) + sum(len(cells) for cells in section.rows.values()),
            doubtful=len(section.doubtful),
            faulty=section.faulty,
            seen=seen_in(each.cell for each in section.doubtful) if section.doubtful else "",
        )

    def _part(self, section: _Section, rows: list[str], single: list[StoredCell], begin: int) -> ShownSection:
        end = min(len(rows), begin + ROWS_A_PAGE)
        return replace(
            self._head(section),
            cells=[self._cell(each) for each in single],
            rows=[self._row(section, row) for row in rows[begin:end]],
            earlier=self._more(section, rows, max(0, begin - ROWS_A_PAGE), begin),
            later=self._more(section, rows, end, len(rows)),
        )

    def _more(self, section: _Section, rows: list[str], begin: int, end: int) -> More | None:
        if begin >= end:
            return None
        doubtful = sum(each.needs_look for row in rows[begin:end] for each in section.rows[row].values())
        return More(begin, end, rows[begin], doubtful)

    def _row(self, section: _Section, row: str) -> ShownRow:
        cells = section.rows[row]
        shown = [self._cell(cells[name]) if name in cells else None for name in section.heads]
        if not section.is_grid:
            shown = [each for each in shown if each is not None]
        return ShownRow(row, row_anchor(row), self._positions[row], shown)

    def _cell(self, stored: StoredCell) -> ShownCell:
        return shown_cell(stored, self._faulty, positions=self._positions, half_typed=self._half_typed)

    def _doubts(self, begin: int) -> ShownSection:
        """All cells of the view in one section, what was read with the least confidence first."""
        taken = [each for each in self._review.cells if self._view.takes(each, self._faulty)]
        taken.sort(key=lambda each: (100 if each.is_confirmed else each.cell.confidence, each.cell.order))
        end = min(len(taken), begin + ROWS_A_PAGE)
        left = sum(each.needs_look for each in taken[end:])
        return ShownSection(
            BY_DOUBT,
            "按把握从低到高",
            cells=[self._cell(each) for each in taken[begin:end]],
            later=More(end, len(taken), taken[end].cell.address, left) if end < len(taken) else None,
            count=len(taken),
        )


_LABELS = {"sums": "项目合计"}
_PARTS = {"tasks": "tasks", "other_tasks": "tasks", "indicators": "indicators", "sums": "sums"}


def _title_of(cells: list[StoredCell]) -> str:
    """What a project is called."""
    for stored in cells:
        found: RowCell | None = row_cell(stored.cell.address)
        if found is not None and found.field == "name" and stored.cell.state is CellState.VALUE:
            return " ".join(stored.cell.text.split())[:_TITLE_CHARACTERS]
    return ""
