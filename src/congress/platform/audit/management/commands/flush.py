"""Emptying the database: refused where a trail is at stake, and possible for tests although the trail is protected."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush
from django.db import connections, transaction

from congress.platform.audit.anchors import forget_anchors
from congress.platform.audit.protection import protection


class Command(Flush):
    """Django's `flush`, for places whose clock may be moved (tests); it would take the audit trail away as well."""

    def handle(self, **options: Any) -> None:
        """Lift the protection of the trail, empty every table, put the protection back."""
        if not settings.CLOCK_MOVABLE:
            raise CommandError(
                "这会清空全部数据和审计记录，正式使用的地方不能执行。"
                "This would empty the audit trail too, so it is refused here."
            )
        using = options["database"]
        guard = protection(connections[using].vendor)
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            guard.take_down(cursor)
            super().handle(**options)
            guard.put_up(cursor)
        forget_anchors()
