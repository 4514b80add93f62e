"""Indicators bound to measures of the platform: which figure, and what was taken over from it, when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Versioned, classify
from congress.platform.core.ports import Scope


class MeasureBinding(Versioned):
    """One indicator row whose actual value comes from a measure (取数关系).

    `taken_text` is the figure as taken over last, `taken_rows` what stood behind it then (text and address of each).
    """

    classified = classify(
        internal="id version table row measure bound_by bound_at taken_text taken_how taken_rows taken_count taken_at"
    )
    scope = Scope(body="table__body")
    subject_kind = "performance.measure_binding"

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="bindings")
    row = models.CharField(max_length=80)
    measure = models.CharField(max_length=80)
    bound_by = models.UUIDField()
    bound_at = models.DateTimeField()
    taken_text = models.CharField(max_length=40, blank=True)
    taken_how = models.CharField(max_length=500, blank=True)
    taken_rows = models.JSONField(default=list)
    taken_count = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row"], name="row_bound_once"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=False) | Q(taken_text="", taken_count=0),
                name="what_was_taken_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} · {self.measure}"
