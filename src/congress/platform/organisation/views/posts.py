"""Posts: setting up, changing, retiring, appointing, ending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.core.refusals import Refused
from congress.platform.organisation import selectors, services
from congress.platform.organisation.forms import (
    AppointForm,
    ChangePostForm,
    EndHoldingForm,
    NewPostForm,
    RetirePostForm,
)
from congress.platform.organisation.models import Body, Post
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.presenters.bodies import crumbs_of
from congress.platform.organisation.views.choosing import people_offered
from congress.platform.organisation.views.filling import Filling, filled


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def new_post(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Set up a post in a body."""
    body = selectors.body_for(actor=actor_of(request), body=body_id, verb=P.MANAGE_PEOPLE)

    def save(values: dict[str, Any]) -> str:
        services.create_post(actor=person_of(request), at=clock.now(), target=body_id, **values)
        return _back(body)

    context = {"submit": _("设立"), **_of(body, _("设立职务"), body.name)}
    return filled(request, Filling(NewPostForm, save, context))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def change_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Change what a post is called and where it stands."""
    post = _post(request, post_id)

    def save(values: dict[str, Any]) -> str:
        services.change_post(actor=person_of(request), at=clock.now(), target=post_id, **values)
        return _back(post.body)

    page = Filling(
        ChangePostForm,
        save,
        {"submit": _("保存"), **_of(post.body, _("修改职务"), f"{post.body.name} · {post.title}")},
        initial={"version": post.version, **_values(post)},
        present=_values,
    )
    return filled(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def retire_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Do away with a post nobody holds."""
    post = _post(request, post_id)

    def save(values: dict[str, Any]) -> str:
        services.retire_post(actor=person_of(request), at=clock.now(), target=post_id, **values)
        return _back(post.body)

    context = {
        "submit": _("撤销职务"),
        "is_danger": True,
        "explain": _("撤销后不能再任职，以前由谁担任仍可查到。"),
        **_of(post.body, _("撤销职务"), f"{post.body.name} · {post.title}"),
    }
    initial = {"version": post.version, "last_day": clock.today()}
    return filled(request, Filling(RetirePostForm, save, context, initial=initial))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def appoint(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Put a person into a post."""
    post = _post(request, post_id)
    offered, words = people_offered(request, near=post.body_id, but=selectors.holders_of(post))

    def save(values: dict[str, Any]) -> str:
        services.appoint(
            actor=person_of(request),
            at=clock.now(),
            target=post_id,
            person=UUID(values["person"]),
            from_date=values["from_date"],
        )
        return _back(post.body)

    context = {
        "submit": _("任职"),
        "words": words,
        "offered": offered,
        "near": post.body,
        **_of(post.body, _("任职"), f"{post.body.name} · {post.title}"),
    }
    page = Filling(
        lambda *args, **kwargs: AppointForm(*args, people=offered, **kwargs),
        save,
        context,
        initial={"from_date": clock.today()},
        template="organisation/choose_person.html",
    )
    return filled(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def end_holding(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """End a person's time in a post."""
    actor = actor_of(request)
    holding = selectors.holdings(actor=actor, verb=P.MANAGE_PEOPLE).filter(pk=holding_id).first()
    if holding is None:
        raise Refused(permission=P.MANAGE_PEOPLE, reason=NOT_THERE)
    body = holding.post.body

    def save(values: dict[str, Any]) -> str:
        services.end_holding(actor=person_of(request), at=clock.now(), target=holding_id, **values)
        return _back(body)

    context = {
        "submit": _("免职"),
        "is_danger": True,
        **_of(body, _("免职"), f"{holding.person.name} · {body.name} · {holding.post.title}"),
    }
    initial = {"version": holding.version, "until_date": clock.today()}
    return filled(request, Filling(EndHoldingForm, save, context, initial=initial))


def _post(request: HttpRequest, post_id: UUID) -> Post:
    post = selectors.posts(actor=actor_of(request), verb=P.MANAGE_PEOPLE).filter(pk=post_id).first()
    if post is None:
        raise Refused(permission=P.MANAGE_PEOPLE, reason=NOT_THERE)
    return post


def _values(post: Post) -> dict[str, Any]:
    return {"title": post.title, "order": post.order}


def _back(body: Body) -> str:
    return f"{reverse('organisation:body', args=[body.pk])}#posts"


def _of(body: Body, title: str, lead: str) -> dict[str, Any]:
    return {"heading": title, "lead": lead, "cancel_url": _back(body), "crumbs": crumbs_of([body], title)}
