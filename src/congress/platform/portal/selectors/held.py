"""Reading acts that wait for a second person: those one may agree to, and one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congress.platform.core import registry
from congress.platform.core.actors import Person
from congress.platform.core.commands import COMMANDS, CommandSpec
from congress.platform.core.models import HeldAct
from congress.platform.core.ports import decide, visible
from congress.platform.core.subjects import Subject
from congress.platform.identity.api import account_infos

SECRET = ("password", "hash", "token", "secret", "key")


@dataclass(frozen=True, slots=True)
class ShownHeldAct:
    """An act that waits: what it does, on what, and who proposed it when.

    `details` are the words, dates and amounts that go with it.
    """

    id: UUID
    words: str
    about: str
    url: str
    proposer: str
    at: datetime
    is_own: bool
    details: tuple[str, ...] = ()


def held_acts(actor: Person, held: frozenset[str]) -> list[ShownHeldAct]:
    """The acts that wait for this person's agreement, or are their own and wait for somebody else's; oldest first.

    Access is asked about the permission of each act and the row it acts on; two queries for each kind of act.
    """
    waiting = [
        each for each in HeldAct.objects.filter(state="waiting").order_by("at") if each.command in COMMANDS
    ]
    found: list[ShownHeldAct] = []
    for name in sorted({each.command for each in waiting}):
        found += _of_command(COMMANDS[name], [each for each in waiting if each.command == name], actor, held)
    return sorted(_named(found), key=lambda each: each.at)


def _of_command(
    spec: CommandSpec, waiting: list[HeldAct], actor: Person, held: frozenset[str]
) -> list[ShownHeldAct]:
    mine = [each for each in waiting if each.actor == actor.key]
    others = [each for each in waiting if each.actor != actor.key and spec.permission in held]
    subjects: dict[UUID, Subject] = {}
    if spec.model is not None:
        ids = {each.target for each in (*mine, *others)}
        rows = visible(spec.model._default_manager.filter(pk__in=ids), actor, spec.permission)
        subjects = {row.pk: Subject.of(row) for row in rows}
        others = [each for each in others if each.target in subjects]
    elif others and not decide(actor, spec.permission, second_person=True).allowed:
        others = []
    words = registry.command_words().get(spec.name, spec.name)
    links = _links(actor, list(subjects.values()))
    return [
        ShownHeldAct(
            id=each.pk,
            words=words,
            about=subjects[each.target].title if each.target in subjects else "",
            url=links.get(each.target, "") if each.target else "",
            proposer=each.actor,
            at=each.at,
            is_own=each.actor == actor.key,
            details=tuple(_details(each.arguments)),
        )
        for each in (*mine, *others)
    ]


def _details(arguments: dict[str, Any]) -> Iterator[str]:
    """What a person would have to read before agreeing: no ids, and nothing that may be secret."""
    for name, value in arguments.items():
        if isinstance(value, dict) and value.get("$") in ("date", "decimal"):
            yield str(value["v"])
        elif isinstance(value, str) and value.strip() and not any(word in name for word in SECRET):
            yield value.strip()


def _links(actor: Person, subjects: list[Subject]) -> dict[UUID, str]:
    kinds = registry.subject_kinds()
    found: dict[UUID, str] = {}
    for kind in sorted({each.kind for each in subjects}):
        if kind in kinds:
            views = kinds[kind].resolve(actor, [each.id for each in subjects if each.kind == kind])
            found.update({target: view.url for target, view in views.items()})
    return found


def _named(acts: list[ShownHeldAct]) -> list[ShownHeldAct]:
    """Put names in the place of account keys."""
    people = [each.proposer.partition(":") for each in acts]
    names = account_infos(ids={UUID(key) for kind, _colon, key in people if kind == "person"})
    shown = []
    for act, (kind, _colon, key) in zip(acts, people, strict=True):
        info = names.get(UUID(key)) if kind == "person" else None
        shown.append(replace(act, proposer=info.display_name if info else _("系统")))
    return shown
