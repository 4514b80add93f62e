"""What identity declares of itself."""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.platform.core.actors import Actor
from congress.platform.core.manifest import (
    Help,
    JobKind,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
    Schedule,
    SubjectKind,
    SubjectView,
)
from congress.platform.identity.permissions import IdentityPermission
from congress.platform.identity.selectors import accounts
from congress.platform.identity.tidying import tidy

CONSOLE = ("console",)


def _accounts(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(
            row.display_name, reverse("identity:account", args=[row.pk]), row.get_state_display()
        )
        for row in accounts(actor).filter(pk__in=ids)
    }


MANIFEST = Manifest(
    name="identity",
    title=_("账号"),
    permissions=(
        Permission(IdentityPermission.SIGN_IN, _("登录"), public=True),
        Permission(IdentityPermission.OWN_ACCOUNT, _("管理自己的账号"), anyone=True),
        Permission(IdentityPermission.READ_ACCOUNTS, _("查看账号")),
        Permission(IdentityPermission.MANAGE_ACCOUNTS, _("开通、停用账号和重置密码"), systems=CONSOLE),
    ),
    roles=(
        RoleTemplate(
            "system_administrator",
            _("系统管理员"),
            (IdentityPermission.READ_ACCOUNTS, IdentityPermission.MANAGE_ACCOUNTS),
        ),
        RoleTemplate("security_administrator", _("安全管理员"), (IdentityPermission.READ_ACCOUNTS,)),
    ),
    menu=(
        MenuEntry(
            "identity.accounts",
            _("账号管理"),
            "identity:accounts",
            "person",
            IdentityPermission.READ_ACCOUNTS,
            _("系统"),
            810,
        ),
    ),
    subjects=(SubjectKind("identity.account", _("账号"), _accounts),),
    jobs=(JobKind("identity.tidy", _("清理登录记录"), tidy),),
    schedules=(Schedule("identity.tidy", "identity.tidy", at=time(3, 40)),),
    help=(Help("identity.account", _("账号、密码与登录"), "identity/help_account.html", 20),),
    public_urls=("sign_in",),
    command_words={
        "identity.create_account": _("开通账号"),
        "identity.change_account": _("修改账号"),
        "identity.sign_in": _("登录"),
        "identity.sign_out": _("退出"),
        "identity.end_own_session": _("结束自己的其他登录"),
        "identity.end_session": _("结束登录"),
        "identity.change_password": _("修改密码"),
        "identity.reset_password": _("重置密码"),
        "identity.disable_account": _("停用账号"),
        "identity.enable_account": _("启用账号"),
        "identity.set_large_type": _("切换大字版"),
    },
)
