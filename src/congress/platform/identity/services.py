"""Commands of identity. Passwords arrive as hashes and evidence: the slow work is done before the door."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congress.platform.core.actors import Actor, Person, Public
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.identity import attempts
from congress.platform.identity.contracts import SignedIn
from congress.platform.identity.models import Account, AccountSession, PasswordUsed
from congress.platform.identity.permissions import IdentityPermission
from congress.platform.identity.policy import password_policy
from congress.platform.identity.rules import display_name_of, username_of
from congress.platform.identity.signing_in import LOOPBACK, Evidence, wrong
from congress.standards.errors import RuleViolation


@command("identity.create_account", permission=IdentityPermission.MANAGE_ACCOUNTS)
def create_account(
    *,
    actor: Actor,
    at: datetime,
    username: str,
    display_name: str,
    password_hash: str,
    is_demonstration: bool = False,
    must_change_password: bool = True,
    act: Act[None] = DOOR,
) -> UUID:
    """Open an account (开通账号). Its password is a one-time one, to be changed at the first sign-in."""
    name = username_of(username)
    if Account.objects.filter(username=name).exists():
        message = _("账号名“%(name)s”已经有人使用，请换一个。") % {"name": name}
        raise RuleViolation("identity.username_taken", message, field="username")
    account = Account(
        username=name,
        display_name=display_name_of(display_name),
        password=password_hash,
        must_change_password=must_change_password,
        password_changed_at=at,
        created_at=at,
        is_demonstration=is_demonstration,
    )
    account.save(force_insert=True)
    act.about(account)
    return account.pk


@command("identity.change_account", permission=IdentityPermission.MANAGE_ACCOUNTS, target=Account)
def change_account(
    *, actor: Actor, at: datetime, target: UUID, version: int, display_name: str, act: Act[Account] = DOOR
) -> None:
    """Correct the name shown for an account (修改账号)."""
    act.target.change(display_name=display_name_of(display_name))


@command("identity.sign_in", permission=IdentityPermission.SIGN_IN)
def sign_in(
    *,
    actor: Public,
    at: datetime,
    evidence: Evidence,
    key_digest: str,
    address: str,
    agent: str,
    act: Act[None] = DOOR,
) -> SignedIn:
    """Begin a session (登录) on evidence that the password was right. Raises when the account has changed since."""
    account = Account.objects.select_for_update().get(pk=evidence.account)
    is_afar = account.is_demonstration and address not in LOOPBACK
    if account.password != evidence.seen_hash or account.state != "active" or is_afar:
        raise wrong()
    attempts.forgive(evidence.tally)
    oldest = password_policy().max_age
    if oldest is not None and at - account.password_changed_at > oldest:
        account.must_change_password = True
    account.password = evidence.fresh_hash or account.password
    account.last_sign_in_at = at
    account.save(update_fields=["password", "must_change_password", "last_sign_in_at"])
    session = AccountSession(
        account=account,
        key_digest=key_digest,
        began_at=at,
        last_seen_at=at,
        address=address,
        agent=agent[:200],
    )
    session.save(force_insert=True)
    act.about(account)
    act.note(session=str(session.pk))
    return SignedIn(
        session.pk, account.pk, account.must_change_password, attempts.new_device(account.username)
    )


@command("identity.sign_out", permission=IdentityPermission.OWN_ACCOUNT, target=AccountSession)
def sign_out(*, actor: Person, at: datetime, target: UUID, act: Act[AccountSession] = DOOR) -> None:
    """End the session one is working in (退出)."""
    _end(act.target, "signed_out", at)


@command("identity.end_own_session", permission=IdentityPermission.OWN_ACCOUNT, target=AccountSession)
def end_own_session(*, actor: Person, at: datetime, target: UUID, act: Act[AccountSession] = DOOR) -> None:
    """End one's own session on another device (结束自己在其他设备上的登录)."""
    _end(act.target, "ended", at)


@command("identity.end_session", permission=IdentityPermission.MANAGE_ACCOUNTS, target=AccountSession)
def end_session(*, actor: Actor, at: datetime, target: UUID, act: Act[AccountSession] = DOOR) -> None:
    """End somebody's session as an administrator (结束登录)."""
    _end(act.target, "ended", at)
    act.note(account=str(act.target.account_id))


@command("identity.change_password", permission=IdentityPermission.OWN_ACCOUNT, target=Account)
def change_password(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    seen_hash: str,
    new_hash: str,
    keep_session: UUID | None = None,
    act: Act[Account] = DOOR,
) -> None:
    """Take a new password (修改密码) after the present one was proved; sessions on other devices end.

    `seen_hash` is the stored hash the present password was compared with.
    """
    account = act.target
    if account.password != seen_hash:
        raise RuleViolation("identity.password_moved_on", _("密码刚刚已被修改或重置，请重新登录后再操作。"))
    _replace_password(account, new_hash, at, must_change=False)
    attempts.forgive(attempts.tally_for_change(account.pk))
    act.note(sessions_ended=_end_all(account, at, but=keep_session))


@command("identity.reset_password", permission=IdentityPermission.MANAGE_ACCOUNTS, target=Account)
def reset_password(
    *, actor: Actor, at: datetime, target: UUID, new_hash: str, act: Act[Account] = DOOR
) -> None:
    """Give an account a one-time password (重置密码); its sessions and pauses end."""
    account = act.target
    if isinstance(actor, Person) and actor.account == account.pk:
        raise RuleViolation("identity.own_reset", _("不能重置自己的密码，请使用“修改密码”。"))
    _replace_password(account, new_hash, at, must_change=True)
    attempts.lift_pause(account.username)
    act.note(sessions_ended=_end_all(account, at))


@command("identity.disable_account", permission=IdentityPermission.MANAGE_ACCOUNTS, target=Account)
def disable_account(
    *, actor: Actor, at: datetime, target: UUID, version: int | None = None, act: Act[Account] = DOOR
) -> None:
    """Keep an account from signing in (停用账号); what it did stays, its sessions end."""
    if isinstance(actor, Person) and actor.account == act.target.pk:
        raise RuleViolation("identity.own_disable", _("不能停用自己的账号，请由另一位系统管理员办理。"))
    if act.target.state == "disabled":
        raise RuleViolation("identity.already_disabled", _("这个账号已经停用，无需重复操作。"))
    act.target.change(state="disabled")
    act.note(sessions_ended=_end_all(act.target, at))


@command("identity.enable_account", permission=IdentityPermission.MANAGE_ACCOUNTS, target=Account)
def enable_account(
    *, actor: Actor, at: datetime, target: UUID, version: int | None = None, act: Act[Account] = DOOR
) -> None:
    """Let an account sign in again (启用账号)."""
    if act.target.state == "active":
        raise RuleViolation("identity.already_active", _("这个账号正在使用中，无需重复操作。"))
    act.target.change(state="active")
    attempts.lift_pause(act.target.username)


@command("identity.set_large_type", permission=IdentityPermission.OWN_ACCOUNT, target=Account)
def set_large_type(
    *, actor: Person, at: datetime, target: UUID, is_on: bool, act: Act[Account] = DOOR
) -> None:
    """Turn the large type of one's own screens on or off (大字版)."""
    act.target.large_type = is_on
    act.target.save(update_fields=["large_type"])


def _replace_password(account: Account, new_hash: str, at: datetime, *, must_change: bool) -> None:
    PasswordUsed(account=account, password=account.password, at=at).save(force_insert=True)
    account.change(password=new_hash, must_change_password=must_change, password_changed_at=at)


def _end(session: AccountSession, reason: str, at: datetime) -> None:
    if session.ended_at is not None:
        raise RuleViolation("identity.session_ended", _("这次登录已经结束。"))
    session.ended_at, session.end_reason = at, reason
    session.save(update_fields=["ended_at", "end_reason"])


def _end_all(account: Account, at: datetime, *, but: UUID | None = None) -> int:
    running = AccountSession.objects.filter(account=account, ended_at__isnull=True)
    if but is not None:
        running = running.exclude(pk=but)
    return running.update(ended_at=at, end_reason="ended")
