"""Passwords: what a new one must be like, one-time passwords, and hashing outside the command's transaction.

A hash takes many milliseconds of deliberate work. Inside a command it would hold the database's write lock, so that
anybody could slow the whole place down by trying to sign in; here it happens before the door, and the command checks
that nothing has changed since.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import check_password, make_password, verify_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from congress.platform.identity.policy import PasswordPolicy, password_policy
from congress.standards.errors import RuleViolation

READABLE = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
ONE_TIME_LENGTH = 14

CLASSES = (str.islower, str.isupper, str.isdigit)


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """Whether a typed password is an account's, and a fresh hash when the stored one is out of date."""

    is_right: bool
    fresh_hash: str | None


def check(typed: str, stored: str | None) -> Checked:
    """Compare a typed password with a stored hash. Without one it costs the same time and is wrong."""
    if len(typed) > password_policy().longest:
        typed = ""
    if stored is None:
        make_password(typed)
        return Checked(False, None)
    is_right, is_outdated = verify_password(typed, stored)
    return Checked(is_right, make_password(typed) if is_right and is_outdated else None)


def hashed(password: str) -> str:
    """The hash to keep of a password."""
    return make_password(password)


def one_time_password() -> str:
    """A random password without signs that are mistaken for each other; it satisfies the policy's classes."""
    letters = [secrets.choice(group) for group in READABLE]
    letters += [secrets.choice("".join(READABLE)) for _n in range(ONE_TIME_LENGTH - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def require_good(
    password: str, *, username: str, earlier: tuple[str, ...] = (), field: str = "password"
) -> None:
    """Raise `RuleViolation` with the first reason why the policy does not accept a password.

    `earlier` are the stored hashes of the account's present and earlier passwords, newest first.
    """
    policy = password_policy()
    for code, message in _faults(password, username, policy):
        raise RuleViolation(f"identity.password_{code}", message, field=field)
    for stored in earlier[: policy.history]:
        if check_password(password, stored):
            raise RuleViolation(
                "identity.password_reused",
                _("不能使用最近 %(count)d 次用过的密码，请换一个。") % {"count": policy.history},
                field=field,
            )


def rules_in_words() -> list[str]:
    """The policy as sentences for the page on which a password is chosen."""
    policy = password_policy()
    return [
        _("至少 %(count)d 个字符") % {"count": policy.shortest},
        _("小写字母、大写字母、数字、其他符号中至少包含 %(count)d 类") % {"count": policy.classes},
        _("不能包含账号名，不能是常见密码"),
        _("相同或顺序排列的字符（如 aaaa、1234）不能超过 %(count)d 个") % {"count": policy.longest_run},
        _("不能与最近 %(count)d 次用过的密码相同") % {"count": policy.history},
    ]


def _faults(password: str, username: str, policy: PasswordPolicy) -> list[tuple[str, str]]:
    found = []
    if len(password) < policy.shortest:
        found.append(("too_short", _("密码太短，至少需要 %(count)d 个字符。") % {"count": policy.shortest}))
    if len(password) > policy.longest:
        found.append(("too_long", _("密码太长，最多 %(count)d 个字符。") % {"count": policy.longest}))
    if _classes_in(password) < policy.classes:
        message = _("密码过于简单，请在小写字母、大写字母、数字、其他符号中至少使用 %(count)d 类。")
        found.append(("too_plain", message % {"count": policy.classes}))
    if username.casefold() in password.casefold():
        found.append(("holds_username", _("密码中不能包含账号名，请换一个。")))
    if _longest_run(password) > policy.longest_run:
        message = _("密码中有超过 %(count)d 个相同或顺序排列的字符（如 aaaa、1234），请换一个。")
        found.append(("has_run", message % {"count": policy.longest_run}))
    if _is_common(password):
        found.append(("common", _("这是常见密码，容易被猜到，请换一个。")))
    return found


def _classes_in(password: str) -> int:
    named = sum(any(test(sign) for sign in password) for test in CLASSES)
    other = any(not any(test(sign) for test in CLASSES) for sign in password)
    return named + other


def _longest_run(password: str) -> int:
    """The longest stretch of equal, rising or falling signs."""
    longest = 0
    for step in (0, 1, -1):
        run = 1
        for before, sign in zip(password, password[1:], strict=False):
            run = run + 1 if ord(sign) - ord(before) == step else 1
            longest = max(longest, run)
    return longest


def _is_common(password: str) -> bool:
    try:
        _common_passwords().validate(password)
    except ValidationError:
        return True
    return False


@cache
def _common_passwords() -> CommonPasswordValidator:
    return CommonPasswordValidator()
