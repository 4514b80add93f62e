"""Arranging menu and home cards: moved and renamed in the form first, in force when saved, undone when wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congress.platform.core import clock, registry
from congress.platform.core.pages import needs, person_of
from congress.platform.core.refusals import Conflict
from congress.platform.portal import services
from congress.platform.portal.contracts import Choice
from congress.platform.portal.forms import ArrangementForm
from congress.platform.portal.models import Arrangement
from congress.platform.portal.neighbours import all_roles
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.saying import say
from congress.platform.portal.selectors.arrangements import EVERYONE, arrangement_history, current_arrangement
from congress.platform.portal.selectors.arranging import (
    ArrangementRow,
    history_lines,
    offers_to_arrange,
    row_groups,
    rows_of,
)
from congress.standards.errors import RuleViolation

ARRANGE = {"menu": services.arrange_menu, "cards": services.arrange_cards}
HISTORY_SHOWN = 8


@require_http_methods(["GET", "HEAD", "POST"])
@needs(PortalPermission.ARRANGE)
def arrange(request: HttpRequest, kind: str) -> HttpResponse:
    """One role's menu or cards."""
    role, roles = request.GET.get("role", EVERYONE), all_roles()
    if role != EVERYONE and role not in roles:
        raise Http404
    offers = offers_to_arrange(kind, registry.active(request.switched_off))  # type: ignore[attr-defined]
    current = current_arrangement(kind, role)
    if request.method != "POST":
        rows = rows_of(offers, current or current_arrangement(kind, EVERYONE))
        return _page(request, kind, role, roles, rows, current)
    form = ArrangementForm(request.POST, offers)
    if form.move:
        return _page(
            request, kind, role, roles, form.moved_rows(), current, based_on=form.based_on, is_moved=True
        )
    try:
        choices = [] if form.is_reset else form.choices()
        _arrange(request, kind, role, choices, form.based_on)
    except Conflict:
        refused = _("您打开本页之后，已有别的管理员改过这里的安排。请重新打开本页，看过新的安排后再改。")
        return _page(
            request, kind, role, roles, form.rows(), current, based_on=form.based_on, refused=refused
        )
    except RuleViolation as refusal:
        return _page(
            request, kind, role, roles, form.rows(), current, based_on=form.based_on, refused=refusal.message
        )
    say(
        request,
        _("已恢复为默认安排。") if form.is_reset else _("新的安排已经生效。不满意时，可以在本页撤销。"),
    )
    return HttpResponseRedirect(_address(kind, role))


@require_POST
@needs(PortalPermission.ARRANGE)
def undo(request: HttpRequest, arrangement_id: UUID) -> HttpResponse:
    """Undo the arrangement in force."""
    row = Arrangement.objects.filter(pk=arrangement_id).first()
    try:
        services.undo_arrangement(actor=person_of(request), at=clock.now(), target=arrangement_id)
        say(request, _("已撤销，恢复为上一次的安排。"))
    except RuleViolation as refusal:
        say(request, refusal.message, "warn")
    return HttpResponseRedirect(_address(row.kind, row.role) if row else reverse("portal:arrange_menu"))


def _arrange(
    request: HttpRequest, kind: str, role: str, choices: list[Choice], based_on: UUID | None
) -> None:
    ARRANGE[kind](actor=person_of(request), at=clock.now(), role=role, choices=choices, based_on=based_on)


def _page(
    request: HttpRequest,
    kind: str,
    role: str,
    roles: dict[str, str],
    rows: list[ArrangementRow],
    current: Arrangement | None,
    *,
    based_on: UUID | None = None,
    is_moved: bool = False,
    refused: str = "",
) -> HttpResponse:
    is_first_sight = not (is_moved or refused)
    context: dict[str, Any] = {
        "kind": kind,
        "role": role,
        "roles": [(EVERYONE, _("所有人")), *roles.items()],
        "role_title": roles.get(role, _("所有人")),
        "groups": row_groups(rows),
        "current": current,
        "based_on": (current.pk if current else "") if is_first_sight else (based_on or ""),
        "history": history_lines(arrangement_history(kind, role)[:HISTORY_SHOWN]),
        "is_moved": is_moved,
        "refused": refused,
        "address": _address(kind, role),
        "tabs": _tabs(kind, role),
    }
    return render(request, "portal/arrange.html", context, status=422 if refused else 200)


def _address(kind: str, role: str) -> str:
    address = reverse(f"portal:arrange_{kind}")
    return f"{address}?role={role}" if role != EVERYONE else address


def _tabs(kind: str, role: str) -> list[dict[str, Any]]:
    titles = {"menu": _("菜单"), "cards": _("首页卡片")}
    return [
        {"title": title, "url": _address(each, role), "current": each == kind}
        for each, title in titles.items()
    ]
