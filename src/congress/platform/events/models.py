"""The outbox: facts told inside commands, and who has still to hear them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congress.platform.core.models import Identified, Record, Table, classify


class OutboxEvent(Identified):
    """A fact, stored in the transaction of the command that made it true."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id name payload_version subject_id at trace payload")

    name = models.CharField(max_length=120)
    payload_version = models.PositiveIntegerField()
    subject_id = models.UUIDField()
    at = models.DateTimeField()
    trace = models.UUIDField()
    payload = models.JSONField()

    def __str__(self) -> str:
        return self.name


class Delivery(Table):
    """One handler's copy of an event. States: waiting → heard, or stuck after too many attempts."""

    classified = classify(internal="id event handler subject_id state attempts next_at error heard_at")

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=120)
    subject_id = models.UUIDField()
    state = models.CharField(
        max_length=8,
        choices=[("waiting", "待送达"), ("heard", "已送达"), ("stuck", "受阻")],
        default="waiting",
    )
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="heard_once_by_each")]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="delivery_waiting"),
            models.Index(
                fields=["handler", "subject_id", "id"],
                condition=~models.Q(state="heard"),
                name="delivery_order",
            ),
        ]
