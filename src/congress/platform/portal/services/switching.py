"""Switching apps on and off for the place. A switch hides and pauses; what the app holds stays."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.models import Switch
from congress.platform.core.permissions import CorePermission
from congress.platform.core.registry import manifests, switched_off
from congress.standards.errors import RuleViolation


@command("portal.switch_app", permission=CorePermission.SWITCH_APPS)
def switch_app(*, actor: Actor, at: datetime, app: str, is_on: bool, act: Act[None] = DOOR) -> None:
    """Switch an app on or off for the place (启用、停用系统)."""
    titles = {each.name: str(each.title) for each in manifests() if each.switchable}
    if app not in titles:
        raise RuleViolation("portal.not_switchable", _("没有这个系统，或者它是平台的基础部分，不能停用。"))
    if is_on == (app not in switched_off()):
        sentence = (
            _("“%(app)s”已经是启用状态，无需重复操作。")
            if is_on
            else _("“%(app)s”已经是停用状态，无需重复操作。")
        )
        raise RuleViolation("portal.already_switched", sentence % {"app": titles[app]})
    Switch.objects.update_or_create(app=app, defaults={"is_on": is_on})
    act.note(app=app, is_on=is_on)
