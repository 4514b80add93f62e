"""Tables as an actor may read them, and what the actor may do with each."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.platform.core.actors import Actor
from congress.platform.core.models import Job
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.organisation.api import bodies_for_choice

NOT_THERE = "没有找到这张绩效目标表，或者您没有权限查看。"
VERBS = (P.PREPARE, P.REVIEW, P.ISSUE, P.PUBLISH)
GIVEN_UP = {"failed", "cancelled"}


def tables(*, actor: Actor) -> QuerySet[TargetTable]:
    """The tables an actor may read."""
    return visible(TargetTable.objects.select_related("body"), actor, P.READ)


def table_for(*, actor: Actor, table: UUID) -> TargetTable:
    """One table the actor may read. Raises `Refused`."""
    found = tables(actor=actor).select_related("source").filter(pk=table).first()
    if found is None:
        raise Refused(permission=P.READ, reason=NOT_THERE)
    return found


def table_and_verbs(*, actor: Actor, table: UUID) -> tuple[TargetTable, frozenset[P]]:
    """One table with everything the actor may do with it. Five queries. Raises `Refused`."""
    rows = tables(actor=actor).select_related("source").filter(pk=table)
    for verb in VERBS:
        same = TargetTable.objects.filter(pk=OuterRef("pk"))
        rows = rows.annotate(**{f"may_{verb.name.lower()}": Exists(visible(same, actor, verb))})
    found = rows.first()
    if found is None:
        raise Refused(permission=P.READ, reason=NOT_THERE)
    return found, frozenset(verb for verb in VERBS if getattr(found, f"may_{verb.name.lower()}"))


def table_of_job(*, actor: Actor, job: UUID) -> TargetTable | None:
    """The table an import job brought in, once it has."""
    return tables(actor=actor).filter(job=job).first()


def bodies_to_prepare(*, actor: Actor) -> list[tuple[str, str]]:
    """The bodies in use (id, name) for which an actor may bring tables in, in the order of the tree."""
    return [(str(each.id), each.name) for each in bodies_for_choice(actor=actor, verb=P.PREPARE)]


def publishing_trouble(table: TargetTable) -> str:
    """Why the files of a table being published will not come any more, "" while they may still. One query."""
    if table.stands_at is not TableState.PUBLISHING or table.publish_job is None:
        return ""
    job = Job.objects.filter(pk=table.publish_job).first()
    if job is None or job.state in GIVEN_UP:
        return job.message if job is not None and job.message else "后台工作已停止。"
    return ""
