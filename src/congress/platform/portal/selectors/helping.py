"""Finding the right page of help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from congress.platform.core.manifest import Help, Manifest

OPEN_TO_STRANGERS = ("portal", "identity")

BY_VIEW = {
    "sign_in": "portal.sign_in",
    "portal:home": "portal.start",
    "portal:todos": "portal.todos",
    "portal:ended_todos": "portal.todos",
    "portal:notices": "portal.todos",
    "portal:held": "portal.todos",
    "portal:search": "portal.finding",
    "portal:pins": "portal.start",
    "portal:arrange_menu": "portal.arranging",
    "portal:arrange_cards": "portal.arranging",
    "portal:switches": "portal.arranging",
    "portal:switch": "portal.arranging",
}


@dataclass(frozen=True, slots=True)
class HelpChapter:
    """The help of one module."""

    title: str
    pages: tuple[Help, ...]


def help_chapters(manifests: Iterable[Manifest], *, is_stranger: bool) -> list[HelpChapter]:
    """All help by module, the portal's first; strangers see how to get in and find their way."""
    found = [
        HelpChapter(str(each.title), tuple(sorted(each.help, key=lambda page: (page.order, page.code))))
        for each in sorted(manifests, key=lambda each: each.name != "portal")
        if each.help and (not is_stranger or each.name in OPEN_TO_STRANGERS)
    ]
    return found


def help_page(chapters: Iterable[HelpChapter], code: str) -> Help | None:
    """One page of help by its code."""
    return next((page for chapter in chapters for page in chapter.pages if page.code == code), None)


def help_code_for(view_name: str, manifests: Iterable[Manifest]) -> str:
    """The help that belongs to a view: its own, one of its module whose name fits, the module's first, or none."""
    if view_name in BY_VIEW:
        return BY_VIEW[view_name]
    module, _, view = view_name.partition(":")
    module = module.removeprefix("open_")
    pages = [page for each in manifests if each.name == module for page in each.help]
    if not pages:
        return ""
    fitting = [page for page in pages if page.code.rpartition(".")[2] in view]
    return min(fitting or pages, key=lambda page: (page.order, page.code)).code
