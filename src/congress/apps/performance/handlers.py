"""What performance does when facts become known: it tells the person who prepared the table."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.events import TablePublished, TableReturned
from congress.apps.performance.services import tell_preparer
from congress.platform.core.actors import System
from congress.platform.events.api import Handler, Told


def _on_published(told: Told, actor: System, at: datetime) -> None:
    tell_preparer(
        actor=actor,
        at=at,
        target=told.subject_id,
        account=UUID(told.payload["prepared_by"]),
        title=f"已公开：{told.payload['title']}",
        text="公众现在可以看到了。",
    )


def _on_returned(told: Told, actor: System, at: datetime) -> None:
    tell_preparer(
        actor=actor,
        at=at,
        target=told.subject_id,
        account=UUID(told.payload["prepared_by"]),
        title=f"已退回：{told.payload['title']}",
        text="请按退回的意见修改后重新提交。",
    )


HANDLERS = (
    Handler("performance.tell_published", on=TablePublished, run=_on_published),
    Handler("performance.tell_returned", on=TableReturned, run=_on_returned),
)
