"""Acts for two people: held, agreed to, declined, taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from congress.platform.access.models import Role
from congress.platform.audit.models import AuditRow
from congress.platform.core import held
from congress.platform.core.actors import Person
from congress.platform.core.ids import new_id
from congress.platform.core.models import HeldAct
from congress.platform.core.refusals import Conflict, Held, Refused
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import arranging
from congress.standards.errors import RuleViolation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


@pytest.fixture
def role(db: None) -> Role:
    """What the act is about."""
    with arranging():
        return g.arrange_role()


@pytest.fixture
def first(db: None, at: datetime) -> Person:
    """Who begins."""
    with arranging():
        return g.arrange_person("first", at)


@pytest.fixture
def second(db: None, at: datetime) -> Person:
    """Who may agree."""
    with arranging():
        return g.arrange_person("second", at)


def begin(first: Person, role: Role, at: datetime, **more: object) -> UUID:
    """Begin the act; it is held."""
    with pytest.raises(Held) as waiting:
        g.settle(actor=first, at=at, target=role.pk, title="两人同意", **more)  # type: ignore[arg-type]
    return waiting.value.held


def outcomes() -> list[str]:
    """What the trail says, oldest first."""
    return list(
        AuditRow.objects.filter(command="ground.settle").order_by("id").values_list("outcome", flat=True)
    )


def test_an_act_for_two_waits_and_runs_when_the_other_agrees(
    first: Person, second: Person, role: Role, at: datetime
) -> None:
    waiting = begin(first, role, at)
    role.refresh_from_db()
    assert role.title == "原来的名称"
    held.agree(actor=second, at=at, held=waiting)
    role.refresh_from_db()
    assert role.title == "两人同意"
    row = AuditRow.objects.get(command="ground.settle", outcome="done")
    assert (row.actor, row.detail["second"]) == (first.key, second.key)
    assert outcomes() == ["held", "done"]
    kept = HeldAct.objects.get(pk=waiting)
    assert (kept.state, kept.second) == ("done", second.key)


def test_a_machine_needs_no_second_person(role: Role, at: datetime) -> None:
    g.settle(actor=g.MACHINE, at=at, target=role.pk, title="机器")
    assert outcomes() == ["done"]


def test_what_was_typed_is_kept_exactly(first: Person, second: Person, role: Role, at: datetime) -> None:
    moment = datetime(2026, 3, 2, 1, 0, 0, 123456, tzinfo=UTC)
    an_id = new_id()
    waiting = begin(first, role, at, day=date(2026, 3, 2), moment=moment, amount=Decimal("1.10"), ids=[an_id])
    assert held.agree(actor=second, at=at, held=waiting) == repr(
        (date(2026, 3, 2), moment, Decimal("1.10"), [an_id])
    )


def test_what_cannot_be_kept_is_a_defect(first: Person, role: Role, at: datetime) -> None:
    with pytest.raises(TypeError, match="cannot be held"):
        g.settle(actor=first, at=at, target=role.pk, title="x", anything=object())
    assert not HeldAct.objects.exists()


def test_nobody_agrees_to_his_own_act(first: Person, role: Role, at: datetime) -> None:
    waiting = begin(first, role, at)
    with pytest.raises(RuleViolation) as refusal:
        held.agree(actor=first, at=at, held=waiting)
    assert refusal.value.code == "core.same_person"


def test_who_may_not_do_it_may_not_agree_or_decline(first: Person, role: Role, at: datetime) -> None:
    waiting = begin(first, role, at)
    with arranging():
        unable = g.arrange_person("unable", at, may_act=False)
    for answer in (held.agree, held.decline):
        with pytest.raises(Refused):
            answer(actor=unable, at=at, held=waiting)
    assert HeldAct.objects.get(pk=waiting).state == "waiting"


def test_an_act_about_the_place_asks_for_the_verb_alone(first: Person, second: Person, at: datetime) -> None:
    with pytest.raises(Held) as waiting:
        g.close_place(actor=first, at=at)
    with arranging():
        unable = g.arrange_person("unable", at, may_act=False)
    with pytest.raises(Refused):
        held.agree(actor=unable, at=at, held=waiting.value.held)
    assert held.agree(actor=second, at=at, held=waiting.value.held) == "closed"


def test_an_act_is_agreed_to_once(first: Person, second: Person, role: Role, at: datetime) -> None:
    waiting = begin(first, role, at)
    held.agree(actor=second, at=at, held=waiting)
    for answer in (held.agree, held.decline):
        with pytest.raises(RuleViolation) as refusal:
            answer(actor=second, at=at, held=waiting)
        assert refusal.value.code == "core.not_waiting"
    assert role.version + 1 == Role.objects.get(pk=role.pk).version


@pytest.mark.django_db(transaction=True)
def test_an_act_that_can_no_longer_be_done_goes_on_waiting(
    first: Person, second: Person, role: Role, at: datetime
) -> None:
    waiting = begin(first, role, at, version=1)
    g.rename(actor=g.MACHINE, at=at, target=role.pk, title="别人改过")
    with pytest.raises(Conflict):
        held.agree(actor=second, at=at, held=waiting)
    assert HeldAct.objects.get(pk=waiting).state == "waiting"


def test_the_second_declines_and_the_trail_says_so(
    first: Person, second: Person, role: Role, at: datetime
) -> None:
    waiting = begin(first, role, at)
    held.decline(actor=second, at=at, held=waiting)
    assert outcomes() == ["held", "declined"]
    assert AuditRow.objects.get(outcome="declined").detail == {"held": str(waiting)}


def test_the_first_takes_it_back(first: Person, role: Role, at: datetime) -> None:
    waiting = begin(first, role, at)
    held.decline(actor=first, at=at, held=waiting)
    assert HeldAct.objects.get(pk=waiting).state == "declined"


def test_an_act_that_is_not_there(second: Person, at: datetime) -> None:
    with pytest.raises(Refused):
        held.agree(actor=second, at=at, held=new_id())
