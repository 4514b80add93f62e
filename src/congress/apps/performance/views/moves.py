"""Acts on the whole table: submit, take back, return, approve, issue, publish, correct in public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.forms import ReturnForm, SubmitForm, VersionForm
from congress.apps.performance.forms.standing import (
    ApproveForm,
    IssueForm,
    ReopenForm,
    StageForm,
    WithholdForm,
)
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.views.review_page import review_page
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation


@require_POST
@needs(P.PREPARE)
def submit(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Hand the table to review."""
    return _moved(request, table_id, SubmitForm(request.POST), services.submit_table, "submit_form")


@require_POST
@needs(P.PREPARE)
def recall(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Take the table back before it was reviewed."""
    return _moved(request, table_id, VersionForm(request.POST), services.recall_table, "version_form")


@require_POST
@needs(P.REVIEW)
def send_back(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Return the table with a reason."""
    return _moved(request, table_id, ReturnForm(request.POST), services.return_table, "return_form")


@require_POST
@needs(P.REVIEW)
def approve(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Find the table right."""
    return _moved(request, table_id, ApproveForm(request.POST), services.approve_table, "approve_form")


@require_POST
@needs(P.ISSUE)
def issue(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Sign the table, and publish it at once if asked."""
    return _moved(request, table_id, IssueForm(request.POST), services.issue_table, "issue_form")


@require_POST
@needs(P.ISSUE)
def withhold(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Send the table back instead of signing it."""
    return _moved(request, table_id, WithholdForm(request.POST), services.withhold_table, "withhold_form")


@require_POST
@needs(P.PREPARE)
def reopen(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Open a published table to be corrected."""
    return _moved(request, table_id, ReopenForm(request.POST), services.reopen_table, "reopen_form")


@require_POST
@needs(P.PREPARE)
def close_correction(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Give a correction up."""
    return _moved(request, table_id, VersionForm(request.POST), services.close_correction, "version_form")


@require_POST
@needs(P.PREPARE)
def set_stage(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Say at which stage the table stands."""
    return _moved(request, table_id, StageForm(request.POST), services.set_stage, "stage_form")


@require_POST
@needs(P.PUBLISH)
def publish(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Make the table public."""
    return _moved(request, table_id, VersionForm(request.POST), services.publish_table, "version_form")


@require_safe
@needs(P.READ)
def standing(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Asked while the files of a publication are made: nothing yet, or show the page anew."""
    found = selectors.standing_of(actor=actor_of(request), table=table_id)
    if not wants_fragment(request):
        return HttpResponseRedirect(reverse("performance:review", args=[table_id]))
    is_waiting = found.table.stands_at is TableState.PUBLISHING and not found.trouble
    return HttpResponse(status=204) if is_waiting else HttpResponse(headers={"HX-Refresh": "true"})


def _moved(
    request: HttpRequest, table_id: UUID, form: forms.Form, act: Callable[..., Any], form_name: str
) -> HttpResponse:
    """A refusal shows the page again with the sentence, and with everything that was typed."""
    refused = _("提交的内容不完整，请看下面的提示。")
    if form.is_valid():
        try:
            act(actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data)
            return HttpResponseRedirect(reverse("performance:review", args=[table_id]))
        except Conflict:
            refused = _("您打开本页之后，本表已被他人修改，所以没有办理。下面是现在的内容，请看清后再提交。")
        except RuleViolation as broken:
            refused = broken.message
            if broken.field in form.fields:
                form.add_error(broken.field, broken.message)
    review = selectors.review_of(actor=actor_of(request), table=table_id)
    form.data = {**form.data.dict(), "version": str(review.table.version)}  # type: ignore[attr-defined]
    return review_page(request, review, refused=refused, bound={form_name: form})
