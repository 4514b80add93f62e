"""The outbox: told with the act or not at all, delivered in order for each subject, again after a fault, at most once heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.core import registry
from congress.platform.core.actors import Actor, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.guard import unguarded
from congress.platform.core.ids import new_id
from congress.platform.core.manifest import Manifest, Permission
from congress.platform.core.models import Switch
from congress.platform.core.refusals import PartOutsideCommand
from congress.platform.events.api import Event, Handler, Told, deliver_due, tell, try_stuck_again
from congress.platform.events.delivering import BLOCK, MAX_ATTEMPTS
from congress.platform.events.models import Delivery, OutboxEvent
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db

SPEAKER = System("field.speaker")


@dataclass(frozen=True, slots=True)
class CornSown(Event):
    """Corn was sown."""

    name: ClassVar[str] = "field.corn_sown"

    rows: int
    on: date | None = None
    price: Decimal | None = None
    fields: tuple[UUID, ...] = ()
    anything: Any = None


@command("field.sow", permission="field.sow")
def sow_corn(
    *, actor: Actor, at: datetime, event: CornSown, fail: bool = False, act: Act[None] = DOOR
) -> UUID:
    """Sow corn and tell it."""
    told = tell(act, event)
    if fail:
        raise RuleViolation("field.rain", "下雨了，改天再种。")
    return told


@command("field.write_down", permission="field.write_down")
def write_down(*, actor: Actor, at: datetime, rows: int, act: Act[None] = DOOR) -> None:
    """What a handler does."""
    act.note(rows=rows)


class Listener:
    """A handler that remembers what it heard and may be told to break."""

    def __init__(self, name: str = "field.listener") -> None:
        self.heard: list[Told] = []
        self.broken = False
        self.handler = Handler(name, CornSown, self.run)

    def run(self, told: Told, actor: System, at: datetime) -> None:
        """Hear an event."""
        if self.broken:
            raise OSError("away")
        write_down(actor=actor, at=at, rows=told.payload["rows"])
        self.heard.append(told)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A listener in a planted, switchable module."""
    one = Listener()
    registry.register(
        Manifest(
            name="field",
            title="田",
            switchable=True,
            permissions=(
                Permission("field.sow", "种", systems=("field.speaker",)),
                Permission("field.write_down", "记", systems=("field.listener",)),
            ),
            handlers=(one.handler,),
        )
    )
    yield one
    registry.unregister("field")


def rows_heard(listener: Listener) -> list[int]:
    """Which events were heard, in order."""
    return [told.payload["rows"] for told in listener.heard]


def sow(at: datetime, rows: int, subject: UUID | None = None) -> UUID:
    """Tell one event."""
    return sow_corn(actor=SPEAKER, at=at, event=CornSown(subject or new_id(), rows=rows))


def waiting() -> int:
    """How many deliveries wait."""
    return Delivery.objects.filter(state="waiting").count()


def test_a_fact_is_told_with_its_act_and_heard_once(listener: Listener, at: datetime) -> None:
    event = sow(at, 7)
    assert waiting() == 1
    assert deliver_due(at=at) == 1
    (told,) = listener.heard
    assert (told.id, told.name, told.payload_version, told.at) == (event, "field.corn_sown", 1, at)
    assert deliver_due(at=at) == 0
    assert Delivery.objects.get().heard_at == at
    assert str(OutboxEvent.objects.get()) == "field.corn_sown"


def test_the_handlers_act_stands_under_the_events_trace_and_names_its_cause(
    listener: Listener, at: datetime
) -> None:
    event = sow(at, 7)
    deliver_due(at=at)
    row = AuditRow.objects.get(command="field.write_down")
    assert row.cause == f"{event}:field.listener"
    assert row.trace == AuditRow.objects.get(command="field.sow").trace


def test_a_fact_of_a_refused_act_was_never_told(listener: Listener, at: datetime) -> None:
    with pytest.raises(RuleViolation):
        sow_corn(actor=SPEAKER, at=at, event=CornSown(new_id(), rows=1), fail=True)
    assert not OutboxEvent.objects.exists() and waiting() == 0


def test_a_fact_is_told_inside_a_command_only() -> None:
    with pytest.raises(PartOutsideCommand):
        tell(None, CornSown(new_id(), rows=1))  # type: ignore[arg-type]


def test_a_payload_is_plain(listener: Listener, at: datetime) -> None:
    field = new_id()
    event = CornSown(
        new_id(), rows=1, on=date(2026, 3, 2), price=Decimal("1.10"), fields=(field,), anything=at
    )
    sow_corn(actor=SPEAKER, at=at, event=event)
    assert OutboxEvent.objects.get().payload == {
        "rows": 1,
        "on": "2026-03-02",
        "price": "1.10",
        "fields": [str(field)],
        "anything": at.isoformat(),
    }
    with pytest.raises(TypeError, match="cannot carry"):
        sow_corn(actor=SPEAKER, at=at, event=CornSown(new_id(), rows=1, anything=object()))


def test_facts_about_one_subject_are_heard_in_the_order_they_were_told(
    listener: Listener, at: datetime
) -> None:
    subject, other = new_id(), new_id()
    for rows in (1, 2, 3):
        sow(at, rows, subject)
    sow(at, 9, other)
    while deliver_due(at=at):
        pass
    heard = rows_heard(listener)
    assert [each for each in heard if each != 9] == [1, 2, 3]
    assert 9 in heard


def test_a_broken_handler_holds_back_its_subject_and_no_other(listener: Listener, at: datetime) -> None:
    subject = new_id()
    sow(at, 1, subject)
    sow(at, 2, subject)
    listener.broken = True
    assert deliver_due(at=at) == 1
    listener.broken = False
    sow(at, 5)
    assert deliver_due(at=at) == 1
    assert rows_heard(listener) == [5]
    assert deliver_due(at=at + timedelta(seconds=1)) == 0
    assert deliver_due(at=at + timedelta(seconds=2)) == 1
    assert deliver_due(at=at + timedelta(seconds=2)) == 1
    assert rows_heard(listener) == [5, 1, 2]


def test_the_pauses_grow_and_after_many_tries_it_is_stuck(listener: Listener, at: datetime) -> None:
    sow(at, 1)
    listener.broken = True
    now, pauses = at, []
    for _ in range(MAX_ATTEMPTS):
        assert deliver_due(at=now) == 1
        row = Delivery.objects.get()
        pauses.append(int((row.next_at - now).total_seconds()))
        now = row.next_at
    assert pauses[:4] == [2, 4, 8, 16] and max(pauses) <= 3600
    assert (row.state, row.error) == ("stuck", "OSError")
    assert deliver_due(at=now + timedelta(days=1)) == 0


def test_a_delivery_that_was_acted_on_and_not_marked_is_heard_and_acts_no_more(
    listener: Listener, at: datetime
) -> None:
    sow(at, 1)
    deliver_due(at=at)
    with unguarded("delivery"):
        Delivery.objects.update(state="waiting", heard_at=None)  # the worker died before it could mark it
    assert deliver_due(at=at) == 1
    assert Delivery.objects.get().state == "heard"
    assert AuditRow.objects.filter(command="field.write_down").count() == 1
    assert rows_heard(listener) == [1]


def test_a_handler_of_a_switched_off_app_waits(listener: Listener, at: datetime) -> None:
    with unguarded("fixtures"):
        Switch(app="field", is_on=False).save()
    sow(at, 1)
    assert deliver_due(at=at) == 0
    with unguarded("fixtures"):
        Switch.objects.update(is_on=True)
    assert deliver_due(at=at) == 1
    assert rows_heard(listener) == [1]


def test_a_delivery_to_a_handler_that_is_gone_waits(listener: Listener, at: datetime) -> None:
    sow(at, 1)
    with unguarded("delivery"):
        Delivery.objects.update(handler="field.gone")
    assert deliver_due(at=at) == 0
    assert waiting() == 1


def test_one_call_hands_over_one_block(listener: Listener, at: datetime) -> None:
    for rows in range(BLOCK + 5):
        sow(at, rows)
    assert deliver_due(at=at) == BLOCK
    assert deliver_due(at=at) == 5


def test_two_handlers_each_have_a_copy(listener: Listener, at: datetime) -> None:
    second = Listener("garden.listener")
    registry.register(Manifest("garden", "园", handlers=(second.handler,)))
    try:
        sow(at, 1)
        assert waiting() == 2
    finally:
        registry.unregister("garden")


def test_the_same_copy_is_stored_once(listener: Listener, at: datetime) -> None:
    from django.db import IntegrityError, transaction

    event = sow(at, 1)
    copy = Delivery(event_id=event, handler="field.listener", subject_id=new_id(), next_at=at)
    with unguarded("delivery"), pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_what_was_stuck_is_tried_again_only_inside_an_act() -> None:
    with pytest.raises(PartOutsideCommand):
        try_stuck_again(None)  # type: ignore[arg-type]
