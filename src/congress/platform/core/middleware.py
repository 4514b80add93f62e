"""What happens to every request: its address and trace, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from congress.platform.core.context import surrounded
from congress.platform.core.errors import error_page
from congress.platform.core.ids import new_id
from congress.platform.core.refusals import Held, Refused
from congress.standards.errors import RuleViolation

Handler = Callable[[HttpRequest], HttpResponse]


def health_probe(get_response: Handler) -> Handler:
    """Answer `/healthz` before anything else, so that it tells only whether the process lives."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        return get_response(request)

    return middleware


def surroundings(get_response: Handler) -> Handler:
    """Give the request a trace of its own and remember the address it came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        trace = new_id()
        with surrounded(address=request.META.get("REMOTE_ADDR", ""), trace=trace):
            response = get_response(request)
        response.headers["X-Trace"] = str(trace)
        return response

    return middleware


class error_pages:
    """Turn refusals into pages: a missing permission is 403, a broken rule 422, an act held for another person 202."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only the foreseen ones; everything else is a defect and goes to the 500 page with its id."""
        if isinstance(exception, Refused):
            return error_page(request, status=403, message=exception.reason)
        if isinstance(exception, RuleViolation):
            return error_page(request, status=422, message=exception.message)
        if isinstance(exception, Held):
            return error_page(request, status=202, message="已提交，等待另一位有权限的人员确认后生效。")
        return None
