"""Marks on views: which permission a page needs, or that it is open to everyone. A view without a mark is a defect."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from congress.platform.core import ports
from congress.platform.core.actors import Actor, Person
from congress.platform.core.refusals import Refused
from congress.platform.core.registry import permissions

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)

NO_PERMISSION = "您没有打开这个页面的权限。如工作需要，请联系本单位管理员。"


def needs(permission: str) -> Callable[[View], View]:
    """Show a page only to accounts that hold the permission somewhere; which rows they see is `visible`'s business.

    A stranger is sent to the sign-in page and comes back afterwards; htmx gets the same as a redirect header.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor  # type: ignore[attr-defined]
            if not isinstance(actor, Person):
                return _to_sign_in(request)
            if permission not in held_verbs(request):
                raise Refused(permission=permission, reason=NO_PERMISSION)
            return view(request, *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_to_public(view: V) -> V:
    """Mark a page as open to everyone; it stands on the reviewed list of public pages."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; a boosted link or form wants the whole of it."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def actor_of(request: HttpRequest) -> Actor:
    """Who sent the request: a person, or the public."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; only for views that `needs` guards."""
    actor = actor_of(request)
    if not isinstance(actor, Person):
        raise Refused(permission="", reason=NO_PERMISSION)
    return actor


def held_verbs(request: HttpRequest) -> frozenset[str]:
    """Every verb the signed-in account holds anywhere, asked once for each request."""
    kept = getattr(request, "_held_verbs", None)
    if kept is None:
        actor = request.actor  # type: ignore[attr-defined]
        kept = ports.access().verbs(actor) if isinstance(actor, Person) else frozenset()
        request._held_verbs = kept  # type: ignore[attr-defined]
    return kept


def public_verbs() -> frozenset[str]:
    """Verbs that strangers hold."""
    return frozenset(code for code, each in permissions().items() if each.public)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = f"{reverse('sign_in')}?next={quote(request.get_full_path())}"
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = reverse("sign_in")
        return response
    return HttpResponseRedirect(address)
