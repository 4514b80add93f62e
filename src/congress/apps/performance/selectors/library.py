"""The indicator library as one list: what comes with the platform, a body's own additions, and its former tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from congress.apps.performance.domain.cells import Block
from congress.apps.performance.models import Cell, LibraryIndicator, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors.cells import assembled, outline_of, row_cells
from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.standards.indicators import indicator_levels
from congress.standards.indicators.indicator_library import seed_library

MOST_SHOWN = 60
MOST_FORMER = 400
NOT_THERE = "没有找到这个指标，或者您没有权限查看。"


@dataclass(frozen=True, slots=True)
class Offered:
    """One indicator of the library. `origin` is seed, own or former; `key` names it within the list."""

    key: str
    origin: str
    level: str
    name: str
    target: str
    unit: str = ""
    explanation: str = ""
    data_source: str = ""
    evidence: str = ""
    source: str = ""
    id: UUID | None = None
    version: int = 0

    @property
    def level1(self) -> str:
        """The label of its level-1 heading."""
        levels = indicator_levels()
        return levels[levels[self.level].parent or self.level].label

    @property
    def level2(self) -> str:
        """The label of its level-2 heading."""
        return indicator_levels()[self.level].label


def own_indicators(*, actor: Actor) -> QuerySet[LibraryIndicator]:
    """The additions an actor may use, in use and retired."""
    return visible(LibraryIndicator.objects.select_related("body"), actor, P.PREPARE)


def indicator_for(*, actor: Actor, indicator: UUID) -> LibraryIndicator:
    """One addition. Raises `Refused`."""
    found = own_indicators(actor=actor).filter(pk=indicator).first()
    if found is None:
        raise Refused(permission=P.PREPARE, reason=NOT_THERE)
    return found


def library(
    *, actor: Actor, words: str = "", level: str = "", table: TargetTable | None = None
) -> list[Offered]:
    """What the library offers for some words and a level (a code): own additions first, then the body's former
    tables, then what comes with the platform. With a table, only what its body may use.
    """
    found: list[Offered] = []
    named: set[tuple[str, str]] = set()
    for each in (*_own(actor, table), *_former(actor, table), *_seeds()):
        same = (each.level, each.name)
        if same in named or not each.level.startswith(level) or not _speaks_of(each, words):
            continue
        named.add(same)
        found.append(each)
    return found[:MOST_SHOWN]


def offered_for(*, actor: Actor, table: TargetTable, key: str) -> Offered:
    """One indicator of the library by its key, as it is offered for a table. Raises `Refused`."""
    for each in (*_own(actor, table), *_former(actor, table), *_seeds()):
        if each.key == key:
            return each
    raise Refused(permission=P.PREPARE, reason=NOT_THERE)


def insertion(*, table: TargetTable, offered: Offered, part: str) -> tuple[str | None, dict[str, str]]:
    """After which row of a part (None: at the end) an indicator belongs, and the texts of its cells by field.

    It comes after the last row of the same level-2 heading, else of the same level-1 heading. Three queries.
    """
    typed = assembled(table)
    owners = [row for project in typed.projects for row in (*project.indicators, *project.empty_rows)]
    groups = {row.row: row.group or "" for row in (*typed.indicator_rows, *owners)}
    order = outline_of(table).rows(part)
    level1 = offered.level.partition(".")[0]
    same = [row for row in order if groups.get(row) == offered.level]
    same = same or [row for row in order if groups.get(row, "").partition(".")[0] == level1]
    fields = {cell.cell.address.rpartition(".")[2] for cell in row_cells(table, part)}
    texts = {
        "level1": offered.level1,
        "level2": offered.level2,
        "name": offered.name,
        "annual": offered.target,
    }
    return same[-1] if same else None, {
        field: text for field, text in texts.items() if not fields or field in fields
    }


def parts_to_insert(table: TargetTable) -> list[tuple[str, str]]:
    """Where an indicator may go: among those of the whole department, or of one of the projects."""
    typed = assembled(table)
    whole = [("indicators", "部门整体绩效指标")] if typed.indicator_rows or not typed.projects else []
    named = [
        (f"projects.{each.number}.indicators", f"项目：{' '.join(each.name.text.split())[:40]}")
        for each in typed.projects
    ]
    return [*whole, *named]


def _own(actor: Actor, table: TargetTable | None) -> Iterator[Offered]:
    rows = own_indicators(actor=actor).filter(retired_at__isnull=True)
    if table is not None:
        rows = rows.filter(body=table.body_id)
    for row in rows.order_by("level", "name"):
        yield Offered(
            key=f"own-{row.pk}",
            origin="own",
            level=row.level,
            name=row.name,
            target=row.target,
            unit=row.unit,
            explanation=row.explanation,
            data_source=row.data_source,
            evidence=row.evidence,
            source=row.body.name,
            id=row.pk,
            version=row.version,
        )


def _former(actor: Actor, table: TargetTable | None) -> Iterator[Offered]:
    """Indicators of the body's other tables, the latest year first. Two queries at most."""
    if table is None:
        return
    others = visible(TargetTable.objects.filter(body=table.body_id), actor, P.READ).exclude(pk=table.pk)
    cells = Cell.objects.filter(table__in=others, block=Block.INDICATORS).order_by("-table__year", "order")
    rows: dict[tuple[UUID, str], dict[str, str]] = {}
    years: dict[UUID, int | None] = {}
    for pk, year, address, text in cells.values_list("table_id", "table__year", "address", "text")[
        : MOST_FORMER * 8
    ]:
        row, _dot, field = address.rpartition(".")
        rows.setdefault((pk, row), {})[field] = text
        years[pk] = year
    levels = indicator_levels()
    for (pk, row), fields in rows.items():
        found = levels.find("".join(fields.get("level2", "").split()), tree="current") or levels.find(
            "".join(fields.get("level2", "").split())
        )
        name = " ".join(fields.get("name", "").split())
        if found is not None and found.depth == 2 and name:
            target = fields.get("annual") or fields.get("period") or ""
            said = f"{years[pk]}年的表" if years[pk] else "以前的表"
            yield Offered(f"former-{pk}-{row}", "former", found.code, name, target, source=said)


def _seeds() -> Iterator[Offered]:
    for each in seed_library().indicators:
        yield Offered(
            key=f"seed-{each.code}",
            origin="seed",
            level=each.level,
            name=each.name,
            target=each.target,
            unit=each.unit,
            explanation=each.explanation,
            data_source=each.data_source,
            evidence=each.evidence,
        )


def _speaks_of(each: Offered, words: str) -> bool:
    said = f"{each.name} {each.level2} {each.explanation} {each.data_source}"
    return all(word in said for word in words.split())
