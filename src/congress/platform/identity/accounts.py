"""Acts of two steps: the password is made or proved and hashed first, then the command runs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congress.platform.core import ports
from congress.platform.core.actors import Actor, Person
from congress.platform.identity import passwords, services
from congress.platform.identity.contracts import NewAccount
from congress.platform.identity.models import Account, PasswordUsed
from congress.platform.identity.permissions import IdentityPermission
from congress.platform.identity.policy import password_policy
from congress.platform.identity.rules import username_of
from congress.platform.identity.signing_in import prove_own
from congress.standards.errors import RuleViolation


def open_account(
    *,
    actor: Actor,
    at: datetime,
    username: str,
    display_name: str,
    is_demonstration: bool = False,
    must_change_password: bool = True,
) -> NewAccount:
    """Create an account with a one-time password. Raises as the command does.

    A demonstration account may keep its random password; everybody else changes theirs at the first sign-in.
    """
    password = passwords.one_time_password()
    account = services.create_account(
        actor=actor,
        at=at,
        username=username,
        display_name=display_name,
        password_hash=passwords.hashed(password),
        is_demonstration=is_demonstration,
        must_change_password=must_change_password or not is_demonstration,
    )
    return NewAccount(account, username_of(username), password)


def renew_password(*, actor: Actor, at: datetime, account: UUID) -> str:
    """Reset an account's password. Returns the one-time password, which is told this once."""
    password = passwords.one_time_password()
    services.reset_password(actor=actor, at=at, target=account, new_hash=passwords.hashed(password))
    return password


def take_password(
    *, actor: Person, at: datetime, current: str, new: str, again: str, keep_session: UUID | None = None
) -> None:
    """Change one's own password. Raises `RuleViolation` naming the field at fault."""
    account = ports.visible(Account.objects.all(), actor, IdentityPermission.OWN_ACCOUNT).get(
        pk=actor.account
    )
    if new != again:
        message = _("两次输入的新密码不一致，请重新输入。")
        raise RuleViolation("identity.passwords_differ", message, field="again")
    prove_own(actor=actor, account=account, password=current, at=at)
    used = PasswordUsed.objects.filter(account=account).order_by("-at", "-pk")
    earlier = used.values_list("password", flat=True)[: password_policy().history]
    passwords.require_good(new, username=account.username, earlier=(account.password, *earlier), field="new")
    services.change_password(
        actor=actor,
        at=at,
        target=account.pk,
        seen_hash=account.password,
        new_hash=passwords.hashed(new),
        keep_session=keep_session,
    )
