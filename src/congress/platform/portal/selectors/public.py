"""What the front page offers a stranger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.urls import NoReverseMatch, reverse

from congress.platform.core.manifest import Manifest
from congress.platform.portal.selectors.menus import ShownEntry, menu_for


def public_menu(manifests: Iterable[Manifest], held: frozenset[str], *, path: str = "") -> list[ShownEntry]:
    """The public pages of the place: menu entries that strangers may use, and for a module that offers none but has
    a public page without a parameter, that page under the module's title."""
    modules = list(manifests)
    lines = [entry for group in menu_for(modules, held, [], path=path) for entry in group.entries]
    for each in modules:
        if each.switchable and not any(entry.permission in held for entry in each.menu):
            url = _first_page(each)
            if url:
                lines.append(ShownEntry(each.name, str(each.title), url, _icon(each), path.startswith(url)))
    return [replace(line, count=0) for line in lines]


def _first_page(manifest: Manifest) -> str:
    for name in manifest.public_urls:
        try:
            return reverse(name)
        except NoReverseMatch:  # a page with a parameter: not one to begin with
            continue
    return ""


def _icon(manifest: Manifest) -> str:
    return manifest.menu[0].icon if manifest.menu else "document"
