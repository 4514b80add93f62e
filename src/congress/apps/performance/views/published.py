"""The public side: what was published, for everyone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from congress.apps.performance import selectors
from congress.apps.performance.presenters.lists import PUBLISHED
from congress.apps.performance.presenters.sheets import sheet_again
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, open_to_public
from congress.platform.documents.api import render_html


@require_safe
@open_to_public
def published_list(request: HttpRequest) -> HttpResponseBase:
    """Everything published."""
    rows = selectors.published(actor=actor_of(request))
    return show_list(request, queryset=rows, spec=PUBLISHED, template="performance/published.html")


@require_safe
@open_to_public
def publication_page(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """One published table as a page anyone can read."""
    publication = selectors.publication_for(actor=actor_of(request), publication=publication_id)
    page = SafeString(render_html(sheet=sheet_again(publication.sheet)))  # the renderer escapes every text
    return render(request, "performance/publication.html", {"publication": publication, "page": page})


@require_safe
@open_to_public
def publication_data(request: HttpRequest, publication_id: UUID) -> JsonResponse:
    """One published table as data."""
    publication = selectors.publication_for(actor=actor_of(request), publication=publication_id)
    return JsonResponse(publication.data, json_dumps_params={"ensure_ascii": False, "indent": 1})
