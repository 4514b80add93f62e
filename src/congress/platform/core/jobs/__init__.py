"""Long work: queued inside a command, run by the worker in many short commands, resumed when a worker dies."""

from congress.platform.core.jobs.queue import cancel_job, enqueue
from congress.platform.core.jobs.running import Cancelled, JobContext, LeaseLost, run_one
from congress.platform.core.jobs.showing import OwnJob, own_job

__all__ = ["Cancelled", "JobContext", "LeaseLost", "OwnJob", "cancel_job", "enqueue", "own_job", "run_one"]
