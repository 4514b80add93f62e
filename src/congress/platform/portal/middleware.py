"""Switched-off apps answer as if they were not there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from congress.platform.core.errors import error_page
from congress.platform.core.registry import switched_off

Handler = Callable[[HttpRequest], HttpResponse]


def switched_apps(get_response: Handler) -> Handler:
    """Refuse pages of apps this place does not use; what they hold stays."""

    def middleware(request: HttpRequest) -> HttpResponse:
        off = switched_off()
        request.switched_off = off  # type: ignore[attr-defined]
        words = request.path.strip("/").split("/")
        name = words[1] if words[0] == "open" and len(words) > 1 else words[0]
        if name in off:
            return error_page(
                request, status=404, message="本地没有启用这个系统。如有需要，请联系系统管理员。"
            )
        return get_response(request)

    return middleware
