"""The demonstration place's performance tables: one to work on, one already published; and a round of collecting."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from typing import Any

from congress.apps.performance.demonstration.rounds import build_round
from congress.apps.performance.models import TargetTable
from congress.apps.performance.services import (
    approve_table,
    issue_table,
    receive_file,
    set_opening,
    submit_table,
)
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.jobs import run_one
from congress.platform.documents.api import take_in

TO_WORK_ON = "yunchuan-2026-targets.txt"
TO_PUBLISH = "yunchuan-2025-self-evaluation.txt"
# The reply to the table to work on came so long ago: its last day of publication is near.
REPLIED_AGO = timedelta(days=12)


def build(world: Any) -> None:
    """Bring both samples in as the preparer; the older one goes all the way to the public, by three people."""
    preparer, reviewer, issuer = (
        Person(world.made[f"account:{name}"]) for name in ("jingban", "fuhe", "qianfa")
    )
    samples = files("congress.apps.performance") / "samples"
    jobs = {
        name: receive_file(
            actor=preparer,
            at=world.at,
            target=world.made["YC-BGS"],
            taken=take_in(content=(samples / name).read_bytes(), name=name),
        )
        for name in (TO_PUBLISH, TO_WORK_ON)
    }
    _work()
    table = TargetTable.objects.get(job=jobs[TO_PUBLISH])
    note = "代表列席人次未达到预期，原因已在自评中说明。"
    submit_table(actor=preparer, at=world.at, target=table.pk, version=table.version, note=note)
    approve_table(actor=reviewer, at=world.at, target=table.pk, version=table.version + 1)
    issue_table(actor=issuer, at=world.at, target=table.pk, version=table.version + 2, publishes=True)
    _work()
    begun = TargetTable.objects.get(job=jobs[TO_WORK_ON])
    set_opening(
        actor=preparer,
        at=world.at,
        target=begun.pk,
        version=begun.version,
        notices=(),
        replied_on=clock.local_day(world.at) - REPLIED_AGO,
    )
    build_round(world, host=preparer, table=begun)


def _work() -> None:
    while run_one():
        pass
