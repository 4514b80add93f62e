"""One's own unfinished work: drafts to go on with, long work to watch."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.drafts import discard_draft, save_draft
from congress.platform.core.jobs import cancel_job
from congress.platform.core.jobs.showing import OwnJob, own_job
from congress.platform.core.models import Job
from congress.platform.core.pages import needs, person_of
from congress.platform.core.permissions import CorePermission
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.saying import say
from congress.platform.portal.selectors.work import PAGE_FIELD, drafts, jobs
from congress.standards.errors import RuleViolation

JOBS_SHOWN = 20
NOT_KEPT = ("csrfmiddlewaretoken", PAGE_FIELD)


@require_safe
@needs(CorePermission.OWN_JOBS)
def work(request: HttpRequest) -> HttpResponse:
    """Drafts and long work."""
    actor = person_of(request)
    page = Paginator(jobs(actor), JOBS_SHOWN).get_page(request.GET.get("page"))
    context = {
        "drafts": drafts(actor),
        "page": page,
        "jobs": [progress_of(request, each) for each in page.object_list],
    }
    return render(request, "portal/work.html", context)


@require_safe
@needs(CorePermission.OWN_JOBS)
def job_page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One piece of long work and how far it is."""
    return render(
        request,
        "portal/job.html",
        {"job": progress_of(request, own_job(actor=person_of(request), job=job_id).row)},
    )


@require_safe
@needs(CorePermission.OWN_JOBS)
def job_part(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The progress alone, asked for again every two seconds while it runs."""
    return render(
        request,
        "portal/job_part.html",
        {"job": progress_of(request, own_job(actor=person_of(request), job=job_id).row)},
    )


@require_POST
@needs(CorePermission.OWN_JOBS)
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask a job to stop."""
    try:
        cancel_job(actor=person_of(request), at=clock.now(), target=job_id)
        say(request, _("已通知停止，正在进行的一步做完后就会停下。"), "info")
    except RuleViolation as refusal:
        say(request, refusal.message, "warn")
    return HttpResponseRedirect(reverse("portal:job", args=[job_id]))


@require_POST
@needs(PortalPermission.OWN_DRAFTS)
def keep_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what has been typed into a form, with the page it stands on; answered without words."""
    data = _typed(request)
    if data is None:
        return HttpResponse(status=400)
    page = urlsplit(request.headers.get("Referer", ""))
    if page.path and page.netloc == request.get_host():
        data[PAGE_FIELD] = page.path
    try:
        save_draft(account=person_of(request).account, key=key, data=data, at=clock.now())
    except RuleViolation:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@require_POST
@needs(PortalPermission.OWN_DRAFTS)
def throw_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(account=person_of(request).account, key=key)
    say(request, _("草稿已删除。"))
    return HttpResponseRedirect(reverse("portal:work"))


def progress_of(request: HttpRequest, row: Job) -> dict[str, Any]:
    """A job as the progress tag prints it, with its page and its times."""
    shown = OwnJob(row).shown(poll_url=reverse("portal:job_part", args=[row.pk]))
    url = shown["next_url"]
    is_path = isinstance(url, str) and url.startswith("/") and not url.startswith("//")
    is_stopping = row.cancel_wanted and row.ended_at is None
    return {
        **shown,
        "message": _("正在停止…") if is_stopping else row.message,
        "cancel_url": "" if row.cancel_wanted else shown["cancel_url"],
        "next_url": url if is_path else "",
        "csrf_token": get_token(request),
        "page_url": reverse("portal:job", args=[row.pk]),
        "created_at": row.created_at,
        "ended_at": row.ended_at,
    }


def _typed(request: HttpRequest) -> dict[str, str] | None:
    """The fields of a form post or of a JSON object of strings; None for anything else."""
    if request.content_type == "application/json":
        try:
            given = json.loads(request.body)
        except ValueError:
            return None
        if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
            return None
    else:
        given = {name: "\n".join(request.POST.getlist(name)) for name in request.POST}
    return {name: value for name, value in given.items() if name not in NOT_KEPT}
