"""A job as its owner sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from congress.platform.core.actors import Person
from congress.platform.core.models import Job
from congress.platform.core.permissions import CorePermission
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused

SHOWN_STATES = {"queued": "waiting"}


@dataclass(frozen=True, slots=True)
class OwnJob:
    """One's own job, ready for the design system's progress element."""

    row: Job

    def shown(self, *, poll_url: str, next_url: str = "") -> dict[str, Any]:
        """What the progress element prints; `next_url` leads to the result once there is one."""
        job = self.row
        result = job.result if isinstance(job.result, dict) else {}
        return {
            "id": job.pk,
            "title": job.title,
            "state": SHOWN_STATES.get(job.state, job.state),
            "done": job.done,
            "total": job.total,
            "message": job.message,
            "poll_url": poll_url,
            "cancel_url": _cancel_url(job.pk),
            "next_url": next_url or result.get("url", ""),
        }


def own_job(*, actor: Person, job: UUID) -> OwnJob:
    """One's own job. Raises `Refused` for anybody else's."""
    row = visible(Job.objects.filter(pk=job), actor, CorePermission.OWN_JOBS).first()
    if row is None:
        raise Refused(permission=CorePermission.OWN_JOBS, reason="没有找到这项后台工作，或者不是您提交的。")
    return OwnJob(row)


def _cancel_url(job: UUID) -> str:
    try:
        return reverse("portal:cancel_job", args=[job])
    except NoReverseMatch:
        return ""
