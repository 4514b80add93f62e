"""Entering, correcting, retiring and restoring what a place knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from congress.platform.core.actors import Actor, Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.knowledge.checking import checked, require_text
from congress.platform.knowledge.contracts import Content
from congress.platform.knowledge.kinds import KINDS
from congress.platform.knowledge.kinds.kind import Draft, misfit
from congress.platform.knowledge.lookups import own_entries
from congress.platform.knowledge.models import Entry
from congress.platform.knowledge.permissions import KnowledgePermission
from congress.standards.errors import RuleViolation

CORRECTED = "内容有误，已由新的一条更正"
UNDONE = "撤销更正，恢复前一条"


@command("knowledge.add_entry", permission=KnowledgePermission.EDIT)
def add_entry(
    *, actor: Actor, at: datetime, kind: str, key: str, content: Content, act: Act[None] = DOOR
) -> UUID:
    """Enter a piece of knowledge over what ships (登记). Returns its id.

    Raises `RuleViolation` for a missing citation, a value that is not of the kind's shape, dates out of order, or an
    entry in use for the same key, jurisdiction and first day.
    """
    draft = checked(kind=kind, key=key, content=content)
    return _enter(act, kind, draft, content.reason, replaces=None)


@command("knowledge.change_entry", permission=KnowledgePermission.EDIT, target=Entry)
def change_entry(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    version: int,
    content: Content,
    act: Act[Entry] = DOOR,
) -> UUID:
    """Correct an entry (更正): the old one is retired, a new one takes its place. Returns the new one's id.

    A law that changes from a day on is no correction but a new entry with that day.
    """
    old = act.target
    _require_state(old, "in_force", "这一条已经停用，不能更正。请先恢复，或者另外登记一条。")
    draft = checked(kind=old.kind, key=old.key, content=content, without=old.pk)
    old.change(state="retired", ended_at=at, end_reason=CORRECTED)
    return _enter(act, old.kind, draft, content.reason, replaces=old)


@command("knowledge.retire_entry", permission=KnowledgePermission.EDIT, target=Entry)
def retire_entry(
    *, actor: Actor, at: datetime, target: UUID, version: int, reason: str, act: Act[Entry] = DOOR
) -> None:
    """Take an entry out of use, with a reason (停用); it stays readable, and what ships applies again."""
    entry = act.target
    _require_state(entry, "in_force", "这一条已经停用了，不必再停用。")
    require_text(reason, field="reason", name="停用的原因", limit=500)
    KINDS[entry.kind].check_rest([each for each in own_entries(kind=entry.kind) if each.entry != entry.pk])
    entry.change(state="retired", ended_at=at, end_reason=reason.strip())
    act.note(kind=entry.kind, key=entry.key)


@command("knowledge.restore_entry", permission=KnowledgePermission.EDIT, target=Entry)
def restore_entry(*, actor: Actor, at: datetime, target: UUID, version: int, act: Act[Entry] = DOOR) -> None:
    """Take a retired entry into use again (恢复); a correction that replaced it is retired in its turn."""
    entry = act.target
    _require_state(entry, "retired", "这一条正在使用，不需要恢复。")
    for successor in Entry.objects.filter(replaces=entry, state="in_force"):
        successor.change(state="retired", ended_at=at, end_reason=UNDONE)
        act.note(undone=str(successor.pk))
    known = entry.known()
    content = Content(
        entry.title,
        entry.jurisdiction,
        entry.effective_from,
        entry.effective_until,
        known.value,
        entry.source,
        entry.verified,
        entry.reason,
    )
    checked(kind=entry.kind, key=entry.key, content=content, without=entry.pk)
    entry.change(state="in_force", ended_at=None, end_reason="")
    act.note(kind=entry.kind, key=entry.key)


def _enter(act: Act[Any], kind: str, draft: Draft, reason: str, *, replaces: Entry | None) -> UUID:
    entry = Entry(
        kind=kind,
        key=draft.key,
        title=draft.title,
        jurisdiction=draft.jurisdiction.code,
        effective_from=draft.effective_from,
        effective_until=draft.effective_until,
        value=draft.value,
        law=draft.source.law,
        article=draft.source.article,
        paragraph=draft.source.paragraph,
        law_version=draft.source.version,
        verified=draft.verified,
        reason=reason.strip(),
        entered_at=act.at,
        entered_by=act.actor.account if isinstance(act.actor, Person) else None,
        replaces=replaces,
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:  # somebody else entered the same at the same moment
        raise misfit("twice", "刚刚有人登记了同一条，请刷新页面后再看。", "effective_from") from None
    act.about(entry)
    act.note(kind=kind, key=draft.key, replaces=str(replaces.pk) if replaces else None)
    return entry.pk


def _require_state(entry: Entry, state: str, message: str) -> None:
    if entry.state != state:
        raise RuleViolation(f"knowledge.not_{state}", message)
