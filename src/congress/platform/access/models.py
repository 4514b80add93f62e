"""Roles as data, and who holds which where and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from congress.platform.core.models import Table, Versioned, classify
from congress.platform.core.ports import Scope


class Role(Versioned):
    """A bundle of permissions under a name.

    `template` is the manifests' code it came from, if any; `installed_codes` are the permissions that were taken over
    from there, so that one a place has removed does not come back and one a new release brings does come.
    """

    classified = classify(internal="id version code title template is_retired installed_codes")
    subject_kind = "access.role"

    code = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=60)
    template = models.CharField(max_length=60, blank=True)
    is_retired = models.BooleanField(default=False)
    installed_codes = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.title


class RolePermission(Table):
    """One permission of a role, by the code a manifest declares."""

    classified = classify(internal="id role code")

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="permissions")
    code = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "code"], name="permission_once_in_role")]


class Grant(Versioned):
    """An account holds a role in a part of the tree, from a day to a day.

    `body` None is the whole place. `with_below` reaches the bodies under it. `region_code` narrows to bodies of that
    region (a prefix), for roles that follow territory and not hierarchy. A grant ends on its last day or, before that,
    at the moment at which somebody ends it.
    """

    classified = classify(
        internal="id version account role body with_below region_code from_date until_date ended_at"
    )
    scope = Scope(body="body", owner="account_id")
    subject_kind = "access.grant"

    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    body = models.ForeignKey("organisation.Body", null=True, on_delete=models.PROTECT, related_name="+")
    with_below = models.BooleanField(default=True)
    region_code = models.CharField(max_length=12, blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="grant_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "body", "with_below", "region_code"],
                condition=Q(body__isnull=False, ended_at__isnull=True, until_date__isnull=True),
                name="endless_grant_once_in_body",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "region_code"],
                condition=Q(body__isnull=True, ended_at__isnull=True, until_date__isnull=True),
                name="endless_grant_once_everywhere",
            ),
        ]
        indexes = [models.Index(fields=["account", "role"], name="grant_by_account")]

    def __str__(self) -> str:
        return f"{self.account} · {self.role}"
