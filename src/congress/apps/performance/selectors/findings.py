"""What the checks find in a table as it would be published, and what people decided about it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from congress.apps.performance.domain import Finding, PerformanceTable, Stage, check
from congress.apps.performance.domain.decisions import keyed
from congress.apps.performance.domain.opening import notices_of, with_opening
from congress.apps.performance.models import Decision, TargetTable
from congress.apps.performance.selectors.cells import (
    StoredCell,
    assembled,
    assembled_from,
    stored_cells,
)
from congress.apps.performance.selectors.grounds import Grounds, grounds_of, rows_with_evidence
from congress.apps.performance.selectors.remembered import Remembered
from congress.apps.performance.selectors.tables import table_for
from congress.platform.core.actors import Actor
from congress.standards.errors import RuleViolation


def stage_of(table: TargetTable, typed: PerformanceTable) -> Stage | None:
    """Where the table stands in the budget's year: as a person said, else as its titles propose."""
    return Stage(table.stage) if table.stage else typed.stage


def with_fields(table: TargetTable, typed: PerformanceTable) -> PerformanceTable:
    """A typed table with the opening paragraph its fields make, as it would be published."""
    return with_opening(table=typed, notices=notices_of(table.notices), stage=stage_of(table, typed))


def to_publish(table: TargetTable) -> PerformanceTable:
    """The typed table as it is to be published. One query."""
    return with_fields(table, assembled(table))


def last_year_of(table: TargetTable) -> TargetTable | None:
    """The same body's table of the same form for the year before, the public one first. One query."""
    if table.year is None:
        return None
    whole = Q(batch__isnull=True) | Q(batch__state="closed")
    same = TargetTable.objects.filter(whole, body=table.body_id, form=table.form, year=table.year - 1)
    return same.order_by("-is_public", "-imported_at", "pk").first()


def remembered_findings(table: TargetTable, known: Remembered) -> dict[str, Finding]:
    """What the checks find in a table as it is remembered, by key; worked out once. Four queries, or six."""
    before = last_year_of(table)
    grounds = grounds_of(table)
    key = ((before.pk, before.version) if before is not None else None, grounds.key)
    return known.found(key, lambda: _found(table, known.typed, known.cells, before, grounds))


def findings_of(
    table: TargetTable, typed: PerformanceTable, cells: Iterable[StoredCell]
) -> dict[str, Finding]:
    """What the checks find, by the key a decision knows it by; `cells` are those the table was typed from.

    Five queries at most.
    """
    return _found(table, typed, cells, last_year_of(table), grounds_of(table))


def _found(
    table: TargetTable,
    typed: PerformanceTable,
    cells: Iterable[StoredCell],
    before: TargetTable | None,
    grounds: Grounds,
) -> dict[str, Finding]:
    stage = stage_of(table, typed)
    if table.is_public and stage is not Stage.SELF_EVALUATED:
        stage = Stage.PUBLISHED
    shown = with_fields(table, typed)
    texts = {each.cell.address: each.cell.text for each in cells}
    texts[shown.notice.address] = shown.notice.text
    found = check(
        table=shown,
        rules=grounds.rules,
        stage=stage,
        before=assembled(before) if before is not None else None,
        evidenced=rows_with_evidence(shown, grounds.evidenced),
        problems=grounds.problems,
    )
    return keyed(findings=found, texts=texts)


def keyed_findings(table: TargetTable) -> dict[str, Finding]:
    """What the checks find in a table as it stands, by key."""
    cells = stored_cells(table)
    return findings_of(table, assembled_from(table, cells), cells)


def standing_decisions(table: TargetTable) -> dict[str, Decision]:
    """Decisions that have not been taken back, by the key of their finding. One query."""
    rows = table.decisions.filter(undoes__isnull=True, undone_by__isnull=True).order_by("pk")
    return {row.key: row for row in rows}


def proposed_changes(*, actor: Actor, table: UUID, key: str) -> tuple[dict[str, tuple[str, str]], str]:
    """What a finding proposes, cell by cell (text now, text proposed), and the check it comes from.

    Raises `Refused`, and `RuleViolation` when the finding has changed or proposes nothing.
    """
    row = table_for(actor=actor, table=table)
    cells = {each.cell.address: each for each in stored_cells(row)}
    found = findings_of(row, assembled_from(row, cells.values()), cells.values()).get(key)
    if found is None or found.proposal is None:
        raise RuleViolation(
            "performance.finding_gone",
            "这条检查结果已经变化，可能有人刚改过相关的格子。请看清最新的结果后再处理。",
        )
    wanted = {
        address: (cells[address].cell.text, text)
        for address, text in found.proposal.changes
        if address in cells
    }
    return wanted, found.id
