"""Bodies: founding the place, adding, changing, closing and reopening."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.domain import (
    depth_of,
    next_segment,
    read_body_code,
    read_body_name,
    read_region,
    read_short_name,
    require_below,
    require_in_use,
    require_kind_and_level,
    require_order,
    require_region_within,
    require_room,
    segment,
)
from congress.platform.organisation.models import Body
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import last_child_path, people_in_office
from congress.platform.organisation.services.finding import make_findable
from congress.platform.organisation.services.locking import lock_tree
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
        short_name=short_name,
        kind=kind,
        level=level,
        region_code=region_code,
        active_from=active_from,
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
    parent = act.target
    require_in_use(name=parent.name, closed_on=parent.active_until)
    lock_tree(act)
    require_room(levels=depth_of(parent.path) + 1)
    return _add(
        act,
        parent=parent,
        path=parent.path + next_segment(last_child_path(parent)),
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        level=level,
        region_code=region_code,
        active_from=active_from,
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
    """Change what a body is called and what kind it is (修改机构).

    Level and region are held against the parent's only when they change, so that a place can be renumbered downwards.
    """
    body = act.target
    values: dict[str, Any] = {
        "name": read_body_name(name),
        "short_name": read_short_name(short_name),
        "kind": kind,
        "level": level,
        "region_code": read_region(region_code),
        "order": order,
    }
    changed = [field for field, value in values.items() if getattr(body, field) != value]
    if {"kind", "level"} & set(changed):
        require_kind_and_level(kind=kind, level=level)
    if body.parent is not None and "level" in changed:
        require_below(level=level, parent_level=body.parent.level)
    if body.parent is not None and "region_code" in changed:
        require_region_within(region=values["region_code"], parent_region=body.parent.region_code)
    body.change(**values)
    make_findable(act, body=body)
    act.body = body.pk
    act.note(changed=" ".join(changed))


@command("organisation.close_body", permission=P.MANAGE, target=Body)
def close_body(
    *, actor: Actor, at: datetime, target: UUID, version: int, last_day: date, act: Act[Body] = DOOR
) -> None:
    """End a body on a day (停用机构); it keeps its place and its history."""
    body = act.target
    require_in_use(name=body.name, closed_on=body.active_until)
    require_order(start=body.active_from, end=last_day, field="last_day")
    lock_tree(act)
    if body.children.filter(active_until__isnull=True).exists():
        raise RuleViolation("organisation.has_children", "还有下级机构在用，请先停用或移走下级机构。")
    in_office = people_in_office([body.pk]).get(body.pk, 0)
    if in_office:
        raise RuleViolation(
            "organisation.has_people", f"还有 {in_office} 人在任，请先办理免职或结束届次，再停用机构。"
        )
    body.change(active_until=last_day)
    make_findable(act, body=body)
    act.body = body.pk


@command("organisation.reopen_body", permission=P.MANAGE, target=Body)
def reopen_body(*, actor: Actor, at: datetime, target: UUID, version: int, act: Act[Body] = DOOR) -> None:
    """Take a closed body into use again (恢复使用机构), when it was closed by mistake."""
    body = act.target
    if not body.is_closed:
        raise RuleViolation("organisation.not_closed", "这个机构没有停用，无需恢复。")
    lock_tree(act)
    if body.parent is not None:
        require_in_use(name=body.parent.name, closed_on=body.parent.active_until)
    body.change(active_until=None)
    make_findable(act, body=body)
    act.body = body.pk


def _add(act: Act[Any], *, parent: Body | None, path: str, **values: Any) -> UUID:
    values["code"] = read_body_code(values["code"])
    values["name"] = read_body_name(values["name"])
    values["short_name"] = read_short_name(values["short_name"])
    values["region_code"] = read_region(values["region_code"])
    require_kind_and_level(kind=values["kind"], level=values["level"])
    if parent is not None:
        require_below(level=values["level"], parent_level=parent.level)
        require_region_within(region=values["region_code"], parent_region=parent.region_code)
    if Body.objects.filter(code=values["code"]).exists():
        raise RuleViolation(
            "organisation.code_taken", f"机构编码“{values['code']}”已经使用，请换一个。", field="code"
        )
    body = Body(parent=parent, path=path, **values)
    body.save(force_insert=True)
    make_findable(act, body=body)
    act.about(body)
    act.body = body.pk
    return body.pk
