"""What the checks say of a cell while it is being typed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors.previewing import preview_of
from congress.platform.core.pages import actor_of, needs

MOST_CHARACTERS = 20_000  # what is longer is refused when it is saved


@require_POST
@needs(P.PREPARE)
def preview_cell(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """A few lines under the open cell; nothing is stored."""
    preview = preview_of(
        actor=actor_of(request),
        table=table_id,
        address=request.POST.get("address", ""),
        text=request.POST.get("text", "")[:MOST_CHARACTERS],
    )
    return render(request, "performance/cell_preview.html", {"preview": preview})
