"""A small place to search in: two bodies, accounts, and commands that put things into the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

import pytest

from congress.platform.core.actors import System
from congress.platform.core.commands import COMMANDS, DOOR, Act, command
from congress.platform.core.ids import new_id
from congress.platform.core.manifest import Manifest, Permission
from congress.platform.core.registry import register, unregister
from congress.platform.core.subjects import Subject
from congress.platform.search.api import put, remove

SYSTEM = System("searched.job")


@command("searched.put", permission="searched.write")
def put_thing(
    *,
    actor: System,
    at: datetime,
    id: UUID,
    title: str,
    text: str,
    body: UUID | None,
    permission: str,
    public: bool,
    act: Act[None] = DOOR,
) -> None:
    """Put a thing into the index."""
    put(
        act,
        subject=Subject("searched.thing", id, title),
        body_id=body,
        app="searched",
        kind_title="事项",
        title=title,
        text=text,
        url=f"/things/{id}/",
        permission=permission,
        public=public,
    )


@command("searched.remove", permission="searched.write")
def remove_thing(*, actor: System, at: datetime, id: UUID, act: Act[None] = DOOR) -> None:
    """Take a thing out of the index."""
    remove(act, subject=Subject("searched.thing", id, ""))


for _name in ("searched.put", "searched.remove"):
    COMMANDS.pop(_name)  # no part of the product: who walks the commands must not meet them


@pytest.fixture
def searched() -> Iterator[None]:
    """A module with permissions of its own."""
    register(
        Manifest(
            name="searched",
            title="事项",
            switchable=True,
            permissions=(
                Permission("searched.write", "写", systems=(SYSTEM.job,)),
                Permission("searched.read", "读"),
                Permission("searched.open", "公开", public=True),
                Permission("searched.shared", "共享", anyone=True),
                Permission("searched.wide", "广", anywhere=True),
            ),
        )
    )
    yield
    unregister("searched")


@pytest.fixture
def thing(searched: None, db: None, at: datetime) -> Callable[..., UUID]:
    """Put a thing into the index; strangers find it unless said otherwise."""

    def add(
        title: str,
        text: str = "",
        *,
        id: UUID | None = None,
        body: UUID | None = None,
        permission: str = "searched.open",
        public: bool = True,
        at: datetime = at,
    ) -> UUID:
        name = id or new_id()
        put_thing(
            actor=SYSTEM,
            at=at,
            id=name,
            title=title,
            text=text,
            body=body,
            permission=permission,
            public=public,
        )
        return name

    return add
