"""Choosing a person: those of the body at hand, or whoever is called by the words typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from congress.platform.core.pages import actor_of
from congress.platform.organisation import selectors

MOST = 30


def people_offered(
    request: HttpRequest, *, near: UUID, but: QuerySet[Any]
) -> tuple[list[tuple[str, str]], str]:
    """Persons to choose from, without those in `but`, and the words they were looked for by."""
    words = (request.GET.get("q", "") or request.POST.get("q", "")).strip()[:60]
    actor = actor_of(request)
    found = selectors.persons_called(actor=actor, words=words, near=near, but=but, limit=MOST)
    offered = [(str(person.pk), f"{person.name}（{person.body.called}）") for person in found]
    return offered, words
