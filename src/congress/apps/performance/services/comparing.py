"""Deciding about rows that stand side by side: the same thing, not the same thing, or nothing said any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from congress.apps.performance.models import RowMatch, TargetTable
from congress.apps.performance.models.comparing import APART, SAME, WITHDRAWN
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors.comparing import name_of_row, part_of_row, seen_tables
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.standards.errors import RuleViolation


@command("performance.judge_rows", permission=PerformancePermission.PREPARE, target=TargetTable)
def judge_rows(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    row: str,
    other: UUID,
    other_row: str,
    is_same: bool,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Say that a row and a row of another table are the same thing (确认是同一项), or that they are not (不是同一项).

    A row is one row there: what was said of either before is taken back when they are the same now.
    """
    table = act.target
    part = part_of_row(row)
    if not part or part != part_of_row(other_row) or (table.pk, row) == (other, other_row):
        raise RuleViolation(
            "performance.rows_of_two_kinds", "只能把任务和任务、项目和项目、指标和指标对应起来。"
        )
    seen = seen_tables(actor=actor, ids={table.pk, other})
    name, other_name = name_of_row(seen[table.pk].typed, row), name_of_row(seen[other].typed, other_row)
    if is_same:
        RowMatch.objects.filter(
            Q(row=row) | Q(other_row=other_row), table=table, other=other, verdict=SAME
        ).update(verdict=WITHDRAWN, by=actor.account, at=at)
    verdict = SAME if is_same else APART
    RowMatch.objects.update_or_create(
        table=table,
        row=row,
        other_id=other,
        other_row=other_row,
        defaults={"name": name, "other_name": other_name, "verdict": verdict, "by": actor.account, "at": at},
    )
    act.body = table.body_id
    act.note(row=row, other=str(other), other_row=other_row, verdict=verdict)


@command("performance.withdraw_judgement", permission=PerformancePermission.PREPARE, target=TargetTable)
def withdraw_judgement(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    row: str,
    other: UUID,
    other_row: str,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Take back what was said about two rows (撤销对应关系): the computed match counts again."""
    table = act.target
    found = RowMatch.objects.filter(table=table, row=row, other=other, other_row=other_row)
    if not found.exclude(verdict=WITHDRAWN).update(verdict=WITHDRAWN, by=actor.account, at=at):
        raise RuleViolation(
            "performance.nothing_judged", "这两项没有人工确认过的对应关系，不用撤销。请刷新页面查看。"
        )
    act.body = table.body_id
    act.note(row=row, other=str(other), other_row=other_row, verdict=WITHDRAWN)
