"""Finding ruled tables on a page: lines that cross make a grid, missing walls make merged cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from congress.platform.documents.readers.page_ink import Glyph, Rule

# How far apart, in points, two strokes may be and still be the same line; how far short a line may stop.
_SAME = 2.0
_TOUCH = 3.0
_MOST_POSITIONS = 40_000


@dataclass(slots=True)
class Box:
    """One cell of a grid, perhaps merged: first position, last position (from 0), right edge, characters."""

    row: int
    column: int
    last_row: int
    last_column: int
    right: float
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class RuledGrid:
    """A ruled table: edges of its columns and rows, and the cell at every position."""

    xs: list[float]
    ys: list[float]
    boxes: dict[tuple[int, int], Box]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.ys[0]

    def at(self, *, x: float, y: float) -> Box | None:
        """The cell around this point, None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.boxes[row, column]
        return None

    def has_columns_of(self, other: RuledGrid) -> bool:
        """True if both have the same column edges: then one may go on where the other ended."""
        return len(self.xs) == len(other.xs) and all(
            abs(mine - its) <= _TOUCH for mine, its in zip(self.xs, other.xs, strict=True)
        )


def find_grids(*, horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[RuledGrid]:
    """Every ruled table with more than one cell, from top to bottom."""
    across, down = _joined(horizontal), _joined(vertical)
    grids = []
    for level, upright in _connected(across, down):
        xs, ys = _edges(rule.at for rule in upright), _edges(rule.at for rule in level)
        if (len(xs) - 1) * (len(ys) - 1) in range(2, _MOST_POSITIONS):
            grid = _grid(xs, ys, level, upright)
            if len({id(box) for box in grid.boxes.values()}) > 1:
                grids.append(grid)
    return sorted(grids, key=lambda grid: grid.top)


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Strokes along the same line put together; tables are often drawn cell by cell."""
    by_line: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if by_line and rule.at - by_line[-1][0].at <= _SAME:
            by_line[-1].append(rule)
        else:
            by_line.append([rule])
    joined = []
    for line in by_line:
        at = sum(rule.at for rule in line) / len(line)
        first, *others = sorted(line, key=lambda rule: rule.start)
        start, end = first.start, first.end
        for rule in others:
            if rule.start > end + _TOUCH:
                joined.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end)
        joined.append(Rule(at, start, end))
    return joined


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch one another, horizontal and vertical ones apart; `down` is sorted by its places."""
    parents = list(range(len(across) + len(down)))

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    places = [rule.at for rule in down]
    for i, level in enumerate(across):
        first = bisect_left(places, level.start - _TOUCH)
        for j in range(first, bisect_right(places, level.end + _TOUCH)):
            if down[j].start - _TOUCH <= level.at <= down[j].end + _TOUCH:
                parents[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, level in enumerate(across):
        groups[root(i)][0].append(level)
    for j, upright in enumerate(down):
        groups[root(len(across) + j)][1].append(upright)
    return list(groups.values())


def _edges(positions: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > _TOUCH:
            edges.append(position)
    return edges


def _grid(xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> RuledGrid:
    """Join positions that no wall parts, and give every position its cell."""
    beside, below = _by_edge(upright, xs), _by_edge(level, ys)
    boxes: dict[tuple[int, int], Box] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in boxes:
                continue
            last_column = column
            while last_column + 2 < len(xs) and not _has_wall(beside[last_column + 1], _mid(ys, row)):
                last_column += 1
            last_row = row
            while last_row + 2 < len(ys) and not _has_wall(below[last_row + 1], _mid(xs, column)):
                last_row += 1
            box = Box(row, column, last_row, last_column, xs[last_column + 1])
            for covered_row in range(row, last_row + 1):
                for covered_column in range(column, last_column + 1):
                    boxes.setdefault((covered_row, covered_column), box)
    return RuledGrid(xs, ys, boxes)


def _mid(edges: list[float], index: int) -> float:
    return (edges[index] + edges[index + 1]) / 2


def _by_edge(rules: list[Rule], edges: list[float]) -> list[list[Rule]]:
    """The rules that run along each edge; looking among all of them for every position would take for ever."""
    ordered = sorted(rules, key=lambda rule: rule.at)
    places = [rule.at for rule in ordered]
    return [
        ordered[bisect_left(places, edge - _TOUCH) : bisect_right(places, edge + _TOUCH)] for edge in edges
    ]


def _has_wall(rules: list[Rule], through: float) -> bool:
    return any(rule.start <= through <= rule.end for rule in rules)
