"""Uploads within limits: what is too much is refused with a sentence before the server takes it apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from congress.platform.core.errors import error_page

View = Callable[..., HttpResponse]

FILES_AT_ONCE = 4  # so many of the largest size that is taken
FORM_ITSELF_BYTES = 1024 * 1024
MIB = 1024 * 1024


def within_upload_limits(view: View) -> View:
    """Answer 413 with a sentence to an upload that is too large, without reading it into files.

    The middleware against forged requests would read the whole form to find its token, so its check is made here,
    after the size was looked at, and not left out.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            refusal = _refusal(request)
            if refusal:
                return error_page(request, status=413, message=refusal)
        return protected(request, *args, **kwargs)

    return limited


def most_bytes() -> int:
    """How much one request may bring."""
    return int(settings.UPLOAD_LIMIT_BYTES) * FILES_AT_ONCE + FORM_ITSELF_BYTES


def _refusal(request: HttpRequest) -> str:
    if _declared_bytes(request) > most_bytes():
        most = settings.UPLOAD_LIMIT_BYTES * FILES_AT_ONCE // MIB
        each = settings.UPLOAD_LIMIT_BYTES // MIB
        return _(
            "这次上传的文件合计超过 %(most)s MB，没有接收。请分几次上传，每个文件不超过 %(each)s MB。"
        ) % {"most": most, "each": each}
    try:
        request.POST  # noqa: B018  (taking the form apart is what may be refused)
    except RequestDataTooBig:
        return _("粘贴的文字过长，没有接收。请把它存成文本文件（txt），作为文件上传。")
    except TooManyFilesSent:
        return _("一次选择的文件太多，没有接收。请分几次上传。")
    return ""


def _declared_bytes(request: HttpRequest) -> int:
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if declared.isdecimal() else 0
