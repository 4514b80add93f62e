"""What people decided about rows of two tables: that they are the same thing, or that they are not."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Record, Table, classify
from congress.platform.core.ports import Scope

SAME, APART, WITHDRAWN = "same", "apart", "withdrawn"
VERDICTS = [(SAME, "是同一项"), (APART, "不是同一项"), (WITHDRAWN, "已撤销")]


class RowMatch(Table):
    """A decision about a row of a table and a row of another one, kept with the table it was made for.

    The names are those the person saw: when a row is called otherwise later, the decision says nothing about it.
    """

    record: ClassVar[Record] = Record.MUTABLE
    classified = classify(internal="id table row name other other_row other_name verdict by at")
    scope = Scope(body="table__body")

    table = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="row_matches")
    row = models.CharField(max_length=80)
    name = models.TextField(blank=True)
    other = models.ForeignKey(TargetTable, on_delete=models.CASCADE, related_name="+")
    other_row = models.CharField(max_length=80)
    other_name = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "row", "other", "other_row"], name="two_rows_are_judged_once"
            ),
            models.UniqueConstraint(
                fields=["table", "row", "other"], condition=Q(verdict=SAME), name="row_is_one_row_there"
            ),
            models.UniqueConstraint(
                fields=["table", "other", "other_row"], condition=Q(verdict=SAME), name="row_there_is_one_row"
            ),
            models.CheckConstraint(
                condition=~Q(table=F("other")) | ~Q(row=F("other_row")), name="row_is_not_held_against_itself"
            ),
        ]

    def __str__(self) -> str:
        return dict(VERDICTS)[self.verdict]
