"""Who is it? Puts the actor on the request: a signed-in person, or the public."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from congress.platform.core import clock
from congress.platform.core.actors import Public
from congress.platform.identity.sessions import account_of

if TYPE_CHECKING:
    from congress.platform.core.actors import Actor
    from congress.platform.identity.models import Account

    class IdentifiedRequest(HttpRequest):
        """A request that has passed this middleware."""

        actor: Actor
        account: Account | None


Handler = Callable[[HttpRequest], HttpResponse]


def who_is_it(get_response: Handler) -> Handler:
    """Set `request.actor` and `request.account`; an ended or idle session becomes the public again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        account = account_of(request, at=clock.now())
        request.account = account  # type: ignore[attr-defined]
        request.actor = _actor(account)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _actor(account: Account | None) -> Actor:
    from congress.platform.core.actors import Person

    return Public("web") if account is None else Person(account.pk)
