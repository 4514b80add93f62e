"""Downloads and previews: never run, never guessed at, never without asking access."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.platform.core.errors import error_page
from congress.platform.core.pages import actor_of, open_to_public
from congress.platform.documents.readers.media_types import JPEG, PDF, PNG, title_of
from congress.platform.documents.renderers.previews import page_count, preview_png
from congress.platform.documents.selectors import SEALED, attachment_headers, file_for
from congress.platform.documents.storing import content_of, open_file
from congress.standards.errors import RuleViolation

PREVIEWED = {PDF, PNG, JPEG}
PREVIEW_WIDTHS = (480, 900, 1400)


@require_safe
@open_to_public
def download(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """A file as an attachment under its readable name."""
    file = file_for(actor=actor_of(request), file=file_id)
    response = FileResponse(open_file(file=file))
    for name, value in attachment_headers(file=file).items():  # after it has named itself from the disk
        response.headers[name] = value
    return response


@require_safe
@open_to_public
def look(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A page that shows a PDF or a picture as pictures of its pages."""
    file = file_for(actor=actor_of(request), file=file_id)
    pages = 0
    if file.media_type in PREVIEWED:
        pages = page_count(content=content_of(file), media_type=file.media_type)
    context = {
        "file": file,
        "kind": title_of(media_type=file.media_type),
        "pages": range(1, pages + 1),
        "widths": PREVIEW_WIDTHS,
    }
    return render(request, "documents/look.html", context)


@require_safe
@open_to_public
def page_picture(request: HttpRequest, file_id: UUID, page: int, width: int) -> HttpResponse:
    """One page as a PNG of one of the offered widths."""
    file = file_for(actor=actor_of(request), file=file_id)
    nearest = min(PREVIEW_WIDTHS, key=lambda offered: abs(offered - width))
    mark = f'"{file.pk}-{page}-{nearest}"'  # a file never changes, so its id is mark enough
    kept = {"ETag": mark, "Cache-Control": "private, max-age=3600", **SEALED}
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers=kept)
    try:
        png = preview_png(content=content_of(file), media_type=file.media_type, page=page, width=nearest)
    except RuleViolation as refusal:
        if refusal.code != "documents.no_such_page":
            raise
        return error_page(request, status=404, message=refusal.message)
    return HttpResponse(png, content_type=PNG, headers=kept)
