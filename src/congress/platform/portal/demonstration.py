"""Who signs in at the demonstration place: one person for each kind of duty, with random passwords."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from congress.platform.access.api import grant_role, install_roles
from congress.platform.core.actors import System
from congress.platform.identity.api import create_account

CONSOLE = System("console")


@dataclass(frozen=True, slots=True)
class Visitor:
    """One demonstration account: its name, whose duty it shows, and which roles it holds where ("" is the place)."""

    username: str
    display_name: str
    duty: str
    roles: tuple[tuple[str, str], ...]


VISITORS = (
    Visitor(
        "jingban",
        "王敏",
        "常委会办公室经办：导入、核对和提交绩效文件",
        (("performance_preparer", "YC-BGS"), ("organisation_reader", "")),
    ),
    Visitor(
        "fuhe",
        "李建国",
        "常委会办公室复核：复核绩效文件",
        (("performance_reviewer", "YC-BGS"), ("organisation_reader", "")),
    ),
    Visitor(
        "qianfa",
        "张志远",
        "常委会办公室签发：签发和公开",
        (("performance_issuer", "YC-BGS"), ("organisation_reader", "")),
    ),
    Visitor(
        "wangjiang",
        "赵春梅",
        "望江县人大办经办：只看得到本县",
        (("performance_preparer", "WJ-BGS"), ("organisation_reader", "WJ")),
    ),
    Visitor("qingshi", "陈永康", "青石镇人大：镇一级", (("organisation_reader", "YC-T01"),)),
    Visitor("caizheng", "郑志强", "市财政局联系人：联网部门", (("organisation_reader", "YC-ZF"),)),
    Visitor(
        "xitong",
        "周海涛",
        "系统管理员：账号、机构、数据字典、菜单、运行情况",
        (
            ("system_administrator", ""),
            ("organisation_manager", ""),
            ("knowledge_editor", ""),
            ("operations_administrator", ""),
        ),
    ),
    Visitor("anquan", "吴雅琴", "安全管理员：角色和授权", (("security_administrator", ""),)),
    Visitor("shenji", "孙文博", "审计管理员：审计记录", (("audit_administrator", ""),)),
    Visitor("daibiao", "林秀英", "市人大代表：没有经办任务的普通账号", ()),
)


def build(world: Any) -> None:
    """Open the accounts and give them their roles; the first one's id is kept for what apps bring in."""
    from congress.platform.access.api import roles

    install_roles(at=world.at)
    known = {role.code for role in roles()}
    for visitor in VISITORS:
        made = create_account(
            actor=CONSOLE,
            at=world.at,
            username=visitor.username,
            display_name=visitor.display_name,
            is_demonstration=True,
            must_change_password=False,
        )
        world.made[f"account:{visitor.username}"] = made.id
        world.open_account(visitor.username, made.one_time_password, visitor.duty)
        for code, body in visitor.roles:
            if code in known:  # roles of apps that were taken out of the tree are not there
                where = world.made[body] if body else None
                grant_role(actor=CONSOLE, at=world.at, account=made.id, role_code=code, body=where)
