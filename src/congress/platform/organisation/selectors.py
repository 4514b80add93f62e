"""Reading the tree and the people in it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.organisation.contracts import BodyInfo
from congress.platform.organisation.models import Body, Person
from congress.platform.organisation.permissions import OrganisationPermission as P

NOT_THERE = "没有找到这个机构，或者您没有权限。"


def bodies(*, actor: Actor) -> QuerySet[Body]:
    """The bodies an actor may look at, in the order of the tree."""
    return visible(Body.objects.all(), actor, P.READ)


def people(*, actor: Actor) -> QuerySet[Person]:
    """The persons an actor may look at."""
    return visible(Person.objects.select_related("body"), actor, P.READ_PEOPLE)


def body_in_scope(*, actor: Actor, body: UUID, verb: str, lock: bool = False) -> Body:
    """A body on which the actor may use a verb. Raises `Refused`."""
    rows = visible(Body.objects.filter(pk=body), actor, verb)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused(permission=verb, reason=NOT_THERE)
    return found


def in_use(actor: Actor, verb: str) -> list[BodyInfo]:
    """The bodies in use on which an actor may use a verb, in the order of the tree."""
    rows = visible(Body.objects.filter(active_until__isnull=True), actor, verb)
    return [info_of(row) for row in rows.order_by("path")]


def root() -> BodyInfo | None:
    """The root of the place's tree, None before the place is founded."""
    found = Body.objects.filter(parent__isnull=True).first()
    return info_of(found) if found else None


def infos(ids: list[UUID]) -> dict[UUID, BodyInfo]:
    """Bodies by id. One query."""
    return {row.pk: info_of(row) for row in Body.objects.filter(pk__in=ids)}


def by_code(code: str) -> BodyInfo | None:
    """The body of a code."""
    found = Body.objects.filter(code=code).first()
    return info_of(found) if found else None


def info_of(body: Body) -> BodyInfo:
    """A body as others may hold it."""
    return BodyInfo(
        id=body.pk,
        code=body.code,
        name=body.name,
        short_name=body.short_name or body.name,
        kind=body.kind,
        level=body.level,
        region_code=body.region_code,
        path=body.path,
    )
