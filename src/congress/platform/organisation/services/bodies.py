"""Bodies: founding the place, adding, changing, moving and closing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Concat, Substr

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.domain import (
    require_kind_and_level,
    require_order,
    require_outside,
    segment,
    segment_number,
)
from congress.platform.organisation.models import Body
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import body_in_scope
from congress.standards.errors import RuleViolation


@command("organisation.found_place", permission=P.FOUND)
def found_place(
    *,
    actor: Actor,
    at: datetime,
    code: str,
    name: str,
    kind: str,
    level: str,
    region_code: str,
    active_from: date,
    short_name: str = "",
    act: Act[None] = DOOR,
) -> UUID:
    """Make the root of a new place's tree (建立本地机构树); a place has one."""
    if Body.objects.exists():
        raise RuleViolation("organisation.already_founded", "本地机构树已经建立，请在已有机构下增加。")
    return _add(
        act,
        parent=None,
        path=segment(1),
        code=code,
        name=name,
        kind=kind,
        level=level,
        region_code=region_code,
        active_from=active_from,
        short_name=short_name,
    )


@command("organisation.create_body", permission=P.MANAGE, target=Body)
def create_body(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    code: str,
    name: str,
    kind: str,
    level: str,
    region_code: str,
    active_from: date,
    short_name: str = "",
    order: int = 100,
    act: Act[Body] = DOOR,
) -> UUID:
    """Add a body (增加机构) under the target, which the door has locked: two at once get two paths."""
    return _add(
        act,
        parent=act.target,
        path=next_path(act.target),
        code=code,
        name=name,
        kind=kind,
        level=level,
        region_code=region_code,
        active_from=active_from,
        short_name=short_name,
        order=order,
    )


@command("organisation.change_body", permission=P.MANAGE, target=Body)
def change_body(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    version: int,
    name: str,
    short_name: str,
    kind: str,
    level: str,
    region_code: str,
    order: int,
    act: Act[Body] = DOOR,
) -> None:
    """Change what a body is called and what kind it is (修改机构)."""
    require_kind_and_level(kind=kind, level=level)
    act.target.change(
        name=_named(name),
        short_name=short_name.strip(),
        kind=kind,
        level=level,
        region_code=region_code.strip(),
        order=order,
    )
    act.body = act.target.pk


@command("organisation.move_body", permission=P.MANAGE, target=Body)
def move_body(
    *, actor: Actor, at: datetime, target: UUID, version: int, parent: UUID, act: Act[Body] = DOOR
) -> None:
    """Put a body with everything below it under another parent (调整隶属)."""
    body = act.target
    new_parent = body_in_scope(actor=actor, body=parent, verb=P.MANAGE, lock=True)
    require_outside(path=body.path, new_parent_path=new_parent.path)
    old, new = body.path, next_path(new_parent)
    below = Body.objects.filter(path__startswith=old).exclude(pk=body.pk)
    moved = below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    body.change(parent=new_parent, path=new)
    act.body = body.pk
    act.note(moved_below=moved, new_parent=str(parent))


@command("organisation.close_body", permission=P.MANAGE, target=Body)
def close_body(
    *, actor: Actor, at: datetime, target: UUID, version: int, last_day: date, act: Act[Body] = DOOR
) -> None:
    """End a body on a day (停用机构); it keeps its place and its history."""
    body = act.target
    require_order(start=body.active_from, end=last_day, field="last_day")
    if body.children.filter(active_until__isnull=True).exists():
        raise RuleViolation("organisation.has_children", "还有下级机构在用，请先停用或移走下级机构。")
    body.change(active_until=last_day)
    act.body = body.pk


def next_path(parent: Body) -> str:
    """The path the next child of a locked parent gets."""
    last = Body.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True).first()
    return parent.path + segment(segment_number(last) + 1 if last else 1)


def _add(act: Act[Any], *, parent: Body | None, path: str, code: str, name: str, **values: Any) -> UUID:
    require_kind_and_level(kind=values["kind"], level=values["level"])
    code = code.strip()
    if not code:
        raise RuleViolation("organisation.code_needed", "请填写机构编码。", field="code")
    if Body.objects.filter(code=code).exists():
        raise RuleViolation("organisation.code_taken", f"机构编码“{code}”已经使用，请换一个。", field="code")
    body = Body(parent=parent, path=path, code=code, name=_named(name), **values)
    body.save(force_insert=True)
    act.about(body)
    act.body = body.pk
    return body.pk


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise RuleViolation("organisation.name_needed", "请填写机构名称。", field="name")
    return name
