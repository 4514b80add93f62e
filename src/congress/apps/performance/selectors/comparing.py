"""Tables side by side: what may be compared, the typed tables of the columns, and what people said of their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from congress.apps.performance.domain import PerformanceTable
from congress.apps.performance.domain.comparing import (
    Comparison,
    Judged,
    Observation,
    Row,
    Side,
    compare,
    observe,
)
from congress.apps.performance.domain.comparing.published import table_of_data
from congress.apps.performance.models import Cell, Publication, RowMatch, TargetTable
from congress.apps.performance.models.comparing import SAME, WITHDRAWN
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors.cells import assembled_from, stored_from
from congress.apps.performance.selectors.publications import published_now
from congress.apps.performance.selectors.tables import NOT_THERE, tables
from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.standards.errors import RuleViolation

MOST_COLUMNS = 6
MOST_CHOICES = 60
MOST_BODIES = 8
MOST_LOOKED_AT = 1000
ROW_PARTS = ("tasks", "projects", "indicators")


@dataclass(frozen=True, slots=True)
class Asked:
    """A column a person asks for: a table, or one project of it."""

    table: UUID
    project: int | None = None

    @classmethod
    def read(cls, text: str) -> Asked | None:
        """Read `<id>` or `<id>.<number of the project>` as addresses carry it; None for anything else."""
        table, _dot, project = text.partition(".")
        try:
            return cls(UUID(table), int(project) if project else None)
        except ValueError:
            return None

    @property
    def key(self) -> str:
        """As addresses carry it."""
        return f"{self.table}.{self.project}" if self.project is not None else str(self.table)


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as an actor may see it: its cells as they stand, or only what was published of it."""

    table: UUID
    body: UUID
    body_name: str
    title: str
    year: int | None
    state: str
    typed: PerformanceTable
    publication: UUID | None = None
    may_decide: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what was asked for, and the table seen."""

    asked: Asked
    seen: Seen


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everything the page shows: the columns in order, the comparison, what is worth a look, what people said."""

    columns: tuple[Column, ...]
    comparison: Comparison
    observations: tuple[Observation, ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A table that can be picked."""

    key: str
    title: str
    body: UUID
    body_name: str
    year: int | None
    state: str
    is_published_only: bool


@dataclass(frozen=True, slots=True)
class Years:
    """Tables of one body for several years, ready to be compared."""

    body_name: str
    years: tuple[int, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the page of choice shows: tables, bodies with several years, and the table whose projects can be picked."""

    choices: tuple[Choice, ...]
    several_years: tuple[Years, ...]
    with_projects: Seen | None


def asked_columns(texts: Iterable[str]) -> list[Asked]:
    """Read what an address asks for, each once; what is no table is left out."""
    found = (Asked.read(text) for text in texts)
    return list(dict.fromkeys(each for each in found if each is not None))


def row_of(found: SideBySide, key: str) -> Row | None:
    """The line that holds a row, by `<number of the column>:<address of the row>`; None when there is none now."""
    side, _colon, address = key.partition(":")
    if not side.isdecimal() or int(side) >= len(found.columns):
        return None
    for row in found.comparison.rows:
        cell = row.cells[int(side)]
        if cell is not None and cell.row == address:
            return row
    return None


def offered(*, actor: Actor, asked: Sequence[Asked], words: str = "", year: int | None = None) -> Offered:
    """What can be compared, narrowed down by words and year. Six queries at most."""
    found = choices(actor=actor, words=words, year=year)
    ids = {each.table for each in asked}
    seen = seen_tables(actor=actor, ids=ids) if len(ids) == 1 else {}
    with_projects = next((each for each in seen.values() if len(each.typed.projects) > 1), None)
    return Offered(tuple(found), tuple(_several_years(actor)), with_projects)


def _several_years(actor: Actor) -> list[Years]:
    """The actor's bodies that have tables of at least two years: of each year the latest table."""
    rows = tables(actor=actor).filter(year__isnull=False).order_by("body__path", "year", "imported_at")
    by_body: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for body, table_year, pk in rows.values_list("body__name", "year", "pk")[:MOST_LOOKED_AT]:
        assert table_year is not None
        by_body[body][table_year] = str(pk)
    return [
        Years(body, tuple(years)[-MOST_COLUMNS:], tuple(years.values())[-MOST_COLUMNS:])
        for body, years in by_body.items()
        if len(years) > 1
    ][:MOST_BODIES]


def side_by_side(*, actor: Actor, asked: Sequence[Asked]) -> SideBySide:
    """Put tables, or projects of them, side by side. Six queries at most.

    Bodies stand in the order they were asked for, each body's tables by year. Raises `Refused` for a table the actor
    may not see, and `RuleViolation` for more columns than can be read.
    """
    wanted = list(dict.fromkeys(asked))
    if len(wanted) > MOST_COLUMNS:
        raise RuleViolation(
            "performance.too_many_columns",
            f"一次最多比较 {MOST_COLUMNS} 张表，这次选了 {len(wanted)} 张。请减少几张再比较。",
        )
    seen = seen_tables(actor=actor, ids=[each.table for each in wanted])
    columns = _in_order([Column(each, seen[each.table]) for each in wanted])
    sides = [_side(column, columns) for column in columns]
    judged = _judged(actor, columns, sides)
    comparison = compare(sides=sides, judged=judged)
    return SideBySide(tuple(columns), comparison, observe(comparison=comparison), tuple(judged))


def seen_tables(*, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Seen]:
    """Tables by id: with their cells where the actor may read them, else as published. Raises `Refused`."""
    wanted = set(ids)
    rows = {row.pk: row for row in tables(actor=actor).filter(pk__in=wanted)}
    own = set(visible(TargetTable.objects.filter(pk__in=rows), actor, P.PREPARE).values_list("pk", flat=True))
    by_table: defaultdict[UUID, list[Cell]] = defaultdict(list)
    for cell in Cell.objects.filter(table__in=rows).order_by("order"):
        by_table[cell.table_id].append(cell)
    seen = {
        pk: Seen(
            table=pk,
            body=row.body_id,
            body_name=row.body.name,
            title=row.title,
            year=row.year,
            state=row.stands_at.label,
            typed=assembled_from(row, stored_from(by_table[pk])),
            may_decide=pk in own,
        )
        for pk, row in rows.items()
    }
    if wanted - rows.keys():
        for each in _with_data(actor, wanted - rows.keys()):
            seen[each.table_id] = _as_published(each)
    if wanted - seen.keys():
        raise Refused(permission=P.READ, reason=NOT_THERE)
    return seen


def choices(*, actor: Actor, words: str = "", year: int | None = None) -> list[Choice]:
    """The tables that can be picked, the latest year first: those the actor may read, then others' published ones."""
    own = tables(actor=actor)
    others = published_now(actor=actor).exclude(table__in=own.order_by().values("pk"))
    if year is not None:
        own, others = own.filter(year=year), others.filter(year=year)
    if words:
        own = own.filter(Q(title__icontains=words) | Q(body__name__icontains=words))
        others = others.filter(Q(title__icontains=words) | Q(body_name__icontains=words))
    found = [
        Choice(str(row.pk), row.title, row.body_id, row.body.name, row.year, row.stands_at.label, False)
        for row in own.order_by("-year", "body__path", "pk")[:MOST_CHOICES]
    ]
    for each in others.select_related("table").order_by("-year", "body_name", "pk")[:MOST_CHOICES]:
        row = each.table
        found.append(Choice(str(row.pk), each.title, row.body_id, each.body_name, each.year, "已公开", True))
    return found


def name_of_row(typed: PerformanceTable, row: str) -> str:
    """What a task, a project or an indicator is called. Raises `RuleViolation` when the table has none there."""
    names = _names(Side(typed))
    if row in names:
        return names[row]
    raise RuleViolation("performance.no_such_row", "表里已经没有这一行，可能刚被修改过。请刷新页面后再试。")


def part_of_row(row: str) -> str:
    """The kind of thing a row address names (tasks, projects, indicators), "" when it names none."""
    part = row.split(".")[-2] if row.count(".") else ""
    return part if part in ROW_PARTS else ""


def _with_data(actor: Actor, ids: set[UUID]) -> QuerySet[Publication]:
    """What was published of tables, with what it says."""
    rows = published_now(actor=actor).filter(table__in=ids).select_related("table")
    return rows.defer(None).defer("sheet")


def _as_published(publication: Publication) -> Seen:
    return Seen(
        table=publication.table_id,
        body=publication.table.body_id,
        body_name=publication.body_name,
        title=publication.title,
        year=publication.year,
        state="已公开",
        typed=table_of_data(publication.data),
        publication=publication.pk,
    )


def _in_order(columns: Sequence[Column]) -> list[Column]:
    bodies = list(dict.fromkeys(column.seen.body for column in columns))
    return sorted(columns, key=lambda column: (bodies.index(column.seen.body), column.seen.year or 0))


def _side(column: Column, columns: Sequence[Column]) -> Side:
    """The column with a name that tells it from the others: body, year, stage, project, each where it is needed."""
    seen, project = column.seen, column.asked.project
    side = Side(seen.typed, project, str(seen.body))
    several_bodies = len({each.seen.body for each in columns}) > 1
    several_years = len({each.seen.year for each in columns}) > 1
    parts = [seen.body_name] if several_bodies else []
    if seen.year and (several_years or project is None):
        parts.append(f"{seen.year}年")
    if project is not None:
        found = side.looked_at
        parts.append((found.name.text if found else "") or f"项目{project}")
    else:
        parts.append(_told_apart(column, columns))
    name = " ".join(part for part in parts if part)
    return Side(seen.typed, project, str(seen.body), name or seen.title)


def _told_apart(column: Column, columns: Sequence[Column]) -> str:
    """What tells a table from others of the same body and year: its stage, or else which of them it is."""
    key = (column.seen.body, column.seen.year)
    alike = [each for each in columns if (each.seen.body, each.seen.year) == key]
    if len(alike) == 1:
        return ""
    stages = [each.seen.typed.stage for each in alike]
    own = column.seen.typed.stage
    label = own.label if own else ""
    return label if own and stages.count(own) == 1 else f"{label}第{alike.index(column) + 1}份"


def _judged(actor: Actor, columns: Sequence[Column], sides: Sequence[Side]) -> list[Judged]:
    """What people said of rows of the tables shown; forgotten where a row is called otherwise by now."""
    ids = {column.seen.table for column in columns}
    rows = visible(RowMatch.objects.filter(table__in=ids, other__in=ids), actor, P.READ)
    names = [_names(side) for side in sides]
    found = []
    for row in rows.exclude(verdict=WITHDRAWN).order_by("at", "pk"):
        for one, first in enumerate(columns):
            for two, second in enumerate(columns):
                if one == two or (first.seen.table, second.seen.table) != (row.table_id, row.other_id):
                    continue
                if (names[one].get(row.row), names[two].get(row.other_row)) == (row.name, row.other_name):
                    found.append(Judged(one, row.row, two, row.other_row, row.verdict == SAME))
    return found


def _names(side: Side) -> dict[str, str]:
    """What every task, project and indicator of a column is called, by the address of its row."""
    entries = [task.name for task in side.table.tasks]
    entries += [project.name for project in side.projects]
    entries += [indicator.name for indicator in side.indicators]
    return {entry.address.rpartition(".")[0]: entry.text for entry in entries}
