"""Downloads and previews: never run, never guessed at, never without asking access."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.platform.core.pages import open_to_public
from congress.platform.documents import vault
from congress.platform.documents.models import StoredFile
from congress.platform.documents.renderers.previews import page_count, preview_png
from congress.platform.documents.selectors import file_for
from congress.platform.documents.storing import content_of

PREVIEWED = {"application/pdf", "image/png", "image/jpeg"}
PREVIEW_WIDTHS = (480, 900, 1400)


@require_safe
@open_to_public
def download(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """A file as an attachment under its readable name."""
    file = _asked(request, file_id)
    response = FileResponse(vault.opened(file.keyed_digest), content_type=file.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return _sealed(response)


@require_safe
@open_to_public
def look(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A page that shows a PDF or a picture as pictures of its pages."""
    file = _asked(request, file_id)
    pages = 0
    if file.media_type in PREVIEWED:
        pages = page_count(content=content_of(file), media_type=file.media_type)
    return render(request, "documents/look.html", {"file": file, "pages": range(1, pages + 1)})


@require_safe
@open_to_public
def page_picture(request: HttpRequest, file_id: UUID, page: int, width: int) -> HttpResponse:
    """One page as a PNG of one of the offered widths."""
    file = _asked(request, file_id)
    nearest = min(PREVIEW_WIDTHS, key=lambda offered: abs(offered - width))
    png = preview_png(content=content_of(file), media_type=file.media_type, page=page, width=nearest)
    response = HttpResponse(png, content_type="image/png")
    response.headers["Cache-Control"] = "private, max-age=3600"
    _sealed(response)
    return response


def _asked(request: HttpRequest, file_id: UUID) -> StoredFile:
    return file_for(actor=request.actor, file=file_id)  # type: ignore[attr-defined]


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    """Whatever is inside, a browser only ever shows it as what we said it is."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    return response
