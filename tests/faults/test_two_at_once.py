"""Two writers on one row: with versions the later one is told, without them no change is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from congress.platform.access.models import Role
from congress.platform.audit.models import AuditRow
from congress.platform.core import clock
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Conflict
from tests.faults import planted

pytestmark = pytest.mark.slow


def together(*acts: Callable[[], Any]) -> list[BaseException | None]:
    """Do several things at the same moment, each in a thread with a connection of its own; what each raised."""
    gate = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None] * len(acts)

    def run(place: int) -> None:
        try:
            gate.wait(10)
            acts[place]()
        except BaseException as problem:
            raised[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


@pytest.fixture
def role() -> Role:
    """What both want to change."""
    with unguarded("fixtures"):
        row = Role(code=planted.unique("shared"), title="")
        row.save(force_insert=True)
    return row


def renaming(role: Role, title: str, version: int | None = None) -> Callable[[], None]:
    """One writer's act."""
    return lambda: planted.rename(
        actor=planted.MACHINE, at=clock.now(), target=role.pk, title=title, version=version
    )


def test_of_two_who_saw_the_same_version_one_is_told(role: Role) -> None:
    raised = together(renaming(role, "甲", 1), renaming(role, "乙", 1))
    (told,) = [each for each in raised if each is not None]
    assert isinstance(told, Conflict)
    role.refresh_from_db()
    assert (role.version, told.current.title) == (2, role.title)
    assert sorted(AuditRow.objects.filter(command="faults.rename").values_list("outcome", flat=True)) == [
        "done",
        "refused",
    ]


def test_no_change_is_lost_when_many_write_at_once(role: Role) -> None:
    titles = "甲乙丙丁戊己庚辛"
    assert together(*[renaming(role, title) for title in titles]) == [None] * len(titles)
    role.refresh_from_db()
    assert role.version == 1 + len(titles)
    assert sorted(role.title) == sorted(titles)
    assert AuditRow.objects.filter(command="faults.rename", outcome="done").count() == len(titles)


def test_of_two_who_make_the_same_thing_one_succeeds() -> None:
    code = planted.unique("same")
    raised = together(
        *[lambda: planted.make(actor=planted.MACHINE, at=clock.now(), code=code) for _ in range(2)]
    )
    assert sum(each is None for each in raised) == 1
    assert Role.objects.filter(code=code).count() == 1
    assert AuditRow.objects.filter(command="faults.make").count() == 1
