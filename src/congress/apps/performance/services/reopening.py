"""Correcting what is public (更正): a published table is opened again with a reason, and goes through every step."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.lifecycle import (
    EDITABLE,
    MoveKind,
    TableState,
    require_state,
    require_word,
)
from congress.apps.performance.domain.publication import public_data
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import stage_of, to_publish
from congress.apps.performance.services.reviewing import RETURNED_TODO
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.drafts import drop_draft
from congress.platform.core.subjects import Subject
from congress.platform.portal.api import withdraw_todo
from congress.standards.errors import RuleViolation


@command("performance.reopen_table", permission=PerformancePermission.PREPARE, target=TargetTable)
def reopen_table(
    *, actor: Person, at: datetime, target: UUID, version: int, reason: str, act: Act[TargetTable] = DOOR
) -> None:
    """Open a published table to be corrected (更正), with the reason the public will read.

    What is public stays so until the corrected table has been reviewed, issued and published.
    """
    table = act.target
    require_state(state=table.stands_at, wanted=TableState.PUBLISHED, act="更正")
    word = require_word(kind=MoveKind.REOPENED, word=reason)
    table.take_part(account=actor.account, at=at)
    table.remember(kind=MoveKind.REOPENED, by=actor.account, at=at, note=word)
    table.change(state=TableState.PREPARING, correction_reason=word)
    act.body = table.body_id
    drop_draft(act, key=table.reopen_draft_key)


@command("performance.close_correction", permission=PerformancePermission.PREPARE, target=TargetTable)
def close_correction(
    *, actor: Person, at: datetime, target: UUID, version: int, act: Act[TargetTable] = DOOR
) -> None:
    """Give a correction up (取消更正) while the table still says what is public."""
    table = act.target
    if not table.is_corrected_in_public or table.stands_at not in EDITABLE:
        raise RuleViolation("performance.no_correction", "本表目前没有可以取消的更正。")
    typed = to_publish(table)
    if public_data(table=typed, stage=stage_of(table, typed)) != table.publications.latest("number").data:
        raise RuleViolation(
            "performance.correction_begun",
            "表里的内容已经和公开的不同，不能取消更正。请撤销全部改动后再取消，或者继续办理更正。",
        )
    table.remember(kind=MoveKind.CLOSED, by=actor.account, at=at)
    table.change(state=TableState.PUBLISHED, correction_reason="")
    act.body = table.body_id
    withdraw_todo(act, subject=Subject.of(table), kind=RETURNED_TODO)
