"""What people changed in a table: steps, each with every cell it changed as it was and as it became."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Record, Table, classify
from congress.platform.core.ports import Scope


class StepKind(StrEnum):
    """What a step does."""

    TEXT = "text"
    ADD_ROW = "add_row"
    REMOVE_ROW = "remove_row"
    MOVE_ROW = "move_row"
    MERGE = "merge"
    SPLIT = "split"
    SHIFT = "shift"

    @property
    def label(self) -> str:
        """Name it as the list of corrections does."""
        return _LABELS[self]


_LABELS = {
    StepKind.TEXT: "更正",
    StepKind.ADD_ROW: "加一行",
    StepKind.REMOVE_ROW: "删一行",
    StepKind.MOVE_ROW: "移动一行",
    StepKind.MERGE: "合并",
    StepKind.SPLIT: "拆分",
    StepKind.SHIFT: "移格",
}


class Correction(Table):
    """One step by a person; an undo is a step too. `address` and `name` tell where, `before` and `after` sum it up.

    `behind` and `room`: so many cells' room was made behind that order before the changes; an undo closes it again.
    """

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id table kind address name before after note behind room at by undoes")
    scope = Scope(body="table__body")

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in StepKind])
    address = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    behind = models.PositiveIntegerField(default=0)
    room = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.UUIDField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    def __str__(self) -> str:
        return self.name


class CellChange(Table):
    """One cell of a step: all of it before (null: there was none) and after (null: it is gone)."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id correction address before after")
    scope = Scope(body="correction__table__body")

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="changes")
    address = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["correction", "address"], name="address_once_in_step"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="change_has_a_side"
            ),
        ]

    def __str__(self) -> str:
        return self.address
