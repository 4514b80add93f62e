"""Deciding about a finding without mending it: accepted for now, or not taken up; each with its reason, and undone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.decisions import DecisionKind, require_reason
from congress.apps.performance.domain.lifecycle import require_editable
from congress.apps.performance.models import Decision, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import keyed_findings, standing_decisions
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.standards.errors import RuleViolation


@command("performance.decide_finding", permission=PerformancePermission.PREPARE, target=TargetTable)
def decide_finding(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    key: str,
    kind: DecisionKind,
    reason: str,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Accept a finding for now, or do not take it up (处理检查结果), saying why.

    `key` is that of the finding as the person saw it: one whose cells changed since is another finding.
    """
    table = act.target
    require_editable(state=table.stands_at)
    word = require_reason(kind=kind, reason=reason)
    found = keyed_findings(table).get(key)
    if found is None:
        raise RuleViolation(
            "performance.finding_gone",
            "这条检查结果已经变化，可能有人刚改过相关的格子。请看清最新的结果后再处理。",
        )
    if key in standing_decisions(table):
        raise RuleViolation(
            "performance.decided_already", "这条检查结果已经有人处理过。要改处理意见，请先撤销原来的。"
        )
    Decision(
        table=table,
        key=key,
        rule=found.id,
        case=found.case,
        addresses=list(found.addresses),
        message=found.message,
        kind=kind.value,
        reason=word,
        by=actor.account,
        at=at,
    ).save(force_insert=True)
    table.take_part(account=actor.account, at=at)
    table.change()
    act.body = table.body_id
    act.note(check=found.id, case=found.case, decision=kind.value)


@command("performance.undo_decision", permission=PerformancePermission.PREPARE, target=TargetTable)
def undo_decision(
    *, actor: Person, at: datetime, target: UUID, decision: int, act: Act[TargetTable] = DOOR
) -> None:
    """Take a decision about a finding back (撤销处理意见): the finding is open again."""
    table = act.target
    require_editable(state=table.stands_at)
    row = table.decisions.filter(pk=decision, undoes__isnull=True, undone_by__isnull=True).first()
    if row is None:
        raise RuleViolation(
            "performance.no_such_decision", "没有找到这条处理意见，可能已有人撤销，请刷新页面查看。"
        )
    Decision(
        table=table,
        key=row.key,
        rule=row.rule,
        case=row.case,
        addresses=row.addresses,
        message=row.message,
        kind=DecisionKind.UNDONE.value,
        by=actor.account,
        at=at,
        undoes=row,
    ).save(force_insert=True)
    table.take_part(account=actor.account, at=at)
    table.change()
    act.body = table.body_id
    act.note(check=row.rule, case=row.case, undone=row.pk)
