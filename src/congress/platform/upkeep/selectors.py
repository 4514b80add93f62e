"""Reads for the pages of upkeep."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.models import Job
from congress.platform.core.ports import visible
from congress.platform.upkeep.permissions import UpkeepPermission


def jobs(actor: Actor) -> QuerySet[Job]:
    """The jobs of the place that the actor may look after."""
    return visible(Job.objects.all(), actor, UpkeepPermission.READ)


def job(actor: Actor, job_id: UUID) -> Job | None:
    """One of them, or None."""
    return jobs(actor).filter(pk=job_id).first()
