"""Reading tables for pages and jobs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congress.apps.performance.domain.assembly import assemble
from congress.apps.performance.domain.cells import Block, CellKind, CellState, ReadCell
from congress.apps.performance.domain.table import PerformanceTable
from congress.apps.performance.models import Cell, Correction, Publication, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.documents.api import read_source
from congress.platform.documents.contracts import Place, SourceText
from congress.platform.identity.api import account_infos
from congress.standards.errors import RuleViolation

NOT_THERE = "没有找到这张绩效目标表，或者您没有权限查看。"


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell as the review screen needs it: what was read, and whether a person corrected or confirmed it."""

    cell: ReadCell
    is_corrected: bool
    is_confirmed: bool

    @property
    def needs_look(self) -> bool:
        """Whether it was read with doubt and nobody has confirmed it yet."""
        return self.cell.confidence < DOUBT and not self.is_confirmed


DOUBT = 85


def tables(*, actor: Actor) -> QuerySet[TargetTable]:
    """The tables an actor may read."""
    return visible(TargetTable.objects.select_related("body"), actor, PerformancePermission.READ)


def table_for(*, actor: Actor, table: UUID) -> TargetTable:
    """One table the actor may read. Raises `Refused`."""
    found = tables(actor=actor).select_related("source").filter(pk=table).first()
    if found is None:
        raise Refused(permission=PerformancePermission.READ, reason=NOT_THERE)
    return found


def may(*, actor: Actor, verb: str, table: TargetTable) -> bool:
    """Whether the actor may use a verb on a table."""
    return visible(TargetTable.objects.filter(pk=table.pk), actor, verb).exists()


def bodies_to_prepare(*, actor: Actor) -> list[tuple[str, str]]:
    """The bodies (id, name) for which an actor may bring tables in."""
    field: Any = TargetTable._meta.get_field("body")
    rows = visible(
        field.related_model.objects.filter(active_until__isnull=True), actor, PerformancePermission.PREPARE
    )
    return [(str(pk), name) for pk, name in rows.order_by("path").values_list("pk", "name")[:200]]


def stored_cells(table: TargetTable) -> list[StoredCell]:
    """Every cell of a table in order. One query."""
    return [
        StoredCell(_cell(row), row.is_corrected, row.is_confirmed) for row in table.cells.order_by("order")
    ]


def assembled(table: TargetTable) -> PerformanceTable:
    """The typed table, from its cells as they stand. One query."""
    return assemble(form=table.form, cells=[each.cell for each in stored_cells(table)])


def corrections(table: TargetTable) -> QuerySet[Correction]:
    """What people changed, newest first."""
    return table.corrections.order_by("-id")


def published(*, actor: Actor) -> QuerySet[Publication]:
    """What the actor may see of what was published; strangers see it all."""
    return visible(
        Publication.objects.select_related("pdf", "docx"), actor, PerformancePermission.READ_PUBLISHED
    )


def publication_for(*, actor: Actor, publication: UUID) -> Publication:
    """One publication. Raises `Refused`."""
    found = published(actor=actor).filter(pk=publication).first()
    if found is None:
        raise Refused(
            permission=PerformancePermission.READ_PUBLISHED, reason="这份公开材料不存在，或者已经撤下。"
        )
    return found


def table_of_job(*, actor: Actor, job: UUID) -> TargetTable | None:
    """The table an import job brought in, once it has."""
    return tables(actor=actor).filter(job=job).first()


def source_of(content: bytes, media_type: str) -> SourceText:
    """The source as rows, for the left side of the review screen."""
    return read_source(content=content, media_type=media_type)


def _cell(row: Cell) -> ReadCell:
    return ReadCell(
        address=row.address,
        block=Block(row.block),
        order=row.order,
        label=row.label,
        kind=CellKind(row.kind),
        raw=row.raw,
        text=row.text,
        state=CellState(row.state),
        place=Place(row.line, row.column, row.page),
        confidence=100 if row.is_corrected else row.confidence,
        note="由经办人更正" if row.is_corrected else row.note,
        continued=tuple(Place(line, column, page) for line, column, page in row.continued),
    )


def stored_cell(table: TargetTable, address: str) -> StoredCell:
    """One cell of a table. Raises `RuleViolation` when the table has none of that address."""
    row = table.cells.filter(address=address).first()
    if row is None:
        raise RuleViolation("performance.no_such_cell", "本表没有这一格，请刷新页面后再试。")
    return StoredCell(_cell(row), row.is_corrected, row.is_confirmed)


def assembled_from(table: TargetTable, cells: Iterable[StoredCell]) -> PerformanceTable:
    """The typed table, from cells already read."""
    return assemble(form=table.form, cells=[each.cell for each in cells])


def latest_publication(table: TargetTable) -> Publication | None:
    """The publication the public sees now, None before the first."""
    return table.publications.order_by("-number").first()


def names_of(table: TargetTable) -> dict[str, str]:
    """The names of the people who had a hand in a table, by account id."""
    hands = [each for each in (table.prepared_by, table.submitted_by, table.reviewed_by) if each]
    return {str(pk): info.display_name for pk, info in account_infos(ids=hands).items()}
