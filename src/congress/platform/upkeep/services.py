"""What an administrator does for the running of the place."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.models import Job
from congress.platform.events.api import try_stuck_again
from congress.platform.upkeep.permissions import UpkeepPermission
from congress.standards.errors import RuleViolation


@command("upkeep.retry_deliveries", permission=UpkeepPermission.TEND)
def retry_deliveries(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> int:
    """Hand over once more what the worker gave up (重送受阻的消息). Returns how many; raises when there is nothing."""
    count = try_stuck_again(act)
    if not count:
        raise RuleViolation("upkeep.nothing_stuck", "现在没有受阻的消息，不需要重送。")
    act.note(deliveries=count)
    return count


@command("upkeep.retry_job", permission=UpkeepPermission.TEND, target=Job)
def retry_job(*, actor: Actor, at: datetime, target: UUID, act: Act[Job] = DOOR) -> None:
    """Let a job that failed try once more (再试一次), from where it broke off. Raises when it did not fail."""
    job = act.target
    if job.state != "failed":
        raise RuleViolation(
            "upkeep.not_failed", "只有未能完成的后台工作可以再试。请刷新页面查看它现在的状态。"
        )
    # attempts count on: they tell a worker that still believes in an earlier attempt that it is over
    job.state, job.run_after, job.ended_at, job.message, job.cancel_wanted = "queued", at, None, "", False
    job.save(update_fields=["state", "run_after", "ended_at", "message", "cancel_wanted"])
    act.note(kind=job.kind, attempts=job.attempts)
