"""The command door: who may pass, what stands in the trail, what never happens."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from congress.platform.access.models import Role
from congress.platform.audit.models import AuditRow
from congress.platform.core import commands, ports
from congress.platform.core.actors import Actor, Person
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.core.context import surrounded
from congress.platform.core.ids import new_id
from congress.platform.core.jobs import cancel_job
from congress.platform.core.models import Cause, Job
from congress.platform.core.refusals import AlreadyDone, Conflict, NestedCommand, PartOutsideCommand, Refused
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import arranging
from congress.standards.errors import RuleViolation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


def trail(command: str) -> list[AuditRow]:
    """What the trail says about a command, oldest first."""
    return list(AuditRow.objects.filter(command=command).order_by("id"))


def test_a_command_changes_its_target_and_leaves_one_row(at: datetime) -> None:
    with arranging():
        role = g.arrange_role()
    before = g.rename(actor=g.MACHINE, at=at, target=role.pk, title="新名称", version=1)
    role.refresh_from_db()
    assert (before, role.title, role.version) == ("原来的名称", "新名称", 2)
    (row,) = trail("ground.rename")
    assert (row.outcome, row.object_id, row.object_kind, row.actor) == (
        "done",
        role.pk,
        "access.role",
        "system:ground.machine",
    )


def test_a_command_without_target_names_what_it_made(at: datetime) -> None:
    with surrounded(address="127.0.0.9"):
        made = g.open_role(actor=g.MACHINE, at=at, code="made")
    (row,) = trail("ground.open")
    assert (row.object_id, row.object_title, row.detail, row.address) == (
        made,
        "made",
        {"code": "made"},
        "127.0.0.9",
    )


def test_a_person_acts_by_a_role_and_without_it_is_refused(at: datetime) -> None:
    with arranging():
        role = g.arrange_role()
        able, unable = g.arrange_person("able", at), g.arrange_person("unable", at, may_act=False)
    g.rename(actor=able, at=at, target=role.pk, title="可以")
    with pytest.raises(Refused):
        g.rename(actor=unable, at=at, target=role.pk, title="不可以")
    done, denied = trail("ground.rename")
    assert (done.outcome, denied.outcome, denied.reason) == ("done", "denied", "access.denied")
    assert denied.detail == {"target": str(role.pk)}


def test_the_target_is_loaded_through_the_actors_scope(at: datetime) -> None:
    """A job of somebody else is not there, and is told in the same words as one that does not exist."""
    with arranging():
        mine, other = g.arrange_account("mine", at), g.arrange_account("other", at)
        job = g.arrange_job(at, owner=other.pk)
    for target in (job.pk, new_id()):
        with pytest.raises(Refused) as refusal:
            cancel_job(actor=Person(mine.pk), at=at, target=target)
        assert refusal.value.reason == commands.NOT_THERE
    cancel_job(actor=Person(other.pk), at=at, target=job.pk)
    assert Job.objects.get(pk=job.pk).state == "cancelled"


def test_a_refused_place_wide_command_is_refused_by_its_verb(at: datetime) -> None:
    with pytest.raises(Refused):
        g.open_role(actor=g.STRANGER, at=at, code="no")
    assert not Role.objects.filter(code="no").exists()
    assert [row.outcome for row in trail("ground.open")] == ["denied"]


@pytest.mark.django_db(transaction=True)
def test_a_broken_rule_rolls_everything_back_and_is_recorded_afterwards(at: datetime) -> None:
    with arranging():
        role = g.arrange_role()
    with pytest.raises(RuleViolation):
        g.rename(actor=g.MACHINE, at=at, target=role.pk, title="")
    role.refresh_from_db()
    assert role.version == 1
    (row,) = trail("ground.rename")
    assert (row.outcome, row.reason) == ("refused", "ground.no_title")


def test_a_hammering_actor_fills_the_trail_with_a_count_not_with_copies(at: datetime) -> None:
    def hammer(times: int, moment: datetime) -> None:
        for _ in range(times):
            with pytest.raises(Refused):
                g.open_role(actor=g.STRANGER, at=moment, code="no")

    hammer(25, at)
    assert len(trail("ground.open")) == 20
    hammer(1, at + timedelta(minutes=1))
    assert trail("ground.open")[-1].detail == {"suppressed": 5}


def test_the_later_of_two_writers_is_told_and_sees_both_texts(at: datetime) -> None:
    with arranging():
        role = g.arrange_role()
    g.rename(actor=g.MACHINE, at=at, target=role.pk, title="先到", version=1)
    with pytest.raises(Conflict) as conflict:
        g.rename(actor=g.MACHINE, at=at, target=role.pk, title="后到", version=1)
    assert conflict.value.current.title == "先到"
    assert trail("ground.rename")[-1].reason == "core.conflict"


def test_commands_never_nest_and_nothing_of_the_outer_one_stays(at: datetime) -> None:
    with pytest.raises(NestedCommand):
        g.nest(actor=g.MACHINE, at=at)
    assert not Role.objects.filter(code="inner").exists()
    assert trail("ground.nest") == []


def test_a_part_works_inside_the_open_command_only(at: datetime) -> None:
    g.gather(actor=g.MACHINE, at=at)
    assert Role.objects.filter(code="gathered").exists()
    closed: Act[None] = Act(commands.COMMANDS["ground.gather"], g.MACHINE, at, new_id(), None)
    for act in (closed, None):
        with pytest.raises(PartOutsideCommand):
            g.contribute(act, code="outside")  # type: ignore[arg-type]


def test_a_second_delivery_does_nothing(at: datetime) -> None:
    with surrounded(cause="event:handler"):
        g.open_role(actor=g.MACHINE, at=at, code="once")
        with pytest.raises(AlreadyDone):
            g.open_role(actor=g.MACHINE, at=at, code="twice")
    assert not Role.objects.filter(code="twice").exists()
    assert [row.cause for row in trail("ground.open")] == ["event:handler"]


def test_a_refused_delivery_may_come_again(at: datetime) -> None:
    with surrounded(cause="event:handler"):
        with pytest.raises(Refused):
            g.open_role(actor=g.STRANGER, at=at, code="later")
        assert not Cause.objects.exists()
        g.open_role(actor=g.MACHINE, at=at, code="later")


def test_a_constraint_is_a_defect_and_leaves_no_row(at: datetime) -> None:
    g.open_role(actor=g.MACHINE, at=at, code="same")
    with pytest.raises(IntegrityError):
        g.open_role(actor=g.MACHINE, at=at, code="same")
    assert len(trail("ground.open")) == 1


def test_a_person_whom_another_forestalled_is_told_and_the_refusal_is_recorded(at: datetime) -> None:
    with arranging():
        clerk = g.arrange_person("clerk", at)
    g.open_role(actor=clerk, at=at, code="same")
    with pytest.raises(RuleViolation, match="刚才已有人登记了同样的内容") as refusal:
        g.open_role(actor=clerk, at=at, code="same")
    assert refusal.value.code == "core.entered_meanwhile"
    assert [row.outcome for row in trail("ground.open")] == ["done", "refused"]


def test_any_other_broken_constraint_is_a_defect_of_the_command(at: datetime) -> None:
    with arranging():
        clerk = g.arrange_person("clerk", at)
    with pytest.raises(IntegrityError):
        g.open_role(actor=clerk, at=at, code=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("plug", [ports.plug_access, ports.plug_audit])
def test_the_door_stays_shut_while_access_or_audit_is_not_plugged_in(plug: Any, at: datetime) -> None:
    before = plug(None)
    try:
        with pytest.raises(ports.NotPluggedIn):
            g.open_role(actor=g.MACHINE, at=at, code="no")
    finally:
        plug(before)
    assert not Role.objects.filter(code="no").exists()


def test_after_commit_comes_after_the_commit(at: datetime, django_capture_on_commit_callbacks: Any) -> None:
    heard: list[str] = []

    def say() -> None:
        heard.append("said")

    @command("ground.say", permission=g.ACT)
    def say_later(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> None:
        """Speak after the commit."""
        act.after_commit(say)

    with django_capture_on_commit_callbacks(execute=True):
        say_later(actor=g.MACHINE, at=at)
        assert heard == []
    assert heard == ["said"]


def test_a_slow_command_is_named_in_the_log(
    at: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(commands, "LOCK_BUDGET_SECONDS", 0)
    with caplog.at_level(logging.WARNING):
        g.open_role(actor=g.MACHINE, at=at, code="slow")
    assert "ground.open held its transaction" in caplog.text


def test_the_door_takes_keywords_only_and_hands_out_acts_itself(at: datetime) -> None:
    with pytest.raises(TypeError):
        g.open_role(g.MACHINE, at, "x")  # type: ignore[misc]
    act: Act[None] = Act(commands.COMMANDS["ground.open"], g.MACHINE, at, new_id(), None)
    with pytest.raises(TypeError):
        g.open_role(actor=g.MACHINE, at=at, code="x", act=act)


def test_a_command_of_the_wrong_shape_is_refused_when_it_is_declared() -> None:
    def positional(actor: Actor, at: datetime, act: Any = DOOR) -> None: ...
    def in_disorder(*, at: datetime, actor: Actor, act: Any = DOOR) -> None: ...
    def without_act(*, actor: Actor, at: datetime) -> None: ...
    def with_target(*, actor: Actor, at: datetime, target: UUID, act: Any = DOOR) -> None: ...
    def without_target(*, actor: Actor, at: datetime, act: Any = DOOR) -> None: ...

    for body in (positional, in_disorder, without_act, with_target):
        with pytest.raises(TypeError):
            command("ground.wrong", permission=g.ACT)(body)
    with pytest.raises(TypeError):
        command("ground.wrong", permission=g.ACT, target=Role)(without_target)
    with pytest.raises(ValueError, match="two commands"):
        command("ground.open", permission=g.ACT)(without_target)
    assert "ground.wrong" not in commands.COMMANDS


def test_a_part_keeps_its_name() -> None:
    @part
    def named(act: Act[Any]) -> None:
        """Described."""

    assert (named.__name__, named.__doc__) == ("named", "Described.")
