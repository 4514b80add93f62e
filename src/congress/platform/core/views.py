"""Pages of the ground: keeping and dropping views of lists."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from congress.platform.core import clock
from congress.platform.core.pages import needs
from congress.platform.core.permissions import CorePermission
from congress.platform.core.saved_views import delete_view, save_view


@require_POST
@needs(CorePermission.OWN_VIEWS)
def keep_view(request: HttpRequest) -> HttpResponse:
    """Save the list's present filter and order."""
    query = request.POST.get("query", "")
    save_view(
        actor=request.actor,  # type: ignore[attr-defined]
        at=clock.now(),
        list_name=request.POST.get("list", "")[:80],
        name=request.POST.get("name", ""),
        query=query,
    )
    return back(request, query)


@require_POST
@needs(CorePermission.OWN_VIEWS)
def drop_view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Throw a saved view away."""
    delete_view(actor=request.actor, at=clock.now(), target=view_id)  # type: ignore[attr-defined]
    return back(request, "")


def back(request: HttpRequest, query: str) -> HttpResponse:
    """Return to the page the form stood on, never to another site."""
    address = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        address = "/"
    return HttpResponseRedirect(f"{address.partition('?')[0]}?{query}" if query else address)
