"""Alignment: the rows of a nested table held against the other copies of the same block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from congress.apps.performance.domain.cells import SHIFTED, UNSURE
from congress.apps.performance.domain.lines import Line, Piece
from congress.platform.documents.contracts import Place
from congress.standards.values.written import closed_up, shown

# A row copies another when that share of its texts stands there too, and that share of the other's in it.
_ALIKE = 0.6
_COVERED = 0.5
# So many strange rows in a copy are stepped over before a row is taken to be missing from it.
_LOOK_AHEAD = 3
# Shorter beginnings are no sign that a text was cut by a page end.
_SHORTEST_PART = 4


# The same cells are held against each other copy by copy.
_compared = lru_cache(maxsize=8192)(closed_up)


@dataclass(slots=True)
class GridCell:
    """One position of a nested grid on its way to becoming a piece.

    `origin` is the position (row, column) of the merged cell that covers it; `seen` is how much of its text the
    copy row by row has shown so far.
    """

    raw: str
    text: str
    place: Place
    origin: tuple[int, int] | None = None
    continued: tuple[Place, ...] = ()
    remarks: list[tuple[int, str]] = field(default_factory=list)
    key: str = ""
    seen: str = ""
    column: int = -1

    def __post_init__(self) -> None:
        """Keep the text as it is compared: half-width and without blanks."""
        self.key = _compared(self.text)


@dataclass(slots=True)
class GridRow:
    """One row of a nested grid; `copy` is the row of the source that repeats it, `is_markup` a table within a text."""

    cells: list[GridCell]
    is_markup: bool = False
    copy: Line | None = None

    @property
    def filled(self) -> list[GridCell]:
        """The cells that say something."""
        return [cell for cell in self.cells if cell.text]


@dataclass(slots=True)
class Aligned:
    """What came of holding following lines against rows.

    `taken` lines were looked through; `strange` are those among them that copy nothing, each with the index of the
    row before which it stands; `differs` tells whether any cell was doubted.
    """

    taken: int = 0
    strange: list[tuple[int, Line]] = field(default_factory=list)
    differs: bool = False


def align(rows: Sequence[GridRow], lines: Sequence[Line], *, offset: int, keep_places: bool) -> Aligned:
    """Find for each row the line that repeats it; cells take their place from there and doubts where texts differ.

    `offset` is the column in which the nested table stands; with `keep_places` the cells have places of their own.
    """
    aligned = Aligned()
    for index, row in enumerate(rows):
        ahead = _found_ahead(row, lines[aligned.taken :])
        if ahead is None:
            continue
        aligned.strange += [(index, line) for line in lines[aligned.taken : aligned.taken + ahead]]
        row.copy = lines[aligned.taken + ahead]
        aligned.taken += ahead + 1
        left = _show(row, row.copy, keep_places=keep_places)
        while aligned.taken < len(lines) and _goes_on(row, lines[aligned.taken]):
            _show(row, lines[aligned.taken], keep_places=keep_places)
            aligned.taken += 1
        aligned.differs |= _doubt_differences(row, left, keep_places=keep_places)
    _remark_shifts(rows, offset)
    return aligned


def is_copy(rows: Sequence[GridRow], pieces: Sequence[Piece]) -> bool:
    """Whether the pieces of one long row are the cells of the rows written once more."""
    keys = Counter(cell.key for row in rows for cell in row.filled)
    common = keys & Counter(_compared(piece.text) for piece in pieces)
    return common.total() >= _ALIKE * len(pieces)


def compare(rows: Sequence[GridRow], pieces: Sequence[Piece]) -> bool:
    """Doubt each cell whose text the copy in one long row lacks; returns whether there was any."""
    written = Counter(_compared(piece.text) for piece in pieces)
    missing: list[GridCell] = []
    for cell in (cell for row in rows for cell in row.filled):
        if written[cell.key]:
            written[cell.key] -= 1
        else:
            missing.append(cell)
    others = [piece for piece in pieces if _left(written, piece)]
    for index, cell in enumerate(missing):
        # As many texts left over as missing: they answer each other in their order.
        other = others[index] if len(others) == len(missing) else None
        cell.remarks.append((UNSURE, _differing(other, "连成一行的一份")))
    return bool(missing)


def _left(written: Counter[str], piece: Piece) -> bool:
    key = _compared(piece.text)
    if not written[key]:
        return False
    written[key] -= 1
    return True


def _found_ahead(row: GridRow, lines: Sequence[Line]) -> int | None:
    keys = [cell.key for cell in row.filled]
    if keys:
        for ahead, line in enumerate(lines[: _LOOK_AHEAD + 1]):
            if _is_alike(keys, line):
                return ahead
    return None


def _is_alike(keys: Sequence[str], line: Line) -> bool:
    free = list(keys)
    for piece in line.filled:
        part = _compared(piece.text)
        match = next((key for key in free if _begins(key, part)), None)
        if match is not None:
            free.remove(match)
    common = len(keys) - len(free)
    return common >= _ALIKE * len(line.filled) and common >= _COVERED * len(keys)


def _begins(key: str, part: str) -> bool:
    return key == part or (len(part) >= _SHORTEST_PART and key.startswith(part))


def _show(row: GridRow, line: Line, *, keep_places: bool) -> list[Piece]:
    """Tell the cells where the line shows them; returns the pieces that are none of them."""
    left = []
    for piece in line.filled:
        part = _compared(piece.text)
        cell = next((cell for cell in row.filled if _shows(cell, part)), None)
        if cell is None:
            left.append(piece)
            continue
        if cell.seen:
            cell.continued = (*cell.continued, piece.place)
            cell.raw = f"{cell.raw}\n{piece.raw}"
        elif not keep_places:
            cell.place, cell.raw = piece.place, piece.raw
        cell.column = piece.column if not cell.seen else cell.column
        cell.seen += part
    return left


def _shows(cell: GridCell, part: str) -> bool:
    if not cell.seen:
        return _begins(cell.key, part)
    return cell.seen != cell.key and cell.key.startswith(cell.seen + part)


def _goes_on(row: GridRow, line: Line) -> bool:
    """Whether a line holds nothing but the rest of cells that a page end cut."""
    begun = [cell for cell in row.filled if cell.seen and cell.seen != cell.key]
    parts = [_compared(piece.text) for piece in line.filled]
    return bool(begun) and all(any(_shows(cell, part) for cell in begun) for part in parts)


def _doubt_differences(row: GridRow, left: Sequence[Piece], *, keep_places: bool) -> bool:
    others = list(left)
    doubted = False
    for cell in row.filled:
        if cell.seen == cell.key:
            continue
        doubted = True
        other = others.pop(0) if others and not cell.seen else None
        if other is not None:
            cell.column = other.column
            if not keep_places:
                cell.continued, cell.place = (cell.place,), other.place
        cell.remarks.append((UNSURE, _differing(other, "逐行写的一份")))
    for piece in others:
        doubted = True
        _fill_blank(row, piece)
    return doubted


def _fill_blank(row: GridRow, piece: Piece) -> None:
    """What only the copy has goes into the first blank cell; with none left it goes with the last cell's remarks."""
    blank = next((cell for cell in row.cells if not cell.text and cell.origin is None), None)
    remark = f"嵌套的表格里没有“{shown(piece.text)}”，逐行写的一份里有，请核对"
    if blank is None:
        row.cells[-1].remarks.append((UNSURE, remark))
        return
    blank.raw, blank.text, blank.place = piece.raw, piece.text, piece.place
    blank.key = blank.seen = _compared(piece.text)
    blank.column = piece.column
    blank.remarks.append((UNSURE, remark))


def _differing(other: Piece | None, where: str) -> str:
    if other is None:
        return f"同一内容写了几遍，{where}里没有这样写，请核对"
    return f"同一内容写了几遍，{where}写的是“{shown(other.text)}”，请核对"


def _remark_shifts(rows: Sequence[GridRow], offset: int) -> None:
    """Say of each cell when its copy stands in another column than the copies of most cells do."""
    shifts = Counter(
        cell.column - at
        for row in rows
        for at, cell in enumerate(row.cells, start=offset)
        if cell.column >= 0
    )
    if not shifts:
        return
    usual = shifts.most_common(1)[0][0]
    for row in rows:
        columns = list(enumerate(row.cells, start=offset + usual))
        moved = {cell.column - at for at, cell in columns if cell.column >= 0}
        for at, cell in columns:
            if cell.column < 0 and len(moved) == 1 and row.copy and cell.origin is None:
                # A blank cell went with its row.
                cell.column = at + max(moved)
                cell.place = row.copy.at(cell.column)
            if cell.column not in (-1, at):
                note = f"原文在第{cell.column + 1}列，按嵌套的表格归到第{at + 1}列"
                cell.remarks.append((SHIFTED, note))
