"""What people decided about findings: accepted for now, or not taken up, each with a reason that is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from congress.apps.performance.domain.decisions import DecisionKind
from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Record, Table, classify
from congress.platform.core.ports import Scope

KINDS = [(kind.value, kind.label) for kind in DecisionKind]


class Decision(Table):
    """One decision about one finding, known again by its `key`; taking it back is a row of its own that `undoes` it."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id table key rule case addresses message kind reason by at undoes")
    scope = Scope(body="table__body")

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=64)
    rule = models.CharField(max_length=8)
    case = models.CharField(max_length=60)
    addresses = models.JSONField(default=list)
    message = models.TextField()
    kind = models.CharField(max_length=10, choices=KINDS)
    reason = models.CharField(max_length=300, blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="undone", undoes__isnull=False)
                | (~Q(kind="undone") & Q(undoes__isnull=True) & ~Q(reason="")),
                name="decision_says_why",
            )
        ]

    def __str__(self) -> str:
        return DecisionKind(self.kind).label
