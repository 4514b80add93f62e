"""Telling people what became of their tables and files."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.platform.core.actors import System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.portal.api import notify


@command("performance.tell_preparer", permission=PerformancePermission.RECORD, target=TargetTable)
def tell_preparer(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    account: UUID,
    title: str,
    text: str,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Put a notice on the preparer's list (通知经办人)."""
    notify(act, accounts=[account], title=title[:200], text=text, url=f"/performance/tables/{act.target.pk}/")
    act.body = act.target.body_id


@command(
    "performance.tell_failed_import", permission=PerformancePermission.RECORD, target="organisation.Body"
)
def tell_failed_import(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    account: UUID,
    file_name: str,
    reason: str,
    act: Act[Any] = DOOR,
) -> None:
    """Tell whoever brought a file in that it could not be read, and why (通知导入失败)."""
    notify(
        act, accounts=[account], title=f"没有读成：{file_name}"[:200], text=reason, url="/performance/import/"
    )
    act.body = act.target.pk
