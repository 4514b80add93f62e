"""A stage for browser tests of the design system: pages rendered here, given to Chromium without a server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

CORE = Path(__file__).resolve().parent.parent
STATIC = CORE / "static"
ROOT = CORE.parents[3]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

# Stricter than the site's own: no data: pictures either.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)

Answer = tuple[int, str, dict[str, str]]
Answers = dict[str, Callable[[Request], Answer]]


def shell(*, large: bool = False) -> dict[str, Any]:
    """A filled shell, as the portal would give it."""
    entries = [
        ("绩效目标", "performance", True, 0),
        ("议案建议", "suggestion", False, 4),
        ("会议", "meeting", False, 0),
    ]
    return {
        "place_name": "云江市人大",
        "home_url": "/",
        "account_name": "林静怡",
        "account_post": "市人大常委会办公室 · 经办",
        "account_links": [{"title": "我的账号", "url": "/account/", "icon": "account"}],
        "sign_out_url": "/sign-out/",
        "search_url": "/search/",
        "todo_url": "/todo/",
        "todo_count": 12,
        "notice_url": "/notices/",
        "notice_count": 3,
        "help_url": "/help/",
        "large_type": large,
        "large_type_url": "/large-type/",
        "menu": [
            {
                "title": "监督",
                "entries": [
                    {"title": title, "url": "/x/", "icon": sign, "current": current, "count": count}
                    for title, sign, current, count in entries
                ],
            }
        ],
        "public": {
            "name": "云江市人民代表大会常务委员会",
            "motto": "信息公开",
            "search_url": "/open/search/",
            "menu": [{"title": "首页", "url": "/"}, {"title": "预算绩效", "url": "/p/", "current": True}],
            "owner": "云江市人民代表大会常务委员会办公室",
            "foot_lines": ["地址：云江市滨江路 1 号"],
            "foot_links": [{"title": "无障碍说明", "url": "/w/"}],
        },
    }


PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "style": (
        "style/style.html",
        {"crumbs": [{"title": "首页", "url": "/"}, {"title": "样式页", "url": ""}]},
    ),
    "public": (
        "style/public.html",
        {"crumbs": [{"title": "首页", "url": "/"}, {"title": "绩效目标", "url": ""}]},
    ),
    "sign-in": ("style/sign_in.html", {}),
    "missing": ("errors/page.html", {"status": 404, "title": "没有找到", "message": "这个页面不存在。"}),
    "defect": (
        "errors/page.html",
        {"status": 500, "title": "系统出现意外", "message": "请稍后再试。", "error_id": "0198f2c4-7a1b"},
    ),
}


def page_html(name: str, *, large: bool = False) -> str:
    """A whole page as the browser gets it."""
    template, context = PAGES[name]
    return render_to_string(template, {**context, "shell": shell(large=large), "csrf_token": "a-token"})


def work_page(content: str, **context: Any) -> str:
    """A workbench page around a piece of template."""
    source = "{% extends 'ui/shell_workbench.html' %}{% block title %}试页{% endblock %}{% block content %}"
    made: str = Template(f"{source}{content}{{% endblock %}}").render(
        Context({"shell": shell(), "csrf_token": "a-token", **context})
    )
    return made


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, or a skip that says what is missing."""
    from tests.support.player import the_player

    program = os.environ.get("RENDA_CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.skip("Chromium is not installed (apt-get install chromium, or set RENDA_CHROMIUM)")
    if not (STATIC / "ui" / "ui.js").is_file():
        pytest.skip("the front end is not built (node frontend/build.mjs)")
    browser = the_player().chromium.launch(executable_path=program, args=FLAGS)
    yield browser
    browser.close()


def opened(
    browser: Browser,
    html: str,
    *,
    width: int = 1440,
    height: int = 900,
    answers: Answers | None = None,
    **more: Any,
) -> Page:
    """A page of the stage. `answers` maps paths to what the server would say; complaints are kept on the page."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", **more
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.complaints = complaints  # type: ignore[attr-defined]
    page.route("**/*", lambda route, request: _answer(route, request, html, answers or {}))
    page.goto("http://stage.test/page/")
    page.wait_for_load_state("load")
    return page


def _answer(route: Route, request: Request, html: str, answers: Answers) -> None:
    path = urlparse(request.url).path
    if path in answers:
        status, body, headers = answers[path](request)
        route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8", headers=headers)
    elif path.startswith("/static/"):
        file = STATIC / path.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
    elif path == "/page/":
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(body=html, headers=headers)
    else:
        route.fulfill(status=404, body="")
