"""The office over its round: urging, giving more time, returning, and taking answers over into the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.domain.cells import CellState, ReadCell, state_of
from congress.apps.performance.domain.editing import Change, Edit
from congress.apps.performance.domain.lifecycle import EDITABLE, require_editable
from congress.apps.performance.domain.rounds import (
    FILLABLE,
    RoundKind,
    UnitState,
    day_in_words,
    is_missed,
    require_round_open,
)
from congress.apps.performance.domain.self_evaluation import EVALUATION_FORMS
from congress.apps.performance.models import Round, RoundRow, RoundUnit, StepKind, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import stored_cells
from congress.apps.performance.services.duties import Duty
from congress.apps.performance.services.steps import Pen, Words
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.standards.errors import RuleViolation

LONGEST_REASON = 500


@command("performance.urge_units", permission=PerformancePermission.COLLECT, target=Round)
def urge_units(
    *, actor: Person, at: datetime, target: UUID, units: Collection[UUID] = (), act: Act[Round] = DOOR
) -> int:
    """Urge some units, or without any named all that have not reported (催报): a notice, and the to-do renewed.

    Nobody is urged twice on one day. Returns how many were urged.
    """
    row = act.target
    act.body = row.body_id
    require_round_open(state=row.stands_at)
    duties = [Duty.of(act, unit) for unit in units] if units else list(_waiting(act))
    if not duties:
        raise RuleViolation("performance.nobody_to_urge", "各单位都已经报送，不需要催报。")
    today = clock.local_day(at)
    due = [duty for duty in duties if not _urged_on(duty.part, today)]
    for duty in duties:
        if units:
            _require_waiting(duty.part)
    if not due:
        raise RuleViolation(
            "performance.urged_today",
            "今天已经催过了，请明天再催，或者直接打电话联系。",
        )
    for duty in due:
        part = duty.part
        part.change(urged_at=at, urged_times=part.urged_times + 1)
        duty.ask(again=part.stands_at is UnitState.RETURNED)
        late = (
            f"已经超过截止日期 {day_in_words(part.due_on)}"
            if today > part.due_on
            else f"截止日期是 {day_in_words(part.due_on)}"
        )
        duty.tell(
            title=f"请尽快填报：{row.title}",
            text=f"{part.unit.name}还没有报送，{late}。",
        )
    act.note(urged=len(due))
    return len(due)


@command("performance.extend_deadline", permission=PerformancePermission.COLLECT, target=Round)
def extend_deadline(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    due_on: date,
    unit: UUID | None = None,
    act: Act[Round] = DOOR,
) -> None:
    """Give one unit, or all that have not reported, a later last day (延期)."""
    row = act.target
    act.body = row.body_id
    require_round_open(state=row.stands_at)
    duties = [Duty.of(act, unit)] if unit else list(_waiting(act))
    if unit:
        _require_waiting(duties[0].part)
    latest = max((duty.part.due_on for duty in duties), default=row.due_on)
    if due_on <= latest or due_on < clock.local_day(at):
        raise RuleViolation(
            "performance.due_day_not_later",
            f"新的截止日期应当晚于 {day_in_words(latest)}，也不能早于今天。",
            field="due_on",
        )
    for duty in duties:
        duty.part.change(due_on=due_on)
        duty.ask(again=duty.part.stands_at is UnitState.RETURNED)
        duty.tell(title=f"填报延期：{row.title}", text=f"截止日期改为 {day_in_words(due_on)}。")
    if unit is None:
        row.change(due_on=due_on)
    act.note(due_on=due_on.isoformat(), units=len(duties))


@command("performance.return_report", permission=PerformancePermission.COLLECT, target=Round)
def return_report(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    unit: UUID,
    version: int,
    reason: str,
    act: Act[Round] = DOOR,
) -> None:
    """Send a unit's report back with the reason (退回填报). `version` is the round's."""
    require_round_open(state=act.target.stands_at)
    duty = Duty.of(act, unit)
    _require_reported(duty.part)
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise RuleViolation(
            "performance.return_reason",
            f"请写明退回的原因，不超过 {LONGEST_REASON} 个字，方便填报单位修改。",
            field="reason",
        )
    duty.part.change(state=UnitState.RETURNED, return_reason=reason.strip())
    duty.take_from_office(looked_at=True)
    duty.ask(again=True)
    duty.tell(title=f"填报被退回：{act.target.title}", text=f"退回原因：{reason.strip()}")


@command("performance.adopt_report", permission=PerformancePermission.COLLECT, target=Round)
def adopt_report(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    version: int,
    unit: UUID | None = None,
    act: Act[Round] = DOOR,
) -> int:
    """Take the answers of a unit over (采用), or without one named those of all that have reported.

    They go into the table's cells where its form has them, else into those of the self-evaluation begun from it, as one
    step for each unit that names its source; without either they stay in the round for the self-evaluation to come.
    Returns how many cells were written.
    """
    act.body = act.target.body_id
    require_round_open(state=act.target.stands_at)
    duties = [Duty.of(act, unit)] if unit else list(_in_state(act, {UnitState.REPORTED}))
    if not duties:
        raise RuleViolation("performance.nothing_to_adopt", "没有已报送的单位可以采用。请刷新页面查看。")
    written = sum(_adopt(act, duty) for duty in duties)
    act.note(cells=written, units=len(duties))
    return written


def _adopt(act: Act[Round], duty: Duty) -> int:
    part = duty.part
    _require_reported(part)
    table = TargetTable.objects.select_for_update().get(pk=act.target.table_id)
    cells = {each.cell.address: each.cell for each in stored_cells(table)}
    rows = list(part.rows.all())
    _require_same_rows(rows, cells)
    places = {row.pk: row.address for row in rows}
    evaluation = _evaluation_of(table, cells, act.target.asks_for, rows)
    if evaluation is not None:
        table.take_part(account=part.reported_by or part.contact, at=act.at)
        table, cells = evaluation, {each.cell.address: each.cell for each in stored_cells(evaluation)}
        places = _places_by_name(rows, cells)
    changes = [
        change
        for row in rows
        if row.pk in places
        for change in _changes(act.target.asks_for, row, places[row.pk], cells)
    ]
    if changes:
        _write(act, table, part, changes)
    table.take_part(account=part.reported_by or part.contact, at=act.at)
    part.change(state=UnitState.ADOPTED, adopted_at=act.at)
    duty.take_from_office(looked_at=True)
    duty.tell(title=f"填报已采用：{act.target.title}", text=f"{part.unit.name}报送的内容已经采用。")
    return len(changes)


def _write(act: Act[Any], table: TargetTable, part: RoundUnit, changes: list[Change]) -> None:
    require_editable(state=table.stands_at)
    names = "、".join(sorted({change.before.label for change in changes if change.before}))
    Pen(act, table=table).take(
        kind=StepKind.TEXT,
        edit=Edit(tuple(changes), changes[0].before.address if changes[0].before else ""),
        words=Words(
            name=f"{names}（{len(changes)} 格）",
            after="；".join(change.after.text for change in changes if change.after)[:2000],
            note=f"采用{part.unit.name}在“{act.target.title}”中的填报"[:200],
        ),
    )


def _evaluation_of(
    table: TargetTable, cells: dict[str, ReadCell], kind: RoundKind, rows: list[RoundRow]
) -> TargetTable | None:
    """The self-evaluation begun from a table whose own form has no place for results, while it may be written."""
    if kind is RoundKind.TARGETS or any(f"{row.address}.actual" in cells for row in rows):
        return None
    begun = table.drafts.select_for_update().filter(form__in=EVALUATION_FORMS, year=table.year)
    return begun.filter(state__in=EDITABLE).order_by("-imported_at").first()


def _places_by_name(rows: list[RoundRow], cells: dict[str, ReadCell]) -> dict[UUID, str]:
    """Where each row stands in another table, by its name; a name that stands twice leads nowhere."""
    found: dict[str, list[str]] = {}
    for address, cell in cells.items():
        row, _dot, field = address.rpartition(".")
        if field == "name" and row.rpartition(".")[0].endswith("indicators"):
            found.setdefault(" ".join(cell.text.split())[:300], []).append(row)
    return {row.pk: found[row.name][0] for row in rows if len(found.get(row.name, ())) == 1}


def _changes(kind: RoundKind, row: RoundRow, place: str, cells: dict[str, ReadCell]) -> Iterator[Change]:
    texts = {kind.cell_field: row.value}
    if kind is RoundKind.ACTUALS and is_missed(group=row.group, target=row.target, value=row.value):
        texts["reason"] = row.note
    for field, text in texts.items():
        cell = cells.get(f"{place}.{field}")
        if cell is not None and state_of(text=text) is not CellState.BLANK and cell.text != text:
            yield Change(cell, replace(cell, text=text, state=state_of(text=text)))


def _require_same_rows(rows: list[RoundRow], cells: dict[str, ReadCell]) -> None:
    for row in rows:
        name = cells.get(f"{row.address}.name")
        if name is None or " ".join(name.text.split())[:300] != row.name:
            raise RuleViolation(
                "performance.row_changed_since",
                f"{row.number}“{row.name}”在表里已经改名或移走，不能直接采用。"
                "请先在核对页把这一行改回来，或者退回单位说明情况。",
            )


def _waiting(act: Act[Round]) -> Iterator[Duty]:
    """Whoever has rows and has not reported."""
    return _in_state(act, FILLABLE)


def _in_state(act: Act[Round], states: Collection[UnitState]) -> Iterator[Duty]:
    parts = act.target.units.filter(state__in=states, rows__isnull=False).distinct()
    for part in parts.select_related("unit", "round__body").order_by("unit__path"):
        yield Duty(act, part)


def _require_waiting(part: RoundUnit) -> None:
    if part.stands_at not in FILLABLE:
        raise RuleViolation(
            "performance.unit_has_reported_already",
            f"{part.unit.name}目前是“{part.stands_at.label}”，不需要催报或延期。请刷新页面查看。",
        )


def _require_reported(part: RoundUnit) -> None:
    if part.stands_at is not UnitState.REPORTED:
        raise RuleViolation(
            "performance.not_reported",
            f"{part.unit.name}目前是“{part.stands_at.label}”，只有已报的才能采用或退回。请刷新页面查看。",
        )


def _urged_on(part: RoundUnit, day: date) -> bool:
    return part.urged_at is not None and clock.local_day(part.urged_at) == day
