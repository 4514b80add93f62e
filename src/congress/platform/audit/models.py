"""The trail: rows written once, and the seals that chain them afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congress.platform.core.models import Identified, Record, Table, classify
from congress.platform.core.ports import Scope


class AuditRow(Identified):
    """Who did what, when, to which object, with which outcome, from where and why. Never changed, never removed.

    Outcomes: done · denied (access said no) · refused (a rule said no) · held (waits for a second person) · declined.
    """

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(
        internal="id at command permission outcome object_kind object_id object_title body trace cause reason"
        " detail leaf actor_kind",
        personal="actor address",
    )
    scope = Scope()
    subject_kind = "audit.row"

    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=80, db_index=True)
    command = models.CharField(max_length=120, db_index=True)
    permission = models.CharField(max_length=120)
    outcome = models.CharField(
        max_length=10,
        choices=[
            ("done", "已完成"),
            ("denied", "无权限"),
            ("refused", "未通过"),
            ("held", "待确认"),
            ("declined", "已否决"),
        ],
    )
    object_kind = models.CharField(max_length=80, blank=True)
    object_id = models.UUIDField(null=True, db_index=True)
    object_title = models.CharField(max_length=300, blank=True)
    body = models.UUIDField(null=True)
    address = models.CharField(max_length=45, blank=True)
    trace = models.UUIDField(db_index=True)
    cause = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)
    leaf = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.command} {self.outcome}"


class Seal(Table):
    """One row of the chain: the place a leaf took and the digest of everything up to it."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="number row leaf chain sealed_at")

    number = models.BigIntegerField(primary_key=True)
    row = models.UUIDField(unique=True)
    leaf = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
