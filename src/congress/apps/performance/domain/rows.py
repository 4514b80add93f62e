"""Rows of a table by the addresses of their cells: what stands in which order, and which numbers are free."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from congress.standards.errors import RuleViolation

_PART = r"(?:projects\.\d{1,6}\.(?=indicators))?(?:tasks|indicators|projects|sums)"
_PARTS = re.compile(_PART)
_CELL = re.compile(rf"({_PART})\.(\d{{1,6}})\.([a-z0-9_]+)")
_ROW = re.compile(rf"({_PART})\.(\d{{1,6}})")


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell's address taken apart: the part its row belongs to, the row's number there, the field."""

    part: str
    number: int
    field: str

    @property
    def row(self) -> str:
        """The address of the row: `tasks.3`, `projects.2.indicators.5`."""
        return f"{self.part}.{self.number}"


def row_cell(address: str) -> RowCell | None:
    """Take the address of a cell in a row apart; None for single cells (`money.basic`)."""
    found = _CELL.fullmatch(address)
    return RowCell(found[1], int(found[2]), found[3]) if found else None


def part_and_number(row: str) -> tuple[str, int]:
    """Take the address of a row apart. Raises `RuleViolation` when it is none."""
    found = _ROW.fullmatch(row)
    if found is None:
        raise RuleViolation("performance.no_such_row", "本表没有这一行，请刷新页面后再试。")
    return found[1], int(found[2])


def require_part(part: str) -> str:
    """Return the name of a part that has rows. Raises `RuleViolation` for any other name."""
    if not _PARTS.fullmatch(part):
        raise RuleViolation("performance.no_such_part", "表里没有这个部分，不能在这里加行。")
    return part


def section_of(address: str, block: str) -> str:
    """The part of the screen a cell stands in: its block, or its own project, or the rows that add projects up."""
    if address.startswith("projects."):
        return ".".join(address.split(".", 2)[:2])
    return "sums" if address.startswith("sums.") else block


def kind_of_part(part: str) -> str:
    """What the rows of a part are: tasks, indicators, projects or sums."""
    return part.rpartition(".")[2]


class Outline:
    """The rows of a table and the order they stand in.

    `cells` are addresses with the order of each; `retired` are addresses that once were used: the number of a row that
    is gone is never given to another, because decisions and records may still speak of it.
    """

    def __init__(self, cells: Iterable[tuple[str, int]], *, retired: Iterable[str] = ()) -> None:
        self._first: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._last: dict[str, int] = {}
        self._highest: defaultdict[str, int] = defaultdict(int)
        self._end = 0
        for address, order in cells:
            self._end = max(self._end, order)
            self._take(address, order)
        for address in retired:
            self._use(address)

    def _take(self, address: str, order: int) -> None:
        found = row_cell(address)
        if found is None:
            return
        numbers = self._first[found.part]
        numbers[found.number] = min(order, numbers.get(found.number, order))
        owner = found.part.rpartition(".")[0]
        for row in (found.row, owner):
            self._last[row] = max(order, self._last.get(row, 0))
        if owner:  # a project of which only indicators are left is a row all the same
            part, number = part_and_number(owner)
            self._first[part].setdefault(number, order)
        self._use(address)

    def _use(self, address: str) -> None:
        found = row_cell(address)
        if found is not None:
            self._highest[found.part] = max(self._highest[found.part], found.number)
            if "." in found.part:
                part, number = part_and_number(found.part.rpartition(".")[0])
                self._highest[part] = max(self._highest[part], number)

    def rows(self, part: str) -> list[str]:
        """The addresses of a part's rows, in the order they stand."""
        numbers = self._first.get(part, {})
        return [f"{part}.{number}" for number in sorted(numbers, key=lambda each: (numbers[each], each))]

    @property
    def parts(self) -> list[str]:
        """The parts that have rows."""
        return [part for part, numbers in self._first.items() if numbers]

    def has(self, row: str) -> bool:
        """Whether the table has a row of this address."""
        part, number = part_and_number(row)
        return number in self._first.get(part, {})

    def free_number(self, part: str) -> int:
        """A number that no row of the part has or had."""
        return self._highest[part] + 1

    def place(self, part: str, after: str | None) -> int:
        """The order behind which a row comes to stand: after a row, at the beginning (""), at the end (None).

        A row ends with its last cell, a project with that of its last indicator, but in any case before the next row.
        Raises `RuleViolation` when the table has no such row.
        """
        rows = self.rows(part)
        if after is None:
            after = rows[-1] if rows else ""
        if after and after not in rows:
            raise RuleViolation("performance.no_such_row", "本表没有这一行，请刷新页面后再试。")
        if not rows:
            return self._last.get(part.rpartition(".")[0], self._end)
        if not after:
            return self._begin(rows[0]) - 1
        following = rows[rows.index(after) + 1 :]
        end = self._last[after]
        return min(end, self._begin(following[0]) - 1) if following else end

    def _begin(self, row: str) -> int:
        part, number = part_and_number(row)
        return self._first[part][number]
