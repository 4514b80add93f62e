"""Grants: the list, giving a role, ending one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.platform.access import selectors, services
from congress.platform.access.forms import GrantForm, VersionForm
from congress.platform.access.permissions import AccessPermission
from congress.platform.access.rules import is_running
from congress.platform.access.views.lists import GRANTS
from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, person_of
from congress.platform.core.refusals import Refused
from congress.platform.identity.api import account_by_username, accounts_for_choice
from congress.platform.organisation.api import bodies_for_choice
from congress.platform.organisation.contracts import BodyInfo
from congress.standards.errors import RuleViolation


@require_safe
@needs(AccessPermission.READ)
def grant_list(request: HttpRequest) -> HttpResponseBase:
    """Who holds which role where."""
    return show_list(
        request,
        queryset=selectors.grants(actor_of(request)),
        spec=GRANTS,
        template="access/grants.html",
        context={"may_grant": AccessPermission.GRANT in held_verbs(request)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(AccessPermission.GRANT)
def new_grant(request: HttpRequest) -> HttpResponse:
    """Give somebody a role."""
    actor = actor_of(request)
    bodies = bodies_for_choice(actor=actor, verb=AccessPermission.GRANT)
    initial = {"from_date": clock.today(), "username": request.GET.get("username", "")}
    data = request.POST if request.method == "POST" else None
    form = GrantForm(data, initial=initial, roles=selectors.roles_for_choice(actor))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = _grant(request, form, bodies)
                return HttpResponseRedirect(reverse("access:grant", args=[made]))
            except RuleViolation as refusal:
                at_field = {"account": "username"}.get(refusal.field or "", refusal.field)
                form.add_error(at_field if at_field in form.fields else None, refusal.message)
    context = {"form": form, "bodies": bodies, "accounts": accounts_for_choice(actor=actor, limit=500)}
    return render(request, "access/grant_form.html", context, status=status)


@require_safe
@needs(AccessPermission.READ)
def grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """One grant: who, what, where, how long."""
    return _show(request, grant_id)


@require_POST
@needs(AccessPermission.GRANT)
def end_grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Take a role back."""
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        services.end_grant(actor=person_of(request), at=clock.now(), target=grant_id, version=version)
    except RuleViolation as refusal:
        return _show(request, grant_id, refused=refusal.message)
    return HttpResponseRedirect(reverse("access:grant", args=[grant_id]))


def _grant(request: HttpRequest, form: GrantForm, bodies: list[BodyInfo]) -> UUID:
    typed = form.cleaned_data
    account = account_by_username(username=typed["username"])
    if account is None:
        raise RuleViolation("access.no_account", _("没有这个账号，请核对账号名。"), field="username")
    given: dict[str, Any] = {
        "actor": person_of(request),
        "at": clock.now(),
        "account": account.id,
        "role": UUID(typed["role"]),
        "from_date": typed["from_date"],
        "until_date": typed["until_date"],
        "region_code": typed["region_code"],
    }
    if not typed["body"].strip():
        return services.grant_role_everywhere(**given)
    body = _chosen(typed["body"], bodies)
    return services.grant_role(target=body.id, with_below=typed["with_below"], **given)


def _chosen(typed: str, bodies: list[BodyInfo]) -> BodyInfo:
    wanted = typed.strip()
    found = [each for each in bodies if wanted == each.code] or [
        each for each in bodies if wanted == each.name
    ]
    if len(found) > 1:
        message = _("有 %(count)d 个机构叫这个名称，请改填机构编码。") % {"count": len(found)}
        raise RuleViolation("access.ambiguous_body", message, field="body")
    if not found:
        message = _("在您可以授权的范围里没有这个机构，请核对编码或全称。")
        raise RuleViolation("access.no_body", message, field="body")
    return found[0]


def _show(request: HttpRequest, grant_id: UUID, *, refused: str = "") -> HttpResponse:
    row = selectors.grant_for(actor_of(request), grant_id)
    if row is None:
        raise Refused(permission=AccessPermission.READ, reason=NOT_THERE)
    context = {
        "grant": row,
        "permissions": selectors.titles_of(sorted(selectors.codes_of(row.role))),
        "is_running": is_running(row.from_date, row.until_date, row.ended_at is not None, clock.today()),
        "refused": refused,
        "may_grant": AccessPermission.GRANT in held_verbs(request),
    }
    return render(request, "access/grant.html", context, status=422 if refused else 200)
