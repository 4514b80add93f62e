"""Everything the review screen shows of a table, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from congress.apps.performance.domain import Finding, PerformanceTable, Stage
from congress.apps.performance.domain.lifecycle import EDITABLE, TableState
from congress.apps.performance.domain.rows import RowCell
from congress.apps.performance.models import Correction, Decision, Move, Publication, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors.cells import StoredCell, stored_cell
from congress.apps.performance.selectors.findings import remembered_findings, stage_of, standing_decisions
from congress.apps.performance.selectors.imports import earlier_of
from congress.apps.performance.selectors.remembered import remembered
from congress.apps.performance.selectors.tables import publishing_trouble, table_and_verbs
from congress.platform.core.actors import Actor
from congress.platform.identity.api import account_infos

LATEST = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a table stands and what the actor may do with it now."""

    table: TargetTable
    verbs: frozenset[P]
    trouble: str = ""

    @property
    def is_editable(self) -> bool:
        return P.PREPARE in self.verbs and self.table.stands_at in EDITABLE

    @property
    def can_recall(self) -> bool:
        return P.PREPARE in self.verbs and self.table.stands_at is TableState.IN_REVIEW

    @property
    def can_review(self) -> bool:
        return P.REVIEW in self.verbs and self.table.stands_at is TableState.IN_REVIEW

    @property
    def can_return(self) -> bool:
        passed = (TableState.IN_REVIEW, TableState.APPROVED, TableState.ISSUED)
        return P.REVIEW in self.verbs and (self.table.stands_at in passed or bool(self.trouble))

    @property
    def can_issue(self) -> bool:
        return P.ISSUE in self.verbs and self.table.stands_at is TableState.APPROVED

    @property
    def can_withhold(self) -> bool:
        is_due = self.table.stands_at in (TableState.APPROVED, TableState.ISSUED) or bool(self.trouble)
        return P.ISSUE in self.verbs and is_due

    @property
    def can_publish(self) -> bool:
        is_due = self.table.stands_at is TableState.ISSUED or bool(self.trouble)
        return P.PUBLISH in self.verbs and is_due

    @property
    def can_reopen(self) -> bool:
        return P.PREPARE in self.verbs and self.table.stands_at is TableState.PUBLISHED

    @property
    def can_close_correction(self) -> bool:
        return self.is_editable and self.table.is_corrected_in_public


@dataclass(frozen=True, slots=True)
class Review:
    """A table as the review screen shows it. `corrections` are the latest ones, `people` names by account id.

    `keyed` are all findings by the key of a decision, `decisions` those that stand; `findings` are the open ones.
    """

    standing: Standing
    cells: list[StoredCell]
    positions: dict[str, int]
    places: dict[str, tuple[str, RowCell | None]]
    typed: PerformanceTable
    stage: Stage | None
    keyed: dict[str, Finding]
    decisions: dict[str, Decision]
    moves: list[Move]
    corrections: list[Correction]
    undoable: Correction | None
    versions: list[Publication]
    people: dict[UUID, str]
    earlier: TargetTable | None = None

    @property
    def table(self) -> TargetTable:
        return self.standing.table

    @property
    def publication(self) -> Publication | None:
        """The version that is public now."""
        return self.versions[-1] if self.versions else None

    @property
    def first_publication(self) -> Publication | None:
        """The version that was published first: what the law's period is about."""
        return self.versions[0] if self.versions else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found and nobody has decided about."""
        return tuple(found for key, found in self.keyed.items() if key not in self.decisions)

    @property
    def faulty(self) -> frozenset[str]:
        """Addresses of the cells a finding speaks of, or that nobody could read."""
        found = {address for finding in self.findings for address in finding.addresses}
        return frozenset(found | {each.address for each in self.typed.unread})


@dataclass(frozen=True, slots=True)
class CellStanding:
    """One cell, whether it may be corrected now, and who corrected it last."""

    standing: Standing
    stored: StoredCell
    last: Correction | None
    last_by: str


def standing_of(*, actor: Actor, table: UUID) -> Standing:
    """Where a table stands. Raises `Refused`."""
    row, verbs = table_and_verbs(actor=actor, table=table)
    return Standing(row, verbs, publishing_trouble(row))


def review_of(*, actor: Actor, table: UUID) -> Review:
    """Everything about a table but its source. Raises `Refused`."""
    standing = standing_of(actor=actor, table=table)
    row = standing.table
    known = remembered(row)
    typed = known.typed
    corrections = list(corrections_of(row)[:LATEST])
    versions = list(row.publications.defer("data", "sheet").order_by("number"))
    publication = versions[-1] if versions else None
    decisions, moves = standing_decisions(row), list(row.moves.all())
    return Review(
        standing=standing,
        cells=known.cells,
        positions=known.positions,
        places=known.places,
        typed=typed,
        stage=stage_of(row, typed),
        keyed=remembered_findings(row, known),
        decisions=decisions,
        moves=moves,
        corrections=corrections,
        undoable=undoable_of(row),
        versions=versions,
        people=_people(row, corrections, publication, [*moves, *decisions.values()]),
        earlier=earlier_of(actor=actor, table=row) if standing.is_editable else None,
    )


def cell_standing(*, actor: Actor, table: UUID, address: str) -> CellStanding:
    """One cell of a table. Raises `Refused`, and `RuleViolation` for an address the table has not."""
    standing = standing_of(actor=actor, table=table)
    stored = stored_cell(standing.table, address)
    last = standing.table.corrections.filter(changes__address=address).order_by("-pk").first()
    by = names([last.by]).get(last.by, "") if last else ""
    return CellStanding(standing, stored, last, by)


def corrections_of(table: TargetTable) -> QuerySet[Correction]:
    """What people changed, newest first."""
    return table.corrections.order_by("-pk")


def correctors_of(table: TargetTable) -> dict[UUID, str]:
    """The names of everyone who corrected a table, by account id. Two queries."""
    return names(list(table.corrections.values_list("by", flat=True).order_by().distinct()))


def undoable_of(table: TargetTable) -> Correction | None:
    """The latest correction that has not been taken back. One query."""
    return corrections_of(table).filter(undoes__isnull=True, undone_by__isnull=True).first()


def names(accounts: list[UUID]) -> dict[UUID, str]:
    """Names by account id. One query."""
    return {pk: info.display_name for pk, info in account_infos(ids=accounts).items()}


def _people(
    table: TargetTable,
    corrections: list[Correction],
    publication: Publication | None,
    steps: Iterable[Move | Decision],
) -> dict[UUID, str]:
    hands = [table.prepared_by, table.submitted_by, table.reviewed_by, table.issued_by]
    hands += [publication.published_by] if publication else []
    hands += [each.by for each in (*corrections, *steps)]
    return names([each for each in hands if each])
