"""The door's own notes: which deliveries were acted on, which acts wait for a second person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congress.platform.core.models.base import Identified, Record, Table, classify


class Cause(Table):
    """An event delivery that a command has already acted on; written in the same transaction as the act."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="key at")

    key = models.CharField(max_length=160, primary_key=True)
    at = models.DateTimeField()


class HeldAct(Identified):
    """An act that waits until another person agrees. States: waiting → done | declined."""

    classified = classify(internal="id command arguments actor at target state second ended_at")
    subject_kind = "core.held_act"

    command = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    target = models.UUIDField(null=True)
    state = models.CharField(
        max_length=10,
        choices=[("waiting", "待确认"), ("done", "已执行"), ("declined", "已否决")],
        default="waiting",
    )
    second = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.command
