"""Files of evidence handed out: one by one, or all of a round as one archive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.evidence_archive import archive_of
from congress.apps.performance.selectors import rounds as rounds_read
from congress.platform.core.pages import actor_of, needs
from congress.platform.documents.api import attachment_headers, open_file


@require_safe
@needs(P.COLLECT)
def evidence_archive(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """All evidence of a round as one archive, numbered like the table."""
    row = rounds_read.round_for(actor=actor_of(request), round=round_id)
    archive = archive_of(row, rounds_read.rows_of(row), rounds_read.evidence_of(row))
    return FileResponse(archive, as_attachment=True, filename=f"{row.title}-佐证材料.zip")


@require_safe
@needs(P.COLLECT)
def round_evidence(request: HttpRequest, round_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """One file of evidence, for the office."""
    found = rounds_read.evidence_in(actor=actor_of(request), round=round_id, evidence=evidence_id)
    return _handed_out(found.file)


@require_safe
@needs(P.FILL)
def own_evidence(request: HttpRequest, evidence_id: UUID) -> HttpResponseBase:
    """One file of evidence, for the unit it belongs to."""
    return _handed_out(rounds_read.own_evidence(actor=actor_of(request), evidence=evidence_id).file)


def _handed_out(file: Any) -> HttpResponseBase:
    """A stored file as an attachment under its readable name."""
    response = FileResponse(open_file(file=file))
    for name, value in attachment_headers(file=file).items():  # after it has named itself from the disk
        response.headers[name] = value
    return response
