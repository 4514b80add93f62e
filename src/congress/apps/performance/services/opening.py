"""What a person says about the table as a whole: its stage, the notices it rests on, the day of the reply."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from congress.apps.performance.domain.lifecycle import require_editable
from congress.apps.performance.domain.opening import Notice, kept_notices
from congress.apps.performance.domain.table import Stage
from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import last_day_of
from congress.apps.performance.services.reviewing import DISCLOSE_TODO
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.subjects import Subject
from congress.platform.portal.api import give_todo, withdraw_todo
from congress.standards.errors import RuleViolation


@command("performance.set_stage", permission=PerformancePermission.PREPARE, target=TargetTable)
def set_stage(
    *, actor: Person, at: datetime, target: UUID, version: int, stage: Stage, act: Act[TargetTable] = DOOR
) -> None:
    """Say at which stage the table stands (选定阶段): declared, replied to, adjusted, self-evaluated."""
    table = act.target
    require_editable(state=table.stands_at)
    if stage is Stage.PUBLISHED:
        raise RuleViolation(
            "performance.stage_by_publishing",
            "“公开”不用选，本表公开后自动记为公开。请选择其他阶段。",
            field="stage",
        )
    table.take_part(account=actor.account, at=at)
    table.change(stage=stage.value)
    act.body = table.body_id
    act.note(stage=stage.value)


@command("performance.set_opening", permission=PerformancePermission.PREPARE, target=TargetTable)
def set_opening(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    version: int,
    notices: tuple[Notice, ...],
    replied_on: date | None,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Give the notices the opening paragraph is built from, and the day of the reply (填写公开说明).

    From the day of the reply follows the last lawful day of publication, which goes to the list of things to do.
    """
    table = act.target
    require_editable(state=table.stands_at)
    if replied_on is not None and replied_on > clock.local_day(at):
        raise RuleViolation(
            "performance.reply_in_future",
            "批复日期不能晚于今天，请核对批复文件上的日期。",
            field="replied_on",
        )
    kept = kept_notices(notices=notices, year=table.year)
    due = last_day_of(table, replied_on) if replied_on else None
    table.take_part(account=actor.account, at=at)
    table.change(
        notices=kept,
        replied_on=replied_on,
        publish_by=due.last_day if due else None,
        publish_by_basis="".join(due.explanation) if due else "",
    )
    act.body = table.body_id
    act.note(notices=len(kept), rule=due.rule.id if due else "")
    _remind(act)


def _remind(act: Act[TargetTable]) -> None:
    """The last day stands on the list of whoever prepares, until the table is public."""
    table = act.target
    if table.publish_by is None or table.is_public:
        withdraw_todo(act, subject=Subject.of(table), kind=DISCLOSE_TODO)
        return
    give_todo(
        act,
        kind=DISCLOSE_TODO,
        subject=Subject.of(table),
        title=f"在期限前公开：{table.title}"[:200],
        url=f"/performance/tables/{table.pk}/",
        permission=PerformancePermission.PREPARE,
        body=table.body_id,
        due_date=table.publish_by,
    )
