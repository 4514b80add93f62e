"""Error pages: a plain Chinese sentence, what to do next, and nothing that helps an attacker."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from congress.platform.core.context import current_trace
from congress.platform.core.pages import wants_fragment

TITLES = {
    202: "等待确认",
    400: "请求有误",
    403: "没有权限",
    404: "没有找到",
    405: "不能这样操作",
    413: "文件过大",
    422: "未能保存",
    500: "系统出现意外",
    503: "暂停服务",
}

logger = logging.getLogger(__name__)


def error_page(request: HttpRequest, *, status: int, message: str = "", error_id: str = "") -> HttpResponse:
    """The page for a status; a fragment of it for htmx, so that the sentence stands where the person is looking."""
    context = {"status": status, "title": TITLES[status], "message": message, "error_id": error_id}
    if wants_fragment(request):
        return HttpResponse(render_to_string("errors/fragment.html", context), status=status)
    return HttpResponse(
        render_to_string("errors/page.html", context, request=_harmless(request)), status=status
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return error_page(request, status=400, message="浏览器发来的内容无法识别。请返回上一页，刷新后再试。")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return error_page(request, status=403, message="您没有这项操作的权限。如工作需要，请联系本单位管理员。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return error_page(
        request, status=404, message="这个页面不存在，或者已经移走。请检查网址，或从首页重新进入。"
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form was not one of ours, or the page was open too long."""
    message = "页面打开时间过长，为安全起见没有提交。请刷新页面后重新提交，已自动保存的内容不会丢失。"
    return error_page(request, status=403, message=message)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """500: logged once with an id the person is shown."""
    error_id = str(current_trace())
    logger.error("defect %s at %s", error_id, request.path, exc_info=sys.exc_info())
    return error_page(
        request,
        status=500,
        message="这是系统的问题，不是您的操作有误。您已保存的内容没有丢失，请稍后再试。",
        error_id=error_id,
    )


def _harmless(request: HttpRequest) -> HttpRequest | None:
    """Whether the page may use the shell: not when the session itself could not be read."""
    return request if hasattr(request, "session") else None
