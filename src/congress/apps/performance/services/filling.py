"""A unit's own part: filling its rows, reporting them, taking the report back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from congress.apps.performance.domain.rounds import (
    Answer,
    FilledRow,
    RowsRefused,
    UnitState,
    gaps_of,
    require_answer,
    require_fillable,
    require_reportable,
    require_round_open,
)
from congress.apps.performance.models import RoundRow, RoundUnit
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.services.duties import Duty
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.drafts import drop_draft
from congress.standards.errors import RuleViolation

LONGEST_REPORT_NOTE = 500


@command("performance.fill_rows", permission=PerformancePermission.FILL, target=RoundUnit)
def fill_rows(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    version: int,
    answers: Mapping[UUID, Answer],
    act: Act[RoundUnit] = DOOR,
) -> int:
    """Store answers to some of the unit's own rows (填写), all of them or none. Returns how many rows changed.

    Raises `RowsRefused` with a sentence for each wrong row, also for rows of other units.
    """
    _require_open(act)
    changed = _store(act, actor, at, answers)
    act.target.change()
    drop_draft(act, key=act.target.draft_key)
    act.note(rows=changed)
    return changed


@command("performance.report_unit", permission=PerformancePermission.FILL, target=RoundUnit)
def report_unit(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    version: int,
    answers: Mapping[UUID, Answer],
    note: str = "",
    act: Act[RoundUnit] = DOOR,
) -> None:
    """Store the answers on the page and hand the unit's part in (报送). After the last day it counts as late (逾期).

    Raises `RowsRefused`, and `RuleViolation` while something is missing.
    """
    part = act.target
    _require_open(act)
    if len(note) > LONGEST_REPORT_NOTE:
        raise RuleViolation(
            "performance.report_note_too_long",
            f"报送说明太长，请控制在 {LONGEST_REPORT_NOTE} 个字以内。",
            field="note",
        )
    _store(act, actor, at, answers)
    counted = Count("evidence", filter=Q(evidence__removed_at__isnull=True))
    rows = part.rows.annotate(evidence_count=counted)
    require_reportable(gaps=gaps_of(kind=part.round.asks_for, rows=_filled(rows)), note=note)
    part.change(
        state=UnitState.REPORTED,
        reported_at=at,
        reported_by=actor.account,
        report_note=note.strip(),
        is_late=clock.local_day(at) > part.due_on,
    )
    drop_draft(act, key=part.draft_key)
    act.note(late=part.is_late)
    duty = Duty(act, part)
    duty.done()
    duty.hand_to_office()


@command("performance.recall_report", permission=PerformancePermission.FILL, target=RoundUnit)
def recall_report(
    *, actor: Person, at: datetime, target: UUID, version: int, act: Act[RoundUnit] = DOOR
) -> None:
    """Take a report back that nobody has dealt with yet, to mend something (撤回报送)."""
    part = act.target
    act.body = part.unit_id
    require_round_open(state=part.round.stands_at)
    if part.stands_at is not UnitState.REPORTED:
        raise RuleViolation(
            "performance.nothing_to_recall",
            f"本单位目前是“{part.stands_at.label}”，没有可以撤回的报送。请刷新页面查看。",
        )
    part.change(state=UnitState.WAITING)
    duty = Duty(act, part)
    duty.take_from_office(looked_at=False)
    duty.ask()


def _require_open(act: Act[RoundUnit]) -> None:
    act.body = act.target.unit_id
    require_round_open(state=act.target.round.stands_at)
    Duty(act, act.target).require_unit_in_use()
    require_fillable(state=act.target.stands_at)


def _store(act: Act[RoundUnit], actor: Person, at: datetime, answers: Mapping[UUID, Answer]) -> int:
    rows = {row.pk: row for row in act.target.rows.all()}
    wrong = {pk: "这一行不是本单位的指标，不能填写。请刷新页面后再试。" for pk in answers if pk not in rows}
    cleaned = {pk: Answer(each.value.strip(), each.note.strip()) for pk, each in answers.items()}
    kind = act.target.round.asks_for
    for pk, answer in cleaned.items():
        if pk in rows:
            try:
                require_answer(kind=kind, target=rows[pk].target, answer=answer)
            except RuleViolation as refusal:
                wrong[pk] = refusal.message
    if wrong:
        raise RowsRefused.of(wrong)
    changed = []
    for pk, answer in cleaned.items():
        row = rows[pk]
        if (row.value, row.note) != (answer.value, answer.note):
            row.value, row.note, row.filled_at, row.filled_by = answer.value, answer.note, at, actor.account
            changed.append(row)
    if changed:
        RoundRow.objects.bulk_update(changed, ["value", "note", "filled_at", "filled_by"])
    return len(changed)


def _filled(rows: Iterable[RoundRow]) -> list[FilledRow]:
    return [
        FilledRow(
            id=row.pk,
            number=row.number,
            name=row.name,
            group=row.group,
            target=row.target,
            value=row.value,
            note=row.note,
            evidence=row.evidence_count,  # type: ignore[attr-defined]
        )
        for row in rows
    ]
