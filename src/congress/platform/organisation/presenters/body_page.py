"""What the page of one body prints, gathered with a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from congress.platform.core.pages import actor_of, held_verbs
from congress.platform.core.ports import decide
from congress.platform.organisation import selectors
from congress.platform.organisation.models import Body
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.presenters.bodies import (
    crumbs_of,
    facts_of,
    history_url,
    kind_name,
    level_name,
    posts_with_holders,
)
from congress.platform.organisation.selectors.bodies import above
from congress.platform.organisation.selectors.imports import import_of_batch

PEOPLE_SHOWN = 8
CHILDREN_SHOWN = 60


def body_context(request: HttpRequest, row: Body) -> dict[str, Any]:
    """Facts, posts with holders, people, terms, bodies below; each as far as the person may look."""
    actor, verbs = actor_of(request), held_verbs(request)
    seen = selectors.bodies(actor=actor)
    way = above(seen, row)
    sees_people = P.READ_PEOPLE in verbs and decide(actor, P.READ_PEOPLE, row).allowed
    children = list(seen.filter(parent=row).order_by("order", "path"))
    posts = list(selectors.posts(actor=actor).filter(body=row))
    holdings = (
        selectors.holdings(actor=actor, verb=P.READ_PEOPLE).filter(post__body=row).order_by("-from_date")
    )
    people = selectors.people(actor=actor).filter(body=row, state="active").order_by("name", "pk")
    may_manage = P.MANAGE in verbs and decide(actor, P.MANAGE, row).allowed
    imported = import_of_batch(actor=actor, batch=row.batch_id) if P.IMPORT in verbs else None
    return {
        "body": row,
        "kind": kind_name(row.kind),
        "level": level_name(row.level),
        "crumbs": crumbs_of(way, row.called),
        "facts": facts_of(
            row, import_url=reverse("organisation:import", args=[imported.pk]) if imported else ""
        ),
        "posts": posts_with_holders(posts, holdings if sees_people else ()),
        "sees_people": sees_people,
        "people": list(people[:PEOPLE_SHOWN]) if sees_people else [],
        "people_count": people.count() if sees_people else 0,
        "terms": terms_of(request, row) if row.kind == "congress" else [],
        "children": children[:CHILDREN_SHOWN],
        "children_left": max(0, len(children) - CHILDREN_SHOWN),
        "may_manage": may_manage and not row.is_closed,
        "may_reopen": may_manage and row.is_closed,
        "may_manage_people": P.MANAGE_PEOPLE in verbs
        and not row.is_closed
        and decide(actor, P.MANAGE_PEOPLE, row).allowed,
        "history_url": history_url("organisation.body", row.pk) if "audit.read" in verbs else "",
    }


def terms_of(request: HttpRequest, row: Body) -> list[Any]:
    """The terms of a congress, the latest first, with how many deputies they have and had."""
    running = ~Q(mandates__state="ended") & (
        Q(mandates__batch__isnull=True) | Q(mandates__batch__state="closed")
    )
    return list(
        selectors.terms(actor=actor_of(request))
        .filter(congress=row)
        .annotate(deputies=Count("mandates", filter=running & Q(mandates__isnull=False)))
        .order_by("-ordinal")
    )
