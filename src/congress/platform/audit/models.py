"""The trail: rows written once, and the seals that chain them afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congress.platform.audit.contracts import sentence_of
from congress.platform.core.models import Identified, Record, Table, classify
from congress.platform.core.ports import Scope


class AuditRow(Identified):
    """Who did what, when, to which object, with which outcome, from where and why.

    Never changed, never removed: the database itself refuses. Outcomes: done · denied (access said no) · refused (a
    rule said no) · held (waits for a second person) · declined.
    """

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(
        internal="id at command permission outcome object_kind object_id object_title body trace cause reason"
        " detail algorithm leaf actor_kind",
        personal="actor address",
    )
    scope = Scope()
    subject_kind = "audit.row"
    OUTCOMES: ClassVar[list[tuple[str, str]]] = [
        ("done", "已完成"),
        ("denied", "无权限"),
        ("refused", "未通过"),
        ("held", "待确认"),
        ("declined", "已否决"),
    ]

    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=80, db_index=True)
    command = models.CharField(max_length=120, db_index=True)
    permission = models.CharField(max_length=120)
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    object_kind = models.CharField(max_length=80, blank=True)
    object_id = models.UUIDField(null=True, db_index=True)
    object_title = models.CharField(max_length=300, blank=True)
    body = models.UUIDField(null=True)
    address = models.CharField(max_length=45, blank=True)
    trace = models.UUIDField(db_index=True)
    cause = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)
    algorithm = models.CharField(max_length=10, default="sha256")
    leaf = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.command} {self.outcome}"


class Seal(Table):
    """One row of the chain: the place a leaf took and the digest of everything up to it."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="number row leaf algorithm chain sealed_at")

    number = models.BigIntegerField(primary_key=True)
    row = models.UUIDField(unique=True)
    leaf = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10, default="sha256")
    chain = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()


class VerificationRun(Identified):
    """What one verification of the whole trail found; `faults` keeps the first hundred of `fault_count`."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id began_at ended_at sealed tail anchors head fault_count faults")
    scope = Scope()
    subject_kind = "audit.verification"

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(db_index=True)
    sealed = models.BigIntegerField()
    tail = models.BigIntegerField()
    anchors = models.BigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    fault_count = models.BigIntegerField()
    faults = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__gte=models.F("began_at")),
                name="verification_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return sentence_of(sealed=self.sealed, tail=self.tail, fault_count=self.fault_count)
