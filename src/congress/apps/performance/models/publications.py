"""What was published of a table: its data, its sheet and its files, for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Identified, Record, classify
from congress.platform.core.ports import Scope


class Publication(Identified):
    """What the public sees: the data as published, and its files. A later one of the same table takes its place."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(
        public="id number title year form body_name data sheet pdf docx published_at",
        internal="table published_by digest",
    )
    scope = Scope(body="table__body", public={"table__state": TableState.PUBLISHED.value})
    subject_kind = "performance.publication"

    table = models.ForeignKey(TargetTable, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    year = models.PositiveIntegerField(null=True)
    form = models.CharField(max_length=40)
    body_name = models.CharField(max_length=120)
    data = models.JSONField()
    sheet = models.JSONField()
    digest = models.CharField(max_length=64)
    pdf = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="publication_number_once")]

    def __str__(self) -> str:
        return self.title
