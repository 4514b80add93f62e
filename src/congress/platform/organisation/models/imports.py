"""A table on its way in: what was sent, what was found in it, and the rows waiting to be written."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from congress.platform.core.models import Batch, Table, Versioned, classify
from congress.platform.core.ports import Scope
from congress.platform.organisation.models.bodies import Body


class ImportPlan(Versioned):
    """One import, from the file to its end.

    States: received (the file waits to be read) → checked (shown to the person who sent it) → running (new rows are
    written, seen by nobody) → closing (new rows are seen; the rest of the changes and the search index follow) → done.
    From received, checked and running it may be given up: dropping (what was written is taken back) → dropped.
    A file that nobody could read is unreadable. The file's bytes are thrown away as soon as it has been read.
    """

    classified = classify(
        internal="id version kind body actor digest state message new_count changed_count unchanged_count"
        " refused_count faults ignored_columns batch trace job created_at ended_at",
        personal="file_name",
        sensitive="content",
    )
    scope = Scope(body="body")
    subject_kind = "organisation.import"

    kind = models.CharField(max_length=10, choices=[("bodies", "机构"), ("people", "人员")])
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    state = models.CharField(
        max_length=10,
        choices=[
            ("received", "正在检查"),
            ("unreadable", "读不了"),
            ("checked", "待确认"),
            ("running", "正在写入"),
            ("closing", "正在收尾"),
            ("done", "已导入"),
            ("dropping", "正在放弃"),
            ("dropped", "已放弃"),
        ],
        default="received",
    )
    message = models.CharField(max_length=300, blank=True)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    ignored_columns = models.JSONField(default=list)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")
    trace = models.UUIDField(null=True)
    job = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received") | Q(content__isnull=True), name="import_file_gone_once_read"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "dropped", "unreadable"], ended_at__isnull=False)
                | (~Q(state__in=["done", "dropped", "unreadable"]) & Q(ended_at__isnull=True)),
                name="import_end_matches_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}成批导入"

    @property
    def is_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.ended_at is not None


class ImportBlock(Table):
    """Some rows waiting to be written together. `stage` says what happens to them next: they are written as new (new),
    stored as changed (changed), or only put into the search index (index). A block that is through is deleted in the
    very act that used it, so that no row is lost or written twice, wherever a worker dies."""

    classified = classify(internal="id plan number stage size", sensitive="rows")

    plan = models.ForeignKey(ImportPlan, on_delete=models.CASCADE, related_name="blocks")
    number = models.PositiveIntegerField()
    stage = models.CharField(
        max_length=8, choices=[("new", "待写入"), ("changed", "待修改"), ("index", "待编入检索")]
    )
    size = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="import_block_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"
