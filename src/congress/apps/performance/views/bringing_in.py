"""Bringing disclosures in, and watching them being read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import BringInForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.platform.core import clock
from congress.platform.core.jobs import own_job
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.standards.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Drop disclosures in; each file becomes a job of its own."""
    bodies = selectors.bodies_to_prepare(actor=actor_of(request))
    form = BringInForm(request.POST or None, request.FILES or None, bodies=bodies)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _received(request, form)
            except RuleViolation as refusal:
                form.add_error("file", refusal.message)
    recent = selectors.tables(actor=actor_of(request)).order_by("-imported_at")[:5]
    return render(
        request,
        "performance/bring_in.html",
        {"form": form, "bodies": bodies, "recent": recent},
        status=status,
    )


def _received(request: HttpRequest, form: BringInForm) -> HttpResponse:
    jobs = [
        services.receive_file(
            actor=person_of(request),
            at=clock.now(),
            target=UUID(form.cleaned_data["body"]),
            content=file.file,
            name=file.name,
        )
        for file in form.cleaned_data["file"]
    ]
    if len(jobs) == 1:
        return HttpResponseRedirect(reverse("performance:import_progress", args=[jobs[0]]))
    return HttpResponseRedirect(reverse("performance:tables"))


@require_safe
@needs(P.PREPARE)
def import_progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far the reading of one file has come; goes on to the table by itself."""
    is_fragment = wants_fragment(request)
    table = selectors.table_of_job(actor=actor_of(request), job=job_id)
    if table is not None:
        address = reverse("performance:review", args=[table.pk])
        if is_fragment:
            return HttpResponse(headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)
    job = own_job(actor=person_of(request), job=job_id)
    template = "performance/progress_part.html" if is_fragment else "performance/progress.html"
    return render(request, template, {"job": job.shown(poll_url=request.path)})
