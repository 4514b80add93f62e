"""The worker's side of a job: take it under a lease, keep the lease alive, save the cursor, end it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection
from django.db.models import F, Q

from congress.platform.core import clock
from congress.platform.core.actors import System
from congress.platform.core.context import surrounded
from congress.platform.core.guard import unguarded
from congress.platform.core.models import Job
from congress.platform.core.registry import job_kinds, owner_of, switched_off
from congress.standards.errors import RuleViolation

MAX_ATTEMPTS = 5
MAX_TAKES = 20  # times taken up in all, restarts of the worker and lost leases among them
RETRY_SECONDS = (5, 30, 120, 600)
GIVEN_UP = "多次尝试后仍未能完成，请联系系统管理员。"

logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """The job was asked to stop."""


class LeaseLost(Exception):
    """Another worker has taken the job over; this one must stop at once."""


class Stopping(Exception):
    """The worker is asked to stop; the job goes back to the queue with its cursor."""


def _never() -> bool:
    return False


class JobContext:
    """What a running job holds: its arguments, its cursor, and the means to say how far it is."""

    def __init__(self, job: Job, stopping: Callable[[], bool] = _never) -> None:
        self._attempt = job.attempts
        self._stopping = stopping
        self.id: UUID = job.pk
        self.kind: str = job.kind
        self.arguments: dict[str, Any] = job.arguments
        self.cursor: Any = job.cursor
        self.owner: UUID | None = job.owner
        self.trace: UUID = job.trace
        self.actor = System(job=job.kind)

    def advance(self, *, done: int, total: int | None = None, cursor: Any = None, message: str = "") -> None:
        """Save progress and cursor and renew the lease. Raises `Cancelled`, `LeaseLost` or `Stopping`."""
        values: dict[str, Any] = {"done": done, "message": message[:300]}
        if total is not None:
            values["total"] = total
        if cursor is not None:
            self.cursor = values["cursor"] = cursor
        self._touch(**values)
        if Job.objects.filter(pk=self.id, cancel_wanted=True).exists():
            raise Cancelled
        if self._stopping():
            raise Stopping

    def beat(self) -> None:
        """Renew the lease."""
        self._touch()

    def end(self, state: str, **values: Any) -> None:
        """Close the job, if it is still ours."""
        with unguarded("jobs"):
            self._mine().update(state=state, lease_until=None, ended_at=clock.now(), **values)

    def retry(self, seconds: int, message: str) -> None:
        """Give the job back to the queue for a later attempt; the cursor stays."""
        with unguarded("jobs"):
            self._mine().update(
                state="queued",
                lease_until=None,
                run_after=clock.now() + timedelta(seconds=seconds),
                message=message,
            )

    def _touch(self, **values: Any) -> None:
        now = clock.now()
        lease = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        with unguarded("jobs"):
            if not self._mine().update(heartbeat_at=now, lease_until=lease, **values):
                raise LeaseLost

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.id, state="running", attempts=self._attempt)


def run_one(*, stopping: Callable[[], bool] = _never) -> bool:
    """Take the next due job and run it to its end. False when there was nothing to do.

    A job that saves its progress while `stopping` says yes goes back to the queue and goes on later from its cursor.
    """
    job = _claim()
    if job is None:
        return False
    context = JobContext(job, stopping)
    with surrounded(trace=job.trace), _heartbeat(context):
        _run(context)
    return True


def _claim() -> Job | None:
    now = clock.now()
    paused = switched_off()
    awake = [kind for kind in job_kinds() if owner_of(kind) not in paused]
    due = Job.objects.filter(
        Q(state="queued", run_after__lte=now) | Q(state="running", lease_until__lt=now), kind__in=awake
    ).order_by("run_after")
    for job in due[:20]:
        if job.attempts >= MAX_TAKES:
            _give_up(job, now)
            continue
        lease = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        with unguarded("jobs"):
            taken = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts).update(
                state="running", attempts=F("attempts") + 1, lease_until=lease, heartbeat_at=now
            )
        if taken:
            job.refresh_from_db()
            return job
    return None


def _give_up(job: Job, now: datetime) -> None:
    """A job that took its worker down again and again is not taken any more."""
    with unguarded("jobs"):
        Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts).update(
            state="failed", lease_until=None, ended_at=now, message=GIVEN_UP
        )


def _run(context: JobContext) -> None:
    try:
        result = job_kinds()[context.kind].run(context)
        context.end("done", result=result)
    except Cancelled:
        context.end("cancelled", message="已按要求取消")
    except Stopping:
        context.retry(0, "后台工作进程正在重新启动，稍后自动继续")
    except LeaseLost:
        logger.warning("job %s was taken over by another worker", context.id)
    except RuleViolation as refusal:
        context.end("failed", message=refusal.message[:300])
    except Exception:
        logger.exception("job %s (%s) broke off", context.id, context.kind)
        _give_back(context)


def _give_back(context: JobContext) -> None:
    attempt = context._attempt
    if attempt >= MAX_ATTEMPTS:
        context.end("failed", message=GIVEN_UP)
    else:
        context.retry(RETRY_SECONDS[attempt - 1], "遇到意外情况，稍后将自动重试")


@contextmanager
def _heartbeat(context: JobContext) -> Iterator[None]:
    """Keep the lease alive from a second thread, so that one long step does not look like death."""
    over = threading.Event()

    def keep() -> None:
        while not over.wait(settings.JOB_LEASE_SECONDS / 3):
            try:
                context.beat()
            except LeaseLost:
                return
            except Exception:
                logger.exception("a heartbeat could not be written")
                close_old_connections()
        connection.close()

    thread = threading.Thread(target=keep, name=f"heartbeat-{context.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)
