"""The ticker: looks once a second which schedules are due and queues each due moment once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import IntegrityError

from congress.platform.core import clock
from congress.platform.core.actors import System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs.queue import enqueue
from congress.platform.core.manifest import Schedule
from congress.platform.core.models import ScheduledRun
from congress.platform.core.permissions import CorePermission
from congress.platform.core.registry import schedules

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def tick(*, at: datetime) -> int:
    """Queue every schedule whose latest due moment has not been taken. Returns how many were queued."""
    queued = 0
    for schedule in schedules().values():
        due = last_due(schedule, at)
        if ScheduledRun.objects.filter(schedule=schedule.name, due_at__gte=due).exists():
            continue
        try:
            enqueue_due(actor=System("core.scheduler"), at=at, schedule=schedule.name, due_at=due)
        except IntegrityError:  # another ticker was faster: the moment is taken
            continue
        queued += 1
    return queued


def last_due(schedule: Schedule, at: datetime) -> datetime:
    """The latest moment, not after `at`, at which the schedule was due."""
    if schedule.every is not None:
        return _EPOCH + (at - _EPOCH) // schedule.every * schedule.every
    if schedule.at is None:
        raise ValueError(f"schedule {schedule.name} has neither every nor at")
    local = at.astimezone(clock.zone())
    today = local.replace(hour=schedule.at.hour, minute=schedule.at.minute, second=0, microsecond=0)
    return (today if today <= local else today - timedelta(days=1)).astimezone(UTC)


@command("core.enqueue_due", permission=CorePermission.RUN_SCHEDULE)
def enqueue_due(
    *, actor: System, at: datetime, schedule: str, due_at: datetime, act: Act[None] = DOOR
) -> None:
    """Queue the job of a schedule for one due moment (定时任务); a moment is taken once."""
    job = enqueue(act, kind=schedules()[schedule].job, arguments={"due_at": due_at.isoformat()})
    ScheduledRun(schedule=schedule, due_at=due_at, job=job.pk).save(force_insert=True)
    act.note(schedule=schedule, job=str(job.pk))
