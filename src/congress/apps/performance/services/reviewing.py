"""From 经办 to 复核: submit, take back, return, approve. Nobody reviews what they prepared."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.lifecycle import (
    WORD_CHARACTERS,
    MoveKind,
    TableState,
    require_editable,
    require_explained,
    require_other_person,
    require_state,
    require_word,
)
from congress.apps.performance.events import TableReturned, TableSubmitted
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import (
    assembled_from,
    findings_of,
    publishing_trouble,
    search_entry,
    stage_of,
    standing_decisions,
    stored_cells,
)
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.drafts import drop_draft
from congress.platform.core.subjects import Subject
from congress.platform.events.api import tell
from congress.platform.portal.api import close_todo, give_todo, notify, withdraw_todo
from congress.platform.search.api import put

REVIEW_TODO = "performance.review"
RETURNED_TODO = "performance.returned"
ISSUE_TODO = "performance.issue"
PUBLISH_TODO = "performance.publish"
DISCLOSE_TODO = "performance.disclose"


@command("performance.submit_table", permission=PerformancePermission.PREPARE, target=TargetTable)
def submit_table(
    *, actor: Person, at: datetime, target: UUID, version: int, note: str = "", act: Act[TargetTable] = DOOR
) -> None:
    """Hand a table to review (提交复核).

    Red findings need a decision or a word; unreadable cells must be mended first. The stage the titles name counts as
    set from now on, unless a person has set it.
    """
    table = act.target
    require_editable(state=table.stands_at)
    cells = stored_cells(table)
    typed, decided = assembled_from(table, cells), standing_decisions(table)
    open_ones = [each for key, each in findings_of(table, typed, cells).items() if key not in decided]
    require_explained(findings=open_ones, unread=len(typed.unread), note=note)
    word, stage = note.strip()[:WORD_CHARACTERS], stage_of(table, typed)
    table.take_part(account=actor.account, at=at)
    table.remember(kind=MoveKind.SUBMITTED, by=actor.account, at=at, note=word)
    table.change(
        state=TableState.IN_REVIEW,
        submitted_by=actor.account,
        submitted_at=at,
        submit_note=word,
        stage=stage.value if stage else "",
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
        due_date=table.publish_by,
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
    table.remember(kind=MoveKind.RECALLED, by=actor.account, at=at)
    table.change(state=TableState.PREPARING)
    act.body = table.body_id
    withdraw_todo(act, subject=Subject.of(table), kind=REVIEW_TODO)


@command("performance.return_table", permission=PerformancePermission.REVIEW, target=TargetTable)
def return_table(
    *, actor: Person, at: datetime, target: UUID, version: int, reason: str, act: Act[TargetTable] = DOOR
) -> None:
    """Send a table back to whoever prepared it, with the reason (退回).

    One that was approved or issued may be returned too, also when its publication broke off.
    """
    table = act.target
    has_passed = table.stands_at in (TableState.APPROVED, TableState.ISSUED)
    if not has_passed and not publishing_trouble(table):
        require_state(state=table.stands_at, wanted=TableState.IN_REVIEW, act="退回")
    word = require_word(kind=MoveKind.RETURNED, word=reason)
    table.remember(kind=MoveKind.RETURNED, by=actor.account, at=at, note=word)
    table.change(state=TableState.RETURNED)
    act.body = table.body_id
    drop_draft(act, key=table.return_draft_key)
    close_todo(act, subject=Subject.of(table), kind=REVIEW_TODO)
    for kind in (ISSUE_TODO, PUBLISH_TODO):
        withdraw_todo(act, subject=Subject.of(table), kind=kind)
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
    tell(act, TableReturned(subject_id=table.pk, title=table.title, prepared_by=str(preparer)))


@command("performance.approve_table", permission=PerformancePermission.REVIEW, target=TargetTable)
def approve_table(
    *, actor: Person, at: datetime, target: UUID, version: int, note: str = "", act: Act[TargetTable] = DOOR
) -> None:
    """Find a table right (复核通过); never by anyone who had a hand in it. Next, a third person issues it."""
    table = act.target
    require_state(state=table.stands_at, wanted=TableState.IN_REVIEW, act="复核")
    require_other_person(preparers=table.preparers(), reviewer=actor.account)
    word = note.strip()[:WORD_CHARACTERS]
    table.remember(kind=MoveKind.APPROVED, by=actor.account, at=at, note=word)
    table.change(state=TableState.APPROVED, reviewed_by=actor.account, reviewed_at=at, review_note=word)
    act.body = table.body_id
    close_todo(act, subject=Subject.of(table), kind=REVIEW_TODO)
    give_todo(
        act,
        kind=ISSUE_TODO,
        subject=Subject.of(table),
        title=f"签发：{table.title}"[:200],
        url=f"/performance/tables/{table.pk}/",
        permission=PerformancePermission.ISSUE,
        body=table.body_id,
        due_date=table.publish_by,
    )
    notify(
        act,
        accounts=[table.submitted_by or table.prepared_by],
        title=f"复核通过：{table.title}"[:200],
        text="接下来由有签发权限的同事签发。",
        url=f"/performance/tables/{table.pk}/",
    )
