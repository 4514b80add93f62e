"""Work that outlives a request: jobs, the schedule's memory, drafts, switches, saved views of lists."""

from __future__ import annotations

from django.db import models

from congress.platform.core.ids import new_id
from congress.platform.core.models.base import Identified, Table, classify
from congress.platform.core.ports import Scope


class Job(Identified):
    """A long piece of work. States: queued → running → done | failed | cancelled.

    `lease_until` is renewed while a worker lives; a job whose lease ran out is taken up again from its `cursor`.
    """

    classified = classify(
        internal="id kind title arguments owner trace state attempts lease_until heartbeat_at run_after cursor done"
        " total message result cancel_wanted created_at ended_at"
    )
    scope = Scope(owner="owner")
    subject_kind = "core.job"

    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    owner = models.UUIDField(null=True, db_index=True)
    trace = models.UUIDField(default=new_id)
    state = models.CharField(
        max_length=10,
        choices=[
            ("queued", "等待中"),
            ("running", "进行中"),
            ("done", "已完成"),
            ("failed", "未能完成"),
            ("cancelled", "已取消"),
        ],
        default="queued",
    )
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    run_after = models.DateTimeField()
    cursor = models.JSONField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True)
    cancel_wanted = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_after"], condition=models.Q(state__in=["queued", "running"]), name="job_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int | None:
        """Progress in whole percent, None while the total is unknown."""
        return None if not self.total else min(100, self.done * 100 // self.total)


class ScheduledRun(Table):
    """One due moment of a schedule; the primary key makes sure that it is taken once."""

    classified = classify(internal="id schedule due_at job")

    schedule = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    job = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="scheduled_once")]


class Draft(Table):
    """What a person has typed and not yet submitted. Private, unaudited, deleted on submit."""

    classified = classify(internal="id saved_at key", personal="account", sensitive="data")
    scope = Scope(owner="account")

    account = models.UUIDField()
    key = models.CharField(max_length=200)
    data = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="one_draft_per_form")]


class Switch(Table):
    """Whether a place uses an app. No row means the manifest's default."""

    classified = classify(internal="app is_on")

    app = models.CharField(max_length=40, primary_key=True)
    is_on = models.BooleanField()


class SavedView(Identified):
    """A filter and sort order of a list that a person keeps under a name."""

    classified = classify(internal="id list_name name query", personal="account")
    scope = Scope(owner="account")
    subject_kind = "core.saved_view"

    account = models.UUIDField()
    list_name = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "list_name", "name"], name="one_view_per_name")
        ]

    def __str__(self) -> str:
        return self.name
