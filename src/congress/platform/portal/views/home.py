"""The front page: the public one for a stranger, one's own for an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.platform.core import clock, registry
from congress.platform.core.actors import Person
from congress.platform.core.manifest import Manifest
from congress.platform.core.pages import actor_of, held_verbs, open_to_public, public_verbs
from congress.platform.portal.presenters import day_in_words, greeting, todo_lines
from congress.platform.portal.selectors.arrangements import card_wishes
from congress.platform.portal.selectors.cards import cards_for
from congress.platform.portal.selectors.todos import open_todos
from congress.platform.portal.shell import Shell, shell_of

TODOS_SHOWN = 6


@require_safe
@open_to_public
def home(request: HttpRequest) -> HttpResponse:
    """What to do first, then what the person's roles offer; for a stranger what the place publishes."""
    actor = actor_of(request)
    modules = registry.active(request.switched_off)  # type: ignore[attr-defined]
    shell = shell_of(request)
    if isinstance(actor, Person):
        return render(request, "portal/home.html", _own_page(request, actor, modules, shell))
    cards = cards_for(actor, clock.now(), modules, public_verbs(), [])
    return render(request, "portal/front.html", {"cards": cards, "entries": shell.public["menu"]})


def _own_page(request: HttpRequest, actor: Person, modules: list[Manifest], shell: Shell) -> dict[str, Any]:
    now = clock.now()
    held = held_verbs(request)
    todos = open_todos(actor, held)[:TODOS_SHOWN]
    return {
        "greeting": greeting(timezone.localtime(now), shell.account_name),
        "day": day_in_words(clock.local_day(now)),
        "todos": todo_lines(todos, clock.local_day(now)),
        "todo_count": shell.todo_count,
        "pinned": [entry for group in shell.menu if group.is_pinned for entry in group.entries],
        "cards": cards_for(actor, now, modules, held, shell.wishes(card_wishes())),
    }
