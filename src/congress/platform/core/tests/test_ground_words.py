"""The small words of the ground: actors, subjects, surroundings, money in the database, the movable clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from congress.platform.core import clock
from congress.platform.core.actors import Bearer, Peer, Person, Public, System, actor_from_key
from congress.platform.core.context import current_trace, surrounded, surroundings
from congress.platform.core.fields import MoneyField
from congress.platform.core.ids import new_id
from congress.platform.core.models import Batch, HeldAct, SavedView
from congress.platform.core.subjects import Subject


@pytest.mark.parametrize(
    "actor", [Person(new_id()), System("core.x"), Public("web"), Peer("市:平台"), Bearer(new_id())]
)
def test_an_actor_is_found_again_by_its_key(actor: Any) -> None:
    assert actor_from_key(actor.key) == actor


@pytest.mark.parametrize("key", ["", "person", "person:x", "system:", "god:1"])
def test_what_is_no_actor_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        actor_from_key(key)


def test_a_subject_keeps_the_title_of_the_time() -> None:
    batch = Batch(title="导入")
    subject = Subject.of(batch)
    batch.title = "改名"
    assert (subject.kind, subject.id, subject.title) == ("core.batch", batch.pk, "导入")
    assert str(HeldAct(command="a.b")) == "a.b"
    assert str(SavedView(name="我的")) == "我的"


def test_surroundings_are_inherited_and_given_back() -> None:
    outer = new_id()
    with surrounded(address="10.0.0.1", trace=outer):
        with surrounded(cause="c"):
            assert (surroundings().address, current_trace(), surroundings().cause) == ("10.0.0.1", outer, "c")
        assert surroundings().cause == ""
    assert surroundings().trace is None
    assert current_trace() != current_trace()


def test_money_is_yuan_outside_and_whole_fen_inside() -> None:
    field: Any = MoneyField()
    assert field.get_prep_value(Decimal("12.30")) == 1230
    assert field.get_prep_value(7) == 700
    assert field.get_prep_value(None) is None
    assert field.from_db_value(1230, None, None) == Decimal("12.30")
    assert field.from_db_value(None, None, None) is None


@pytest.mark.parametrize("value", [Decimal("0.001"), 1.5, "12"])
def test_what_is_no_money_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        MoneyField().get_prep_value(value)


def test_the_clock_can_be_moved_for_every_process_and_put_back() -> None:
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    clock.move_to(moment)
    assert timedelta() <= clock.now() - moment < timedelta(seconds=5)
    assert clock.today() == date(2030, 1, 1)
    clock.reset()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_legal_day_is_that_of_the_place() -> None:
    assert clock.local_day(datetime(2026, 3, 1, 17, 0, tzinfo=UTC)) == date(2026, 3, 2)


def test_where_the_clock_is_fixed_nobody_moves_it(settings: Any) -> None:
    settings.CLOCK_MOVABLE = False
    with pytest.raises(RuntimeError):
        clock.move_to(datetime(2030, 1, 1, tzinfo=UTC))
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
