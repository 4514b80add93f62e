"""Reading what an import meets: the tree and the persons as whoever sent it may see and manage them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congress.platform.core.actors import Actor, actor_from_key
from congress.platform.core.models import Job
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.organisation.domain.people_rows import ExistingPerson, Ground
from congress.platform.organisation.domain.tree_rows import ExistingBody, Standing
from congress.platform.organisation.models import Body, ImportPlan, Mandate, Person, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors.bodies import people_in_office

NOT_THERE = "没有找到这次导入，或者您没有权限。"
AT_ONCE = 500


def imports(*, actor: Actor) -> QuerySet[ImportPlan]:
    """The imports an actor may look at and carry on, without the bytes of their files."""
    return visible(ImportPlan.objects.defer("content").select_related("body", "batch"), actor, P.IMPORT)


def import_for(*, actor: Actor, plan: UUID) -> ImportPlan:
    """An import the actor may look at. Raises `Refused`."""
    found = imports(actor=actor).filter(pk=plan).first()
    if found is None:
        raise Refused(permission=P.IMPORT, reason=NOT_THERE)
    return found


def standing_of(body: Body, *, parent: str | None) -> Standing:
    """A body as it stands."""
    return Standing(
        code=body.code,
        name=body.name,
        short_name=body.short_name,
        kind=body.kind,
        level=body.level,
        region_code=body.region_code,
        order=body.order,
        active_from=body.active_from,
        active_until=body.active_until,
        parent=parent,
    )


def existing_bodies(plan: ImportPlan) -> dict[str, ExistingBody]:
    """Every body the sender sees, by code; managed are those at or below the import's body that they may manage."""
    who = actor_from_key(plan.actor)
    seen = list(visible(Body.objects.select_related("parent"), who, P.READ))
    below = Body.objects.filter(path__startswith=plan.body.path)
    managed = set(visible(below, who, P.MANAGE).values_list("pk", flat=True))
    in_office = people_in_office(managed)
    return {
        body.code: ExistingBody(
            id=body.pk,
            version=body.version,
            standing=standing_of(body, parent=None if body.parent is None else body.parent.code),
            is_managed=body.pk in managed,
            in_office=in_office.get(body.pk, 0),
        )
        for body in seen
    }


def codes_among(codes: Collection[str]) -> set[str]:
    """Those of the codes that bodies have, whoever may see them."""
    wanted, found = list(codes), set()
    for start in range(0, len(wanted), AT_ONCE):
        rows = Body.objects.filter(code__in=wanted[start : start + AT_ONCE])
        found |= set(rows.values_list("code", flat=True))
    return found


def grounds(plan: ImportPlan) -> tuple[dict[str, Ground], set[str]]:
    """The bodies in use to which the sender may add persons, by code; and the codes of closed ones."""
    who = actor_from_key(plan.actor)
    below = Body.objects.filter(path__startswith=plan.body.path)
    rows = list(visible(below, who, P.MANAGE_PEOPLE).only("code", "active_until"))
    running = Term.objects.filter(ends_on__isnull=True).values_list("congress", "pk", "starts_on")
    terms = {congress: (term, starts_on) for congress, term, starts_on in running}
    usable = {row.code: Ground(row.pk, *terms.get(row.pk, (None, None))) for row in rows if not row.is_closed}
    return usable, {row.code for row in rows if row.is_closed}


def existing_people(plan: ImportPlan, bodies: Collection[UUID]) -> Iterator[ExistingPerson]:
    """The persons of some bodies, as the sender may change them."""
    who = actor_from_key(plan.actor)
    wanted = list(bodies)
    for start in range(0, len(wanted), AT_ONCE):
        here = wanted[start : start + AT_ONCE]
        seated = Mandate.objects.filter(term__congress__in=here, term__ends_on__isnull=True)
        deputies = set(seated.exclude(state="ended").values_list("person", flat=True))
        rows = visible(Person.objects.filter(body__in=here), who, P.MANAGE_PEOPLE)
        fields = ("pk", "version", "body__code", "name", "gender", "birth_date", "phone")
        for pk, version, body, name, gender, birth_date, phone in rows.values_list(*fields).iterator():
            yield ExistingPerson(pk, version, body, name, gender, birth_date, phone, pk in deputies)


def exported_bodies(*, actor: Actor, top: Body | None) -> QuerySet[Body]:
    """The bodies the actor may see, all of them or those at or below one, for a file."""
    rows = visible(Body.objects.select_related("parent"), actor, P.READ)
    return rows if top is None else rows.filter(path__startswith=top.path)


def job_of(plan: ImportPlan) -> Job | None:
    """The job that works on an import now, or worked on it last."""
    return None if plan.job is None else Job.objects.filter(pk=plan.job).first()


def first_rows(plan: ImportPlan, stage: str, most: int) -> list[dict[str, Any]]:
    """The first rows that wait for a stage, for looking at."""
    blocks = plan.blocks.filter(stage=stage).order_by("number").values_list("rows", flat=True)
    found: list[dict[str, Any]] = []
    for rows in blocks.iterator(chunk_size=1):
        found += rows
        if len(found) >= most:
            break
    return found[:most]


def import_of_batch(*, actor: Actor, batch: UUID | None) -> ImportPlan | None:
    """The import that brought a row in, when the actor may look at it."""
    return None if batch is None else imports(actor=actor).filter(batch=batch).first()
