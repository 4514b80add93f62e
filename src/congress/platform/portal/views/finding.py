"""Global search over what every module makes findable."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congress.platform.core import registry
from congress.platform.core.actors import Person
from congress.platform.core.pages import actor_of, open_to_public
from congress.platform.portal.selectors.finding import HitGroup, grouped_hits, page_links, places
from congress.platform.portal.selectors.helping import help_chapters
from congress.platform.portal.shell import shell_of
from congress.platform.search.api import Found, find
from congress.standards.errors import RuleViolation

HITS_SHOWN = 20


@require_safe
@open_to_public
def search(request: HttpRequest) -> HttpResponse:
    """What holds the words, as far as this person may see it; and the pages whose names hold them."""
    actor, words = actor_of(request), request.GET.get("q", "").strip()
    number = _page_number(request)
    refused = ""
    found = Found()
    try:
        found = find(actor=actor, words=words, limit=HITS_SHOWN, offset=(number - 1) * HITS_SHOWN)
    except RuleViolation as refusal:
        refused = refusal.message
    shell = shell_of(request)
    menu = shell.menu if isinstance(actor, Person) else [shell.public_group]
    chapters = help_chapters(
        registry.active(request.switched_off),  # type: ignore[attr-defined]
        is_stranger=not isinstance(actor, Person),
    )
    groups: list[HitGroup] = grouped_hits(found)
    context: dict[str, Any] = {
        "words": words,
        "refused": refused,
        "found": found,
        "groups": groups,
        "places": places(words, menu, chapters),
        "links": page_links(found.total, HITS_SHOWN, number, lambda page: _address(words, page)),
        "menu": menu,
    }
    return render(request, "portal/search.html", context, status=422 if refused else 200)


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _address(words: str, page: int) -> str:
    return f"{reverse('portal:search')}?{urlencode({'q': words, 'page': page})}"
