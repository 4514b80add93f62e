"""The list of tables and the review screen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.apps.performance import selectors
from congress.apps.performance.domain import check, to_json
from congress.apps.performance.domain.lifecycle import EDITABLE, TableState
from congress.apps.performance.forms import ReturnForm, SubmitForm, VersionForm
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.lists import TABLES
from congress.apps.performance.presenters.review import (
    shown_blocks,
    shown_findings,
    shown_source,
    shown_steps,
)
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, needs
from congress.platform.documents.api import content_of


@require_safe
@needs(P.READ)
def table_list(request: HttpRequest) -> HttpResponseBase:
    """Every table the person may read."""
    rows = selectors.tables(actor=actor_of(request))
    return show_list(request, queryset=rows, spec=TABLES, template="performance/tables.html")


@require_safe
@needs(P.READ)
def review(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Source and data side by side, what the checks found, and what to do next."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    return render(request, "performance/review.html", review_context(request, table))


@require_safe
@needs(P.READ)
def table_data(request: HttpRequest, table_id: UUID) -> JsonResponse:
    """The table as structured data."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    return JsonResponse(
        to_json(table=selectors.assembled(table)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


def review_context(request: HttpRequest, table: TargetTable) -> dict[str, Any]:
    """Everything the review screen prints."""
    actor = actor_of(request)
    cells = selectors.stored_cells(table)
    typed = selectors.assembled_from(table, cells)
    state = table.stands_at
    may_prepare = selectors.may(actor=actor, verb=P.PREPARE, table=table)
    may_review = selectors.may(actor=actor, verb=P.REVIEW, table=table)
    may_publish = selectors.may(actor=actor, verb=P.PUBLISH, table=table)
    version = {"version": table.version}
    source = selectors.source_of(content_of(table.source), table.source.media_type)
    return {
        "table": table,
        "state": state,
        "steps": shown_steps(table, selectors.names_of(table)),
        "blocks": shown_blocks(cells),
        "source_rows": shown_source(source),
        "findings": shown_findings(check(table=typed), cells),
        "unread": typed.unread,
        "doubtful": sum(each.needs_look for each in cells),
        "corrected": sum(each.is_corrected for each in cells),
        "is_editable": may_prepare and state in EDITABLE,
        "can_submit": may_prepare and state in EDITABLE,
        "can_review": may_review and state is TableState.IN_REVIEW,
        "can_return": may_review and state in (TableState.IN_REVIEW, TableState.APPROVED),
        "can_publish": may_publish and state is TableState.APPROVED,
        "submit_form": SubmitForm(initial=version),
        "return_form": ReturnForm(initial=version),
        "version_form": VersionForm(initial=version),
        "corrections": selectors.corrections(table)[:20],
        "publication": selectors.latest_publication(table),
    }
