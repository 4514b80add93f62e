"""What was published of a table: its data, its sheet and its files, for ever, version by version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from congress.apps.performance.models.tables import TargetTable
from congress.platform.core.models import Identified, Record, classify
from congress.platform.core.ports import Scope


class Publication(Identified):
    """What the public sees: the data as published, and its files.

    A correction (更正) is a later one of the same table that names the one it `corrects` and the reason; the earlier
    one stays readable.
    """

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(
        public="id number title year form body_name data sheet pdf docx xlsx published_at reason corrects",
        internal="table published_by digest",
    )
    scope = Scope(body="table__body", public={"table__is_public": True})
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
    xlsx = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    published_at = models.DateTimeField()
    published_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="publication_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, corrects__isnull=True, reason="")
                | (Q(number__gt=1, corrects__isnull=False) & ~Q(reason="")),
                name="a_correction_names_what_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title
