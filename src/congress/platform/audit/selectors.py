"""Reads of the trail, each through what the actor may see."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from congress.platform.audit.contracts import LastVerification
from congress.platform.audit.models import AuditRow, Seal, VerificationRun
from congress.platform.audit.permissions import AuditPermission
from congress.platform.core.actors import Actor
from congress.platform.core.ports import decide, visible

# Jumps from one actor to the next along the index, so that a long trail costs no more than its actors.
_ACTORS = """
    WITH RECURSIVE seen(actor) AS (
        SELECT min(actor) FROM audit_auditrow
        UNION ALL
        SELECT (SELECT min(row.actor) FROM audit_auditrow row WHERE row.actor > seen.actor)
        FROM seen WHERE seen.actor IS NOT NULL
    )
    SELECT actor FROM seen WHERE actor IS NOT NULL
"""


def trail(actor: Actor) -> QuerySet[AuditRow]:
    """Every row the actor may read."""
    return visible(AuditRow.objects.all(), actor, AuditPermission.READ)


def rows_of_trace(actor: Actor, trace: UUID) -> QuerySet[AuditRow]:
    """What happened in one gesture, in order."""
    return trail(actor).filter(trace=trace).order_by("id")


def rows_of_object(actor: Actor, kind: str, object_id: UUID) -> QuerySet[AuditRow]:
    """What was done to one thing."""
    return trail(actor).filter(object_kind=kind, object_id=object_id)


def seals_of(rows: list[AuditRow]) -> dict[UUID, int]:
    """The place in the chain of each row that has been sealed."""
    return dict(Seal.objects.filter(row__in=[row.pk for row in rows]).values_list("row", "number"))


def actors_seen(actor: Actor) -> list[str]:
    """The keys of everybody who stands in the trail; none for who may not read it."""
    if not decide(actor, AuditPermission.READ).allowed:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ACTORS)
        return [key for (key,) in cursor.fetchall()]


def verification_runs(actor: Actor) -> QuerySet[VerificationRun]:
    """What earlier verifications found, newest first."""
    return visible(VerificationRun.objects.all(), actor, AuditPermission.VERIFY).order_by("-ended_at", "-pk")


def last_verification() -> LastVerification | None:
    """The newest recorded verification, for the health of the place; it names nobody and nothing."""
    run = VerificationRun.objects.order_by("-ended_at", "-pk").first()
    return None if run is None else LastVerification(run.ended_at, run.fault_count, str(run))
