"""Who is it? Puts the actor on the request: a signed-in person, or the public."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from congress.platform.core import clock
from congress.platform.core.actors import Actor, Person, Public
from congress.platform.identity.sessions import account_of

if TYPE_CHECKING:
    from congress.platform.identity.models import Account, AccountSession

    class IdentifiedRequest(HttpRequest):
        """A request that has passed this middleware."""

        actor: Actor
        account: Account | None
        account_session: AccountSession


Handler = Callable[[HttpRequest], HttpResponse]

OPEN_DURING_CHANGE = ("identity:change_password", "sign_out")


def who_is_it(get_response: Handler) -> Handler:
    """Set `request.actor` and `request.account`; an ended or idle session becomes the public again.

    Somebody with a one-time password reaches the page for changing it and the way out, nothing else.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        account = account_of(request, at=clock.now())
        request.account = account  # type: ignore[attr-defined]
        request.actor = _actor(account)  # type: ignore[attr-defined]
        if account is not None and account.must_change_password and not _is_open(request.path):
            return _to_change(request)
        return get_response(request)

    return middleware


def _actor(account: Account | None) -> Actor:
    return Public("web") if account is None else Person(account.pk)


def _is_open(path: str) -> bool:
    return path in {reverse(name) for name in OPEN_DURING_CHANGE}


def _to_change(request: HttpRequest) -> HttpResponse:
    address = reverse(OPEN_DURING_CHANGE[0])
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)
