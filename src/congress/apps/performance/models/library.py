"""The indicator library (指标库): what a body adds of its own to the indicators that come with the platform."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from congress.platform.core.models import Versioned, classify
from congress.platform.core.ports import Scope


class LibraryIndicator(Versioned):
    """One indicator of a body's own library. It is retired, never deleted."""

    classified = classify(
        internal="id version body level name target unit explanation data_source evidence added_by added_at"
        " retired_at retired_by"
    )
    scope = Scope(body="body")
    subject_kind = "performance.library_indicator"

    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=120)
    target = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    explanation = models.CharField(max_length=500, blank=True)
    data_source = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "level", "name"],
                condition=Q(retired_at__isnull=True),
                name="library_name_once_in_use",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="retired_indicator_says_who",
            ),
        ]

    def __str__(self) -> str:
        return self.name
