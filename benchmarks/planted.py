"""What the benchmarks plant into the platform: commands that do as little as a command can, and who may run them.

Imported only after Django has been set up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID

from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.core.actors import Actor, System
from congress.platform.core.actors import Person as Account
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.guard import unguarded
from congress.platform.core.ids import new_id
from congress.platform.core.manifest import Manifest, Permission
from congress.platform.core.registry import register
from congress.platform.core.subjects import Subject
from congress.platform.events.api import Event, Handler, Told, tell
from congress.platform.identity.models import Account as AccountRow
from congress.platform.organisation.models import Body, Person, Post
from congress.platform.search.api import put

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MACHINE = System("benchmarks.machine")
WRITE = "benchmarks.write"
BODY_CODE = "YC"


@dataclass(frozen=True, slots=True)
class PostSetUp(Event):
    """A post was set up."""

    name: ClassVar[str] = "benchmarks.post_set_up"
    title: str


@command("benchmarks.set_up", permission=WRITE, target=Body)
def set_up(*, actor: Actor, at: datetime, target: UUID, act: Act[Body] = DOOR) -> None:
    """Write one row."""
    set_up_post(act.target.pk)


@command("benchmarks.set_up_and_tell", permission=WRITE, target=Body)
def set_up_and_tell(*, actor: Actor, at: datetime, target: UUID, act: Act[Body] = DOOR) -> None:
    """Write one row and put a fact into the outbox that one handler listens to."""
    post = set_up_post(act.target.pk)
    tell(act, PostSetUp(subject_id=post.pk, title=post.title))


@command("benchmarks.hear", permission=WRITE)
def hear(*, actor: Actor, at: datetime, post: str, act: Act[None] = DOOR) -> None:
    """What the handler does: the least a command can."""
    act.note(post=post)


@command("benchmarks.make_findable", permission=WRITE)
def make_findable(
    *, actor: Actor, at: datetime, body: UUID, texts: Sequence[tuple[str, str]], act: Act[None] = DOOR
) -> None:
    """Put a block of documents (title, text) into the search index."""
    for title, text in texts:
        put(
            act,
            subject=Subject("organisation.body", new_id(), title),
            body_id=body,
            app="organisation",
            kind_title="测量",
            title=title,
            text=text,
            url="/",
            permission=WRITE,
            public=False,
        )


def set_up_post(body: UUID) -> Post:
    """The one row."""
    post = Post(body_id=body, title=str(new_id()))
    post.save(force_insert=True)
    return post


def _on_post(told: Told, actor: System, at: datetime) -> None:
    hear(actor=actor, at=at, post=str(told.subject_id))


def people(body: UUID, names: Sequence[str]) -> list[Person]:
    """Rows of persons, not yet written."""
    return [Person(body_id=body, name=name) for name in names]


def plant() -> UUID:
    """Declare what stands here and arrange a place of one body. Returns the body."""
    handler = Handler("benchmarks.on_post", PostSetUp, _on_post)
    machines = (MACHINE.job, handler.name)
    allowed = Permission(WRITE, "测量", anywhere=True, systems=machines)
    register(Manifest(name="benchmarks", title="测量", permissions=(allowed,), handlers=(handler,)))
    with unguarded("fixtures"):
        return _body().pk


def _body() -> Body:
    body = Body(
        code=BODY_CODE,
        name="测量市人民代表大会常务委员会",
        kind="standing_committee",
        level="city",
        region_code="890100",
        path="0001",
        active_from=date(2021, 1, 1),
    )
    body.save(force_insert=True)
    return body


def somebody(body: UUID) -> Account:
    """Arrange an account that may run the planted commands in a body."""
    with unguarded("fixtures"):
        account = AccountRow(
            username="celiang",
            display_name="测量",
            password="!",
            password_changed_at=AT,
            created_at=AT,
            must_change_password=False,
        )
        account.save(force_insert=True)
        role = Role(code="benchmarks", title="测量")
        role.save(force_insert=True)
        RolePermission(role=role, code=WRITE).save(force_insert=True)
        grant = Grant(account=account, role=role, body_id=body, from_date=date(2021, 1, 1))
        grant.save(force_insert=True)
    return Account(account.pk)


def trail_rows(count: int) -> None:
    """Arrange rows in the audit trail, as commands long done have left them."""
    from congress.platform.audit.leaves import chosen_algorithm, leaf_of
    from congress.platform.audit.models import AuditRow

    algorithm, made = chosen_algorithm(), []
    for _ in range(count):
        row = AuditRow(
            at=AT,
            actor_kind="system",
            actor=MACHINE.key,
            command="benchmarks.set_up",
            permission=WRITE,
            outcome="done",
            object_kind="organisation.post",
            object_id=new_id(),
            object_title="测量",
            trace=new_id(),
            detail={"number": 1},
            algorithm=algorithm,
        )
        row.leaf = leaf_of(row)
        made.append(row)
        if len(made) == 2000:
            _store(AuditRow, made)
            made = []
    _store(AuditRow, made)


def _store(model: Any, rows: list[Any]) -> None:
    with unguarded("fixtures"):
        model.objects.bulk_create(rows, batch_size=1000)
