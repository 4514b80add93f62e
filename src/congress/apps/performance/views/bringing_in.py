"""Bringing disclosures in, and watching them being read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import BringInForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.bringing_in import Brought
from congress.apps.performance.views.uploading import within_upload_limits
from congress.platform.core import clock
from congress.platform.core.jobs import OwnJob, own_job
from congress.platform.core.pages import actor_of, needs, person_of, wants_fragment
from congress.platform.documents.api import take_in
from congress.standards.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
@within_upload_limits
def bring_in(request: HttpRequest) -> HttpResponse:
    """Drop disclosures in, or paste one; each becomes a job of its own, and one that is refused stops no other."""
    bodies = selectors.bodies_to_prepare(actor=actor_of(request))
    if request.method != "POST":
        return _page(request, BringInForm(bodies=bodies))
    form = BringInForm(request.POST, request.FILES, bodies=bodies)
    if not form.is_valid():
        return _page(request, form, status=422)
    body = UUID(form.cleaned_data["body"])
    brought = [_brought(request, body, content, name) for content, name in _contents(form)]
    return _told(request, brought, form)


@require_safe
@needs(P.PREPARE)
def import_progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far the reading of one file has come; goes on to the table by itself, unless asked to stay."""
    is_fragment, stays = wants_fragment(request), "stay" in request.GET
    table = None if stays else selectors.table_of_job(actor=actor_of(request), job=job_id)
    if table is not None:
        address = reverse("performance:review", args=[table.pk])
        return (
            HttpResponse(headers={"HX-Redirect": address}) if is_fragment else HttpResponseRedirect(address)
        )
    job = own_job(actor=person_of(request), job=job_id)
    template = "performance/progress_part.html" if is_fragment else "performance/progress.html"
    return render(request, template, {"job": _shown(request, job, stays=stays)})


def _contents(form: BringInForm) -> Iterator[tuple[BinaryIO | bytes, str]]:
    for file in form.cleaned_data["file"]:
        yield file.file, file.name
    if form.cleaned_data["text"].strip():
        yield form.cleaned_data["text"].encode(), _("粘贴的文字.txt")


def _brought(request: HttpRequest, body: UUID, content: BinaryIO | bytes, name: str) -> Brought:
    """One file: under way, with what was made of the same bytes before, or refused with its sentence."""
    actor = person_of(request)
    try:
        taken = take_in(content=content, name=name)
        twin = selectors.twin_of(actor=actor, taken=taken, body=body)
        job = services.receive_file(actor=actor, at=clock.now(), target=body, taken=taken)
        return Brought(name, job=job, twin=twin)
    except RuleViolation as refusal:
        return Brought(name, refusal=str(refusal))


def _told(request: HttpRequest, brought: list[Brought], form: BringInForm) -> HttpResponse:
    if len(brought) == 1 and brought[0].job is not None:
        return HttpResponseRedirect(reverse("performance:import_progress", args=[brought[0].job]))
    if all(each.job is not None and each.twin is None for each in brought):
        return HttpResponseRedirect(reverse("performance:bring_in"))
    status = 200 if any(each.job for each in brought) else 422
    return _page(request, form, brought=brought, status=status)


def _page(
    request: HttpRequest, form: BringInForm, *, brought: list[Brought] | None = None, status: int = 200
) -> HttpResponse:
    own = selectors.own_imports(actor=person_of(request), at=clock.now())
    recent = selectors.tables(actor=actor_of(request)).order_by("-imported_at", "pk")[:5]
    context = {
        "form": form,
        "bodies": form.fields["body"].choices,  # type: ignore[attr-defined]
        "brought": brought,
        "running": [_shown(request, job, stays=True) for job in own if job.row.ended_at is None],
        "failed": [job.row for job in own if job.row.ended_at is not None],
        "recent": recent,
        "max_bytes": settings.UPLOAD_LIMIT_BYTES,
    }
    return render(request, "performance/bring_in.html", context, status=status)


def _shown(request: HttpRequest, job: OwnJob, *, stays: bool) -> dict[str, Any]:
    address = reverse("performance:import_progress", args=[job.row.pk])
    shown = job.shown(poll_url=f"{address}?stay=1" if stays else address)
    return {**shown, "csrf_token": get_token(request), "next_text": _("去核对")}
