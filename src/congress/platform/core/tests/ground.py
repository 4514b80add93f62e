"""A module planted for the tests of the door: its permissions, its commands over roles, and people who may use them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.core import batches
from congress.platform.core.actors import Actor, Person, System
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.core.ids import new_id
from congress.platform.core.jobs import enqueue
from congress.platform.core.manifest import JobKind, Manifest, Permission, Schedule
from congress.platform.core.models import Batch, Job
from congress.platform.identity.models import Account
from congress.standards.errors import RuleViolation

ACT = "ground.act"
MACHINE = System("ground.machine")
STRANGER = System("ground.stranger")


@command("ground.rename", permission=ACT, target=Role)
def rename(
    *, actor: Actor, at: datetime, target: UUID, title: str, version: int | None = None, act: Act[Role] = DOOR
) -> str:
    """Give a role another title."""
    if not title:
        raise RuleViolation("ground.no_title", "请填写名称。")
    before = act.target.title
    act.target.change(title=title)
    return before


@command("ground.open", permission=ACT)
def open_role(*, actor: Actor, at: datetime, code: str, act: Act[None] = DOOR) -> UUID:
    """Make a role, for the place itself."""
    role = Role(code=code, title=code)
    role.save(force_insert=True)
    act.about(role)
    act.note(code=code)
    return role.pk


@command("ground.nest", permission=ACT)
def nest(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> None:
    """Call another command inside: a defect."""
    open_role(actor=actor, at=at, code="inner")


@command("ground.settle", permission=ACT, target=Role, second_person=True)
def settle(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    title: str,
    day: date | None = None,
    moment: datetime | None = None,
    amount: Decimal | None = None,
    ids: list[UUID] | None = None,
    anything: Any = None,
    version: int | None = None,
    act: Act[Role] = DOOR,
) -> str:
    """Something for two people."""
    act.target.change(title=title)
    return repr((day, moment, amount, ids))


@command("ground.close_place", permission=ACT, second_person=True)
def close_place(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> str:
    """Something for two people about the place as a whole."""
    return "closed"


@part
def contribute(act: Act[Any], *, code: str) -> None:
    """What another module offers inside an open command."""
    Role(code=code, title=code).save(force_insert=True)


@command("ground.gather", permission=ACT)
def gather(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> None:
    """A command with a part."""
    contribute(act, code="gathered")


@command("ground.enqueue", permission=ACT)
def start_job(
    *, actor: Actor, at: datetime, kind: str, arguments: dict[str, Any] | None = None, act: Act[None] = DOOR
) -> UUID:
    """Queue a job."""
    job = enqueue(act, kind=kind, arguments=arguments or {})
    act.about(job)
    return job.pk


@command("ground.begin", permission=ACT)
def begin_batch(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> UUID:
    """Open a batch."""
    return batches.open_batch(act, kind="ground.people", title="一批").pk


@command("ground.fill", permission=ACT, target=Batch)
def fill_batch(*, actor: Actor, at: datetime, target: UUID, rows: int, act: Act[Batch] = DOOR) -> None:
    """Write some rows of a batch, refuse one."""
    batches.count_rows(act, batch=act.target, rows=rows, refused=[(7, "name", "请填写姓名。")])


@command("ground.close", permission=ACT, target=Batch)
def close_batch(*, actor: Actor, at: datetime, target: UUID, act: Act[Batch] = DOOR) -> None:
    """Close a batch."""
    batches.close_batch(act, batch=act.target)


@command("ground.abandon", permission=ACT, target=Batch)
def abandon_batch(*, actor: Actor, at: datetime, target: UUID, act: Act[Batch] = DOOR) -> None:
    """Give a batch up."""
    batches.abandon_batch(act, batch=act.target)


def do_nothing(context: Any) -> None:
    """A job that has nothing to do."""


def planted(**more: Any) -> Manifest:
    """The manifest of the planted module."""
    return Manifest(
        name="ground",
        title="地基试验",
        switchable=True,
        permissions=(
            Permission(ACT, "试验", systems=("ground.machine",), anywhere=True),
            Permission("ground.look", "查看", anyone=True),
            Permission("ground.read_news", "公开", public=True),
        ),
        **{"jobs": (JobKind("ground.nothing", "无事", do_nothing),), **more},
    )


def every_minute(job: str = "ground.nothing") -> Schedule:
    """A schedule."""
    return Schedule("ground.every_minute", job, every=timedelta(minutes=1))


def arrange_account(username: str, at: datetime) -> Account:
    """An account that can act; write it inside `arranged`."""
    account = Account(
        username=username, display_name=username, password="!", password_changed_at=at, created_at=at
    )
    account.save(force_insert=True)
    return account


def arrange_person(username: str, at: datetime, *, may_act: bool = True) -> Person:
    """A person, with the role to act everywhere or without any; write it inside `arranged`."""
    account = arrange_account(username, at)
    if may_act:
        role = Role(code=f"role-of-{username}", title="试验员")
        role.save(force_insert=True)
        RolePermission(role=role, code=ACT).save(force_insert=True)
        Grant(account=account, role=role, from_date=date(2020, 1, 1)).save(force_insert=True)
    return Person(account.pk)


def arrange_role(code: str = "clerk") -> Role:
    """A role to act on."""
    role = Role(code=code, title="原来的名称")
    role.save(force_insert=True)
    return role


def arrange_job(at: datetime, **values: Any) -> Job:
    """A job in the queue."""
    job = Job(
        **{
            "kind": "ground.nothing",
            "title": "工作",
            "run_after": at,
            "created_at": at,
            "id": new_id(),
            **values,
        }
    )
    job.save(force_insert=True)
    return job
