"""Editing rows and cells: a panel that shows what can be done with one row, and one act behind each of its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import BROKEN
from congress.apps.performance.forms.editing import (
    AddRowForm,
    MergeCellsForm,
    MergeRowsForm,
    MoveRowForm,
    RowForm,
    ShiftForm,
    SplitForm,
)
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.rows import shown_panel
from congress.apps.performance.views.desk import address_on_screen
from congress.apps.performance.views.review_page import review_page
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation

# Does the act of a valid form; returns the address of what to look at afterwards.
Do = Callable[[Any, dict[str, Any]], str]


@require_safe
@needs(P.PREPARE)
def adjust(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """What can be done with one row, or with one cell: in a dialog of the review screen, or as a page."""
    return _panel(request, table_id, row=request.GET.get("row", ""), address=request.GET.get("address", ""))


@require_POST
@needs(P.PREPARE)
def add_row(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One row more."""

    def do(form: Any, who: dict[str, Any]) -> str:
        return services.add_row(**who, part=form.cleaned_data["part"], after=form.place())

    return _done(request, table_id, AddRowForm(request.POST), do, "after")


@require_POST
@needs(P.PREPARE)
def remove_row(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One row less."""

    def do(form: Any, who: dict[str, Any]) -> str:
        services.remove_row(**who, **form.cleaned_data)
        return str(request.POST.get("beside", ""))

    return _done(request, table_id, RowForm(request.POST), do, "row")


@require_POST
@needs(P.PREPARE)
def move_row(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A row up, down, or to another project."""

    def do(form: Any, who: dict[str, Any]) -> str:
        given = {name: form.cleaned_data[name] for name in ("row", "part", "seen")}
        return services.move_row(**who, **given, after=form.place())

    return _done(request, table_id, MoveRowForm(request.POST), do, "row")


@require_POST
@needs(P.PREPARE)
def merge_rows(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One row of two."""

    def do(form: Any, who: dict[str, Any]) -> str:
        services.merge_rows(**who, **form.cleaned_data)
        return str(form.cleaned_data["row"])

    return _done(request, table_id, MergeRowsForm(request.POST), do, "row")


@require_POST
@needs(P.PREPARE)
def merge_cells(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One cell's text behind another's."""

    def do(form: Any, who: dict[str, Any]) -> str:
        services.merge_cells(**who, **form.cleaned_data)
        return str(form.cleaned_data["into"])

    return _done(request, table_id, MergeCellsForm(request.POST), do, "into")


@require_POST
@needs(P.PREPARE)
def split_cell(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A cell's text divided."""

    def do(form: Any, who: dict[str, Any]) -> str:
        given = {name: form.cleaned_data[name] for name in ("address", "before", "first", "second")}
        return services.split_cell(**who, **given, into_row=form.cleaned_data["into"] == "row")

    return _done(request, table_id, SplitForm(request.POST), do, "address")


@require_POST
@needs(P.PREPARE)
def shift_cells(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A row's cells one column to the side."""

    def do(form: Any, who: dict[str, Any]) -> str:
        given = {name: form.cleaned_data[name] for name in ("address", "seen")}
        services.shift_cells(**who, **given, to_the_right=form.cleaned_data["side"] == "right")
        return str(form.cleaned_data["address"])

    return _done(request, table_id, ShiftForm(request.POST), do, "address")


def _done(request: HttpRequest, table_id: UUID, form: forms.Form, do: Do, about: str) -> HttpResponse:
    """Back to the review screen, at the place of the act; after a refusal the panel with the sentence."""
    try:
        if not form.is_valid():
            raise RuleViolation("performance.broken_form", str(BROKEN))
        address = do(form, {"actor": person_of(request), "at": clock.now(), "target": table_id})
    except Conflict:
        refused = "这一格刚刚被改过，没有办理。下面是现在的内容，请看清后再决定。"
    except RuleViolation as refusal:
        refused = refusal.message
    else:
        return HttpResponseRedirect(address_on_screen(table_id, address))
    asked = str(form.data.get(about, ""))
    is_row = about in ("row", "after")
    try:
        return _panel(
            request, table_id, row=asked if is_row else "", address="" if is_row else asked, refused=refused
        )
    except RuleViolation:  # the row is gone: the screen says why
        review = selectors.review_of(actor=actor_of(request), table=table_id)
        return review_page(request, review, refused=refused)


def _panel(
    request: HttpRequest, table_id: UUID, *, row: str, address: str, refused: str = ""
) -> HttpResponse:
    found = selectors.row_standing(actor=actor_of(request), table=table_id, row=row, address=address)
    typed = request.POST if refused else None
    context = {
        "table": found.standing.table,
        "is_editable": found.standing.is_editable,
        "panel": shown_panel(found),
        "split_form": SplitForm(typed)
        if typed is not None and "second" in typed
        else SplitForm(initial=_split(found)),
        "refused": refused,
        "back": address_on_screen(table_id, address or row),
    }
    template = "performance/adjust.html" if wants_fragment(request) else "performance/adjust_page.html"
    return render(request, template, context, status=422 if refused else 200)


def _split(found: selectors.RowStanding) -> dict[str, str]:
    cell = found.cell.cell if found.cell else None
    return {"address": cell.address, "before": cell.text, "first": cell.text} if cell else {}
