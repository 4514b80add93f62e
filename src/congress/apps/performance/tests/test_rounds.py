"""Arranging a round: opened, divided, sent, closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from congress.apps.performance.domain.rounds import RoundKind, RoundState, UnitState
from congress.apps.performance.models import RoundUnit, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.services import (
    assign_rows,
    change_contact,
    close_round,
    invite_units,
    open_round,
    remove_unit,
    send_round,
)
from congress.apps.performance.tests.rounds_world import DUE, RoundWorld, end_body, round_world
from congress.platform.core.actors import Person
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.portal.models import Notice, Todo
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace


@pytest.fixture
def host(place: SmallPlace) -> Person:
    """The clerk who arranges rounds."""
    return place.person("host", P.READ, P.PREPARE, P.COLLECT)


@pytest.fixture
def world(place: SmallPlace, table: TargetTable, host: Person, clock_at: datetime) -> RoundWorld:
    """A round just opened."""
    return round_world(place=place, table=table, host=host, at=clock_at)


def test_a_round_asks_for_every_indicator_by_its_number(world: RoundWorld) -> None:
    assert [(row.number, row.name, row.target) for row in world.rows()] == [
        ("1.1.1", "召开会议次数", "1次"),
        ("2.1.1", "代表满意度", "≥95%"),
    ]
    assert world.row.stands_at is RoundState.PREPARING


def test_sending_gives_every_contact_a_to_do_with_the_last_day(world: RoundWorld) -> None:
    world.send()
    todo = Todo.objects.get(assignee=world.contact.account, kind="performance.fill")
    assert (todo.due_date, todo.url) == (DUE, f"/performance/filling/{world.finance.pk}/")
    assert Notice.objects.filter(account=world.own_contact.account, title__contains="请填报").exists()
    assert world.row.stands_at is RoundState.OPEN


@pytest.mark.parametrize(
    ("field", "values", "code"),
    [
        ("title", {"title": " "}, "performance.round_title"),
        ("instructions", {"instructions": "字" * 2001}, "performance.round_instructions"),
        ("due_on", {"due_on": date(2026, 3, 1)}, "performance.due_day_past"),
    ],
)
def test_a_round_needs_a_name_and_a_day_to_come(
    place: SmallPlace,
    table: TargetTable,
    host: Person,
    clock_at: datetime,
    field: str,
    values: dict,
    code: str,
) -> None:
    given = {"title": "填报", "due_on": DUE, "kind": RoundKind.ACTUALS, **values}
    with pytest.raises(RuleViolation) as refusal:
        open_round(actor=host, at=clock_at, target=table.pk, **given)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_a_table_has_one_round_of_a_kind_at_a_time(world: RoundWorld) -> None:
    given = {"actor": world.host, "at": world.at, "target": world.table.pk, "title": "填报", "due_on": DUE}
    with pytest.raises(RuleViolation, match="没有结束"):
        open_round(kind=RoundKind.ACTUALS, **given)
    open_round(kind=RoundKind.TARGETS, **given)


def test_a_table_without_indicators_is_not_asked_about(
    table: TargetTable, host: Person, clock_at: datetime, arranged: None
) -> None:
    table.cells.filter(address__startswith="indicators.").delete()
    with pytest.raises(RuleViolation, match="没有绩效指标"):
        open_round(actor=host, at=clock_at, target=table.pk, kind=RoundKind.ACTUALS, title="填报", due_on=DUE)


def test_who_may_not_collect_opens_no_round(
    table: TargetTable, foreigner: Person, preparer: Person, clock_at: datetime
) -> None:
    for actor in (foreigner, preparer):
        with pytest.raises(Refused):
            open_round(
                actor=actor, at=clock_at, target=table.pk, kind=RoundKind.ACTUALS, title="填报", due_on=DUE
            )


def test_only_units_with_somebody_who_may_fill_are_asked(world: RoundWorld) -> None:
    def invite(*units: object) -> None:
        invite_units(actor=world.host, at=world.at, target=world.round, units=units)  # type: ignore[arg-type]

    with pytest.raises(RuleViolation, match="至少选一个"):
        invite()
    with pytest.raises(RuleViolation, match="还没有填报联系人"):
        invite(world.place.city)
    with pytest.raises(RuleViolation, match="没有找到这个单位"):
        invite(uuid4())
    end_body(world.place.other_office)
    with pytest.raises(RuleViolation, match="已经撤销"):
        invite(world.place.other_office)
    assert not RoundUnit.objects.exists()


def test_asking_a_unit_twice_changes_nothing(world: RoundWorld) -> None:
    for _ in range(2):
        invite_units(actor=world.host, at=world.at, target=world.round, units=[world.place.other_office])
    assert world.finance.contact == world.contact.account


def test_nothing_is_sent_before_every_row_has_a_unit_and_every_unit_a_row(world: RoundWorld) -> None:
    units = [world.place.office, world.place.other_office]
    invite_units(actor=world.host, at=world.at, target=world.round, units=units)

    def send() -> None:
        send_round(actor=world.host, at=world.at, target=world.round, version=world.row.version)

    with pytest.raises(RuleViolation, match="还有 2 个指标没有填报单位"):
        send()
    _assign(world, {row.pk: world.own.pk for row in world.rows()})
    with pytest.raises(RuleViolation, match="没有分到指标"):
        send()
    remove_unit(actor=world.host, at=world.at, target=world.round, unit=world.finance.pk)
    end_body(world.place.office)
    with pytest.raises(RuleViolation, match="已经撤销"):
        send()


def test_a_unit_that_is_removed_leaves_its_rows_free(world: RoundWorld) -> None:
    invite_units(actor=world.host, at=world.at, target=world.round, units=[world.place.other_office])
    _assign(world, {world.rows()[0].pk: world.finance.pk})
    remove_unit(actor=world.host, at=world.at, target=world.round, unit=world.finance.pk)
    assert [row.unit_id for row in world.rows()] == [None, None]


def test_after_sending_units_stay_and_every_row_keeps_one(world: RoundWorld) -> None:
    world.send()
    with pytest.raises(RuleViolation, match="不能这样改"):
        remove_unit(actor=world.host, at=world.at, target=world.round, unit=world.finance.pk)
    with pytest.raises(RuleViolation, match="必须有填报单位"):
        _assign(world, {world.rows()[0].pk: None})
    with pytest.raises(RuleViolation, match="不在这一轮"):
        _assign(world, {world.rows()[0].pk: uuid4()})
    with pytest.raises(RuleViolation, match="不能这样改"):
        send_round(actor=world.host, at=world.at, target=world.round, version=world.row.version)
    _assign(world, {row.pk: world.own.pk for row in world.rows()})
    _assign(world, {row.pk: world.own.pk for row in world.rows()})


def test_rows_that_come_or_go_while_units_fill_move_the_to_dos(world: RoundWorld) -> None:
    world.send()

    def asked() -> set[object]:
        return set(
            Todo.objects.filter(state="open", kind="performance.fill").values_list("about_id", flat=True)
        )

    first = world.rows()[0].pk
    _assign(world, {first: world.own.pk})
    assert asked() == {world.own.pk}
    _assign(world, {first: world.finance.pk})
    assert asked() == {world.own.pk, world.finance.pk}


def test_rows_of_a_unit_that_has_reported_stay(world: RoundWorld) -> None:
    world.send()
    world.report()
    with pytest.raises(RuleViolation, match="已经报送，不能改分工"):
        _assign(world, {world.rows()[0].pk: world.own.pk})


def test_a_round_somebody_else_changed_is_not_overwritten(world: RoundWorld) -> None:
    with pytest.raises(Conflict):
        assign_rows(actor=world.host, at=world.at, target=world.round, version=99, units={})


def test_another_contact_takes_the_to_do_over(world: RoundWorld) -> None:
    second = world.place.person("second", P.FILL, body=world.place.other_office)
    stranger = world.place.person("stranger", P.FILL)
    invite_units(actor=world.host, at=world.at, target=world.round, units=[world.place.other_office])
    part = world.finance

    def change(contact: Person) -> None:
        change_contact(
            actor=world.host, at=world.at, target=world.round, unit=part.pk, contact=contact.account
        )

    change(second)
    assert not Todo.objects.exists()
    change(world.contact)
    invite_units(actor=world.host, at=world.at, target=world.round, units=[world.place.office])
    world.divide()
    send_round(actor=world.host, at=world.at, target=world.round, version=world.row.version)
    change(second)
    assert Todo.objects.get(state="open", about_id=part.pk).assignee_id == second.account
    with pytest.raises(RuleViolation, match="没有该单位的填报权限"):
        change(stranger)
    with pytest.raises(RuleViolation, match="不在这一轮"):
        change_contact(
            actor=world.host, at=world.at, target=world.round, unit=uuid4(), contact=second.account
        )


def test_a_closed_round_is_over(world: RoundWorld) -> None:
    world.send()
    world.report()
    version = world.row.version
    with pytest.raises(RuleViolation, match="已报送而没有处理"):
        close_round(actor=world.host, at=world.at, target=world.round, version=version)
    RoundUnit.objects.filter(pk=world.finance.pk)
    from congress.apps.performance.services import return_report

    return_report(
        actor=world.host,
        at=world.at,
        target=world.round,
        unit=world.finance.pk,
        version=version,
        reason="请补材料",
    )
    close_round(actor=world.host, at=world.at, target=world.round, version=world.row.version)
    assert world.row.stands_at is RoundState.CLOSED
    assert not Todo.objects.filter(state="open", kind="performance.fill").exists()
    for act in (
        lambda: close_round(actor=world.host, at=world.at, target=world.round, version=world.row.version),
        lambda: _assign(world, {}),
        lambda: invite_units(actor=world.host, at=world.at, target=world.round, units=[world.place.city]),
        world.fill,
    ):
        with pytest.raises(RuleViolation, match="已经结束"):
            act()


def test_a_round_may_be_given_up_before_it_was_sent(world: RoundWorld) -> None:
    close_round(actor=world.host, at=world.at, target=world.round, version=1)
    assert world.row.stands_at is RoundState.CLOSED


def test_filling_before_the_round_was_sent_is_refused(world: RoundWorld) -> None:
    invite_units(actor=world.host, at=world.at, target=world.round, units=[world.place.other_office])
    _assign(world, {world.rows()[0].pk: world.finance.pk})
    with pytest.raises(RuleViolation, match="还没有发出"):
        world.fill()


def _assign(world: RoundWorld, units: dict) -> None:
    assign_rows(actor=world.host, at=world.at, target=world.round, version=world.row.version, units=units)


def test_the_parts_begin_as_not_reported(world: RoundWorld) -> None:
    world.send()
    assert {part.stands_at for part in world.row.units.all()} == {UnitState.WAITING}
