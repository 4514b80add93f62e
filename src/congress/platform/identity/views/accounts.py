"""The accounts of the place, for administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, person_of
from congress.platform.core.refusals import Refused
from congress.platform.identity import accounts as acts
from congress.platform.identity import selectors, services
from congress.platform.identity.attempts import pause_of
from congress.platform.identity.forms import ChangeAccountForm, NewAccountForm, VersionForm
from congress.platform.identity.models import Account
from congress.platform.identity.permissions import IdentityPermission
from congress.platform.identity.sessions import sessions_of
from congress.platform.identity.views.lists import ACCOUNTS
from congress.standards.errors import RuleViolation


@require_safe
@needs(IdentityPermission.READ_ACCOUNTS)
def account_list(request: HttpRequest) -> HttpResponseBase:
    """Everybody who can sign in."""
    may_manage = IdentityPermission.MANAGE_ACCOUNTS in held_verbs(request)
    return show_list(
        request,
        queryset=selectors.accounts(actor_of(request)),
        spec=ACCOUNTS,
        template="identity/accounts.html",
        context={"may_manage": may_manage},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(IdentityPermission.MANAGE_ACCOUNTS)
def new_account(request: HttpRequest) -> HttpResponse:
    """Open an account; its one-time password stands on the next page, this once."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = acts.open_account(actor=person_of(request), at=clock.now(), **form.cleaned_data)
                context = {"username": made.username, "password": made.one_time_password, "account": made.id}
                return render(request, "identity/one_time_password.html", context)
            except RuleViolation as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return render(request, "identity/new_account.html", {"form": form}, status=status)


@require_safe
@needs(IdentityPermission.READ_ACCOUNTS)
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: its state, its sessions, what an administrator can do about it."""
    return _show(request, account_id)


@require_POST
@needs(IdentityPermission.MANAGE_ACCOUNTS)
def change_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Correct the shown name."""
    return _done(request, account_id, ChangeAccountForm(request.POST), services.change_account)


@require_POST
@needs(IdentityPermission.MANAGE_ACCOUNTS)
def disable_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Keep an account from signing in."""
    return _done(request, account_id, VersionForm(request.POST), services.disable_account)


@require_POST
@needs(IdentityPermission.MANAGE_ACCOUNTS)
def enable_account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Let an account sign in again."""
    return _done(request, account_id, VersionForm(request.POST), services.enable_account)


@never_cache
@require_POST
@needs(IdentityPermission.MANAGE_ACCOUNTS)
def reset_password(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give an account a one-time password, shown this once."""
    try:
        password = acts.renew_password(actor=person_of(request), at=clock.now(), account=account_id)
    except RuleViolation as refusal:
        return _show(request, account_id, refused=refusal.message)
    row = _found(request, account_id)
    context = {"username": row.username, "password": password, "account": row.pk}
    return render(request, "identity/one_time_password.html", context)


@require_POST
@needs(IdentityPermission.MANAGE_ACCOUNTS)
def end_session(request: HttpRequest, account_id: UUID, session_id: UUID) -> HttpResponse:
    """End one of an account's sessions."""
    services.end_session(actor=person_of(request), at=clock.now(), target=session_id)
    return HttpResponseRedirect(reverse("identity:account", args=[account_id]))


def _done(request: HttpRequest, account_id: UUID, form: Any, act: Callable[..., Any]) -> HttpResponse:
    refused = _("页面内容不完整，没有提交。请刷新页面后重试。")
    if form.is_valid():
        try:
            act(actor=person_of(request), at=clock.now(), target=account_id, **form.cleaned_data)
            return HttpResponseRedirect(reverse("identity:account", args=[account_id]))
        except RuleViolation as refusal:
            refused = refusal.message
    return _show(
        request, account_id, form=form if isinstance(form, ChangeAccountForm) else None, refused=refused
    )


def _show(
    request: HttpRequest, account_id: UUID, *, form: ChangeAccountForm | None = None, refused: str = ""
) -> HttpResponse:
    row = _found(request, account_id)
    at = clock.now()
    initial = {"version": row.version, "display_name": row.display_name}
    context = {
        "account": row,
        "form": form or ChangeAccountForm(initial=initial),
        "refused": refused,
        "sessions": sessions_of(row.pk, at=at),
        "pause_minutes": -(-pause_of(row.username, at=at).seconds // 60),
        "may_manage": IdentityPermission.MANAGE_ACCOUNTS in held_verbs(request),
        "is_own": row.pk == person_of(request).account,
    }
    return render(request, "identity/account.html", context, status=422 if refused or form else 200)


def _found(request: HttpRequest, account_id: UUID) -> Account:
    row = selectors.account_for(actor_of(request), account_id)
    if row is None:
        raise Refused(permission=IdentityPermission.READ_ACCOUNTS, reason=NOT_THERE)
    return row
