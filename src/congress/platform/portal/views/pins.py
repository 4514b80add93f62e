"""Pins: the entries a person keeps on top."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.pages import needs, person_of
from congress.platform.portal import services
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.saying import say
from congress.platform.portal.selectors.arrangements import pins_of
from congress.platform.portal.services.pinning import MOST_PINS
from congress.platform.portal.shell import shell_of
from congress.standards.errors import RuleViolation


@require_safe
@needs(PortalPermission.OWN_PINS)
def pins(request: HttpRequest) -> HttpResponse:
    """Every entry of my menu, each to be pinned or let go."""
    mine = pins_of(person_of(request).account)
    groups = [
        (group.title, [(entry, mine.get(entry.code)) for entry in group.entries])
        for group in shell_of(request).menu
        if not group.is_pinned
    ]
    return render(request, "portal/pins.html", {"groups": groups, "count": len(mine), "most": MOST_PINS})


@require_POST
@needs(PortalPermission.OWN_PINS)
def pin(request: HttpRequest) -> HttpResponse:
    """Keep an entry on top."""
    try:
        services.pin_entry(actor=person_of(request), at=clock.now(), code=request.POST.get("code", ""))
    except RuleViolation as refusal:
        say(request, refusal.message, "warn")
    return HttpResponseRedirect(reverse("portal:pins"))


@require_POST
@needs(PortalPermission.OWN_PINS)
def unpin(request: HttpRequest, pin_id: UUID) -> HttpResponse:
    """Let an entry go."""
    services.unpin_entry(actor=person_of(request), at=clock.now(), target=pin_id)
    return HttpResponseRedirect(reverse("portal:pins"))
