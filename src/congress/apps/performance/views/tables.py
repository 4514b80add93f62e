"""The list of tables, the review screen, and what hangs on it: source, data, corrections."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congress.apps.performance import selectors
from congress.apps.performance.domain import to_json
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.lists import TABLES, TABLES_TO_READ, corrections_spec
from congress.apps.performance.views.review_page import review_page
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs
from congress.platform.documents.api import attachment_headers, open_file
from congress.standards.errors import RuleViolation


@require_safe
@needs(P.READ)
def table_list(request: HttpRequest) -> HttpResponseBase:
    """Every table the person may read."""
    may_prepare = P.PREPARE in held_verbs(request)
    return show_list(
        request,
        queryset=selectors.tables(actor=actor_of(request)),
        spec=TABLES if may_prepare else TABLES_TO_READ,
        template="performance/tables.html",
        context={"may_prepare": may_prepare},
    )


@require_safe
@needs(P.READ)
def review(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Source and data side by side, what the checks found, and what to do next."""
    return review_page(request, selectors.review_of(actor=actor_of(request), table=table_id))


@require_safe
@needs(P.READ)
def table_source(request: HttpRequest, table_id: UUID) -> HttpResponseBase:
    """The source as it was brought in, for everyone who may read the table."""
    file = selectors.table_for(actor=actor_of(request), table=table_id).source
    if file is None:
        raise RuleViolation("performance.no_source", _("这张表是在系统里编制的，没有导入的原文。"))
    response = FileResponse(open_file(file=file))
    for name, value in attachment_headers(file=file).items():  # after it has named itself from the disk
        response.headers[name] = value
    return response


@require_safe
@needs(P.READ)
def table_data(request: HttpRequest, table_id: UUID) -> JsonResponse:
    """The table as structured data, with how each cell was read."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    return JsonResponse(
        to_json(table=selectors.assembled(table)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@require_safe
@needs(P.READ)
def table_corrections(request: HttpRequest, table_id: UUID) -> HttpResponseBase:
    """Everything people changed in a table: what, who, when, from what to what."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    spec = corrections_spec(selectors.correctors_of(table))
    return show_list(
        request,
        queryset=selectors.corrections_of(table),
        spec=spec,
        template="performance/corrections.html",
        context={"table": table},
    )
