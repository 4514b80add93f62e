"""The indicator library: search it, add to it, put an indicator into a table; and next year's table begun."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import BROKEN
from congress.apps.performance.forms.rounds import InsertForm, LibraryForm, RetireForm, level_choices
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors import library as library_read
from congress.apps.performance.services.library import IndicatorWords
from congress.apps.performance.views.review_page import review_page
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation
from congress.standards.indicators.indicator_library import seed_library

WORDS = ("level", "name", "target", "unit", "explanation", "data_source", "evidence")


@require_safe
@needs(P.PREPARE)
def library(request: HttpRequest) -> HttpResponse:
    """Everything the library offers, narrowed by words and level."""
    return _library(request, None)


@require_safe
@needs(P.PREPARE)
def table_library(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """The library beside a table that is being written: each indicator can be put into it."""
    return _library(request, selectors.table_for(actor=actor_of(request), table=table_id))


@require_POST
@needs(P.PREPARE)
def insert(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Put an indicator of the library into a table, where its level stands."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    form, refused = InsertForm(request.POST), str(BROKEN)
    if form.is_valid():
        part = form.cleaned_data["part"]
        offered = library_read.offered_for(actor=actor_of(request), table=table, key=form.cleaned_data["key"])
        try:
            after, texts = library_read.insertion(table=table, offered=offered, part=part)
            row = services.add_row(
                actor=person_of(request),
                at=clock.now(),
                target=table_id,
                part=part,
                after=after,
                texts=texts,
                source=_("指标库：%(name)s") % {"name": offered.name},
            )
            address = reverse("performance:review", args=[table_id])
            return HttpResponseRedirect(f"{address}?at={row}.name#cell-{row.replace('.', '-')}-name")
        except RuleViolation as refusal:
            refused = refusal.message
    return _library(request, table, refused=refused)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
def new_indicator(request: HttpRequest) -> HttpResponse:
    """Add an indicator to a body's own library."""
    bodies = selectors.bodies_to_prepare(actor=actor_of(request))
    form = LibraryForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_library_indicator(
                actor=person_of(request),
                at=clock.now(),
                target=UUID(form.cleaned_data["body"]),
                words=_words(form),
            )
            return HttpResponseRedirect(reverse("performance:library"))
        except RuleViolation as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    status = 422 if request.method == "POST" else 200
    return render(request, "performance/library_form.html", {"form": form, "indicator": None}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
def change_indicator(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """Change the words of an own indicator."""
    row = library_read.indicator_for(actor=actor_of(request), indicator=indicator_id)
    bodies = [(str(row.body_id), row.body.name)]
    stored = {
        "body": str(row.body_id),
        "version": row.version,
        **{name: getattr(row, name) for name in WORDS},
    }
    form = LibraryForm(request.POST or None, bodies=bodies, initial=stored)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_library_indicator(
                actor=person_of(request),
                at=clock.now(),
                target=indicator_id,
                version=form.cleaned_data["version"] or 0,
                words=_words(form),
            )
            return HttpResponseRedirect(reverse("performance:library"))
        except Conflict:
            form.data = {**form.data.dict(), "version": str(row.version)}  # type: ignore[attr-defined]
            form.add_error(None, _("这个指标刚才被他人修改过，请看清后再保存。"))
        except RuleViolation as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    status = 422 if request.method == "POST" else 200
    return render(request, "performance/library_form.html", {"form": form, "indicator": row}, status=status)


@require_POST
@needs(P.PREPARE)
def retire_indicator(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """Offer an own indicator no more."""
    form, refused = RetireForm(request.POST), str(BROKEN)
    if form.is_valid():
        try:
            services.retire_library_indicator(
                actor=person_of(request), at=clock.now(), target=indicator_id, **form.cleaned_data
            )
            return HttpResponseRedirect(reverse("performance:library"))
        except Conflict:
            refused = _("这个指标刚才被他人修改过，没有停用。")
        except RuleViolation as refusal:
            refused = refusal.message
    return _library(request, None, refused=refused)


@require_POST
@needs(P.PREPARE)
def next_year(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Begin next year's table from this one."""
    try:
        made = services.draft_next_year(actor=person_of(request), at=clock.now(), target=table_id)
        return HttpResponseRedirect(reverse("performance:review", args=[made]))
    except RuleViolation as refusal:
        review = selectors.review_of(actor=actor_of(request), table=table_id)
        return review_page(request, review, refused=refusal.message)


def _library(request: HttpRequest, table: Any, *, refused: str = "") -> HttpResponse:
    words, level = request.GET.get("q", "").strip()[:100], request.GET.get("level", "")
    found = library_read.library(actor=actor_of(request), words=words, level=level, table=table)
    seeds = seed_library()
    context = {
        "table": table,
        "found": found,
        "words": words,
        "level": level,
        "levels": level_choices(),
        "is_cut": len(found) >= library_read.MOST_SHOWN,
        "parts": library_read.parts_to_insert(table) if table else [],
        "seed_source": seeds.source,
        "seed_verified": seeds.verified,
        "refused": refused,
    }
    return render(request, "performance/library.html", context, status=422 if refused else 200)


def _words(form: forms.Form) -> IndicatorWords:
    return IndicatorWords(**{name: form.cleaned_data[name] for name in WORDS})
