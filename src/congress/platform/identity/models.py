"""Accounts, their sessions, and the counters that slow down guessing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from congress.platform.core.models import Identified, Record, Table, Versioned, classify
from congress.platform.core.ports import Scope


class Account(Versioned):
    """Somebody who can sign in. States: active ⇄ disabled. A demonstration account works from loopback only."""

    classified = classify(
        internal="id version state must_change_password password_changed_at created_at is_demonstration large_type"
        " last_sign_in_at",
        personal="username display_name",
        sensitive="password",
    )
    scope = Scope(owner="id")
    subject_kind = "identity.account"

    username = models.CharField(max_length=40, unique=True)
    display_name = models.CharField(max_length=60)
    password = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10, choices=[("active", "正常"), ("disabled", "停用")], default="active"
    )
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField()
    created_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)
    large_type = models.BooleanField(default=False)
    last_sign_in_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.display_name


class PasswordUsed(Table):
    """A hash of a password an account had before, so that it is not taken again soon."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id account at", sensitive="password")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    password = models.CharField(max_length=200)
    at = models.DateTimeField()


class AccountSession(Identified):
    """One sign-in on one device, from its start to its end. `key_digest` is the digest of the browser's session key."""

    classified = classify(
        internal="id account key_digest began_at last_seen_at ended_at end_reason", personal="address agent"
    )
    scope = Scope(owner="account_id")
    subject_kind = "identity.session"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sessions")
    key_digest = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(
        max_length=10,
        blank=True,
        choices=[("signed_out", "退出"), ("idle", "长时间未操作"), ("limit", "到期"), ("ended", "被结束")],
    )
    address = models.CharField(max_length=45)
    agent = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, end_reason="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(end_reason="")),
                name="session_end_has_reason",
            )
        ]

    def __str__(self) -> str:
        return _("%(name)s的登录") % {"name": self.account}


class AttemptCount(Table):
    """Wrong tries to sign in, counted by account name, by known browser and by address; survives restarts.

    Names and browsers are kept as keyed digests, known account or not, so that a pause tells nobody which exist.
    """

    classified = classify(personal="key", internal="kind failed_count last_failed_at locked_until")

    key = models.CharField(max_length=80, primary_key=True)
    kind = models.CharField(
        max_length=10,
        choices=[("name", "账号"), ("device", "常用设备"), ("address", "地址"), ("change", "修改密码")],
    )
    failed_count = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)
