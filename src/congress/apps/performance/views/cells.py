"""Correcting one cell: as a fragment on the review screen, as a page where scripts do not run."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import BROKEN, CellForm, ConfirmForm, UndoForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.review import View, anchor_of, shown_cell
from congress.apps.performance.presenters.standing import tabs_of
from congress.apps.performance.views.review_page import counted, review_page
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
def cell(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One cell with its form; saving answers with the cell and the findings as they stand now."""
    if request.method == "POST":
        return _corrected(request, table_id)
    address = request.GET.get("address", "")
    return _cell(request, table_id, address, is_open="close" not in request.GET)


@require_POST
@needs(P.PREPARE)
def confirm(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A doubtful cell was read right."""
    form = ConfirmForm(request.POST)
    address, before = _asked(form), form.cleaned_data.get("before", "")
    try:
        services.confirm_cell(
            actor=person_of(request), at=clock.now(), target=table_id, address=address, before=before
        )
    except Conflict as conflict:
        return _cell(request, table_id, address, is_open=False, message=conflict.message, is_conflict=True)
    except RuleViolation as refusal:
        return _cell(request, table_id, address, is_open=False, message=refusal.message)
    return _answer(request, table_id, address, seen=form.cleaned_data.get("seen"), own_changes=0)


@require_POST
@needs(P.PREPARE)
def undo(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Take the latest correction back."""
    form = UndoForm(request.POST)
    try:
        if not form.is_valid():
            raise RuleViolation("performance.broken_form", str(BROKEN))
        address = services.undo_correction(
            actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data
        )
    except RuleViolation as refusal:
        review = selectors.review_of(actor=actor_of(request), table=table_id)
        return review_page(request, review, refused=refusal.message)
    return _to_cell(table_id, address)


def _corrected(request: HttpRequest, table_id: UUID) -> HttpResponse:
    form = CellForm(request.POST)
    address = _asked(form)
    given: dict[str, Any] = {"typed": request.POST.get("text", ""), "is_open": True}
    if not form.is_valid():
        sentences = [str(each) for errors in form.errors.values() for each in errors]
        return _cell(request, table_id, address, message=sentences[0], **given)
    before, text = form.cleaned_data["before"], form.cleaned_data["text"]
    try:
        is_changed = services.correct_cell(
            actor=person_of(request),
            at=clock.now(),
            target=table_id,
            address=address,
            before=before,
            text=text,
        )
    except Conflict as conflict:
        return _cell(request, table_id, address, message=conflict.message, is_conflict=True, **given)
    except RuleViolation as refusal:
        return _cell(request, table_id, address, message=refusal.message, **given)
    return _answer(request, table_id, address, seen=form.cleaned_data["seen"], own_changes=int(is_changed))


def _asked(form: forms.Form) -> str:
    """The address a form speaks of. Raises `RuleViolation` for a form that is none of ours."""
    form.is_valid()
    address = form.cleaned_data.get("address", "")
    if not address:
        raise RuleViolation("performance.broken_form", str(BROKEN))
    return str(address)


def _cell(
    request: HttpRequest,
    table_id: UUID,
    address: str,
    *,
    is_open: bool,
    message: str = "",
    typed: str | None = None,
    is_conflict: bool = False,
) -> HttpResponse:
    """One cell as it stands; after a refusal with the sentence, what was typed and, if it changed, both texts."""
    found = selectors.cell_standing(actor=actor_of(request), table=table_id, address=address)
    is_editable = found.standing.is_editable
    context = {
        "table": found.standing.table,
        "cell": shown_cell(found.stored),
        "is_editable": is_editable,
        "is_open": is_open and is_editable,
        "message": message,
        "typed": typed,
        "is_conflict": is_conflict,
        "last": found.last,
        "last_by": found.last_by,
    }
    template = "performance/cell.html" if wants_fragment(request) else "performance/cell_page.html"
    return render(request, template, context, status=422 if message else 200)


def _answer(
    request: HttpRequest, table_id: UUID, address: str, *, seen: int | None, own_changes: int
) -> HttpResponse:
    """The cell and whatever its change renewed elsewhere on the screen.

    The page learns the new version only if nobody else changed the table since: else its later submission must be
    refused, because the person has not seen the other change.
    """
    if not wants_fragment(request):
        return _to_cell(table_id, address)
    review = selectors.review_of(actor=actor_of(request), table=table_id)
    stored = next(each for each in review.cells if each.cell.address == address)
    context: dict[str, Any] = {
        **counted(review),
        "cell": shown_cell(stored, review.faulty),
        "is_open": False,
        "is_answer": True,
        "tabs": tabs_of(review, **_on_screen(request)),
        "is_alone": seen is None or review.table.version == seen + own_changes,
    }
    return render(request, "performance/cell_answer.html", context)


def _to_cell(table_id: UUID, address: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('performance:review', args=[table_id])}#{anchor_of(address)}")


def _on_screen(request: HttpRequest) -> dict[str, str]:
    """What of the data the page shows that sent a part to be renewed."""
    asked = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    view = View.asked(show=asked.get("show", ""), order=asked.get("order", ""))
    return {"show": view.show, "order": "doubt" if view.by_doubt else ""}
