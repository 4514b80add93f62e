"""Packing of pages on the line: a phone on a slow line gets a tenth of the bytes."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/html", "application/json")


class PackPages(GZipMiddleware):
    """Packs pages and data made for this request, with the random padding that hides how long secrets are.

    Files go out as they are: most are packed already, and a browser may ask for a part of them. Styles and scripts
    were packed when they were built.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack, or leave alone."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in PACKED:
            return response
        return super().process_response(request, response)
