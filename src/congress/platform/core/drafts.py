"""Drafts: what a person has typed is kept while they type and thrown away when they submit."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.commands import Act, part
from congress.platform.core.guard import unguarded
from congress.platform.core.models import Draft
from congress.standards.errors import RuleViolation

MAX_FIELDS = 500
MAX_CHARACTERS = 400_000


def save_draft(*, account: UUID, key: str, data: dict[str, str], at: datetime) -> None:
    """Keep the newest state of a form. Raises `RuleViolation` when it is too large to be one."""
    if len(data) > MAX_FIELDS or sum(len(value) for value in data.values()) > MAX_CHARACTERS:
        raise RuleViolation("core.draft_too_large", "内容过长，无法自动保存。请先提交，或分几次填写。")
    with unguarded("drafts"):
        Draft.objects.update_or_create(account=account, key=key, defaults={"data": data, "saved_at": at})


def draft_of(*, account: UUID, key: str) -> Draft | None:
    """The draft a person has under a key."""
    return Draft.objects.filter(account=account, key=key).first()


def drafts_under(*, account: UUID, prefix: str) -> dict[str, dict[str, str]]:
    """What a person has typed under every key that begins so, by the rest of the key. One query."""
    rows = Draft.objects.filter(account=account, key__startswith=prefix).order_by("saved_at")
    return {row.key[len(prefix) :]: row.data for row in rows}


def discard_draft(*, account: UUID, key: str) -> None:
    """Throw a draft away on its owner's wish."""
    with unguarded("drafts"):
        Draft.objects.filter(account=account, key=key).delete()


@part
def drop_draft(act: Act[Any], *, key: str) -> None:
    """Throw the actor's draft away because it has been submitted."""
    if isinstance(act.actor, Person):
        Draft.objects.filter(account=act.actor.account, key=key).delete()
