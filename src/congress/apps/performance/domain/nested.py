"""Nested tables: a table written as markup inside one cell of a text, taken apart into rows of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENING = "<table"
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th)\b(?P<rest>[^<>]*)>", re.IGNORECASE
)
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_MOST_COLUMNS = 200
# A table inside one cell of a form has some dozens of rows; spans must not blow it up.
_MOST_CELLS = 50_000


@dataclass(frozen=True, slots=True)
class NestedCell:
    """One position of a nested grid; `origin` is (row, column) of the merged cell that covers it, else None."""

    raw: str
    origin: tuple[int, int] | None = None


NestedRow = tuple[NestedCell, ...]


def holds_table(raw: str) -> bool:
    """Whether a cell holds a table written as markup."""
    return "<" in raw and _OPENING in raw.lower()


def is_cut_off(raw: str) -> bool:
    """Whether a cell's table was never closed, because the cell was cut."""
    return holds_table(raw) and "</table" not in raw.lower()


def rows_of_markup(raw: str) -> tuple[NestedRow, ...]:
    """Return the rows of the first table in the markup, spans laid out; a table inside a cell stays its raw text."""
    walk = _Walk()
    depth, at = 0, 0
    for tag in _TAG.finditer(raw):
        name, closing = tag["name"].lower(), bool(tag["close"])
        if name == "table":
            depth += -1 if closing else 1
        if depth == 1 and name != "table":
            walk.text(raw[at : tag.start()])
            walk.tag(name, tag["rest"], closing=closing)
            at = tag.end()
        elif name == "table" and not closing and depth == 1:
            at = tag.end()
        elif depth <= 0:
            break
    walk.text(raw[at:] if depth > 0 else "")
    return walk.rows()


def text_outside(raw: str) -> str:
    """Return what a cell says before and after its table."""
    lowered = raw.lower()
    start, end = lowered.find(_OPENING), lowered.rfind("</table>")
    return raw[:start] + (raw[end + len("</table>") :] if end >= 0 else "")


@dataclass(slots=True)
class _Walk:
    """The grid being filled: cells by (row, column), and how far each column still hangs down."""

    _grid: list[dict[int, NestedCell]] = field(default_factory=list)
    _hanging: dict[int, tuple[int, tuple[int, int]]] = field(default_factory=dict)
    _open: tuple[int, int] | None = None
    _parts: list[str] = field(default_factory=list)
    _used: int = 0

    def text(self, part: str) -> None:
        if self._open is not None:
            self._parts.append(part)

    def tag(self, name: str, rest: str, *, closing: bool) -> None:
        if name in ("td", "th"):
            self._close_cell()
            if not closing:
                self._open_cell(rest)
        else:
            self._close_cell()
            if name == "tr" and not closing:
                self._open_row()

    def rows(self) -> tuple[NestedRow, ...]:
        self._close_cell()
        return tuple(
            tuple(row.get(column, NestedCell("")) for column in range(max(row, default=-1) + 1))
            for row in self._grid
        )

    def _open_row(self) -> None:
        row: dict[int, NestedCell] = {}
        left: dict[int, tuple[int, tuple[int, int]]] = {}
        if self._used > _MOST_CELLS:
            self._hanging = {}
        for column, (more, origin) in self._hanging.items():
            row[column] = NestedCell("", origin)
            if more > 1:
                left[column] = (more - 1, origin)
        self._hanging = left
        self._used += len(row)
        self._grid.append(row)

    def _open_cell(self, rest: str) -> None:
        if not self._grid:
            self._open_row()
        row, spans = self._grid[-1], {kind.lower(): int(count) for kind, count in _SPAN.findall(rest)}
        column = 0
        while column in row:
            column += 1
        down, wide = max(1, spans.get("row", 1)), max(1, min(spans.get("col", 1), _MOST_COLUMNS))
        self._open = (len(self._grid) - 1, column)
        self._used += wide
        if self._used > _MOST_CELLS:
            down = wide = 1
        for right in range(column, column + wide):
            row.setdefault(right, NestedCell("", None if right == column else self._open))
            if down > 1:
                self._hanging[right] = (down - 1, self._open)

    def _close_cell(self) -> None:
        if self._open is not None:
            row, column = self._open
            self._grid[row][column] = NestedCell("".join(self._parts))
        self._open = None
        self._parts = []
