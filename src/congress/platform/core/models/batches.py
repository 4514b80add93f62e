"""A long act in many short ones: rows stay invisible until the batch is closed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congress.platform.core.models.base import Identified, Record, Table, classify


class Batch(Identified):
    """One import or build under one trace. States: open → closed (rows become visible) or abandoned."""

    record: ClassVar[Record] = Record.MUTABLE
    classified = classify(internal="id kind title trace state row_count refused_count opened_at ended_at")
    subject_kind = "core.batch"

    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    trace = models.UUIDField(db_index=True)
    state = models.CharField(
        max_length=10,
        choices=[("open", "进行中"), ("closed", "已完成"), ("abandoned", "已放弃")],
        default="open",
    )
    row_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", ended_at__isnull=True)
                | models.Q(state__in=["closed", "abandoned"], ended_at__isnull=False),
                name="batch_end_matches_state",
            )
        ]

    def __str__(self) -> str:
        return self.title


class BatchRefusal(Table):
    """A row that did not come in, with the reason: which row, which field, what to do."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id batch number field message")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="refusals")
    number = models.PositiveIntegerField()
    field = models.CharField(max_length=80, blank=True)
    message = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["batch", "number"], name="batch_refusal_order")]


class Batched(models.Model):
    """Rows that may come in by the batch; `visible` leaves out those of batches still open."""

    batched: ClassVar[bool] = True

    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
