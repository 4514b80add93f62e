"""The first start of a real place: three administrators, once, with one-time passwords told at the console.

The three hold each other in balance: one opens accounts, one grants, one reads the trail. Whatever is done here goes
through commands and stands in the trail as the console's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Administrator:
    """One of the three: the account's name, what it is called, its role, and the verb that tells who has it already."""

    username: str
    title: str
    role: str
    verb: str


ADMINISTRATORS = (
    Administrator("sysadmin", "系统管理员", "system_administrator", "identity.manage_accounts"),
    Administrator("secadmin", "安全管理员", "security_administrator", "access.grant"),
    Administrator("auditadmin", "审计管理员", "audit_administrator", "audit.read"),
)


def make_administrators(*, at: datetime) -> list[tuple[Administrator, str]]:
    """Make those of the three that nobody is yet. Returns each new one with its one-time password.

    A start that was interrupted is gone on with: an account that was made and holds no role gets a new password.
    """
    from congress.platform.access.api import accounts_holding, grant_role, install_roles
    from congress.platform.core.actors import System
    from congress.platform.identity.api import account_by_username, create_account, renew_password

    actor = System(CONSOLE)
    install_roles(at=at)
    made = []
    for each in ADMINISTRATORS:
        if accounts_holding(verb=each.verb):
            continue
        known = account_by_username(username=each.username)
        if known is None:
            new = create_account(actor=actor, at=at, username=each.username, display_name=each.title)
            account, password = new.id, new.one_time_password
        else:
            account, password = known.id, renew_password(actor=actor, at=at, account=known.id)
        grant_role(actor=actor, at=at, account=account, role_code=each.role)
        made.append((each, password))
    return made
