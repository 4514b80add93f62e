"""Correcting one cell: as a fragment on the review screen, as a page where scripts do not run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import CellForm
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.review import anchor_of, shown_cell
from congress.apps.performance.views.tables import review_context
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
def cell(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One cell with its form; saving answers with the cell and the findings as they stand now."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    if request.method != "POST":
        address = request.GET.get("address", "")
        return render(
            request, _template(request), _context(table, address, is_open="close" not in request.GET)
        )
    form = CellForm(request.POST)
    if not form.is_valid():
        raise RuleViolation("performance.broken_form", "提交的内容不完整，请刷新页面后再试。")
    try:
        services.correct_cell(actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data)
    except Conflict as conflict:
        return _refused(request, table, form, conflict.message, conflict.current.text)
    except RuleViolation as refusal:
        return _refused(request, table, form, refusal.message, None)
    return _answer(request, table_id, form.cleaned_data["address"])


@require_POST
@needs(P.PREPARE)
def confirm(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A doubtful cell was read right."""
    address = request.POST.get("address", "")
    services.confirm_cell(actor=person_of(request), at=clock.now(), target=table_id, address=address)
    return _answer(request, table_id, address)


@require_POST
@needs(P.PREPARE)
def undo(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Take the latest correction back."""
    address = services.undo_correction(actor=person_of(request), at=clock.now(), target=table_id)
    return HttpResponseRedirect(f"{reverse('performance:review', args=[table_id])}#{anchor_of(address)}")


def _refused(
    request: HttpRequest, table: TargetTable, form: CellForm, message: str, other: str | None
) -> HttpResponse:
    context = _context(table, form.cleaned_data["address"], is_open=True)
    context |= {"message": message, "typed": form.cleaned_data["text"], "other": other}
    return render(request, _template(request), context, status=422)


def _answer(request: HttpRequest, table_id: UUID, address: str) -> HttpResponse:
    if not wants_fragment(request):
        return HttpResponseRedirect(f"{reverse('performance:review', args=[table_id])}#{anchor_of(address)}")
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    context = review_context(request, table) | _context(table, address, is_open=False) | {"is_answer": True}
    return render(request, "performance/cell_answer.html", context)


def _context(table: TargetTable, address: str, *, is_open: bool) -> dict[str, Any]:
    stored = selectors.stored_cell(table, address)
    return {"table": table, "cell": shown_cell(stored), "is_open": is_open, "is_editable": True}


def _template(request: HttpRequest) -> str:
    return "performance/cell.html" if wants_fragment(request) else "performance/cell_page.html"
