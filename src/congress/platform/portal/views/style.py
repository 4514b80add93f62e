"""The living style page of the design system."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.platform.core.pages import open_to_public


@require_safe
@open_to_public
def style(request: HttpRequest, template: str) -> HttpResponse:
    """Every component in every state, in one of the three shells; `template` comes from the address table."""
    return render(
        request, template, {"crumbs": [{"title": "首页", "url": "/"}, {"title": "样式", "url": ""}]}
    )
