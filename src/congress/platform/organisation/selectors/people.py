"""Reading persons, posts, terms and mandates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.organisation.contracts import PersonInfo
from congress.platform.organisation.models import Holding, Mandate, Person, Post, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.standards.errors import RuleViolation

NOT_THERE = "没有找到这名人员，或者您没有权限。"


def people(*, actor: Actor, verb: str = P.READ_PEOPLE) -> QuerySet[Person]:
    """The persons on whom an actor may use a verb, with their bodies."""
    return visible(Person.objects.select_related("body"), actor, verb)


def person_for(*, actor: Actor, person: UUID, verb: str = P.READ_PEOPLE) -> Person:
    """A person the actor may look at. Raises `Refused`."""
    found = people(actor=actor, verb=verb).filter(pk=person).first()
    if found is None:
        raise Refused(permission=verb, reason=NOT_THERE)
    return found


def person_for_office(*, actor: Actor, person: UUID) -> Person:
    """A person who may be given a post or a seat: one the actor sees and who has not left. Raises `RuleViolation`."""
    found = people(actor=actor).filter(pk=person).first()
    if found is None:
        raise RuleViolation("organisation.no_such_person", "没有找到这名人员，请重新选择。", field="person")
    if found.state == "left":
        raise RuleViolation("organisation.person_left", "该人员已经离任，请先恢复为“在册”。", field="person")
    return found


def persons_called(
    *, actor: Actor, words: str, near: UUID, but: QuerySet[Any], limit: int = 20
) -> list[Person]:
    """Persons to choose from for an office: those of a body, or whoever is called by the words.

    `but` gives the ids of those who have it already.
    """
    rows = people(actor=actor).filter(state="active").exclude(pk__in=but)
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    if not words.split():
        rows = rows.filter(body=near)
    return list(rows.order_by("name", "pk")[:limit])


def person_of_account(account: UUID) -> PersonInfo | None:
    """The person an account belongs to, with body and posts held now. Two queries."""
    found = Person.objects.select_related("body").filter(account=account).first()
    if found is None:
        return None
    titles = Holding.objects.filter(person=found, until_date__isnull=True).order_by(
        "post__order", "post__title"
    )
    return PersonInfo(
        id=found.pk,
        name=found.name,
        body_id=found.body_id,
        body_name=found.body.called,
        posts=tuple(titles.values_list("post__title", flat=True)),
    )


def posts(*, actor: Actor, verb: str = P.READ) -> QuerySet[Post]:
    """The posts on which an actor may use a verb."""
    return visible(Post.objects.select_related("body"), actor, verb)


def holdings(*, actor: Actor, verb: str = P.READ) -> QuerySet[Holding]:
    """Who holds or held which post, as far as the actor may look."""
    return visible(Holding.objects.select_related("person", "post", "post__body"), actor, verb)


def holders_of(post: Post) -> QuerySet[Any]:
    """Ids of the persons who hold a post now."""
    return Holding.objects.filter(post=post, until_date__isnull=True).values("person")


def deputies_of(term: Term) -> QuerySet[Any]:
    """Ids of the persons whose seats in a term still run."""
    return Mandate.objects.filter(term=term).exclude(state="ended").values("person")


def terms(*, actor: Actor, verb: str = P.READ) -> QuerySet[Term]:
    """The terms on which an actor may use a verb."""
    return visible(Term.objects.select_related("congress"), actor, verb)


def mandates(*, actor: Actor, verb: str = P.READ) -> QuerySet[Mandate]:
    """The mandates on which an actor may use a verb, with person and term."""
    return visible(Mandate.objects.select_related("person", "term", "term__congress"), actor, verb)
