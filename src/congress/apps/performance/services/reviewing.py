"""From 经办 to 复核: submit, take back, return, approve. Nobody reviews what they prepared."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.checks import check
from congress.apps.performance.domain.lifecycle import (
    TableState,
    require_editable,
    require_explained,
    require_other_person,
    require_state,
)
from congress.apps.performance.events import TableReturned, TableSubmitted
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import assembled, publishing_trouble, search_entry
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.drafts import drop_draft
from congress.platform.core.subjects import Subject
from congress.platform.events.api import tell
from congress.platform.portal.api import close_todo, give_todo, notify, withdraw_todo
from congress.platform.search.api import put
from congress.standards.errors import RuleViolation

REVIEW_TODO = "performance.review"
RETURNED_TODO = "performance.returned"
PUBLISH_TODO = "performance.publish"


@command("performance.submit_table", permission=PerformancePermission.PREPARE, target=TargetTable)
def submit_table(
    *, actor: Person, at: datetime, target: UUID, version: int, note: str = "", act: Act[TargetTable] = DOOR
) -> None:
    """Hand a table to review (提交复核). Red findings need a word; unreadable cells must be mended first."""
    table = act.target
    require_editable(state=table.stands_at)
    typed = assembled(table)
    require_explained(findings=check(table=typed), unread=len(typed.unread), note=note)
    table.take_part(account=actor.account, at=at)
    table.change(
        state=TableState.IN_REVIEW,
        submitted_by=actor.account,
        submitted_at=at,
        submit_note=note.strip()[:500],
    )
    act.body = table.body_id
    drop_draft(act, key=table.submit_draft_key)
    close_todo(act, subject=Subject.of(table), kind=RETURNED_TODO)
    give_todo(
        act,
        kind=REVIEW_TODO,
        subject=Subject.of(table),
        title=f"复核：{table.title}"[:200],
        url=f"/performance/tables/{table.pk}/",
        permission=PerformancePermission.REVIEW,
        body=table.body_id,
    )
    put(act, **search_entry(table, typed))
    tell(act, TableSubmitted(subject_id=table.pk, title=table.title, submitted_by=str(actor.account)))


@command("performance.recall_table", permission=PerformancePermission.PREPARE, target=TargetTable)
def recall_table(
    *, actor: Person, at: datetime, target: UUID, version: int, act: Act[TargetTable] = DOOR
) -> None:
    """Take a table back that waits for review, to mend something oneself (撤回提交)."""
    table = act.target
    require_state(state=table.stands_at, wanted=TableState.IN_REVIEW, act="撤回提交")
    table.change(state=TableState.PREPARING)
    act.body = table.body_id
    withdraw_todo(act, subject=Subject.of(table), kind=REVIEW_TODO)


@command("performance.return_table", permission=PerformancePermission.REVIEW, target=TargetTable)
def return_table(
    *, actor: Person, at: datetime, target: UUID, version: int, reason: str, act: Act[TargetTable] = DOOR
) -> None:
    """Send a table back to whoever prepared it, with the reason (退回).

    One that was approved may be returned too, also when its publication broke off.
    """
    table = act.target
    if table.stands_at is not TableState.APPROVED and not publishing_trouble(table):
        require_state(state=table.stands_at, wanted=TableState.IN_REVIEW, act="退回")
    if not reason.strip():
        raise RuleViolation("performance.reason_needed", "请写明退回的原因，方便经办人修改。", field="reason")
    table.change(
        state=TableState.RETURNED, reviewed_by=actor.account, reviewed_at=at, review_note=reason.strip()[:500]
    )
    act.body = table.body_id
    drop_draft(act, key=table.return_draft_key)
    close_todo(act, subject=Subject.of(table), kind=REVIEW_TODO)
    withdraw_todo(act, subject=Subject.of(table), kind=PUBLISH_TODO)
    preparer = table.submitted_by or table.prepared_by
    give_todo(
        act,
        kind=RETURNED_TODO,
        subject=Subject.of(table),
        title=f"修改后重新提交：{table.title}"[:200],
        url=f"/performance/tables/{table.pk}/",
        assignee=preparer,
    )
    tell(act, TableReturned(subject_id=table.pk, title=table.title, prepared_by=str(preparer)))


@command("performance.approve_table", permission=PerformancePermission.REVIEW, target=TargetTable)
def approve_table(
    *, actor: Person, at: datetime, target: UUID, version: int, note: str = "", act: Act[TargetTable] = DOOR
) -> None:
    """Find a table right (复核通过); never by anyone who had a hand in it."""
    table = act.target
    require_state(state=table.stands_at, wanted=TableState.IN_REVIEW, act="复核")
    require_other_person(preparers=table.preparers(), reviewer=actor.account)
    table.change(
        state=TableState.APPROVED, reviewed_by=actor.account, reviewed_at=at, review_note=note.strip()[:500]
    )
    act.body = table.body_id
    close_todo(act, subject=Subject.of(table), kind=REVIEW_TODO)
    give_todo(
        act,
        kind=PUBLISH_TODO,
        subject=Subject.of(table),
        title=f"公开：{table.title}"[:200],
        url=f"/performance/tables/{table.pk}/",
        permission=PerformancePermission.PUBLISH,
        body=table.body_id,
    )
    notify(
        act,
        accounts=[table.submitted_by or table.prepared_by],
        title=f"复核通过：{table.title}"[:200],
        text="接下来由有公开权限的同事公开。",
        url=f"/performance/tables/{table.pk}/",
    )
