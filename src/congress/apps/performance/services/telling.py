"""Telling the person who prepared a table what became of it."""

from __future__ import annotations

from datetime import datetime
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
