"""Views of a list that a person keeps under a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.models import SavedView
from congress.platform.core.permissions import CorePermission
from congress.standards.errors import RuleViolation

MAX_VIEWS = 20


@command("core.save_view", permission=CorePermission.OWN_VIEWS)
def save_view(
    *, actor: Person, at: datetime, list_name: str, name: str, query: str, act: Act[None] = DOOR
) -> UUID:
    """Keep a list's filter and order under a name (保存视图); the same name is replaced."""
    name = name.strip()
    if not name or len(name) > 40:
        raise RuleViolation("core.view_name", "请给视图起一个名称，不超过 40 个字。", field="name")
    own = SavedView.objects.filter(account=actor.account, list_name=list_name)
    if own.exclude(name=name).count() >= MAX_VIEWS:
        raise RuleViolation(
            "core.too_many_views", f"每个列表最多保存 {MAX_VIEWS} 个视图。请先删除不用的视图。"
        )
    view, _ = SavedView.objects.update_or_create(
        account=actor.account, list_name=list_name, name=name, defaults={"query": query[:1000]}
    )
    act.about(view)
    return view.pk


@command("core.delete_view", permission=CorePermission.OWN_VIEWS, target=SavedView)
def delete_view(*, actor: Person, at: datetime, target: UUID, act: Act[SavedView] = DOOR) -> None:
    """Throw a saved view away (删除视图)."""
    act.target.delete()
