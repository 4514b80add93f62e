"""Bodies of every branch and level in one tree."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from congress.platform.core.models import Batched, Versioned, classify
from congress.platform.core.ports import Scope


class Body(Batched, Versioned):
    """A body of any branch and level.

    Its `path` is its parent's path and four characters of its own, so that a prefix of the path is a part of the tree:
    one filter, no recursion. A closed body keeps its place and its history.
    """

    classified = classify(
        public="name short_name code kind level region_code order active_from active_until",
        internal="id version batch parent path",
    )
    scope = Scope(body="self")
    subject_kind = "organisation.body"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, db_index=True)
    level = models.CharField(max_length=10)
    region_code = models.CharField(max_length=12, blank=True, db_index=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=80, unique=True)
    order = models.PositiveIntegerField(default=100)
    active_from = models.DateField()
    active_until = models.DateField(null=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
                name="body_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="body_not_under_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The name used where there is little room."""
        return self.short_name or self.name

    @property
    def is_closed(self) -> bool:
        """Whether the body has been ended."""
        return self.active_until is not None
