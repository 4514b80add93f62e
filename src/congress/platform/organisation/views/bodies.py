"""One body: its page, and the forms that add, change, move, close and reopen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.organisation import selectors, services
from congress.platform.organisation.forms import (
    ChangeBodyForm,
    CloseBodyForm,
    MoveBodyForm,
    NewBodyForm,
    VersionForm,
)
from congress.platform.organisation.models import Body
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.presenters.bodies import crumbs_of, kind_name, level_name
from congress.platform.organisation.presenters.body_page import body_context
from congress.platform.organisation.presenters.tree import indented
from congress.platform.organisation.selectors.bodies import above, in_tree_order
from congress.platform.organisation.views.filling import Filling, filled
from congress.standards.errors import RuleViolation

CHANGEABLE = ("name", "short_name", "kind", "level", "region_code", "order")


@require_safe
@needs(P.READ)
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Everything about one body."""
    return show_body(request, selectors.body_for(actor=actor_of(request), body=body_id))


def show_body(request: HttpRequest, row: Body, *, refused: str = "") -> HttpResponse:
    """The body's page; after a refused act with the sentence."""
    context = body_context(request, row)
    return render(
        request, "organisation/body.html", {**context, "refused": refused}, status=422 if refused else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE)
def new_body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Add a body under another."""
    parent = selectors.body_for(actor=actor_of(request), body=body_id, verb=P.MANAGE)

    def save(values: dict[str, Any]) -> str:
        made = services.create_body(actor=person_of(request), at=clock.now(), target=body_id, **values)
        return reverse("organisation:body", args=[made])

    initial = {
        "level": parent.level,
        "region_code": parent.region_code,
        "order": 100,
        "active_from": clock.today(),
    }
    title = _("增加下级机构")
    context = {
        "heading": title,
        "lead": _("上级机构：{name}").format(name=parent.name),
        "submit": _("增加"),
        "cancel_url": reverse("organisation:body", args=[body_id]),
        **_crumbs(request, parent, title),
    }
    page = Filling(NewBodyForm, save, context, initial=initial, draft=f"organisation.create_body:{body_id}")
    return filled(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE)
def change_body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Change what a body is called and what it is."""
    row = selectors.body_for(actor=actor_of(request), body=body_id, verb=P.MANAGE)

    def save(values: dict[str, Any]) -> str:
        services.change_body(actor=person_of(request), at=clock.now(), target=body_id, **values)
        return reverse("organisation:body", args=[body_id])

    context = {"heading": _("修改机构"), "submit": _("保存"), **_of(request, row, _("修改机构"))}
    page = Filling(
        ChangeBodyForm,
        save,
        context,
        initial={**_values(row), "version": row.version},
        draft=f"organisation.change_body:{body_id}",
        present=_values,
    )
    return filled(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE)
def move_body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Put a body under another parent."""
    actor = actor_of(request)
    row = selectors.body_for(actor=actor, body=body_id, verb=P.MANAGE)
    possible = selectors.bodies(actor=actor, verb=P.MANAGE).filter(active_until__isnull=True)
    parents = [
        each
        for each in in_tree_order(possible)
        if not each.path.startswith(row.path) and each.pk != row.parent_id
    ]

    def save(values: dict[str, Any]) -> str:
        services.move_body(
            actor=person_of(request),
            at=clock.now(),
            target=body_id,
            version=values["version"],
            parent=UUID(values["parent"]),
        )
        return reverse("organisation:body", args=[body_id])

    offered = indented(parents)
    now = row.parent.name if row.parent is not None else _("没有上级")
    context = {
        "heading": _("调整隶属"),
        "explain": _("现在的上级：{name}。下级机构、人员、职务都跟着一起移动，历史记录不变。").format(
            name=now
        ),
        "submit": _("移动"),
        **_of(request, row, _("调整隶属")),
    }
    page = Filling(
        lambda *args, **kwargs: MoveBodyForm(*args, parents=offered, **kwargs),
        save,
        context,
        initial={"version": row.version},
    )
    return filled(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE)
def close_body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """End a body on a day."""
    row = selectors.body_for(actor=actor_of(request), body=body_id, verb=P.MANAGE)

    def save(values: dict[str, Any]) -> str:
        services.close_body(actor=person_of(request), at=clock.now(), target=body_id, **values)
        return reverse("organisation:body", args=[body_id])

    context = {
        "heading": _("停用机构"),
        "explain": _("停用后不再出现在选择列表里，也不能再登记人员。停用错了可以恢复。"),
        "submit": _("停用"),
        "is_danger": True,
        **_of(request, row, _("停用机构")),
    }
    initial = {"version": row.version, "last_day": clock.today()}
    return filled(request, Filling(CloseBodyForm, save, context, initial=initial))


@require_POST
@needs(P.MANAGE)
def reopen_body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Take a closed body into use again."""
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        services.reopen_body(actor=person_of(request), at=clock.now(), target=body_id, version=version)
    except RuleViolation as refusal:
        row = selectors.body_for(actor=actor_of(request), body=body_id)
        return show_body(request, row, refused=refusal.message)
    return HttpResponseRedirect(reverse("organisation:body", args=[body_id]))


def _of(request: HttpRequest, row: Body, title: str) -> dict[str, Any]:
    """What every form about a body prints."""
    return {
        "lead": f"{row.name} · {kind_name(row.kind)} · {level_name(row.level)}",
        "cancel_url": reverse("organisation:body", args=[row.pk]),
        **_crumbs(request, row, title),
    }


def _crumbs(request: HttpRequest, row: Body, title: str) -> dict[str, Any]:
    way = [*above(selectors.bodies(actor=actor_of(request)), row), row]
    return {"crumbs": crumbs_of(way, title)}


def _values(row: Body) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CHANGEABLE}
