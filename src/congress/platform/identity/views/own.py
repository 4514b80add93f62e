"""One's own sessions on other devices; the page that lists them is the portal's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from congress.platform.core import clock
from congress.platform.core.pages import needs, person_of
from congress.platform.identity import services
from congress.platform.identity.permissions import IdentityPermission


@require_POST
@needs(IdentityPermission.OWN_ACCOUNT)
def end_own_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign out on another device."""
    services.end_own_session(actor=person_of(request), at=clock.now(), target=session_id)
    return HttpResponseRedirect(reverse("portal:account"))
