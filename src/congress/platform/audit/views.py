"""Pages of the trail: the list, one gesture, one object, and the verification."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congress.platform.audit import selectors, services
from congress.platform.audit.lists import trail_spec
from congress.platform.audit.permissions import AuditPermission
from congress.platform.audit.presenters import about_of, resolved, traced
from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.jobs import own_job
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, person_of, wants_fragment
from congress.platform.core.refusals import Refused

SHOWN_RUNS = 20
SHOWN_ROWS = 200  # a long import is one gesture of thousands of rows


@require_safe
@needs(AuditPermission.READ)
def trail(request: HttpRequest) -> HttpResponseBase:
    """Everything that happened, newest first."""
    actor = actor_of(request)
    context = {"may_verify": AuditPermission.VERIFY in held_verbs(request)}
    return show_list(
        request,
        queryset=selectors.trail(actor),
        spec=trail_spec(actor),
        template="audit/trail.html",
        context=context,
    )


@require_safe
@needs(AuditPermission.READ)
def trace(request: HttpRequest, trace_id: UUID) -> HttpResponse:
    """Everything that one gesture did."""
    actor = actor_of(request)
    found = selectors.rows_of_trace(actor, trace_id)
    rows = list(found[:SHOWN_ROWS])
    if not rows:
        raise Refused(permission=AuditPermission.READ, reason=NOT_THERE)
    context = {"rows": traced(actor, rows, selectors.seals_of(rows)), "total": found.count()}
    return render(request, "audit/trace.html", context)


@require_safe
@needs(AuditPermission.READ)
def thing(request: HttpRequest, kind: str, object_id: UUID) -> HttpResponseBase:
    """Everything that was done to one thing."""
    actor = actor_of(request)
    rows = selectors.rows_of_object(actor, kind, object_id)
    last = rows.order_by("-id").first()
    if last is None:
        raise Refused(permission=AuditPermission.READ, reason=NOT_THERE)
    now = resolved(actor, kind, [object_id]).get(object_id)
    return show_list(
        request,
        queryset=rows,
        spec=trail_spec(actor),
        template="audit/object.html",
        context={"about": about_of(last), "now": now},
    )


@require_safe
@needs(AuditPermission.VERIFY)
def verification(request: HttpRequest) -> HttpResponse:
    """What earlier verifications found, and the button for the next one."""
    runs = list(selectors.verification_runs(actor_of(request))[:SHOWN_RUNS])
    context = {"latest": runs[0] if runs else None, "runs": runs}
    return render(request, "audit/verification.html", context)


@require_POST
@needs(AuditPermission.VERIFY)
def start_verification(request: HttpRequest) -> HttpResponse:
    """Begin a verification."""
    job = services.start_verification(actor=person_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("audit:verifying", args=[job]))


@require_safe
@needs(AuditPermission.VERIFY)
def verifying(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far the verification has come; goes on to its result by itself."""
    job = own_job(actor=person_of(request), job=job_id)
    result = job.row.result or {}
    is_fragment = wants_fragment(request)
    context = {"job": job.shown(poll_url=request.path), "sentence": result.get("sentence", "")}
    template = "audit/verifying_part.html" if is_fragment else "audit/verifying.html"
    return render(request, template, context)
