"""A round of collecting, as the office arranges it: opened for a table, divided among units, sent, closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.domain.rounds import (
    FILLABLE,
    AskedRow,
    RoundKind,
    RoundState,
    UnitState,
    asked_rows,
    require_round_open,
    require_round_preparing,
)
from congress.apps.performance.models import Round, RoundRow, RoundUnit, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import assembled
from congress.apps.performance.services.duties import Duty, NotInRound
from congress.platform.access.api import accounts_holding
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.subjects import Subject
from congress.platform.organisation.api import body_infos
from congress.platform.search.api import put
from congress.standards.errors import RuleViolation

LONGEST_TITLE = 200
LONGEST_INSTRUCTIONS = 2000


@command("performance.open_round", permission=PerformancePermission.COLLECT, target=TargetTable)
def open_round(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    kind: RoundKind,
    title: str,
    due_on: date,
    instructions: str = "",
    act: Act[TargetTable] = DOOR,
) -> UUID:
    """Open a round for a table (新建填报轮次): every indicator becomes a row, units come next. Returns its id."""
    table = act.target
    _require_words(title, instructions)
    _require_future(due_on, at)
    asked = asked_rows(table=assembled(table))
    if not asked:
        raise RuleViolation(
            "performance.nothing_to_ask", "这张表里没有绩效指标，不能组织填报。请先把指标填进表里。"
        )
    if table.rounds.exclude(state=RoundState.CLOSED).filter(kind=kind).exists():
        raise RuleViolation(
            "performance.round_under_way",
            f"这张表已有一轮“{kind.label}”没有结束。请在那一轮里办理，或者先结束它。",
        )
    row = Round(
        body=table.body,
        table=table,
        kind=kind,
        title=title.strip(),
        instructions=instructions.strip(),
        due_on=due_on,
        opened_by=actor.account,
        opened_at=at,
    )
    row.save(force_insert=True)
    _ask(row, asked)
    act.about(row)
    act.body = table.body_id
    act.note(rows=len(asked), kind=kind)
    _make_findable(act, row)
    return row.pk


@command("performance.invite_units", permission=PerformancePermission.COLLECT, target=Round)
def invite_units(
    *, actor: Person, at: datetime, target: UUID, units: Collection[UUID], act: Act[Round] = DOOR
) -> None:
    """Ask units to take part (增加填报单位), each by whoever may fill for it. A round already sent may still grow."""
    row = act.target
    act.body = row.body_id
    if row.stands_at is RoundState.CLOSED:
        require_round_open(state=row.stands_at)
    if not units:
        raise RuleViolation("performance.no_unit_chosen", "请至少选一个填报单位。", field="units")
    there = set(row.units.values_list("unit_id", flat=True))
    for unit in units:
        if unit not in there:
            contacts = _contacts_of(unit)
            part = RoundUnit(round=row, unit_id=unit, contact=min(contacts), due_on=row.due_on)
            Duty(act, part).require_unit_in_use()
            part.save(force_insert=True)
    row.change()
    act.note(units=len(units))


@command("performance.remove_unit", permission=PerformancePermission.COLLECT, target=Round)
def remove_unit(*, actor: Person, at: datetime, target: UUID, unit: UUID, act: Act[Round] = DOOR) -> None:
    """Take a unit out of a round that was not sent yet (移除填报单位); its rows are free again. `unit` is its part."""
    require_round_preparing(state=act.target.stands_at)
    part = Duty.of(act, unit).part
    part.rows.update(unit=None)
    part.delete()
    act.target.change()


@command("performance.change_contact", permission=PerformancePermission.COLLECT, target=Round)
def change_contact(
    *, actor: Person, at: datetime, target: UUID, unit: UUID, contact: UUID, act: Act[Round] = DOOR
) -> None:
    """Name another person of a unit as the one who fills (更换联系人); an open to-do goes over to them."""
    duty = Duty.of(act, unit)
    part = duty.part
    if contact not in _contacts_of(part.unit_id):
        raise RuleViolation(
            "performance.not_a_contact",
            "这个账号没有该单位的填报权限。请先由安全管理员授予“绩效填报联系人”角色。",
            field="contact",
        )
    part.change(contact=contact)
    if act.target.stands_at is RoundState.OPEN and part.stands_at in FILLABLE:
        duty.withdraw()
        duty.ask()
        duty.tell_what_is_asked()


@command("performance.assign_rows", permission=PerformancePermission.COLLECT, target=Round)
def assign_rows(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    version: int,
    units: Mapping[UUID, UUID | None],
    act: Act[Round] = DOOR,
) -> None:
    """Say which unit answers for which row (分配指标): the unit's part by the row's id, None for none.

    Once the round was sent, rows of a unit that has reported stay where they are.
    """
    row = act.target
    act.body = row.body_id
    if row.stands_at is RoundState.CLOSED:
        require_round_open(state=row.stands_at)
    parts = {part.pk: part for part in row.units.all()}
    if any(part is not None and part not in parts for part in units.values()):
        raise NotInRound.now()
    changed = []
    before: dict[UUID, UUID | None] = {}
    for each in row.rows.filter(pk__in=units):
        to, before[each.pk] = units[each.pk], each.unit_id
        if each.unit_id == to:
            continue
        for part in (parts.get(each.unit_id) if each.unit_id else None, parts.get(to) if to else None):
            if part is not None and part.stands_at not in FILLABLE:
                raise RuleViolation(
                    "performance.unit_has_reported",
                    f"{each.number}“{each.name}”涉及的单位已经报送，不能改分工。请先退回该单位，再调整。",
                )
        if row.stands_at is RoundState.OPEN and to is None:
            raise RuleViolation(
                "performance.row_without_unit", f"填报已经发出，{each.number}“{each.name}”必须有填报单位。"
            )
        each.unit_id = to
        changed.append(each)
    _move_rows(changed)
    row.change()
    act.note(rows=len(changed))
    if row.stands_at is RoundState.OPEN:
        _tell_of_changes(act, before, {each.pk: each.unit_id for each in changed})


@command("performance.send_round", permission=PerformancePermission.COLLECT, target=Round)
def send_round(*, actor: Person, at: datetime, target: UUID, version: int, act: Act[Round] = DOOR) -> None:
    """Send the round to its units (发出填报): each contact gets a to-do with the last day."""
    row = act.target
    act.body = row.body_id
    require_round_preparing(state=row.stands_at)
    _require_future(row.due_on, at)
    parts = list(row.units.select_related("unit", "round__body"))
    _require_divided(act, parts)
    row.change(state=RoundState.OPEN, sent_at=at)
    for part in parts:
        part.change(due_on=row.due_on)
        Duty(act, part).ask()
        Duty(act, part).tell_what_is_asked()
    act.note(units=len(parts))


@command("performance.close_round", permission=PerformancePermission.COLLECT, target=Round)
def close_round(*, actor: Person, at: datetime, target: UUID, version: int, act: Act[Round] = DOOR) -> None:
    """End a round (结束填报): nobody fills any more, and what is still on the lists goes away."""
    row = act.target
    act.body = row.body_id
    if row.stands_at is RoundState.CLOSED:
        require_round_open(state=row.stands_at)
    waiting = row.units.filter(state=UnitState.REPORTED).count()
    if waiting:
        raise RuleViolation(
            "performance.reports_wait",
            f"还有 {waiting} 个单位已报送而没有处理。请先采用或退回，再结束这一轮。",
        )
    row.change(state=RoundState.CLOSED, closed_at=at, **({} if row.sent_at else {"sent_at": at}))
    for part in row.units.filter(state__in=FILLABLE):
        Duty(act, part).withdraw()


def _ask(row: Round, asked: tuple[AskedRow, ...]) -> None:
    RoundRow.objects.bulk_create(
        RoundRow(
            round=row,
            order=order,
            number=each.number,
            address=each.address,
            group=each.group,
            project=each.project[:300],
            level1=each.level1[:120],
            level2=each.level2[:120],
            name=each.name[:300],
            target=each.target[:300],
        )
        for order, each in enumerate(asked, start=1)
    )


def _make_findable(act: Act[Any], row: Round) -> None:
    """For the office alone: units find their part on their lists."""
    put(
        act,
        subject=Subject.of(row),
        body_id=row.body_id,
        app="performance",
        kind_title="填报轮次",
        title=row.title,
        text=f"{row.table.title}\n{row.instructions}",
        url=f"/performance/rounds/{row.pk}/",
        permission=PerformancePermission.COLLECT,
        public=False,
    )


def _contacts_of(unit: UUID) -> set[UUID]:
    """Whoever may fill for a unit. Raises `RuleViolation` when it is gone or nobody may."""
    info = body_infos(ids=[unit]).get(unit)
    if info is None:
        raise RuleViolation(
            "performance.no_such_unit", "没有找到这个单位，请刷新页面后重新选择。", field="units"
        )
    contacts = accounts_holding(verb=PerformancePermission.FILL, body=unit)
    if not contacts:
        raise RuleViolation(
            "performance.unit_without_contact",
            f"{info.name}还没有填报联系人。请安全管理员给对方账号授予“绩效填报联系人”角色，范围选这个单位。",
            field="units",
        )
    return contacts


def _require_divided(act: Act[Round], parts: list[RoundUnit]) -> None:
    row = act.target
    free = list(row.rows.filter(unit__isnull=True)[:1])
    if free:
        count = row.rows.filter(unit__isnull=True).count()
        raise RuleViolation(
            "performance.rows_without_unit",
            f"还有 {count} 个指标没有填报单位，例如 {free[0].number}“{free[0].name}”。请分配好再发出。",
        )
    busy = set(row.rows.values_list("unit_id", flat=True))
    for part in parts:
        if part.pk not in busy:
            raise RuleViolation(
                "performance.unit_without_rows",
                f"{part.unit.name}没有分到指标。请给它分配指标，或者移除这个单位。",
            )
        Duty(act, part).require_unit_in_use()


def _tell_of_changes(
    act: Act[Round], before: Mapping[UUID, UUID | None], after: Mapping[UUID, UUID | None]
) -> None:
    """Rows came or went while units fill: who has rows now has a to-do, who has none any more has none."""
    gained = set(after.values())
    lost = {before[row] for row in after}
    parts = act.target.units.select_related("unit", "round__body").filter(
        pk__in=[each for each in gained | lost if each is not None]
    )
    for part in parts:
        duty = Duty(act, part)
        if not part.rows.exists():
            duty.withdraw()
        elif part.pk in gained:
            duty.ask(again=part.return_reason != "")
            duty.tell_what_is_asked()


def _move_rows(rows: list[RoundRow]) -> None:
    """One write for each unit, however many rows it gets."""
    by_unit: dict[UUID | None, list[UUID]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row.pk)
    for unit, ids in by_unit.items():
        RoundRow.objects.filter(pk__in=ids).update(unit=unit)


def _require_words(title: str, instructions: str) -> None:
    if not title.strip() or len(title.strip()) > LONGEST_TITLE:
        raise RuleViolation(
            "performance.round_title", f"请填写填报名称，不超过 {LONGEST_TITLE} 个字。", field="title"
        )
    if len(instructions) > LONGEST_INSTRUCTIONS:
        raise RuleViolation(
            "performance.round_instructions",
            f"填报要求太长，请控制在 {LONGEST_INSTRUCTIONS:,} 个字以内。",
            field="instructions",
        )


def _require_future(due_on: date, at: datetime) -> None:
    if due_on < clock.local_day(at):
        raise RuleViolation(
            "performance.due_day_past", "截止日期已经过去，请填写今天或以后的日期。", field="due_on"
        )
