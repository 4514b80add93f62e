"""The front door: sign-in, sign-out, and the page on which a password is changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.pages import needs, open_to_public, person_of
from congress.platform.identity import accounts, passwords
from congress.platform.identity.attempts import DEVICE_DAYS
from congress.platform.identity.contracts import SignedIn
from congress.platform.identity.forms import ChangePasswordForm, SignInForm
from congress.platform.identity.permissions import IdentityPermission
from congress.platform.identity.sessions import begin_session, end_browser_session
from congress.platform.identity.signing_in import examine
from congress.standards.errors import RuleViolation

DEVICE_COOKIE = "renda_device"
HOME = "/"
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or try it: one sentence for every reason why it fails, the name kept, the password not."""
    address = safe_next(request)
    if isinstance(request.actor, Person):  # type: ignore[attr-defined]
        return HttpResponseRedirect(address)
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _signed_in(request, _try(request, form), address)
            except RuleViolation as refusal:
                form.add_error(None, refusal.message)
    return render(request, "identity/sign_in.html", {"form": form, "next": address}, status=status)


@require_POST
@needs(IdentityPermission.OWN_ACCOUNT)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end_browser_session(request, at=clock.now())
    return HttpResponseRedirect(HOME)


@sensitive_post_parameters("current", "new", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(IdentityPermission.OWN_ACCOUNT)
def change_password(request: HttpRequest) -> HttpResponse:
    """Take a new password; for somebody with a one-time password the only page there is."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    account = request.account  # type: ignore[attr-defined]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                accounts.take_password(
                    actor=person_of(request),
                    at=clock.now(),
                    keep_session=request.account_session.pk,  # type: ignore[attr-defined]
                    **form.cleaned_data,
                )
                return HttpResponseRedirect(HOME)
            except RuleViolation as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    context: dict[str, Any] = {
        "form": form,
        "rules": passwords.rules_in_words(),
        "forced": account.must_change_password,
    }
    return render(request, "identity/change_password.html", context, status=status)


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: a page of this site, never the way in or out itself, never another site."""
    address = request.POST.get("next") or request.GET.get("next") or HOME
    allowed = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return (
        address if allowed and address.partition("?")[0] not in (request.path, reverse("sign_out")) else HOME
    )


def is_local(request: HttpRequest) -> bool:
    """Whether a request comes from this very machine and no proxy handed it on."""
    return not any(request.META.get(header) for header in FORWARDED)


def _try(request: HttpRequest, form: SignInForm) -> SignedIn:
    evidence = examine(
        username=form.cleaned_data["username"],
        password=form.cleaned_data["password"],
        at=clock.now(),
        address=request.META.get("REMOTE_ADDR", ""),
        is_local=is_local(request),
        device=request.COOKIES.get(DEVICE_COOKIE, ""),
    )
    return begin_session(request, evidence, at=clock.now())


def _signed_in(request: HttpRequest, signed_in: SignedIn, address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.set_cookie(
        DEVICE_COOKIE,
        signed_in.device,
        max_age=timedelta(days=DEVICE_DAYS),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
