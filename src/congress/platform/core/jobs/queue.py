"""Putting work into the queue and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.core.models import Job
from congress.platform.core.permissions import CorePermission
from congress.platform.core.registry import job_kinds
from congress.standards.errors import RuleViolation


@part
def enqueue(
    act: Act[Any],
    *,
    kind: str,
    arguments: dict[str, Any],
    title: str | None = None,
    run_after: datetime | None = None,
) -> Job:
    """Queue a job of a declared kind under the act's trace; a person's job is that person's own."""
    declared = job_kinds()[kind]
    owner = act.actor.account if isinstance(act.actor, Person) else None
    job = Job(
        kind=kind,
        title=title or str(declared.title),
        arguments=arguments,
        owner=owner,
        trace=act.trace,
        run_after=run_after or act.at,
        created_at=act.at,
    )
    job.save(force_insert=True)
    return job


@command("core.cancel_job", permission=CorePermission.OWN_JOBS, target=Job)
def cancel_job(*, actor: Person, at: datetime, target: UUID, act: Act[Job] = DOOR) -> None:
    """Ask a job to stop (取消): a queued one ends at once, a running one at its next step."""
    job = act.target
    if job.ended_at is not None:
        raise RuleViolation("core.job_ended", "这项工作已经结束，不能再取消。")
    job.cancel_wanted = True
    if job.state == "queued":
        job.state, job.ended_at = "cancelled", at
    job.save(update_fields=["cancel_wanted", "state", "ended_at"])
