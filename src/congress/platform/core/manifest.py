"""What a module declares of itself. The portal collects manifests; lower modules never reach upwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.measures import Measure

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from congress.platform.core.jobs.running import JobContext

    Text = str | _StrPromise


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing one may be allowed to do.

    `public` ones are also held by strangers, for rows their model declares public. `anyone` ones belong to every
    active account. `anywhere` ones reach rows that belong to no body wherever the role is held; without it such rows
    need a role held at the root. `systems` names the jobs and handlers that hold it.
    """

    code: str
    title: Text
    public: bool = False
    anyone: bool = False
    anywhere: bool = False
    systems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu. `url` is a URL name; shown to whoever holds `permission` anywhere."""

    code: str
    title: Text
    url: str
    icon: str
    permission: str
    group: Text = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a home card shows: a few lines, a number, or nothing to do."""

    lines: tuple[CardLine, ...] = ()
    figure: str = ""
    figure_label: str = ""
    empty: str = ""
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of a home card."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A card on the home page. `content` may use at most two queries."""

    code: str
    title: Text
    permission: str
    content: Callable[[Actor, datetime], CardContent]
    order: int = 100


@dataclass(frozen=True, slots=True)
class SubjectView:
    """How to show a subject: its title now, link and status, or None when the actor may not see it."""

    title: str
    url: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of thing a module owns and how to find a row of it for an actor."""

    kind: str
    title: Text
    resolve: Callable[[Actor, Sequence[UUID]], dict[UUID, SubjectView]]


@dataclass(frozen=True, slots=True)
class JobKind:
    """A long piece of work the worker can run under the name `kind`."""

    kind: str
    title: Text
    run: Callable[[JobContext], Any]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the ticker enqueues a job: `every` so long, or daily `at` a time of the place's zone."""

    name: str
    job: str
    every: timedelta | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """A page of help: Markdown-free plain paragraphs, found by the page shell through `url`."""

    code: str
    title: Text
    template: str
    order: int = 100


@dataclass(frozen=True, slots=True)
class RoleTemplate:
    """A role that a new place gets: a name and the permissions it bundles."""

    code: str
    title: Text
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a module offers to the platform."""

    name: str
    title: Text
    switchable: bool = False
    on_by_default: bool = True
    permissions: tuple[Permission, ...] = ()
    roles: tuple[RoleTemplate, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    cards: tuple[HomeCard, ...] = ()
    subjects: tuple[SubjectKind, ...] = ()
    jobs: tuple[JobKind, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    help: tuple[Help, ...] = ()
    handlers: tuple[Any, ...] = ()
    public_urls: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    command_words: dict[str, Text] = field(default_factory=dict)
    shell: Callable[[HttpRequest], dict[str, Any]] | None = None
    demonstration: Callable[[Any], None] | None = None
    """Builds this module's part of the demonstration place, through commands; called in order of layers."""
