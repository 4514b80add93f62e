"""Rules of the front door as pure functions: arranging what is offered, and how near a due date is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SOON_DAYS = 3
NEW_SINCE = 10_000
"""What came after an arrangement was made stands behind everything arranged, in its own order."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A menu entry or home card as its module offers it."""

    code: str
    title: str
    order: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """An administrator's decision about one offer: place, name ("" keeps the offered one), hidden or not."""

    order: int
    title: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class DueMark:
    """How near a due date is, in words, with the tone of its mark."""

    text: str
    tone: str


def arranged(offers: Sequence[Offer], arrangements: Sequence[Mapping[str, Wish]]) -> list[Offer]:
    """The offers under the arrangements of all roles a person has: what any of them shows is shown, as early as the
    earliest of them has it, under the first new name. Without an arrangement the offers stand as they are."""
    if not arrangements:
        return sorted(offers, key=_place)
    shown = []
    for offer in offers:
        wishes = [each.get(offer.code) or Wish(NEW_SINCE + offer.order) for each in arrangements]
        showing = [wish for wish in wishes if not wish.is_hidden]
        if showing:
            order = min(wish.order for wish in showing)
            title = next((wish.title for wish in showing if wish.title), offer.title)
            shown.append(Offer(offer.code, title, order, offer.group))
    return sorted(shown, key=_place)


def grouped(offers: Sequence[Offer]) -> list[tuple[str, list[Offer]]]:
    """The offers by group, groups in the order in which they first appear."""
    groups: dict[str, list[Offer]] = {}
    for offer in offers:
        groups.setdefault(offer.group, []).append(offer)
    return list(groups.items())


def moved(codes: Sequence[str], code: str, step: int, *, beside: Sequence[str]) -> list[str]:
    """The codes with one of them a step up (-1) or down (+1) among those it stands `beside`; at the end it stays."""
    neighbours = [each for each in codes if each in set(beside)]
    target = neighbours.index(code) + step if code in neighbours else -1
    if not 0 <= target < len(neighbours):
        return list(codes)
    other = neighbours[target]
    swap = {code: other, other: code}
    return [swap.get(each, each) for each in codes]


def moved_group(offers: Sequence[Offer], group: str, step: int) -> list[str]:
    """The codes of the offers, group by group, with one whole group a step up (-1) or down (+1)."""
    groups = [list(members) for _, members in grouped(offers)]
    names = [name for name, _ in grouped(offers)]
    place = names.index(group) if group in names else -1
    if place >= 0 and 0 <= place + step < len(groups):
        groups[place], groups[place + step] = groups[place + step], groups[place]
    return [offer.code for members in groups for offer in members]


def due_mark(due: date | None, today: date) -> DueMark | None:
    """How near a due date is on a day; None when nothing is due."""
    if due is None:
        return None
    days = (due - today).days
    if days < 0:
        return DueMark(f"已逾期 {-days} 天", "bad")
    if days == 0:
        return DueMark("今天到期", "warn")
    tone = "warn" if days <= SOON_DAYS else "neutral"
    return DueMark(f"还有 {days} 天", tone)


def _place(offer: Offer) -> tuple[int, str]:
    return offer.order, offer.code
