"""Putting a body with everything below it under another parent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.organisation.domain import (
    depth_of,
    next_segment,
    require_below,
    require_in_use,
    require_outside,
    require_region_within,
    require_room,
)
from congress.platform.organisation.models import Body
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import body_in_scope, deepest_below, last_child_path
from congress.platform.organisation.services.finding import make_findable
from congress.platform.organisation.services.locking import lock_tree, take_rows
from congress.standards.errors import RuleViolation


@command("organisation.move_body", permission=P.MANAGE, target=Body)
def move_body(
    *, actor: Actor, at: datetime, target: UUID, version: int, parent: UUID, act: Act[Body] = DOOR
) -> None:
    """Put a body with everything below it under another parent (调整隶属)."""
    body = act.target
    lock_tree(act)
    new_parent = body_in_scope(actor=actor, body=parent, verb=P.MANAGE)
    if body.parent_id is None:
        raise RuleViolation("organisation.root_stays", "最上一级机构没有上级，不能移动。")
    if body.parent_id == new_parent.pk:
        raise RuleViolation("organisation.same_parent", f"它已经在“{new_parent.name}”之下。", field="parent")
    require_outside(path=body.path, new_parent_path=new_parent.path)
    require_in_use(name=new_parent.name, closed_on=new_parent.active_until)
    require_below(level=body.level, parent_level=new_parent.level)
    require_region_within(region=body.region_code, parent_region=new_parent.region_code)
    act.note(moved_from=str(body.parent_id), moved_to=str(new_parent.pk))
    moved = put_under(act, body=body, parent=new_parent)
    make_findable(act, body=body)
    act.body = body.pk
    act.note(moved_below=moved)


@part
def put_under(act: Act[Any], *, body: Body, parent: Body) -> int:
    """Give a body and everything below it paths under a parent; the tree is locked. Returns how many stood below."""
    take_rows(act, rows=Body.objects.filter(Q(path__startswith=body.path) | Q(pk=parent.pk)))
    require_room(levels=depth_of(parent.path) + deepest_below(body) - depth_of(body.path) + 1)
    old, new = body.path, parent.path + next_segment(last_child_path(parent))
    below = Body.objects.filter(path__startswith=old).exclude(pk=body.pk)
    moved = below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    body.change(parent=parent, path=new)
    return moved
