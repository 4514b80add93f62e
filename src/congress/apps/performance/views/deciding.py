"""Deciding about a finding, as a part of the review screen or as the whole screen where scripts do not run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import BROKEN
from congress.apps.performance.forms.standing import AdoptForm, DecisionForm, UndoDecisionForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.findings import shown_findings
from congress.apps.performance.views.review_page import counted, review_page
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation


@require_POST
@needs(P.PREPARE)
def decide(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Accept a finding for now, or do not take it up."""
    return _acted(request, table_id, DecisionForm(request.POST), services.decide_finding)


@require_POST
@needs(P.PREPARE)
def undo_decision(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Take a decision back."""
    return _acted(request, table_id, UndoDecisionForm(request.POST), services.undo_decision)


@require_POST
@needs(P.PREPARE)
def adopt(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Take a proposal over: every cell it names gets the text it should have, in one step."""

    def take(*, actor: Person, at: datetime, target: UUID, key: str) -> None:
        changes, check = selectors.proposed_changes(actor=actor, table=target, key=key)
        source = _("采用检查建议（%(check)s）") % {"check": check}
        services.correct_cells(actor=actor, at=at, target=target, changes=changes, source=source)

    return _acted(request, table_id, AdoptForm(request.POST), take)


@require_safe
@needs(P.READ)
def findings(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Every finding of one check, where the page printed the first few only."""
    review = selectors.review_of(actor=actor_of(request), table=table_id)
    check = request.GET.get("check", "")
    context = {
        "table": review.table,
        "is_editable": review.standing.is_editable,
        "findings": [each for each in shown_findings(review) if each.check == check],
    }
    return render(request, "performance/finding_items.html", context)


def _acted(request: HttpRequest, table_id: UUID, form: forms.Form, act: Callable[..., Any]) -> HttpResponse:
    """The findings as they stand after the act; a refusal keeps what was typed beside its sentence."""
    refused = ""
    if form.is_valid():
        try:
            act(actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data)
        except Conflict as conflict:
            refused = conflict.message
        except RuleViolation as broken:
            refused = broken.message
    else:
        refused = next((str(each) for errors in form.errors.values() for each in errors), str(BROKEN))
    if not refused and not wants_fragment(request):
        return HttpResponseRedirect(f"{reverse('performance:review', args=[table_id])}#findings")
    review = selectors.review_of(actor=actor_of(request), table=table_id)
    kept = {"refused_key": request.POST.get("key", ""), "refused_reason": request.POST.get("reason", "")}
    if not wants_fragment(request):
        return review_page(request, review, refused=refused, bound=kept)
    context = {
        **counted(review, keep=form.data.get("key", "")),
        **(kept if refused else {}),
        "refused_decision": refused,
    }
    return render(request, "performance/findings_answer.html", context, status=422 if refused else 200)
