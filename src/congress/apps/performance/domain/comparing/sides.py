"""Sides: what is put side by side — a whole table, or one project of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.apps.performance.domain.comparing.meaning import place_in
from congress.apps.performance.domain.table import Indicator, PerformanceTable, Project, Stage
from congress.standards.values.written import closed_up


@dataclass(frozen=True, slots=True)
class Side:
    """One column of a comparison.

    `project` is the number of the one project that is looked at, None for the whole table; `body` tells bodies
    apart (an id, or the name as written); `name` is what the column is called.
    """

    table: PerformanceTable
    project: int | None = None
    body: str = ""
    name: str = ""

    @property
    def body_key(self) -> str:
        """What tells its body from others."""
        return self.body or closed_up(self.table.body_name.text)

    @property
    def year(self) -> int | None:
        """The year of the table."""
        return self.table.year.value

    @property
    def title(self) -> str:
        """What sentences call the column: its own name, or year and body."""
        if self.name:
            return self.name
        year = f"{self.year}年" if self.year else ""
        return year or self.table.body_name.text or self.table.title.text or "未写明年度的表"

    @property
    def place(self) -> str:
        """The place its body's name begins with, which is left out when names are compared."""
        return place_in(self.table.body_name.text)

    @property
    def looked_at(self) -> Project | None:
        """The project looked at, None for the whole table or when the table has no such project."""
        return next((each for each in self.table.projects if each.number == self.project), None)

    @property
    def projects(self) -> tuple[Project, ...]:
        """The projects that are rows of the comparison."""
        return self.table.projects if self.project is None else ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that are rows of the comparison: those of the project looked at, or all of them."""
        if self.project is None:
            return self.table.all_indicators
        return self.looked_at.indicators if self.looked_at else ()

    @property
    def stage(self) -> Stage | None:
        """The stage of the table."""
        return self.table.stage


def is_later(before: Side, after: Side) -> bool:
    """Whether two columns are two tables of one body (or a project in both), so that a change is a change in time."""
    same_kind = (before.project is None) == (after.project is None)
    return same_kind and before.table is not after.table and before.body_key == after.body_key != ""


def sides_of(tables: Sequence[PerformanceTable]) -> tuple[Side, ...]:
    """Whole tables as columns."""
    return tuple(Side(table) for table in tables)
