"""Notices: telling accounts something inside an act, and reading what one was told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.core.ports import visible
from congress.platform.portal.models import Notice
from congress.platform.portal.permissions import PortalPermission


@part
def notify(act: Act[Any], *, accounts: Collection[UUID], title: str, text: str = "", url: str = "") -> int:
    """Tell some accounts something (通知); nobody is told twice. Returns how many were told.

    `url` is a path of this place or "". Raises `ValueError` for a foreign address.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"a notice leads to a path of this place, not to {url!r}")
    told = sorted(set(accounts))
    Notice.objects.bulk_create(
        Notice(account_id=each, title=title[:200], text=text[:1000], url=url, at=act.at, trace=act.trace)
        for each in told
    )
    return len(told)


@command("portal.read_notice", permission=PortalPermission.OWN_NOTICES, target=Notice)
def read_notice(*, actor: Person, at: datetime, target: UUID, act: Act[Notice] = DOOR) -> str:
    """Mark one's own notice as read (查看通知). Returns the address it leads to, "" for none."""
    if act.target.read_at is None:
        act.target.read_at = at
        act.target.save(update_fields=["read_at"])
    return act.target.url


@command("portal.read_all_notices", permission=PortalPermission.OWN_NOTICES)
def read_all_notices(*, actor: Person, at: datetime, act: Act[None] = DOOR) -> int:
    """Mark all of one's own notices as read (全部标为已读). Returns how many were unread."""
    unread = visible(Notice.objects.filter(read_at__isnull=True), actor, PortalPermission.OWN_NOTICES)
    count = unread.update(read_at=at)
    act.note(count=count)
    return count
