"""What access declares of itself."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.platform.access.permissions import AccessPermission
from congress.platform.access.selectors import grants, roles
from congress.platform.core.actors import Actor
from congress.platform.core.manifest import (
    Help,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
    SubjectKind,
    SubjectView,
)

CONSOLE = ("console",)


def _roles(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(
            row.title, reverse("access:role", args=[row.pk]), str(_("停用")) if row.is_retired else ""
        )
        for row in roles(actor).filter(pk__in=ids)
    }


def _grants(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(
            f"{row.account} · {row.role}",
            reverse("access:grant", args=[row.pk]),
            str(_("已结束")) if row.ended_at else "",
        )
        for row in grants(actor).filter(pk__in=ids)
    }


MANIFEST = Manifest(
    name="access",
    title=_("权限"),
    permissions=(
        Permission(AccessPermission.OWN_ROLES, _("查看自己的角色和权限"), anyone=True),
        Permission(AccessPermission.READ, _("查看角色和授权"), anywhere=True),
        Permission(AccessPermission.MANAGE_ROLES, _("管理角色")),
        Permission(AccessPermission.GRANT, _("授予和收回角色"), systems=CONSOLE),
        Permission(AccessPermission.INSTALL, _("装入预置角色"), systems=CONSOLE),
    ),
    roles=(
        RoleTemplate(
            "security_administrator",
            _("安全管理员"),
            (AccessPermission.READ, AccessPermission.MANAGE_ROLES, AccessPermission.GRANT),
        ),
        RoleTemplate("unit_grantor", _("单位授权员"), (AccessPermission.READ, AccessPermission.GRANT)),
    ),
    menu=(
        MenuEntry(
            "access.grants", _("授权管理"), "access:grants", "key", AccessPermission.READ, _("系统"), 820
        ),
        MenuEntry(
            "access.roles", _("角色管理"), "access:roles", "people", AccessPermission.READ, _("系统"), 830
        ),
        MenuEntry(
            "access.own", _("我的权限"), "access:own", "unlock", AccessPermission.OWN_ROLES, _("系统"), 890
        ),
    ),
    subjects=(
        SubjectKind("access.role", _("角色"), _roles),
        SubjectKind("access.grant", _("授权"), _grants),
    ),
    help=(Help("access.why", _("为什么能看到、为什么看不到"), "access/help_why.html", 30),),
    command_words={
        "access.define_role": _("新建角色"),
        "access.set_role_permissions": _("修改角色"),
        "access.retire_role": _("停用角色"),
        "access.restore_role": _("恢复角色"),
        "access.grant_role": _("授权"),
        "access.grant_role_everywhere": _("授权（全地区）"),
        "access.end_grant": _("结束授权"),
        "access.install_roles": _("装入预置角色"),
    },
)
