"""One's own account: its sessions on other devices, and large type."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.pages import needs, person_of
from congress.platform.identity import services
from congress.platform.identity.permissions import IdentityPermission
from congress.platform.identity.sessions import sessions_of


@require_safe
@needs(IdentityPermission.OWN_ACCOUNT)
def own_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and where I am signed in."""
    context = {
        "account": request.account,  # type: ignore[attr-defined]
        "sessions": sessions_of(person_of(request).account, at=clock.now()),
        "present": request.account_session.pk,  # type: ignore[attr-defined]
    }
    return render(request, "identity/own_account.html", context)


@require_POST
@needs(IdentityPermission.OWN_ACCOUNT)
def end_own_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign out on another device."""
    services.end_own_session(actor=person_of(request), at=clock.now(), target=session_id)
    return HttpResponseRedirect(reverse("identity:own_account"))


@require_POST
@needs(IdentityPermission.OWN_ACCOUNT)
def large_type(request: HttpRequest) -> HttpResponse:
    """Turn large type on or off and come back to the page."""
    actor = person_of(request)
    is_on = request.POST.get("value") == "large"
    services.set_large_type(actor=actor, at=clock.now(), target=actor.account, is_on=is_on)
    address = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        address = "/"
    return HttpResponseRedirect(address)
