"""A module planted in the test and in the processes it starts: a job of many steps, a listener, a page that saves."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from congress.platform.access.models import Role
from congress.platform.core import clock
from congress.platform.core.actors import Actor, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.ids import new_id
from congress.platform.core.jobs import JobContext, enqueue
from congress.platform.core.manifest import JobKind, Manifest, Permission
from congress.platform.events.api import Event, Handler, Told, tell

STEPS = 30
STEP_SECONDS = 0.03
MACHINE = System("faults.machine")


@dataclass(frozen=True, slots=True)
class RoleMade(Event):
    """A role was made."""

    name: ClassVar[str] = "faults.role_made"

    code: str


@command("faults.make", permission="faults.act")
def make(*, actor: Actor, at: datetime, code: str, die: bool = False, act: Act[None] = DOOR) -> UUID:
    """Make a role and tell it; `die` kills the process in the middle."""
    role = Role(code=code, title=code)
    role.save(force_insert=True)
    act.about(role)
    tell(act, RoleMade(role.pk, code=code))
    if die:
        os.kill(os.getpid(), signal.SIGKILL)
    return role.pk


@command("faults.note", permission="faults.act")
def note(*, actor: Actor, at: datetime, code: str, act: Act[None] = DOOR) -> None:
    """Keep one row, once."""
    Role(code=code, title=code).save(force_insert=True)


@command("faults.rename", permission="faults.act", target=Role)
def rename(
    *, actor: Actor, at: datetime, target: UUID, title: str, version: int | None = None, act: Act[Role] = DOOR
) -> None:
    """Give a role another title, after a moment in which another may try the same."""
    before = act.target.title
    time.sleep(0.01)
    act.target.change(title=(before + title)[-60:])


@command("faults.enqueue", permission="faults.act")
def start(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> UUID:
    """Queue the long job."""
    return enqueue(act, kind="faults.count", arguments={}).pk


def count(context: JobContext) -> dict[str, int]:
    """Many steps, each a command of its own, each taken up where the last worker left off."""
    for number in range(context.cursor or 0, STEPS):
        code = f"row-{number}"
        if not Role.objects.filter(code=code).exists():
            note(actor=context.actor, at=clock.now(), code=code)
        context.advance(done=number + 1, total=STEPS, cursor=number + 1)
        time.sleep(STEP_SECONDS)
    return {"rows": STEPS}


def hear(told: Told, actor: System, at: datetime) -> None:
    """Act on the event; where a flag lies in the data folder, die before anybody can note that it was heard."""
    note(actor=actor, at=at, code=f"heard-{told.payload['code']}")
    flag = Path(settings.DATA_DIR) / "tmp" / "die-after-hearing"
    if flag.exists():
        flag.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def save(request: HttpRequest) -> HttpResponse:
    """The page: saves, and dies in the middle when asked to."""
    make(actor=MACHINE, at=clock.now(), code=request.GET["code"], die=request.GET.get("die") == "1")
    return HttpResponse("saved")


def manifest() -> Manifest:
    """What the planted module declares."""
    machines = ("faults.machine", "faults.count", "faults.listener")
    return Manifest(
        name="faults",
        title="故障",
        permissions=(Permission("faults.act", "试验", systems=machines),),
        jobs=(JobKind("faults.count", "数数", count),),
        handlers=(Handler("faults.listener", RoleMade, hear),),
    )


def unique(prefix: str) -> str:
    """A code nobody else uses."""
    return f"{prefix}-{new_id().hex[-10:]}"
