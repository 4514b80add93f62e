"""One's own account: who I am here, where I am signed in, what I may do; large type."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from congress.platform.core import clock, registry
from congress.platform.core.actors import Person
from congress.platform.core.pages import actor_of, held_verbs, needs, open_to_public, person_of
from congress.platform.identity.api import sessions_of, set_large_type
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.presenters import device_words
from congress.platform.portal.selectors.account import held_permissions
from congress.platform.portal.shell import LARGE_TYPE_COOKIE, shell_of

A_YEAR = timedelta(days=365)


@require_safe
@needs(PortalPermission.OWN_PAGE)
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here."""
    person = person_of(request)
    sessions = sessions_of(account=person.account, at=clock.now())
    context: dict[str, Any] = {
        "account": request.account,  # type: ignore[attr-defined]
        "roles": shell_of(request).roles,
        "permissions": held_permissions(registry.manifests(), held_verbs(request)),
        "sessions": [(each, device_words(each.agent)) for each in sessions if each.ended_at is None],
        "present": getattr(getattr(request, "account_session", None), "pk", None),
    }
    return render(request, "portal/account.html", context)


@require_POST
@open_to_public
def large_type(request: HttpRequest) -> HttpResponse:
    """Turn large type on or off and come back: kept with the account, for a stranger in a cookie."""
    actor, is_on = actor_of(request), request.POST.get("value") == "large"
    response = HttpResponseRedirect(_back(request))
    if isinstance(actor, Person):
        set_large_type(actor=actor, at=clock.now(), target=actor.account, is_on=is_on)
        return response
    response.set_cookie(
        LARGE_TYPE_COOKIE,
        "large" if is_on else "usual",
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed else "/"
