"""Roles: the list, one of them, and the form in which permissions are ticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.platform.access import selectors, services
from congress.platform.access.forms import RoleForm, VersionForm
from congress.platform.access.models import Role
from congress.platform.access.permissions import AccessPermission
from congress.platform.access.views.lists import ROLES
from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, person_of
from congress.platform.core.refusals import Refused
from congress.standards.errors import RuleViolation


@require_safe
@needs(AccessPermission.READ)
def role_list(request: HttpRequest) -> HttpResponseBase:
    """Every role of the place."""
    return show_list(
        request,
        queryset=selectors.roles(actor_of(request)),
        spec=ROLES,
        template="access/roles.html",
        context={"may_manage": _may_manage(request)},
    )


@require_safe
@needs(AccessPermission.READ)
def role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """One role: what it allows, and who holds it."""
    return _show(request, role_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(AccessPermission.MANAGE_ROLES)
def new_role(request: HttpRequest) -> HttpResponse:
    """Make a role."""
    form = _form(request, {})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.define_role(
                    actor=person_of(request),
                    at=clock.now(),
                    title=form.cleaned_data["title"],
                    codes=tuple(form.cleaned_data["codes"]),
                )
                return HttpResponseRedirect(reverse("access:role", args=[made]))
            except RuleViolation as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return render(request, "access/role_form.html", _form_context(form, None), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(AccessPermission.MANAGE_ROLES)
def edit_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Change a role's title and permissions."""
    row = _found(request, role_id)
    form = _form(
        request, {"version": row.version, "title": row.title, "codes": sorted(selectors.codes_of(row))}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.set_role_permissions(
                    actor=person_of(request),
                    at=clock.now(),
                    target=role_id,
                    version=form.cleaned_data["version"] or 0,
                    title=form.cleaned_data["title"],
                    codes=tuple(form.cleaned_data["codes"]),
                )
                return HttpResponseRedirect(reverse("access:role", args=[role_id]))
            except RuleViolation as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return render(request, "access/role_form.html", _form_context(form, row), status=status)


@require_POST
@needs(AccessPermission.MANAGE_ROLES)
def retire_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Take a role out of use."""
    return _done(request, role_id, services.retire_role)


@require_POST
@needs(AccessPermission.MANAGE_ROLES)
def restore_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Bring a role back."""
    return _done(request, role_id, services.restore_role)


def _done(request: HttpRequest, role_id: UUID, act: Callable[..., Any]) -> HttpResponse:
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        act(actor=person_of(request), at=clock.now(), target=role_id, version=version)
    except RuleViolation as refusal:
        return _show(request, role_id, refused=refusal.message)
    return HttpResponseRedirect(reverse("access:role", args=[role_id]))


def _show(request: HttpRequest, role_id: UUID, *, refused: str = "") -> HttpResponse:
    row = _found(request, role_id)
    codes = selectors.codes_of(row)
    groups = [
        (group.title, [str(each.title) for each in group.permissions if each.code in codes])
        for group in selectors.grantable_permissions()
    ]
    context = {
        "role": row,
        "groups": [(title, words) for title, words in groups if words],
        "refused": refused,
        "may_manage": _may_manage(request),
    }
    return render(request, "access/role.html", context, status=422 if refused else 200)


def _form(request: HttpRequest, initial: dict[str, Any]) -> RoleForm:
    groups = selectors.grantable_permissions()
    choices = [(each.code, str(each.title)) for group in groups for each in group.permissions]
    return RoleForm(request.POST if request.method == "POST" else None, initial=initial, choices=choices)


def _form_context(form: RoleForm, row: Role | None) -> dict[str, Any]:
    chosen = set(form["codes"].value() or ())
    groups = [
        (group.title, [(each.code, each.title, each.code in chosen) for each in group.permissions])
        for group in selectors.grantable_permissions()
    ]
    return {"form": form, "groups": groups, "role": row}


def _may_manage(request: HttpRequest) -> bool:
    return AccessPermission.MANAGE_ROLES in held_verbs(request)


def _found(request: HttpRequest, role_id: UUID) -> Role:
    row = selectors.role_for(actor_of(request), role_id)
    if row is None:
        raise Refused(permission=AccessPermission.READ, reason=NOT_THERE)
    return row
