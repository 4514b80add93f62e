"""What the database refuses of rounds, evidence and the library; how rounds are shown to other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from congress.apps.performance.models import (
    Evidence,
    LibraryIndicator,
    Round,
    RoundRow,
    RoundUnit,
    TargetTable,
)
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.rounds import resolve_duties, resolve_rounds
from congress.apps.performance.services import add_library_indicator, attach_evidence
from congress.apps.performance.services.library import IndicatorWords
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.rounds_world import RoundWorld, round_world
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.documents.api import take_in

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.place import SmallPlace


@pytest.fixture
def host(place: SmallPlace) -> Person:
    """The clerk who arranges rounds."""
    return place.person("host", P.READ, P.PREPARE, P.COLLECT)


@pytest.fixture
def world(place: SmallPlace, table: TargetTable, host: Person, clock_at: datetime) -> RoundWorld:
    """A round that was sent, with one piece of evidence and one own indicator in the library."""
    made = round_world(place=place, table=table, host=host, at=clock_at)
    made.send()
    attach_evidence(
        actor=made.contact,
        at=clock_at,
        target=made.finance.pk,
        row=made.rows(made.finance)[0].pk,
        files=[take_in(content="纪要".encode(), name="纪要.txt", for_reading=False)],
    )
    words = IndicatorWords(level="output.quantity", name="组织视察次数")
    add_library_indicator(actor=host, at=clock_at, target=place.office, words=words)
    return made


def _copy(model: Any, **changes: Any) -> None:
    row = model.objects.first()
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


REFUSED: dict[str, Callable[[], Any]] = {
    "an open round that was never sent": lambda: Round.objects.update(sent_at=None),
    "a closed round without its day": lambda: Round.objects.update(state="closed"),
    "a unit twice in a round": lambda: _copy(RoundUnit),
    "a report without its day": lambda: RoundUnit.objects.update(state="reported"),
    "a return without its reason": lambda: RoundUnit.objects.update(state="returned"),
    "a row twice in a round": lambda: _copy(RoundRow, number="9.9.9"),
    "a number twice in a round": lambda: _copy(RoundRow, address="indicators.99"),
    "a number of evidence twice in a row": lambda: _copy(Evidence),
    "evidence removed by nobody": lambda: Evidence.objects.update(removed_at=Round.objects.get().opened_at),
    "an indicator twice in use": lambda: _copy(LibraryIndicator),
    "an indicator retired by nobody": lambda: LibraryIndicator.objects.update(
        retired_at=Round.objects.get().opened_at
    ),
    "a table out of nothing": lambda: TargetTable.objects.update(source=None, job=None),
}


@pytest.mark.parametrize("act", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(world: RoundWorld, act: Callable[[], Any]) -> None:
    with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_rounds_and_parts_are_resolved_for_whom_they_concern(world: RoundWorld, foreigner: Person) -> None:
    part = world.finance
    assert resolve_rounds(world.host, [world.round])[world.round].title == world.row.title
    assert resolve_rounds(world.contact, [world.round]) == {}
    assert resolve_duties(world.contact, [part.pk])[part.pk].status == "未报"
    assert resolve_duties(world.own_contact, [part.pk]) == {}
    assert resolve_duties(foreigner, [part.pk]) == {}


def test_everything_has_a_name(world: RoundWorld) -> None:
    assert str(world.finance) == "2026年绩效指标填报 · 云川市财政局"
    assert str(world.rows()[0]) == "1.1.1 召开会议次数"
    assert str(Evidence.objects.get()) == "纪要.txt"
    assert str(LibraryIndicator.objects.get()) == "组织视察次数"


def test_lists_are_narrowed_by_state(world: RoundWorld) -> None:
    office, unit = browser_of(world.host), browser_of(world.contact)
    assert world.row.title in text_of(office.get("/performance/rounds/?state=open"))
    assert world.row.title not in text_of(office.get("/performance/rounds/?state=closed"))
    assert world.row.title in text_of(unit.get("/performance/filling/?state=waiting"))
    exported = unit.get("/performance/filling/?export=csv")
    assert exported.getvalue().decode().count("未报") == 1
