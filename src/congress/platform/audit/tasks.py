"""The jobs of the trail: seal it, verify it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from congress.platform.audit.models import Seal
from congress.platform.audit.sealing import seal_rows
from congress.platform.audit.services import record_verification
from congress.platform.audit.verifying import verify_audit
from congress.platform.core import clock
from congress.platform.core.jobs import JobContext


def seal(context: JobContext) -> dict[str, int]:
    """Chain what was committed since the last time."""
    return {"sealed": seal_rows(at=clock.now())}


def seal_everything(context: JobContext) -> dict[str, int]:
    """Chain every row that has no seal, however old its id says it is."""
    return {"sealed": seal_rows(at=clock.now(), everything=True)}


def verify(context: JobContext) -> dict[str, Any]:
    """Verify the whole trail and record the result."""
    began_at = clock.now()
    total = Seal.objects.count()

    def progress(done: int) -> None:
        context.advance(done=min(done, total), total=total)

    found = verify_audit(progress=progress)
    record_verification(actor=context.actor, at=clock.now(), began_at=began_at, found=found)
    return {
        "sentence": found.sentence,
        "faults": found.fault_count,
        "url": reverse("audit:verification"),
    }
