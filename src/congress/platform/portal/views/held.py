"""Acts that wait for a second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core import held as holding
from congress.platform.core.pages import held_verbs, needs, person_of
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.saying import say
from congress.platform.portal.selectors.held import held_acts
from congress.standards.errors import RuleViolation


@require_safe
@needs(PortalPermission.OWN_PAGE)
def held(request: HttpRequest) -> HttpResponse:
    """What waits for me to agree, and what of mine waits for others."""
    acts = held_acts(person_of(request), held_verbs(request))
    context = {
        "others": [each for each in acts if not each.is_own],
        "own": [each for each in acts if each.is_own],
    }
    return render(request, "portal/held.html", context)


@require_POST
@needs(PortalPermission.OWN_PAGE)
def agree(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Agree: the act happens now."""
    return _end(request, held_id, holding.agree, _("已确认，这项操作现在生效。"))


@require_POST
@needs(PortalPermission.OWN_PAGE)
def decline(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Decline, or take one's own act back: nothing happens."""
    return _end(request, held_id, holding.decline, _("已否决，没有作任何改动。"))


def _end(request: HttpRequest, held_id: UUID, act: Callable[..., Any], sentence: str) -> HttpResponse:
    try:
        act(actor=person_of(request), at=clock.now(), held=held_id)
        say(request, sentence)
    except RuleViolation as refusal:
        say(request, refusal.message, "warn")
    return HttpResponseRedirect(reverse("portal:held"))
