"""Correcting one cell: as a fragment on the review screen, as a page where scripts do not run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congress.apps.performance import selectors, services
from congress.apps.performance.domain.rows import row_cell
from congress.apps.performance.forms import BROKEN, CellForm, ConfirmForm, UndoForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.review import HalfTyped, anchor_of, shown_cell
from congress.apps.performance.presenters.standing import tabs_of
from congress.apps.performance.views.desk import address_on_screen, addresses_of, view_on_screen
from congress.apps.performance.views.review_page import counted, review_page
from congress.platform.core import clock
from congress.platform.core.drafts import discard_draft, draft_of
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
def cell(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One cell with its form; saving answers with the cell and the findings as they stand now."""
    if request.method == "POST":
        return _corrected(request, table_id)
    return _cell(request, table_id, request.GET.get("address", ""), is_open=True, is_resumed=True)


@require_POST
@needs(P.PREPARE)
def leave_cell(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A cell is left as it is, and what was typed into it is thrown away."""
    form = CellForm(request.POST)
    address = _asked(form)
    found = selectors.cell_standing(actor=actor_of(request), table=table_id, address=address)
    key = found.standing.table.cell_draft_key(address)
    discard_draft(account=person_of(request).account, key=key)
    if not wants_fragment(request):
        return _to_cell(table_id, address)
    return _cell(request, table_id, address, is_open=False)


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
    return HttpResponseRedirect(address_on_screen(table_id, address))


def _corrected(request: HttpRequest, table_id: UUID) -> HttpResponse:
    form = CellForm(request.POST)
    address = _asked(form)
    typed, seen = request.POST.get("text", ""), request.POST.get("before", "").replace("\r\n", "\n")
    given: dict[str, Any] = {"typed": HalfTyped(typed, seen), "is_open": True}
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
        return _cell(request, table_id, address, message=conflict.message, **given)
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
    typed: HalfTyped | None = None,
    is_resumed: bool = False,
    is_conflict: bool = False,
) -> HttpResponse:
    """One cell as it stands; after a refusal with the sentence, what was typed and, if it changed, both texts.

    `is_resumed` brings back what was typed before and not saved.
    """
    found = selectors.cell_standing(actor=actor_of(request), table=table_id, address=address)
    table, is_editable = found.standing.table, found.standing.is_editable
    if is_resumed and is_editable:
        draft = draft_of(account=person_of(request).account, key=table.cell_draft_key(address))
        if draft is not None:
            typed = HalfTyped(draft.data.get("text", ""), draft.data.get("before", "").replace("\r\n", "\n"))
    waiting = {address: typed} if typed is not None and is_editable else {}
    found_row = row_cell(address)
    context = {
        **addresses_of(table_id),
        "table": table,
        "cell": shown_cell(
            found.stored,
            positions=selectors.position_in_part(table, found_row.row) if found_row else {},
            half_typed=waiting,
            is_open=is_open and is_editable,
        ),
        "is_editable": is_editable,
        "is_asked": True,
        "message": message,
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
    view = view_on_screen(request)
    context: dict[str, Any] = {
        **counted(review),
        **addresses_of(table_id),
        "cell": shown_cell(stored, review.faulty, positions=review.positions),
        "is_answer": True,
        "tabs": tabs_of(review, show=view.show, order="doubt" if view.by_doubt else ""),
        "is_alone": seen is None or review.table.version == seen + own_changes,
    }
    return render(request, "performance/cell_answer.html", context)


def _to_cell(table_id: UUID, address: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('performance:review', args=[table_id])}#{anchor_of(address)}")
