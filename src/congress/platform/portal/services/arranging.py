"""Arranging menu and home cards for a role: order, new names, what is hidden. Every change can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congress.platform.core.actors import Actor, Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.refusals import Conflict
from congress.platform.core.registry import manifests
from congress.platform.portal.contracts import Choice
from congress.platform.portal.models import Arrangement, ArrangementChoice, CardChoice, MenuChoice
from congress.platform.portal.permissions import PortalPermission
from congress.standards.errors import RuleViolation

TITLE_LIMIT = 20
STEP = 10


@command("portal.arrange_menu", permission=PortalPermission.ARRANGE)
def arrange_menu(
    *,
    actor: Actor,
    at: datetime,
    role: str,
    choices: Sequence[Choice],
    based_on: UUID | None,
    act: Act[None] = DOOR,
) -> UUID:
    """Arrange the menu of a role (安排菜单), "" for everyone; no choices at all gives the role nothing of its own.

    `based_on` is the arrangement the person looked at, None when there was none: a later one raises `Conflict`.
    Returns the id of the new arrangement.
    """
    offered = {entry.code for each in manifests() for entry in each.menu}
    return _arrange(act, "menu", role, choices, based_on, offered, MenuChoice)


@command("portal.arrange_cards", permission=PortalPermission.ARRANGE)
def arrange_cards(
    *,
    actor: Actor,
    at: datetime,
    role: str,
    choices: Sequence[Choice],
    based_on: UUID | None,
    act: Act[None] = DOOR,
) -> UUID:
    """Arrange the home cards of a role (安排首页卡片); otherwise as `arrange_menu`."""
    offered = {card.code for each in manifests() for card in each.cards}
    return _arrange(act, "cards", role, choices, based_on, offered, CardChoice)


@command("portal.undo_arrangement", permission=PortalPermission.ARRANGE, target=Arrangement)
def undo_arrangement(*, actor: Actor, at: datetime, target: UUID, act: Act[Arrangement] = DOOR) -> None:
    """Undo the arrangement in force (撤销安排): the one before it holds again, or none."""
    undone = act.target
    if undone.state != "current":
        raise RuleViolation(
            "portal.not_current", _("这次安排已经不再生效，只能撤销正在生效的那一次。请刷新页面。")
        )
    undone.change(state="undone")
    if undone.previous is not None:
        undone.previous.change(state="current")
    act.note(kind=undone.kind, role=undone.role, restored=_text(undone.previous_id))


def _arrange(
    act: Act[Any],
    kind: str,
    role: str,
    choices: Sequence[Choice],
    based_on: UUID | None,
    offered: Iterable[str],
    table: type[ArrangementChoice],
) -> UUID:
    _require_sound(choices, frozenset(offered))
    current = Arrangement.objects.select_for_update().filter(kind=kind, role=role, state="current").first()
    if (current.pk if current else None) != based_on:
        raise Conflict(current=current)
    if _as_stored(choices) == _stored(table, current):
        raise RuleViolation("portal.nothing_changed", _("没有改动，无需保存。"))
    if current is not None:
        current.change(state="past")
    made_by = act.actor.account if isinstance(act.actor, Person) else None
    arrangement = Arrangement(kind=kind, role=role, previous=current, made_at=act.at, made_by_id=made_by)
    arrangement.save(force_insert=True)
    rows: Any = table._default_manager
    rows.bulk_create(
        table(arrangement=arrangement, code=code, order=order, title=title, is_hidden=is_hidden)  # type: ignore[misc]
        for code, order, title, is_hidden in _as_stored(choices)
    )
    act.about(arrangement)
    act.note(kind=kind, role=role, choices=len(choices), hidden=sum(each.is_hidden for each in choices))
    return arrangement.pk


def _require_sound(choices: Sequence[Choice], offered: frozenset[str]) -> None:
    codes = [each.code for each in choices]
    if len(set(codes)) != len(codes):
        raise RuleViolation("portal.entry_twice", _("同一项出现了两次。请刷新页面后重新安排。"))
    if not offered.issuperset(codes):
        raise RuleViolation("portal.unknown_entry", _("其中有一项已经不存在。请刷新页面后重新安排。"))
    if choices and all(each.is_hidden for each in choices):
        raise RuleViolation("portal.all_hidden", _("不能把全部内容都隐藏，请至少保留一项。"))
    for each in choices:
        if len(each.title.strip()) > TITLE_LIMIT:
            message = _("名称“%(title)s”太长，请控制在 %(limit)d 个字以内。")
            raise RuleViolation(
                "portal.title_too_long", message % {"title": each.title.strip(), "limit": TITLE_LIMIT}
            )


def _as_stored(choices: Sequence[Choice]) -> list[tuple[str, int, str, bool]]:
    return [
        (each.code, place * STEP, each.title.strip(), each.is_hidden)
        for place, each in enumerate(choices, start=1)
    ]


def _stored(
    table: type[ArrangementChoice], arrangement: Arrangement | None
) -> list[tuple[str, int, str, bool]]:
    rows: Any = table._default_manager
    found = rows.filter(arrangement=arrangement).order_by("order") if arrangement else ()
    return [(each.code, each.order, each.title, each.is_hidden) for each in found]


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
