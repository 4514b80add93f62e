"""Commands of access: roles, and who is given them where."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congress.platform.access import powers, rules
from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.access.offered import codes_for_people, offered_roles
from congress.platform.access.permissions import AccessPermission
from congress.platform.core import clock
from congress.platform.core.actors import Actor, Person, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.ids import new_id
from congress.platform.core.registry import permissions
from congress.platform.identity.api import account_info
from congress.standards.errors import RuleViolation

# A later release lets a place switch on that another person must agree to a grant; the commands are ready for it.
SECOND_PERSON = False

BODY = "organisation.Body"  # the target of a grant, by its label


@command("access.define_role", permission=AccessPermission.MANAGE_ROLES, second_person=SECOND_PERSON)
def define_role(
    *, actor: Actor, at: datetime, title: str, codes: tuple[str, ...], act: Act[None] = DOOR
) -> UUID:
    """Make a role of the place's own (新建角色) with the permissions of the given codes."""
    role = Role(code=f"local-{new_id().hex}", title=rules.title_of(title))
    _require_new_title(role)
    role.save(force_insert=True)
    _put(role, rules.known_codes(codes, codes_for_people()))
    act.about(role)
    act.note(permissions=len(codes))
    return role.pk


@command(
    "access.set_role_permissions",
    permission=AccessPermission.MANAGE_ROLES,
    target=Role,
    second_person=SECOND_PERSON,
)
def set_role_permissions(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    version: int,
    title: str,
    codes: tuple[str, ...],
    act: Act[Role] = DOOR,
) -> None:
    """Change what a role is called and allows (修改角色); whoever holds it feels it at once."""
    role = act.target
    _require_in_use(role)
    had = set(role.permissions.values_list("code", flat=True))
    # what belongs to an app that is not there at present is not on the form, and stays
    wanted = rules.known_codes(codes, codes_for_people()) | {
        code for code in had if code not in permissions()
    }
    granters = _granters_now()
    role.title = rules.title_of(title)
    _require_new_title(role)
    role.permissions.filter(code__in=had - wanted).delete()
    _put(role, wanted - had)
    role.change(title=role.title)
    _require_granter_left(granters)
    act.note(added=",".join(sorted(wanted - had)), removed=",".join(sorted(had - wanted)))


@command("access.retire_role", permission=AccessPermission.MANAGE_ROLES, target=Role)
def retire_role(*, actor: Actor, at: datetime, target: UUID, version: int, act: Act[Role] = DOOR) -> None:
    """Take a role out of use (停用角色); nobody may hold it any more."""
    _require_in_use(act.target)
    held = powers.running_grants(clock.local_day(at)).filter(role=act.target).count()
    if held:
        message = _("还有 %(count)d 项授权使用这个角色，请先结束这些授权。") % {"count": held}
        raise RuleViolation("access.role_held", message)
    act.target.change(is_retired=True)


@command("access.restore_role", permission=AccessPermission.MANAGE_ROLES, target=Role)
def restore_role(*, actor: Actor, at: datetime, target: UUID, version: int, act: Act[Role] = DOOR) -> None:
    """Bring a role back into use (恢复角色)."""
    if not act.target.is_retired:
        raise RuleViolation("access.role_in_use", _("这个角色正在使用，无需恢复。"))
    act.target.change(is_retired=False)


@command("access.grant_role", permission=AccessPermission.GRANT, target=BODY, second_person=SECOND_PERSON)
def grant_role(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    account: UUID,
    role: UUID,
    from_date: date,
    until_date: date | None = None,
    with_below: bool = True,
    region_code: str = "",
    act: Act[Any] = DOOR,
) -> UUID:
    """Give an account a role in a body (授权) and, unless told otherwise, in everything below it."""
    body = act.target
    wanted = powers.Power(body.path, with_below, rules.region_prefix(region_code))
    act.body = body.pk
    return _grant(act, wanted, account, role, from_date, until_date, body.pk)


@command("access.grant_role_everywhere", permission=AccessPermission.GRANT, second_person=SECOND_PERSON)
def grant_role_everywhere(
    *,
    actor: Actor,
    at: datetime,
    account: UUID,
    role: UUID,
    from_date: date,
    until_date: date | None = None,
    region_code: str = "",
    act: Act[None] = DOOR,
) -> UUID:
    """Give an account a role in the whole place (授权): only who may grant everywhere can do that."""
    wanted = powers.Power("", True, rules.region_prefix(region_code))
    return _grant(act, wanted, account, role, from_date, until_date, None)


@command("access.end_grant", permission=AccessPermission.GRANT, target=Grant)
def end_grant(
    *, actor: Actor, at: datetime, target: UUID, version: int | None = None, act: Act[Grant] = DOOR
) -> None:
    """Take a role back at once (结束授权)."""
    grant = act.target
    if grant.ended_at is not None:
        raise RuleViolation("access.grant_ended", _("这项授权已经结束。"))
    granters = _granters_now()
    grant.change(ended_at=at)
    _require_granter_left(granters)
    act.note(account=str(grant.account_id), role=grant.role.code)
    act.body = grant.body_id


@command("access.install_roles", permission=AccessPermission.INSTALL)
def install_roles(*, actor: System, at: datetime, act: Act[None] = DOOR) -> int:
    """Bring the roles that modules offer into the place (装入预置角色). Returns how many permissions were added.

    Safe to repeat: what a place has removed or renamed stays so, only what is new in the manifests comes.
    """
    added = 0
    for offered in offered_roles().values():
        role = Role.objects.filter(template=offered.code).first()
        if role is None:
            role = Role(code=offered.code, title=offered.title, template=offered.code)
            role.save(force_insert=True)
        fresh = set(offered.permissions) - set(role.installed_codes)
        _put(role, fresh - set(role.permissions.values_list("code", flat=True)))
        if fresh:
            role.change(installed_codes=sorted({*role.installed_codes, *fresh}))
        added += len(fresh)
    act.note(added=added)
    return added


def _grant(
    act: Act[Any],
    wanted: powers.Power,
    account: UUID,
    role: UUID,
    from_date: date,
    until_date: date | None,
    body: UUID | None,
) -> UUID:
    _require_reach(act.actor, wanted)
    rules.require_period(from_date, until_date, today=clock.local_day(act.at))
    if isinstance(act.actor, Person) and act.actor.account == account:
        raise RuleViolation(
            "access.own_grant", _("不能给自己授权，请由另一位有授权权限的人员办理。"), field="account"
        )
    info = account_info(account=account)
    if info is None or not info.is_active:
        raise RuleViolation(
            "access.no_account", _("没有这个账号，或者账号已停用，请重新选择。"), field="account"
        )
    given = Role.objects.filter(pk=role, is_retired=False).first()
    if given is None:
        raise RuleViolation("access.no_role", _("没有这个角色，或者角色已停用，请重新选择。"), field="role")
    grant = Grant(
        account_id=account,
        role=given,
        body_id=body,
        with_below=wanted.with_below,
        region_code=wanted.region_code,
        from_date=from_date,
        until_date=until_date,
    )
    _require_not_held(grant)
    grant.save(force_insert=True)
    act.about(grant)
    act.note(account=str(account), role=given.code, with_below=wanted.with_below, region=wanted.region_code)
    return grant.pk


def _require_reach(actor: Actor, wanted: powers.Power) -> None:
    """Nobody gives more of the tree than where they may grant themselves."""
    if not isinstance(actor, Person):
        return
    if not any(held.covers(wanted) for held in powers.powers(actor.account, AccessPermission.GRANT)):
        raise RuleViolation(
            "access.beyond_reach", _("授权范围超出了您可以授权的范围，请缩小范围或联系上级管理员。")
        )


def _require_not_held(grant: Grant) -> None:
    same = Grant.objects.filter(
        account=grant.account_id,
        role=grant.role,
        body=grant.body_id,
        with_below=grant.with_below,
        region_code=grant.region_code,
        ended_at__isnull=True,
    )
    if any(
        rules.overlap(grant.from_date, grant.until_date, each.from_date, each.until_date) for each in same
    ):
        raise RuleViolation("access.already_held", _("该账号在这段时间已经持有同样的授权，无需重复。"))


def _granters_now() -> set[UUID]:
    """Who may grant everywhere, with the roles that say so locked: two who end each other's grant go one by one."""
    locked = Role.objects.select_for_update().filter(permissions__code=AccessPermission.GRANT).order_by("pk")
    list(locked.values_list("pk", flat=True))
    return powers.accounts_everywhere(AccessPermission.GRANT)


def _require_granter_left(before: set[UUID]) -> None:
    """A place in which nobody can grant any more could only be mended at the console."""
    if before and not powers.accounts_everywhere(AccessPermission.GRANT):
        message = _("这样做之后，将没有人能在全地区授权。请先把授权权限交给另一个账号。")
        raise RuleViolation("access.last_granter", message)


def _require_in_use(role: Role) -> None:
    if role.is_retired:
        raise RuleViolation("access.role_retired", _("这个角色已经停用，请先恢复。"))


def _require_new_title(role: Role) -> None:
    if Role.objects.filter(title=role.title, is_retired=False).exclude(pk=role.pk).exists():
        message = _("已经有名为“%(title)s”的角色，请换一个名称。") % {"title": role.title}
        raise RuleViolation("access.title_taken", message, field="title")


def _put(role: Role, codes: set[str]) -> None:
    RolePermission.objects.bulk_create([RolePermission(role=role, code=code) for code in sorted(codes)])
