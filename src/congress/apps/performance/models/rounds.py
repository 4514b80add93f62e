"""Collection rounds: which unit and which person answers for which row, what they wrote, and their evidence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from congress.apps.performance.domain.rounds import RoundKind, RoundState, UnitState
from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Identified, Record, Versioned, classify
from congress.platform.core.ports import Scope


class Round(Versioned):
    """One round of collecting (填报轮次) for one table. It belongs to the body whose table it is."""

    classified = classify(
        internal="id version body table kind title instructions due_on state opened_by opened_at sent_at closed_at"
    )
    scope = Scope(body="body")
    subject_kind = "performance.round"

    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    table = models.ForeignKey(TargetTable, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=10, choices=[(each.value, each.label) for each in RoundKind])
    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True)
    due_on = models.DateField()
    state = models.CharField(
        max_length=10,
        choices=[(each.value, each.label) for each in RoundState],
        default=RoundState.PREPARING,
        db_index=True,
    )
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="preparing") | Q(sent_at__isnull=False), name="open_round_was_sent"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="closed_round_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands_at(self) -> RoundState:
        """The state as its type."""
        return RoundState(self.state)

    @property
    def asks_for(self) -> RoundKind:
        """The kind as its type."""
        return RoundKind(self.kind)


class RoundUnit(Versioned):
    """One unit's part in a round, and the person who answers for it. It belongs to the unit."""

    classified = classify(
        internal="id version round unit contact state due_on reported_at reported_by report_note is_late"
        " return_reason urged_at urged_times adopted_at"
    )
    scope = Scope(body="unit")
    subject_kind = "performance.round_unit"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    contact = models.UUIDField()
    state = models.CharField(
        max_length=10,
        choices=[(each.value, each.label) for each in UnitState],
        default=UnitState.WAITING,
        db_index=True,
    )
    due_on = models.DateField()
    reported_at = models.DateTimeField(null=True)
    reported_by = models.UUIDField(null=True)
    report_note = models.CharField(max_length=500, blank=True)
    is_late = models.BooleanField(default=False)
    return_reason = models.CharField(max_length=500, blank=True)
    urged_at = models.DateTimeField(null=True)
    urged_times = models.PositiveSmallIntegerField(default=0)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="unit_once_in_round"),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "adopted"])
                | Q(reported_at__isnull=False, reported_by__isnull=False),
                name="reported_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""), name="returned_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.unit}"

    @property
    def stands_at(self) -> UnitState:
        """The state as its type."""
        return UnitState(self.state)

    @property
    def draft_key(self) -> str:
        """Under which key what a person types is kept until it is saved."""
        return f"performance.fill_rows:{self.pk}"

    @property
    def report_draft_key(self) -> str:
        """Under which key the words typed before reporting are kept."""
        return f"performance.report_unit:{self.pk}"


class RoundRow(Identified):
    """One indicator as it was asked, the unit that answers for it, and the answer."""

    classified = classify(
        internal="id round unit order number address group project level1 level2 name target value note"
        " filled_at filled_by"
    )
    scope = Scope(body="unit__unit")
    subject_kind = "performance.round_row"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="rows")
    unit = models.ForeignKey(RoundUnit, null=True, on_delete=models.PROTECT, related_name="rows")
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    address = models.CharField(max_length=80)
    group = models.CharField(max_length=40, blank=True)
    project = models.CharField(max_length=300, blank=True)
    level1 = models.CharField(max_length=120, blank=True)
    level2 = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    filled_at = models.DateTimeField(null=True)
    filled_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "address"], name="row_once_in_round"),
            models.UniqueConstraint(fields=["round", "number"], name="row_number_once_in_round"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Evidence(Identified):
    """A file that shows that an actual value is so. Removing one keeps that it was there."""

    record: ClassVar[Record] = Record.MUTABLE
    classified = classify(
        internal="id row number file added_by added_at removed_at removed_by", personal="title"
    )
    scope = Scope(body="row__unit__unit")
    subject_kind = "performance.evidence"

    row = models.ForeignKey(RoundRow, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["row", "number"]
        constraints = [
            models.UniqueConstraint(fields=["row", "number"], name="evidence_number_once_in_row"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="removed_evidence_says_who",
            ),
        ]

    def __str__(self) -> str:
        return self.title
