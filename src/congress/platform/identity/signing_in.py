"""Before the door: is this the account's password? Wrong answers are counted and recorded here.

What the person is told is the same for an unknown name, a wrong password, a disabled account and a demonstration
account from elsewhere; the trail knows which it was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congress.platform.core import ports
from congress.platform.core.actors import Actor, Public
from congress.platform.core.context import current_trace, surroundings
from congress.platform.core.refusal_log import worth_recording
from congress.platform.core.subjects import Subject
from congress.platform.identity import attempts, passwords
from congress.platform.identity.models import Account
from congress.platform.identity.permissions import IdentityPermission
from congress.platform.identity.rules import plain_username
from congress.standards.errors import RuleViolation

LOOPBACK = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, repr=False)
class Evidence:
    """A password was right for an account at a moment; the command checks that this still holds.

    `seen_hash` is the stored hash that was compared, `fresh_hash` a newer one to keep instead.
    """

    account: UUID
    seen_hash: str
    fresh_hash: str | None
    tally: attempts.Tally


def wrong() -> RuleViolation:
    """The one sentence for every reason why a sign-in fails."""
    return RuleViolation(
        "identity.not_signed_in",
        _("账号或密码不正确，请检查后重试。忘记密码请联系系统管理员重置。"),
        field="password",
    )


def must_wait(left: timedelta) -> RuleViolation:
    """The sentence during a pause."""
    minutes = max(1, math.ceil(left.total_seconds() / 60))
    message = _("尝试次数过多，请在 %(minutes)d 分钟后再试。急需使用时，请联系系统管理员重置密码。")
    return RuleViolation("identity.must_wait", message % {"minutes": minutes}, field="password")


def examine(
    *, username: str, password: str, at: datetime, address: str, is_local: bool, device: str = ""
) -> Evidence:
    """Compare a typed name and password with the accounts.

    `is_local`: the request comes from this very machine. Raises `RuleViolation` when it may not lead to a sign-in.
    """
    name = plain_username(username)[:200]
    tally = attempts.tally_for(username=name, address=address, device=device)
    account = Account.objects.filter(username=name).first()
    left = attempts.count_try(tally, at=at)
    if left:
        record_refusal(reason="identity.must_wait", name=name, account=account, at=at, address=address)
        raise must_wait(left)
    checked = passwords.check(password, account.password if account else None)
    reason = _why_not(account, checked.is_right, is_local, address)
    if reason or account is None:
        record_refusal(reason=reason, name=name, account=account, at=at, address=address)
        raise wrong()
    return Evidence(account.pk, account.password, checked.fresh_hash, tally)


def prove_own(
    *, actor: Actor, account: Account, password: str, at: datetime, field: str = "current"
) -> attempts.Tally:
    """Compare the present password before it is changed. Wrong tries are counted and recorded like at sign-in."""
    tally = attempts.tally_for_change(account.pk)
    address = surroundings().address
    left = attempts.count_try(tally, at=at)
    if left:
        record_refusal(
            "identity.must_wait", account.username, account, at, address, actor, "identity.change_password"
        )
        raise must_wait(left).located(field=field)
    if not passwords.check(password, account.password).is_right:
        record_refusal(
            "identity.wrong_password",
            account.username,
            account,
            at,
            address,
            actor,
            "identity.change_password",
        )
        raise RuleViolation("identity.wrong_current", _("当前密码不正确，请重新输入。"), field=field)
    return tally


def _why_not(account: Account | None, is_right: bool, is_local: bool, address: str) -> str:
    if account is None:
        return "identity.unknown_name"
    if not is_right:
        return "identity.wrong_password"
    if account.state != "active":
        return "identity.disabled"
    if account.is_demonstration and not (is_local and address in LOOPBACK):
        return "identity.demonstration_from_afar"
    return ""


def record_refusal(
    reason: str,
    name: str,
    account: Account | None,
    at: datetime,
    address: str,
    actor: Actor | None = None,
    command: str = "identity.sign_in",
) -> None:
    """Write the trail's row about a failed try: the account if there is one, of the typed name only a keyed digest."""
    suppressed = worth_recording(actor=f"{address}", command=command, code=reason, at=at)
    if suppressed is None:
        return
    detail: dict[str, object] = {"name_digest": attempts.name_digest(name)}
    if suppressed:
        detail["suppressed"] = suppressed
    verb = IdentityPermission.SIGN_IN if actor is None else IdentityPermission.OWN_ACCOUNT
    with transaction.atomic():
        ports.audit().record(
            ports.Entry(
                at=at,
                actor=actor or Public("web"),
                command=command,
                permission=verb,
                outcome="refused",
                subject=Subject.of(account) if account is not None else None,
                trace=current_trace(),
                address=address,
                reason=reason,
                detail=detail,
            )
        )
