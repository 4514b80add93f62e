"""The way of a table through the office, step by step, for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congress.apps.performance.domain.lifecycle import MoveKind
from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Record, Table, classify
from congress.platform.core.ports import Scope

MOVES = [(kind.value, kind.label) for kind in MoveKind]


class Move(Table):
    """One step of a table (handed in, returned, approved, issued, published, reopened): who, when, which word."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id table kind by at note")
    scope = Scope(body="table__body")

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=16, choices=MOVES)
    by = models.UUIDField()
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=[each.value for each in MoveKind if each.needs_word])
                | ~models.Q(note=""),
                name="going_back_needs_a_word",
            )
        ]

    def __str__(self) -> str:
        return MoveKind(self.kind).label
