"""What a person is bringing in: files being read, files that could not be read, files that came before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import Machine
from congress.apps.performance.selectors.tables import tables
from congress.platform.core.actors import Actor, Person
from congress.platform.core.jobs import OwnJob
from congress.platform.core.models import Job
from congress.platform.core.permissions import CorePermission
from congress.platform.core.ports import visible
from congress.platform.documents.api import TakenIn, same_bytes

FAILED_STAYS = timedelta(days=7)
MOST_SHOWN = 20
UNDER_WAY = ("queued", "running")


@dataclass(frozen=True, slots=True)
class Twin:
    """The same bytes, brought in before for the same body: when, and the table or the job that reads them."""

    title: str
    at: datetime
    table: UUID | None = None
    job: UUID | None = None


def own_imports(*, actor: Person, at: datetime) -> list[OwnJob]:
    """A person's imports that are under way, and those of the last week that failed, newest first."""
    wanted = Q(state__in=UNDER_WAY) | Q(state="failed", ended_at__gte=at - FAILED_STAYS)
    rows = visible(Job.objects.filter(wanted, kind=Machine.IMPORT), actor, CorePermission.OWN_JOBS)
    return [OwnJob(row) for row in rows.order_by("-created_at", "-pk")[:MOST_SHOWN]]


def twin_of(*, actor: Person, taken: TakenIn, body: UUID) -> Twin | None:
    """The table that was made of the same bytes before, or the import still reading them; of what the actor sees."""
    files = same_bytes(digest=taken.digest, body=body)
    if not files:
        return None
    table = tables(actor=actor).filter(body=body, source__in=files).order_by("-imported_at").first()
    if table is not None:
        return Twin(table.title, table.imported_at, table=table.pk)
    reading = Job.objects.filter(
        kind=Machine.IMPORT, state__in=UNDER_WAY, arguments__file__in=[str(each) for each in files]
    )
    job = visible(reading, actor, CorePermission.OWN_JOBS).order_by("-created_at").first()
    return Twin(job.title, job.created_at, job=job.pk) if job is not None else None


def earlier_of(*, actor: Actor, table: TargetTable) -> TargetTable | None:
    """The table that was made of the same file before this one, of what the actor sees. Three queries at most."""
    if table.source is None:
        return None
    files = same_bytes(digest=table.source.digest, body=table.body_id)
    if len(files) < 2:
        return None
    before = tables(actor=actor).filter(
        body=table.body_id, source__in=files, imported_at__lte=table.imported_at
    )
    return before.exclude(pk=table.pk).order_by("-imported_at").first()
