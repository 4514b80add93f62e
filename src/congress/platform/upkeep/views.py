"""Pages of upkeep: health for machines, the state of the place for its administrator, background work."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, open_to_public, person_of
from congress.platform.core.refusals import Refused
from congress.platform.events.api import stuck_count, stuck_deliveries
from congress.platform.search.api import start_rebuild
from congress.platform.upkeep import selectors, services
from congress.platform.upkeep.beats import beats
from congress.platform.upkeep.contracts import Level
from congress.platform.upkeep.health import health, recent_health
from congress.platform.upkeep.lists import JOBS, TONES
from congress.platform.upkeep.permissions import UpkeepPermission
from congress.platform.upkeep.self_check import self_check
from congress.standards.errors import RuleViolation

REBUILD = "search.rebuild"


@never_cache
@require_safe
@open_to_public
def health_for_machines(request: HttpRequest) -> HttpResponse:
    """Codes and levels, no figures and no names; 503 when something fails."""
    found = recent_health(at=clock.now())
    content = {
        "level": found.level,
        "at": found.at.isoformat(timespec="seconds"),
        "checks": {each.code: each.level for each in found.findings},
    }
    return JsonResponse(content, status=503 if found.level is Level.FAILING else 200)


@never_cache
@require_safe
@needs(UpkeepPermission.READ)
def state(request: HttpRequest) -> HttpResponse:
    """How the place runs, in plain sentences, and what to do."""
    now = clock.now()
    context = {
        "health": health(at=now),
        "setup": self_check(),
        "beats": beats(),
        "may_rebuild": REBUILD in held_verbs(request),
    }
    return render(request, "upkeep/state.html", context)


@require_POST
@needs(REBUILD)
def rebuild_search(request: HttpRequest) -> HttpResponse:
    """Cut every stored text of the search again, in the background."""
    job = start_rebuild(actor=person_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("upkeep:job", args=[job]))


@require_safe
@needs(UpkeepPermission.READ)
def deliveries(request: HttpRequest) -> HttpResponse:
    """Facts that a listener could not take after many attempts."""
    return _show_deliveries(request)


@require_POST
@needs(UpkeepPermission.TEND)
def retry_deliveries(request: HttpRequest) -> HttpResponse:
    """Hand all of them over once more."""
    try:
        services.retry_deliveries(actor=person_of(request), at=clock.now())
    except RuleViolation as refusal:
        return _show_deliveries(request, refused=refusal.message)
    return HttpResponseRedirect(reverse("upkeep:deliveries"))


@require_safe
@needs(UpkeepPermission.READ)
def jobs(request: HttpRequest) -> HttpResponseBase:
    """Background work of the whole place."""
    return show_list(
        request, queryset=selectors.jobs(actor_of(request)), spec=JOBS, template="upkeep/jobs.html"
    )


@require_safe
@needs(UpkeepPermission.READ)
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One piece of background work."""
    return _show_job(request, job_id)


@require_POST
@needs(UpkeepPermission.TEND)
def retry_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Let a failed job try again."""
    try:
        services.retry_job(actor=person_of(request), at=clock.now(), target=job_id)
    except RuleViolation as refusal:
        return _show_job(request, job_id, refused=refusal.message)
    return HttpResponseRedirect(reverse("upkeep:job", args=[job_id]))


def _show_deliveries(request: HttpRequest, *, refused: str = "") -> HttpResponse:
    context = {
        "stuck": stuck_deliveries(),
        "count": stuck_count(),
        "refused": refused,
        "may_retry": UpkeepPermission.TEND in held_verbs(request),
    }
    return render(request, "upkeep/deliveries.html", context, status=422 if refused else 200)


def _show_job(request: HttpRequest, job_id: UUID, *, refused: str = "") -> HttpResponse:
    row = selectors.job(actor_of(request), job_id)
    if row is None:
        raise Refused(permission=UpkeepPermission.READ, reason=NOT_THERE)
    context = {
        "job": row,
        "tone": TONES[row.state],
        "refused": refused,
        "may_retry": row.state == "failed" and UpkeepPermission.TEND in held_verbs(request),
    }
    return render(request, "upkeep/job.html", context, status=422 if refused else 200)
