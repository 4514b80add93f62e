"""What people and the worker do about the trail: ask for a verification, record what it found."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.platform.audit.contracts import Verification
from congress.platform.audit.models import VerificationRun
from congress.platform.audit.permissions import AuditPermission
from congress.platform.core.actors import Actor, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs import enqueue

SHOWN_FAULTS = 100


@command("audit.start_verification", permission=AuditPermission.VERIFY)
def start_verification(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> UUID:
    """Verify the whole trail in the background (核验审计记录). Returns the job's id."""
    job = enqueue(act, kind="audit.verify", arguments={})
    act.note(job=str(job.pk))
    return job.pk


@command("audit.record_verification", permission=AuditPermission.RECORD)
def record_verification(
    *, actor: System, at: datetime, began_at: datetime, found: Verification, act: Act[None] = DOOR
) -> UUID:
    """Keep what a verification found (登记核验结果); the trail itself tells that it was verified. Returns its id."""
    run = VerificationRun(
        began_at=began_at,
        ended_at=max(at, began_at),
        sealed=found.sealed,
        tail=found.tail,
        anchors=found.anchors,
        head=found.head,
        fault_count=found.fault_count,
        faults=[
            {"kind": each.kind, "row": str(each.row or ""), "number": each.number, "message": each.message}
            for each in found.faults[:SHOWN_FAULTS]
        ],
    )
    run.save(force_insert=True)
    act.about(run)
    act.note(sealed=found.sealed, tail=found.tail, faults=found.fault_count, head=found.head)
    return run.pk
