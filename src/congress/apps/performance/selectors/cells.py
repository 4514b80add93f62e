"""Cells as they stand, and the typed table assembled from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from congress.apps.performance.domain import PerformanceTable, assemble
from congress.apps.performance.domain.cells import Block, CellKind, CellState, ReadCell
from congress.apps.performance.domain.naming import positions_of
from congress.apps.performance.domain.rows import Outline, part_and_number, section_of
from congress.apps.performance.models import Cell, CellChange, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.platform.core.drafts import drafts_under
from congress.platform.core.subjects import Subject
from congress.platform.documents.contracts import Place
from congress.standards.errors import RuleViolation

DOUBT = 85
TITLE_CHARACTERS = 200


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


def stored_cells(table: TargetTable) -> list[StoredCell]:
    """Every cell of a table in order. One query."""
    return [_stored(row) for row in table.cells.order_by("order")]


def stored_from(rows: Iterable[Cell]) -> list[StoredCell]:
    """Cells already read, as the screens need them."""
    return [_stored(row) for row in rows]


def stored_cell(table: TargetTable, address: str) -> StoredCell:
    """One cell of a table. Raises `RuleViolation` when the table has none of that address."""
    row = table.cells.filter(address=address).first()
    if row is None:
        raise RuleViolation("performance.no_such_cell", "本表没有这一格，请刷新页面后再试。")
    return _stored(row)


def row_cells(table: TargetTable, row: str) -> list[StoredCell]:
    """The cells of a row in order, those of a project's indicators included. One query."""
    return [_stored(each) for each in table.cells.filter(address__startswith=f"{row}.").order_by("order")]


def cell_drafts(*, account: UUID, table: TargetTable) -> dict[str, dict[str, str]]:
    """What a person typed into cells and did not save, by address. One query."""
    return drafts_under(account=account, prefix=table.cell_draft_prefix)


def outline_of(table: TargetTable, *, with_retired: bool = False) -> Outline:
    """The rows of a table and their order; with every address that was ever in use, for finding a free number."""
    gone = CellChange.objects.filter(correction__table=table, before__isnull=False, after__isnull=True)
    retired = gone.values_list("address", flat=True) if with_retired else ()
    return Outline(table.cells.order_by().values_list("address", "order"), retired=retired)


def doubtful_cells(table: TargetTable, section: str) -> list[StoredCell]:
    """What nobody has confirmed yet of a section of the screen (`domain.rows.section_of`). One query."""
    rows = table.cells.filter(confidence__lt=DOUBT, is_confirmed=False, is_corrected=False).order_by("order")
    return [_stored(row) for row in rows if section_of(row.address, row.block) == section]


def position_in_part(table: TargetTable, row: str) -> dict[str, int]:
    """Where a row and the project it belongs to stand among their kind, by address. One query each."""
    part, _number = part_and_number(row)
    rows = (
        table.cells.filter(address__startswith=f"{part}.").order_by("order").values_list("address", "order")
    )
    found = {row: position for position, row in enumerate(Outline(rows).rows(part), start=1)}
    owner = part.rpartition(".")[0]
    return {**found, **position_in_part(table, owner)} if owner else found


def outline_to_edit(table: TargetTable) -> tuple[Outline, dict[str, int]]:
    """The rows of a table with every number that was ever used, and where each row stands. Two queries."""
    outline = outline_of(table, with_retired=True)
    return outline, positions_of(outline)


def assembled(table: TargetTable) -> PerformanceTable:
    """The typed table, from its cells as they stand. One query."""
    return assembled_from(table, stored_cells(table))


def assembled_from(table: TargetTable, cells: Iterable[StoredCell]) -> PerformanceTable:
    """The typed table, from cells already read."""
    return assemble(form=table.form, cells=[each.cell for each in cells])


def title_of(typed: PerformanceTable) -> str:
    """What lists call the table: the title over it, else that of its form, on one line; "" when it has neither."""
    written = typed.title.text or typed.form_title.text
    return " ".join(written.split())[:TITLE_CHARACTERS]


def words_of(typed: PerformanceTable) -> str:
    """What search should find the table by: every text a person would look for."""
    parts = [typed.title.text, typed.body_name.text, typed.goals.text]
    for task in typed.tasks:
        parts += [task.name.text, task.content.text, task.expected.text, task.completed.text]
    parts += [text for project in typed.projects for text in (project.name.text, project.goal.text)]
    parts += [indicator.name.text for indicator in typed.all_indicators]
    return "\n".join(part for part in parts if part)


def search_entry(table: TargetTable, typed: PerformanceTable) -> dict[str, Any]:
    """What search is told about a table inside the house: the arguments of its `put`."""
    return {
        "subject": Subject.of(table),
        "body_id": table.body_id,
        "app": "performance",
        "kind_title": "绩效目标表",
        "title": table.title,
        "text": words_of(typed),
        "url": f"/performance/tables/{table.pk}/",
        "permission": P.READ,
        "public": False,
    }


def _stored(row: Cell) -> StoredCell:
    return StoredCell(_cell(row), row.is_corrected, row.is_confirmed)


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
