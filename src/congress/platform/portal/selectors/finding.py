"""Making found things ready for the page: groups, pages, and the places of the portal whose names fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from congress.platform.portal.selectors.helping import HelpChapter
from congress.platform.portal.selectors.menus import ShownGroup
from congress.platform.search.api import Found, Hit

PLACES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits of one kind."""

    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A page of the portal itself: an entry of the menu or a page of help."""

    title: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class PageStep:
    """Steps between pages of hits: the addresses before and after, and where one is."""

    number: int
    count: int
    previous_url: str
    next_url: str


def grouped_hits(found: Found) -> list[HitGroup]:
    """Hits by kind, kinds in the order of their best hit."""
    groups: dict[str, list[Hit]] = {}
    for hit in found.hits:
        groups.setdefault(hit.kind_title, []).append(hit)
    return [HitGroup(title, tuple(hits)) for title, hits in groups.items()]


def places(words: str, menu: Iterable[ShownGroup], chapters: Iterable[HelpChapter]) -> list[NamedPlace]:
    """Menu entries and pages of help whose titles hold every word."""
    wanted = words.lower().split()
    if not wanted:
        return []
    named = [
        NamedPlace(entry.title, entry.url, entry.icon)
        for group in menu
        if not group.is_pinned
        for entry in group.entries
    ]
    named += [
        NamedPlace(str(page.title), reverse("portal:help_page", args=[page.code]), "help")
        for chapter in chapters
        for page in chapter.pages
    ]
    fitting = [each for each in named if all(word in each.title.lower() for word in wanted)]
    return fitting[:PLACES_SHOWN]


def page_links(total: int, size: int, number: int, address: Callable[[int], str]) -> PageStep | None:
    """Steps to the pages before and after, None when everything stands on one page."""
    count = -(-total // size)
    if count < 2:
        return None
    return PageStep(
        number=number,
        count=count,
        previous_url=address(min(number - 1, count)) if number > 1 else "",
        next_url=address(number + 1) if number < count else "",
    )
