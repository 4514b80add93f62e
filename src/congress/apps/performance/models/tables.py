"""Tables of performance targets as cells, who had a hand in them, and what was corrected."""

from __future__ import annotations

import re
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from congress.apps.performance.domain.cells import ReadCell
from congress.apps.performance.domain.lifecycle import MoveKind, TableState
from congress.apps.performance.domain.table import Stage
from congress.platform.core.models import Batched, Record, Table, Versioned, classify
from congress.platform.core.ports import Scope

STATES = [(state.value, state.label) for state in TableState]
STAGES = [(stage.value, stage.label) for stage in Stage]
# What no database column of text takes: the null character, and halves of characters.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
SIGNED = [each.value for each in (TableState.ISSUED, TableState.PUBLISHING, TableState.PUBLISHED)]


def storable(text: str) -> str:
    """A text as the database takes it."""
    return _NOT_STORABLE.sub("\ufffd", text)


class TargetTable(Batched, Versioned):
    """One table of one body for one year. Its cells are the truth; everything typed is assembled from them.

    `stage` is where the table stands in the budget's year, "" until a person has set it. `notices` are the documents
    the publication rests on, in order: office, title (with `{year}` for the table's year) and number. `publish_by` is
    the last lawful day of publication, counted from `replied_on`, and `publish_by_basis` how it was counted.
    `is_public` stays true once anything was published; `correction_reason` stands while a published table is
    corrected. `problems` is what reading remarked on the whole document.
    `batch` is that of a long table whose cells come in by and by: nobody sees it before it is closed.
    """

    classified = classify(
        public="title year form stage is_public",
        internal="id version batch body state source drafted_from job prepared_by submitted_by submitted_at submit_note"
        " reviewed_by reviewed_at review_note issued_by issued_at issue_note imported_at publish_job notices"
        " replied_on publish_by publish_by_basis correction_reason problems",
    )
    scope = Scope(body="body")
    subject_kind = "performance.table"

    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    year = models.PositiveIntegerField(null=True)
    form = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=STATES, default=TableState.PREPARING, db_index=True)
    # A table written on last year's has no source file and no import behind it.
    source = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="drafts")
    job = models.UUIDField(unique=True, null=True)
    prepared_by = models.UUIDField()
    imported_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submit_note = models.CharField(max_length=500, blank=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(max_length=500, blank=True)
    issued_by = models.UUIDField(null=True)
    issued_at = models.DateTimeField(null=True)
    issue_note = models.CharField(max_length=500, blank=True)
    publish_job = models.UUIDField(null=True)
    stage = models.CharField(max_length=16, choices=STAGES, blank=True)
    notices = models.JSONField(default=list, blank=True)
    replied_on = models.DateField(null=True)
    publish_by = models.DateField(null=True)
    publish_by_basis = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    correction_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=False, job__isnull=False) | Q(drafted_from__isnull=False),
                name="table_was_imported_or_drafted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing"]) | Q(submitted_at__isnull=False),
                name="later_states_were_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", *SIGNED])
                | (Q(reviewed_by__isnull=False) & ~Q(reviewed_by=models.F("submitted_by"))),
                name="reviewed_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED)
                | (
                    Q(issued_by__isnull=False)
                    & ~Q(issued_by=models.F("submitted_by"))
                    & ~Q(issued_by=models.F("reviewed_by"))
                ),
                name="issued_by_a_third_person",
            ),
            models.CheckConstraint(
                condition=Q(publish_by__isnull=True) | Q(replied_on__isnull=False),
                name="last_day_counts_from_the_reply",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(is_public=True, correction_reason=""),
                name="published_is_public",
            ),
            models.CheckConstraint(
                condition=~Q(state="publishing") | Q(publish_job__isnull=False), name="publishing_has_a_job"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands_at(self) -> TableState:
        """The state as its type."""
        return TableState(self.state)

    @property
    def is_corrected_in_public(self) -> bool:
        """Whether a published table is open again to be corrected (更正)."""
        return bool(self.correction_reason)

    def cell_draft_key(self, address: str) -> str:
        """Under which key the words typed into a cell and not saved are kept."""
        return f"{self.cell_draft_prefix}{address}"

    @property
    def cell_draft_prefix(self) -> str:
        """How the keys of all words typed into cells of this table begin."""
        return f"performance.correct_cell:{self.pk}:"

    @property
    def submit_draft_key(self) -> str:
        """Under which key the words typed before submitting are kept."""
        return f"performance.submit_table:{self.pk}"

    @property
    def return_draft_key(self) -> str:
        """Under which key the reason typed before returning is kept."""
        return f"performance.return_table:{self.pk}"

    @property
    def reopen_draft_key(self) -> str:
        """Under which key the reason typed before a correction is kept."""
        return f"performance.reopen_table:{self.pk}"

    def take_part(self, *, account: UUID, at: datetime) -> None:
        """Remember, once, that somebody had a hand in preparing the table."""
        hand = Preparer(table=self, account=account, at=at)
        Preparer.objects.bulk_create([hand], ignore_conflicts=True)

    def remember(self, *, kind: MoveKind, by: UUID, at: datetime, note: str = "") -> None:
        """Add a step to the table's way through the office."""
        self.moves.create(kind=kind.value, by=by, at=at, note=note)

    def preparers(self) -> set[UUID]:
        """Everyone who had a hand in the table: imported, corrected, confirmed or submitted it. One query."""
        hands = set(self.hands.values_list("account", flat=True))
        return {each for each in (self.prepared_by, self.submitted_by, *hands) if each}


class Preparer(Table):
    """Somebody who had a hand in preparing a table and therefore does not review it."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id table account at")
    scope = Scope(body="table__body")

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="hands")
    account = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "account"], name="preparer_once_in_table")]


class Cell(Table):
    """One cell: what stood in the source, what it is taken for, and what a person made of it."""

    classified = classify(
        public="address block order label kind text state",
        internal="id table raw line column page continued confidence note is_corrected is_confirmed",
    )
    scope = Scope(body="table__body")
    subject_kind = "performance.cell"

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="cells")
    address = models.CharField(max_length=80)
    block = models.CharField(max_length=20)
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    raw = models.TextField(blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=16)
    line = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    continued = models.JSONField(default=list)
    confidence = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    is_corrected = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["table", "address"], name="address_once_in_table"),
            models.CheckConstraint(condition=Q(confidence__lte=100), name="confidence_is_percent"),
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def of(cls, table: TargetTable, cell: ReadCell) -> Cell:
        """A cell that was read, or that a person wrote, as the row that stores it."""
        return cls(
            table=table,
            address=cell.address,
            block=str(cell.block),
            order=cell.order,
            label=storable(cell.label)[:120],
            kind=str(cell.kind),
            raw=storable(cell.raw),
            text=storable(cell.text),
            state=str(cell.state),
            line=cell.place.line,
            column=cell.place.column,
            page=cell.place.page,
            continued=[[place.line, place.column, place.page] for place in cell.continued],
            confidence=cell.confidence,
            note=storable(cell.note)[:300],
        )
