"""The public side: what was published, for everyone."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from congress.apps.performance import selectors
from congress.apps.performance.domain.json_schema import json_schema
from congress.apps.performance.presenters.lists import PUBLISHED
from congress.apps.performance.presenters.publications import enveloped, shown_versions
from congress.apps.performance.presenters.sheets import sheet_again
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, open_to_public
from congress.platform.documents.api import render_html, render_html_page

JSON_PARAMS = {"ensure_ascii": False, "indent": 1}


@require_safe
@open_to_public
def published_list(request: HttpRequest) -> HttpResponseBase:
    """Everything published, each table in its current version."""
    rows = selectors.published_now(actor=actor_of(request))
    return show_list(request, queryset=rows, spec=PUBLISHED, template="performance/published.html")


@require_safe
@open_to_public
def publication_page(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """One published table as a page anyone can read, with its versions."""
    publication, versions = selectors.publication_and_versions(
        actor=actor_of(request), publication=publication_id
    )
    page = SafeString(render_html(sheet=sheet_again(publication.sheet)))  # the renderer escapes every text
    context = {"publication": publication, "page": page, **shown_versions(publication, versions)}
    return render(request, "performance/publication.html", context)


@require_safe
@open_to_public
def publication_file(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """One published table as a web page to keep: a file that needs nothing else."""
    publication = selectors.publication_for(actor=actor_of(request), publication=publication_id)
    response = HttpResponse(
        render_html_page(sheet=sheet_again(publication.sheet)), content_type="text/html; charset=utf-8"
    )
    response.headers["Content-Disposition"] = _attached(f"{publication.title}.html")
    return response


@require_safe
@open_to_public
def publication_data(request: HttpRequest, publication_id: UUID) -> JsonResponse:
    """One published table as data, as the schema describes it."""
    publication, versions = selectors.publication_and_versions(
        actor=actor_of(request), publication=publication_id
    )
    data = enveloped(publication, versions, absolute=request.build_absolute_uri)
    response = JsonResponse(data, json_dumps_params=JSON_PARAMS)
    response.headers["Content-Disposition"] = _attached(f"{publication.title}.json")
    return response


@require_safe
@open_to_public
def publication_schema(request: HttpRequest) -> JsonResponse:
    """What published data look like, as JSON Schema."""
    address = request.build_absolute_uri(reverse("open_performance:schema"))
    return JsonResponse(
        json_schema(address=address), json_dumps_params=JSON_PARAMS, content_type="application/schema+json"
    )


def _attached(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"
