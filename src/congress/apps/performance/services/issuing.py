"""From 签发 to 公开: a third person issues the table, or sends it back; then the worker renders what is published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.lifecycle import (
    WORD_CHARACTERS,
    MoveKind,
    TableState,
    require_state,
    require_third_person,
    require_word,
)
from congress.apps.performance.events import TableReturned
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import Machine, PerformancePermission
from congress.apps.performance.selectors import publishing_trouble
from congress.apps.performance.services.reviewing import ISSUE_TODO, PUBLISH_TODO, RETURNED_TODO
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.drafts import drop_draft
from congress.platform.core.jobs import enqueue
from congress.platform.core.subjects import Subject
from congress.platform.events.api import tell
from congress.platform.portal.api import close_todo, give_todo, notify, withdraw_todo


@command("performance.issue_table", permission=PerformancePermission.ISSUE, target=TargetTable)
def issue_table(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    version: int,
    publishes: bool = False,
    note: str = "",
    act: Act[TargetTable] = DOOR,
) -> None:
    """Sign a reviewed table for publication (签发); never by anyone who prepared or reviewed it.

    With `publishes` the rendering is queued at once; otherwise somebody with the permission publishes it later.
    """
    table = act.target
    require_state(state=table.stands_at, wanted=TableState.APPROVED, act="签发")
    require_third_person(preparers=table.preparers(), reviewer=table.reviewed_by, issuer=actor.account)
    word = note.strip()[:WORD_CHARACTERS]
    signed = {"issued_by": actor.account, "issued_at": at, "issue_note": word}
    table.remember(kind=MoveKind.ISSUED, by=actor.account, at=at, note=word)
    act.body = table.body_id
    act.note(publishes=publishes)
    close_todo(act, subject=Subject.of(table), kind=ISSUE_TODO)
    give_todo(
        act,
        kind=PUBLISH_TODO,
        subject=Subject.of(table),
        title=f"公开：{table.title}"[:200],
        url=f"/performance/tables/{table.pk}/",
        permission=PerformancePermission.PUBLISH,
        body=table.body_id,
        due_date=table.publish_by,
    )
    if publishes:
        table.change(state=TableState.PUBLISHING, publish_job=_rendering(act, actor), **signed)
    else:
        table.change(state=TableState.ISSUED, **signed)
    notify(
        act,
        accounts=[table.submitted_by or table.prepared_by],
        title=f"已签发：{table.title}"[:200],
        text="正在生成公开文件。" if publishes else "接下来由有公开权限的同事公开。",
        url=f"/performance/tables/{table.pk}/",
    )


@command("performance.withhold_table", permission=PerformancePermission.ISSUE, target=TargetTable)
def withhold_table(
    *, actor: Person, at: datetime, target: UUID, version: int, reason: str, act: Act[TargetTable] = DOOR
) -> None:
    """Refuse to sign a reviewed table, or take the signature back before it is public (不予签发), with the reason.

    It goes back to whoever prepared it; the reviewer is told.
    """
    table = act.target
    if table.stands_at is not TableState.ISSUED and not publishing_trouble(table):
        require_state(state=table.stands_at, wanted=TableState.APPROVED, act="退回")
    word = require_word(kind=MoveKind.WITHHELD, word=reason)
    table.remember(kind=MoveKind.WITHHELD, by=actor.account, at=at, note=word)
    table.change(state=TableState.RETURNED)
    act.body = table.body_id
    drop_draft(act, key=table.return_draft_key)
    close_todo(act, subject=Subject.of(table), kind=ISSUE_TODO)
    withdraw_todo(act, subject=Subject.of(table), kind=PUBLISH_TODO)
    preparer = table.submitted_by or table.prepared_by
    give_todo(
        act,
        kind=RETURNED_TODO,
        subject=Subject.of(table),
        title=f"修改后重新提交：{table.title}"[:200],
        url=f"/performance/tables/{table.pk}/",
        assignee=preparer,
        due_date=table.publish_by,
    )
    notify(
        act,
        accounts=[each for each in (table.reviewed_by,) if each],
        title=f"签发人退回：{table.title}"[:200],
        text=word,
        url=f"/performance/tables/{table.pk}/",
    )
    tell(act, TableReturned(subject_id=table.pk, title=table.title, prepared_by=str(preparer)))


@command("performance.publish_table", permission=PerformancePermission.PUBLISH, target=TargetTable)
def publish_table(
    *, actor: Person, at: datetime, target: UUID, version: int, act: Act[TargetTable] = DOOR
) -> UUID:
    """Make an issued table public (公开): queue the rendering of its files. Returns the job's id.

    Where the rendering broke off before, it begins again.
    """
    table = act.target
    if not publishing_trouble(table):
        require_state(state=table.stands_at, wanted=TableState.ISSUED, act="公开")
    act.body = table.body_id
    job = _rendering(act, actor)
    table.change(state=TableState.PUBLISHING, publish_job=job)
    return job


def _rendering(act: Act[TargetTable], actor: Person) -> UUID:
    job = enqueue(
        act,
        kind=Machine.PUBLISH,
        title=f"公开：{act.target.title}"[:200],
        arguments={"table": str(act.target.pk), "by": str(actor.account)},
    )
    return job.pk
