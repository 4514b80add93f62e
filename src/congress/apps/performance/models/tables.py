"""Tables of performance targets as cells, who had a hand in them, and what was corrected."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from congress.apps.performance.domain.lifecycle import TableState
from congress.platform.core.models import Record, Table, Versioned, classify
from congress.platform.core.ports import Scope

STATES = [(state.value, state.label) for state in TableState]


class TargetTable(Versioned):
    """One table of one body for one year. Its cells are the truth; everything typed is assembled from them."""

    classified = classify(
        public="title year form",
        internal="id version body state source job prepared_by submitted_by submitted_at submit_note reviewed_by"
        " reviewed_at review_note imported_at publish_job",
    )
    scope = Scope(body="body")
    subject_kind = "performance.table"

    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    year = models.PositiveIntegerField(null=True)
    form = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=STATES, default=TableState.PREPARING, db_index=True)
    source = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    job = models.UUIDField(unique=True)
    prepared_by = models.UUIDField()
    imported_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submit_note = models.CharField(max_length=500, blank=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(max_length=500, blank=True)
    publish_job = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["preparing"]) | Q(submitted_at__isnull=False),
                name="later_states_were_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "publishing", "published"])
                | (Q(reviewed_by__isnull=False) & ~Q(reviewed_by=models.F("submitted_by"))),
                name="reviewed_by_another_person",
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
    def submit_draft_key(self) -> str:
        """Under which key the words typed before submitting are kept."""
        return f"performance.submit_table:{self.pk}"

    @property
    def return_draft_key(self) -> str:
        """Under which key the reason typed before returning is kept."""
        return f"performance.return_table:{self.pk}"

    def take_part(self, *, account: UUID, at: datetime) -> None:
        """Remember, once, that somebody had a hand in preparing the table."""
        hand = Preparer(table=self, account=account, at=at)
        Preparer.objects.bulk_create([hand], ignore_conflicts=True)

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


class Correction(Table):
    """One change of one cell by a person; an undo is a change too."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id table address before after was_confirmed at by undoes")
    scope = Scope(body="table__body")

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="corrections")
    address = models.CharField(max_length=80)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    was_confirmed = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.UUIDField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
