"""The data side of the review screen, and the parts of it that are fetched when they are looked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.domain import official_layout
from congress.apps.performance.domain.rows import row_cell
from congress.apps.performance.forms import BROKEN
from congress.apps.performance.forms.editing import ConfirmBlockForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.copying import copied
from congress.apps.performance.presenters.review import (
    HalfTyped,
    View,
    anchor_of,
    name_of,
    row_anchor,
    shown_source,
)
from congress.apps.performance.presenters.sections import Desk
from congress.apps.performance.presenters.sheets import sheet_of
from congress.apps.performance.presenters.standing import tabs_of
from congress.apps.performance.selectors import Review
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.documents.api import render_html
from congress.standards.errors import RuleViolation

# A longer source comes after the page, so that nobody waits for what is beside the data.
SOURCE_ROWS_AT_ONCE = 400


@require_safe
@needs(P.READ)
def section(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """More rows of one section: a page upwards or downwards, or the whole body of one that was a heading only."""
    review = selectors.review_of(actor=actor_of(request), table=table_id)
    view = View.asked(show=request.GET.get("show", ""), order=request.GET.get("order", ""))
    begin, way = request.GET.get("begin", ""), request.GET.get("way", "")
    shown = _desk(request, review, view).section(
        request.GET.get("section", ""), int(begin) if begin.isdecimal() and len(begin) < 7 else 0
    )
    if shown is None:
        raise RuleViolation("performance.no_such_section", "本表没有这个部分，请刷新页面后再试。")
    context = {
        "table": review.table,
        **addresses_of(review.table.pk),
        "section": shown,
        "view": view,
        "way": way,
        "is_editable": review.standing.is_editable,
    }
    template = "section_rows" if way in ("up", "down") else "section_body"
    return render(request, f"performance/{template}.html", context)


@require_safe
@needs(P.READ)
def copy_section(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A section as a grid for the clipboard, in the order and unit of its form."""
    review = selectors.review_of(actor=actor_of(request), table=table_id)
    text = copied(review, request.GET.get("section", ""))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@needs(P.READ)
def source_rows(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """The source row by row, fetched after the page when it is long."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    return render(request, "performance/source_rows.html", source_side(table, is_whole=True))


@require_safe
@needs(P.READ)
def table_print(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """The table as its form prints it, whole, for paper: A4 as the form lies, or A3."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    sheet = sheet_of(official_layout(table=selectors.to_publish(table)))
    context = {
        "table": table,
        "page": SafeString(render_html(sheet=sheet)),  # the renderer escapes every text
        "is_large": request.GET.get("paper") == "a3",
        "is_wide": sheet.orientation == "landscape",
    }
    return render(request, "performance/print.html", context)


@require_POST
@needs(P.PREPARE)
def confirm_block(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Everything doubtful in a section was read right."""
    form = ConfirmBlockForm(request.POST)
    refused = str(BROKEN)
    if form.is_valid():
        try:
            services.confirm_block(
                actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data
            )
            refused = ""
        except RuleViolation as refusal:
            refused = refusal.message
    return section_answer(request, table_id, str(form.data.get("section", "")), refused=refused)


def section_answer(request: HttpRequest, table_id: UUID, key: str, *, refused: str = "") -> HttpResponse:
    """A section as it stands now, with the counts beside it; the whole screen where parts are not asked for."""
    from congress.apps.performance.views.review_page import counted, review_page

    review = selectors.review_of(actor=actor_of(request), table=table_id)
    if not wants_fragment(request):
        if refused:
            return review_page(request, review, refused=refused)
        return HttpResponseRedirect(
            f"{reverse('performance:review', args=[table_id])}#section-{key.replace('.', '-')}"
        )
    view = view_on_screen(request)
    shown = _desk(request, review, view).section(key, 0)
    context = {
        **counted(review),
        **addresses_of(review.table.pk),
        "section": shown,
        "view": view,
        "refused": refused,
        "is_answer": True,
        "tabs": tabs_of(review, show=view.show, order="doubt" if view.by_doubt else ""),
    }
    return render(request, "performance/section_answer.html", context, status=422 if refused else 200)


def data_side(request: HttpRequest, review: Review, view: View) -> dict[str, Any]:
    """What the right side of the screen prints, and what waits half-typed in cells."""
    waiting = _half_typed(request, review)
    cells = {each.cell.address: each.cell for each in review.cells}
    return {
        **addresses_of(review.table.pk),
        "view": view,
        "sections": Desk(review, view, half_typed=waiting).sections(),
        "waiting": [
            {
                "address": address,
                "anchor": anchor_of(address),
                "name": name_of(cells[address], review.positions),
            }
            for address in waiting
        ],
    }


def source_side(table: Any, *, is_whole: bool = False) -> dict[str, Any]:
    """The left side, or the sentence why the source cannot be shown: the data can be worked on all the same."""
    nothing: dict[str, Any] = {"source_rows": [], "source_notes": (), "source_refusal": "", "is_later": False}
    if table.source is None and table.drafted_from is None:
        return {**nothing, "has_no_source": True}
    try:
        source = selectors.source_of(table)
    except RuleViolation as refusal:
        return {**nothing, "source_refusal": str(refusal)}
    if len(source.rows) > SOURCE_ROWS_AT_ONCE and not is_whole:
        return {**nothing, "source_notes": source.notes, "is_later": True}
    return {**nothing, "source_rows": shown_source(source), "source_notes": source.notes}


def view_on_screen(request: HttpRequest) -> View:
    """What of the data the page shows that sent a part to be renewed."""
    asked = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    return View.asked(show=asked.get("show", ""), order=asked.get("order", ""))


def addresses_of(table: UUID) -> dict[str, str]:
    """Where the buttons of every cell and row lead, resolved once and not cell by cell."""
    names = ("cell", "confirm", "adjust", "section")
    return {f"{name}_url": reverse(f"performance:{name}", args=[table]) for name in names}


def address_on_screen(table_id: UUID, address: str) -> str:
    """The review screen at a cell or a row, however long the table is."""
    page = reverse("performance:review", args=[table_id])
    if not address:
        return f"{page}#data"
    anchor = anchor_of(address) if row_cell(address) or not address[-1].isdigit() else row_anchor(address)
    return f"{page}?{urlencode({'at': address})}#{anchor}"


def _desk(request: HttpRequest, review: Review, view: View) -> Desk:
    return Desk(review, view, half_typed=_half_typed(request, review))


def _half_typed(request: HttpRequest, review: Review) -> dict[str, HalfTyped]:
    """What the person typed into cells of this table and did not save, by address."""
    if not review.standing.is_editable:
        return {}
    drafts = selectors.cell_drafts(account=person_of(request).account, table=review.table)
    there = {each.cell.address for each in review.cells}
    return {
        address: HalfTyped(data.get("text", ""), data.get("before", "").replace("\r\n", "\n"))
        for address, data in drafts.items()
        if address in there
    }
