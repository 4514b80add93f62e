"""What the portal declares of itself."""

from django.utils.translation import gettext_lazy as _

from congress.platform.core.manifest import Help, Manifest, MenuEntry, Permission, RoleTemplate
from congress.platform.core.permissions import CorePermission
from congress.platform.portal.demonstration import build
from congress.platform.portal.permissions import PortalPermission as P

SYSTEM = _("系统")

MANIFEST = Manifest(
    name="portal",
    title=_("门户"),
    permissions=(
        Permission(P.OWN_PAGE, _("使用工作台"), anyone=True),
        Permission(P.OWN_TODOS, _("查看自己的待办"), anyone=True),
        Permission(P.OWN_NOTICES, _("查看自己的通知"), anyone=True),
        Permission(P.OWN_PINS, _("调整自己的常用"), anyone=True),
        Permission(P.OWN_DRAFTS, _("保存自己的草稿"), anyone=True),
        Permission(P.ARRANGE, _("安排菜单和首页")),
    ),
    roles=(RoleTemplate("system_administrator", _("系统管理员"), (P.ARRANGE, CorePermission.SWITCH_APPS)),),
    demonstration=build,
    menu=(
        MenuEntry("portal.home", _("首页"), "portal:home", "home", P.OWN_PAGE, "", 0),
        MenuEntry("portal.todos", _("待办"), "portal:todos", "todo", P.OWN_TODOS, "", 10),
        MenuEntry("portal.notices", _("通知"), "portal:notices", "notice", P.OWN_NOTICES, "", 20),
        MenuEntry("portal.held", _("待我确认"), "portal:held", "review", P.OWN_PAGE, "", 30),
        MenuEntry(
            "portal.work", _("草稿和后台工作"), "portal:work", "draft", CorePermission.OWN_JOBS, "", 40
        ),
        MenuEntry("portal.arrange", _("菜单和首页"), "portal:arrange_menu", "view", P.ARRANGE, SYSTEM, 840),
        MenuEntry(
            "portal.switches",
            _("系统启用"),
            "portal:switches",
            "switch",
            CorePermission.SWITCH_APPS,
            SYSTEM,
            850,
        ),
    ),
    help=(
        Help("portal.sign_in", _("登录、退出和密码"), "portal/help/sign_in.html", 10),
        Help("portal.start", _("认识工作台"), "portal/help/start.html", 20),
        Help("portal.large_type", _("把字放大"), "portal/help/large_type.html", 30),
        Help("portal.finding", _("查找事项和文件"), "portal/help/finding.html", 40),
        Help("portal.todos", _("待办、通知和确认"), "portal/help/todos.html", 50),
        Help("portal.saving", _("草稿、保存和后台工作"), "portal/help/saving.html", 60),
        Help("portal.arranging", _("安排菜单、首页和系统启用（管理员）"), "portal/help/arranging.html", 90),
    ),
    public_urls=(
        "portal:home",
        "portal:search",
        "portal:help",
        "portal:help_page",
        "portal:large_type",
        "portal:style",
        "portal:style_public",
        "portal:style_sign_in",
    ),
    command_words={
        "portal.arrange_menu": _("安排菜单"),
        "portal.arrange_cards": _("安排首页卡片"),
        "portal.undo_arrangement": _("撤销安排"),
        "portal.pin_entry": _("固定到常用"),
        "portal.unpin_entry": _("取消固定"),
        "portal.switch_app": _("启用、停用系统"),
        "portal.read_notice": _("查看通知"),
        "portal.read_all_notices": _("全部标为已读"),
    },
)
