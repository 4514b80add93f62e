"""A worker is killed with SIGKILL: its job goes on in the next one, and no event is lost or acted on twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from congress.platform.access.models import Role
from congress.platform.audit.models import AuditRow
from congress.platform.core import clock
from congress.platform.core.models import Job
from congress.platform.events.models import Delivery
from tests.faults import planted
from tests.support.processes import Processes

pytestmark = pytest.mark.slow


def test_a_killed_workers_job_goes_on_where_it_stood(processes: Processes) -> None:
    job = planted.start(actor=planted.MACHINE, at=clock.now())

    def row() -> Job:
        return Job.objects.get(pk=job)

    first = processes.start("tests.faults.process", "worker")
    processes.wait_for(lambda: row().done >= 5)
    first.kill()
    first.wait()
    left = row()
    assert left.state == "running" and left.done < planted.STEPS
    processes.start("tests.faults.process", "worker")
    processes.wait_for(lambda: row().state == "done")
    assert (row().attempts, row().result) == (2, {"rows": planted.STEPS})
    assert Role.objects.filter(code__startswith="row-").count() == planted.STEPS
    steps = AuditRow.objects.filter(command="faults.note", outcome="done")
    assert steps.count() == planted.STEPS, "no step was done twice"
    assert set(steps.values_list("trace", flat=True)) == {row().trace}


def test_a_worker_asked_to_stop_hands_its_job_over_at_once(processes: Processes) -> None:
    job = planted.start(actor=planted.MACHINE, at=clock.now())
    first = processes.start("tests.faults.process", "worker", RENDA_JOB_LEASE_SECONDS="600")
    processes.wait_for(lambda: Job.objects.get(pk=job).done >= 3)
    first.terminate()
    assert first.wait(30) == 0
    assert Job.objects.get(pk=job).state == "queued"


def test_a_worker_killed_between_acting_and_marking_loses_nothing_and_doubles_nothing(
    processes: Processes,
) -> None:
    codes = [planted.unique("event") for _ in range(6)]
    for code in codes:
        planted.make(actor=planted.MACHINE, at=clock.now(), code=code)
    flag = Path(settings.DATA_DIR) / "tmp" / "die-after-hearing"
    flag.touch()
    first = processes.start("tests.faults.process", "worker")
    assert first.wait(60) == -9, processes.said()
    assert _waiting().count() == len(codes), "the one acted on is not marked yet"
    assert Role.objects.filter(code__startswith="heard-").count() == 1
    processes.start("tests.faults.process", "worker")
    processes.wait_for(lambda: not _waiting().exists())
    assert set(Role.objects.filter(code__startswith="heard-").values_list("code", flat=True)) == {
        f"heard-{code}" for code in codes
    }
    assert AuditRow.objects.filter(command="faults.note", outcome="done").count() == len(codes)


def _waiting() -> Any:
    return Delivery.objects.filter(handler="faults.listener").exclude(state="heard")
