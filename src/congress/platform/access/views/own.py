"""Why can I see this, and why not? One's own roles, and every permission with its reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.platform.access import selectors
from congress.platform.access.permissions import AccessPermission
from congress.platform.core.pages import needs, person_of


@require_safe
@needs(AccessPermission.OWN_ROLES)
def own(request: HttpRequest) -> HttpResponse:
    """My roles, where and until when; and for each permission why I have it or which role would give it."""
    actor = person_of(request)
    words = request.GET.get("q", "").strip()
    reasons = [each for each in selectors.why(actor) if words in each.title or words in each.module]
    held = [
        (each, selectors.place_in_words(each), selectors.titles_of(each.permissions))
        for each in selectors.own_roles(actor)
    ]
    return render(request, "access/own.html", {"held": held, "reasons": reasons, "words": words})
