"""Reading arrangements and pins.

What an administrator arranged and what a person pinned is part of everybody's shell, like the switches: it is read by
role and account directly and not through a permission of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BooleanField, CharField, IntegerField, QuerySet, Value

from congress.platform.portal.domain import Wish
from congress.platform.portal.models import Arrangement, CardChoice, MenuChoice, Pin

EVERYONE = ""

Wishes = dict[str, Wish]


@dataclass(slots=True)
class MenuWishes:
    """What is arranged for the menu by role, and what the person has pinned."""

    by_role: dict[str, Wishes] = field(default_factory=dict)
    pinned: set[str] = field(default_factory=set)


def menu_wishes(account: UUID) -> MenuWishes:
    """The arrangements of the menu for all roles and the pins of one account. One query."""
    choices = MenuChoice.objects.filter(arrangement__state="current").values_list(
        "arrangement__role", "code", "order", "title", "is_hidden"
    )
    pins = Pin.objects.filter(account=account).values_list(
        Value("pin", CharField()),
        "code",
        Value(-1, IntegerField()),
        Value("", CharField()),
        Value(False, BooleanField()),
    )
    found = MenuWishes()
    for role, code, order, title, is_hidden in choices.union(pins, all=True):
        if order < 0:
            found.pinned.add(code)
        else:
            found.by_role.setdefault(role, {})[code] = Wish(order, title, is_hidden)
    return found


def card_wishes() -> dict[str, Wishes]:
    """The arrangements of the home cards for all roles. One query."""
    rows = CardChoice.objects.filter(arrangement__state="current").values_list(
        "arrangement__role", "code", "order", "title", "is_hidden"
    )
    found: dict[str, Wishes] = {}
    for role, code, order, title, is_hidden in rows:
        found.setdefault(role, {})[code] = Wish(order, title, is_hidden)
    return found


def wishes_for(by_role: Mapping[str, Wishes], roles: Iterable[str]) -> list[Wishes]:
    """The arrangements that hold for a person with these roles: each role's own, or what is arranged for everyone."""
    everyone = by_role.get(EVERYONE)
    found = [by_role.get(role, everyone) for role in sorted(roles)] or [everyone]
    if all(each is None for each in found):
        return []
    return [each or {} for each in found]


def is_arranged_by_role(by_role: Mapping[str, Wishes]) -> bool:
    """Whether it matters at all which roles a person has."""
    return any(role != EVERYONE for role in by_role)


def current_arrangement(kind: str, role: str) -> Arrangement | None:
    """The arrangement in force for a role, if it has one of its own."""
    return Arrangement.objects.filter(kind=kind, role=role, state="current").first()


def wishes_of(arrangement: Arrangement | None) -> Wishes:
    """What an arrangement says about each code."""
    if arrangement is None:
        return {}
    rows = arrangement.menu_choices.all() if arrangement.kind == "menu" else arrangement.card_choices.all()
    return {each.code: Wish(each.order, each.title, each.is_hidden) for each in rows}


def arrangement_history(kind: str, role: str) -> QuerySet[Arrangement]:
    """What was arranged for a role before, latest first."""
    return Arrangement.objects.filter(kind=kind, role=role).order_by("-made_at", "-pk")


def pins_of(account: UUID) -> dict[str, UUID]:
    """The pins of an account by menu code. One query."""
    return dict(Pin.objects.filter(account=account).values_list("code", "pk"))
