"""Building menus out of manifests, arrangements and pins."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from congress.platform.core.manifest import Manifest, MenuEntry
from congress.platform.portal.domain import Offer, arranged, grouped
from congress.platform.portal.selectors.arrangements import Wishes

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of a menu as the shells print it."""

    code: str
    title: str
    url: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Lines of a menu under a head."""

    title: str
    entries: tuple[ShownEntry, ...]
    is_pinned: bool = False


def menu_offers(manifests: Iterable[Manifest], held: frozenset[str]) -> list[Offer]:
    """The menu entries a person with these verbs may have."""
    return [_offer(entry) for each in manifests for entry in each.menu if entry.permission in held]


def all_menu_offers(manifests: Iterable[Manifest], *, but: frozenset[str] = frozenset()) -> list[Offer]:
    """Every menu entry for whoever arranges them, but for those that need a verb in `but`."""
    return [_offer(entry) for each in manifests for entry in each.menu if entry.permission not in but]


def menu_for(
    manifests: Iterable[Manifest],
    held: frozenset[str],
    wishes: list[Wishes],
    pinned: frozenset[str] | set[str] = frozenset(),
    *,
    path: str = "",
    counts: dict[str, int] | None = None,
) -> list[ShownGroup]:
    """The menu of a person: pinned entries on top, the others in their groups."""
    modules = list(manifests)
    entries = {entry.code: entry for each in modules for entry in each.menu}
    offers = arranged(menu_offers(modules, held), wishes)
    lines = {offer.code: _line(offer, entries[offer.code], counts or {}) for offer in offers}
    shown = _marked({code: line for code, line in lines.items() if line is not None}, path)
    groups = [
        ShownGroup(title, tuple(shown[offer.code] for offer in members if offer.code in shown))
        for title, members in grouped(offers)
    ]
    top = tuple(shown[offer.code] for offer in offers if offer.code in pinned and offer.code in shown)
    if top:
        groups.insert(
            0, ShownGroup(_("常用"), tuple(replace(each, current=False) for each in top), is_pinned=True)
        )
    return [group for group in groups if group.entries]


def address_of(url_name: str) -> str | None:
    """The address of a URL name, None when there is none: one wrong word in a manifest must not take pages down."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        logger.error("a manifest names the address %r, which does not exist", url_name)
        return None


def _offer(entry: MenuEntry) -> Offer:
    return Offer(entry.code, str(entry.title), entry.order, str(entry.group))


def _line(offer: Offer, entry: MenuEntry, counts: dict[str, int]) -> ShownEntry | None:
    url = address_of(entry.url)
    if url is None:
        return None
    return ShownEntry(offer.code, offer.title, url, entry.icon, count=counts.get(offer.code, 0))


def _marked(lines: dict[str, ShownEntry], path: str) -> dict[str, ShownEntry]:
    """Mark the line whose address is the longest beginning of the path."""
    fitting = [line for line in lines.values() if line.url != "/" and path.startswith(line.url)]
    fitting += [line for line in lines.values() if line.url == path == "/"]
    best = max(fitting, key=lambda line: len(line.url), default=None)
    return {
        code: replace(line, current=True) if best is not None and line.code == best.code else line
        for code, line in lines.items()
    }
