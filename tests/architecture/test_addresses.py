"""The addresses: every page names the permission it needs, unless it stands on the reviewed list of public pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from congress.platform.core.registry import permissions

# Read by a second person whenever a line is added: what stands here is open to every stranger.
PUBLIC_PAGES: dict[str, str] = {
    "sign_in": "one must be able to sign in",
    "portal:home": "the front door; whoever is signed in gets the workbench",
    "portal:search": "strangers search what is published, through `visible`",
    "portal:help": "how to use the platform",
    "portal:help_page": "a page of help",
    "portal:large_type": "strangers may want large type too; it is kept in a cookie",
    "portal:style": "the living style page holds no data",
    "portal:style_public": "the living style page holds no data",
    "portal:style_sign_in": "the living style page holds no data",
    "upkeep:health": "monitors ask without signing in; it names no data",
    "documents:download": "the view itself asks `visible`, so that published files reach strangers",
    "documents:look": "the view itself asks `visible`, so that published files reach strangers",
    "documents:page_picture": "the view itself asks `visible`, so that published files reach strangers",
    "open_performance:published": "the list of published tables",
    "open_performance:publication": "a published table",
    "open_performance:page_file": "a published table as a web page to keep",
    "open_performance:data": "a published table as data",
    "open_performance:schema": "what published data look like",
}


def pages(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Name (with its namespace), address and view of every page."""
    for each in (resolver or get_resolver()).url_patterns:
        address = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from pages(each, address, inner)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name or address}", address, each.callback


def test_every_page_is_marked() -> None:
    assert [f"{name} ({address})" for name, address, view in pages() if not hasattr(view, "needs")] == []


def test_every_permission_a_page_needs_is_declared() -> None:
    known = permissions()
    wrong = [
        f"{name}: {needed}" for name, _, view in pages() if (needed := _needed(view)) and needed not in known
    ]
    assert wrong == []


def test_the_public_pages_are_exactly_the_reviewed_ones() -> None:
    public = {name for name, _, view in pages() if hasattr(view, "needs") and view.needs is None}
    assert public == set(PUBLIC_PAGES)


def test_every_page_has_a_name() -> None:
    assert [address for name, address, _ in pages() if name.rpartition(":")[2] == address and address] == []


def _needed(view: Callable[..., Any]) -> str:
    return str(getattr(view, "needs", None) or "")
