"""Acts on the whole table: submit, return, approve, publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import ReturnForm, SubmitForm, VersionForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.views.tables import review_context
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of
from congress.standards.errors import RuleViolation


@require_POST
@needs(P.PREPARE)
def submit(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Hand the table to review."""
    return _moved(request, table_id, SubmitForm(request.POST), services.submit_table, "submit_form")


@require_POST
@needs(P.REVIEW)
def send_back(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Return the table with a reason."""
    return _moved(request, table_id, ReturnForm(request.POST), services.return_table, "return_form")


@require_POST
@needs(P.REVIEW)
def approve(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Find the table right."""
    return _moved(request, table_id, VersionForm(request.POST), services.approve_table, "version_form")


@require_POST
@needs(P.PUBLISH)
def publish(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Make the table public."""
    return _moved(request, table_id, VersionForm(request.POST), services.publish_table, "version_form")


def _moved(
    request: HttpRequest, table_id: UUID, form: forms.Form, act: Callable[..., Any], form_name: str
) -> HttpResponse:
    """A refusal shows the page again with the sentence, and with everything that was typed."""
    if form.is_valid():
        try:
            act(actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data)
            return HttpResponseRedirect(reverse("performance:review", args=[table_id]))
        except RuleViolation as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    context = review_context(request, table) | {form_name: form, "refused": form}
    return render(request, "performance/review.html", context, status=422)
