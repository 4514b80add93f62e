"""Pinning: a person keeps menu entries on top."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congress.platform.core import ports
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.registry import active
from congress.platform.portal.models import Pin
from congress.platform.portal.permissions import PortalPermission
from congress.standards.errors import RuleViolation

MOST_PINS = 8


@command("portal.pin_entry", permission=PortalPermission.OWN_PINS)
def pin_entry(*, actor: Person, at: datetime, code: str, act: Act[None] = DOOR) -> UUID:
    """Keep a menu entry on top (固定到常用). Raises for an entry the person has not, or too many pins."""
    held = ports.access().verbs(actor)
    if code not in {entry.code for each in active() for entry in each.menu if entry.permission in held}:
        raise RuleViolation("portal.unknown_entry", _("菜单里没有这一项，不能固定。请刷新页面后再试。"))
    mine = Pin.objects.filter(account=actor.account)
    if mine.filter(code=code).exists():
        raise RuleViolation("portal.already_pinned", _("这一项已经固定在常用里了。"))
    if mine.count() >= MOST_PINS:
        raise RuleViolation(
            "portal.too_many_pins", _("常用最多固定 %(most)d 项，请先取消其他几项。") % {"most": MOST_PINS}
        )
    pin = Pin(account_id=actor.account, code=code, pinned_at=at)
    pin.save(force_insert=True)
    act.about(pin)
    return pin.pk


@command("portal.unpin_entry", permission=PortalPermission.OWN_PINS, target=Pin)
def unpin_entry(*, actor: Person, at: datetime, target: UUID, act: Act[Pin] = DOOR) -> None:
    """Take a menu entry off the top (取消固定)."""
    act.note(code=act.target.code)
    act.target.delete()
