"""Reading to-dos: what is open for a person, alone or in a pool, and what they have done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q, QuerySet

from congress.platform.core.actors import Actor, Person
from congress.platform.core.ports import visible
from congress.platform.portal.models import Notice, Todo
from congress.platform.portal.permissions import PortalPermission

REMEMBERED_FOR = timedelta(seconds=60)
MOST_REMEMBERED = 5_000
URGENT_FIRST = ("undated", "due_date", "given_at", "pk")
"""What has a due date comes first, on both databases; `open_todos` provides `undated`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for a person: open to-dos and unread notices."""

    todos: int = 0
    unread: int = 0


Fingerprint = tuple[tuple[str, int, datetime], ...]
_pool_counts: dict[UUID, tuple[Fingerprint, datetime, int]] = {}


def open_todos(actor: Actor, held: frozenset[str]) -> QuerySet[Todo]:
    """What is open for a person, most urgent first. `held` are the verbs they hold anywhere.

    Two queries and one for each pool permission, besides the one for the rows.
    """
    rows = visible(Todo.objects.filter(state="open", permission=""), actor, PortalPermission.OWN_TODOS)
    pools = (
        Todo.objects.filter(state="open", permission__in=held).values_list("permission", flat=True).distinct()
    )
    rows = rows | _pooled(actor, list(pools))
    rows = rows.annotate(undated=ExpressionWrapper(Q(due_date__isnull=True), BooleanField()))
    return rows.order_by(*URGENT_FIRST)


def ended_todos(actor: Actor) -> QuerySet[Todo]:
    """What a person has done, latest first; also what was withdrawn from them."""
    rows = visible(Todo.objects.exclude(state="open"), actor, PortalPermission.OWN_TODOS)
    return rows.order_by("-ended_at", "pk")


def counts_for(actor: Person, held: frozenset[str], at: datetime) -> Counts:
    """How much waits for a person. Two queries; the pools are counted again only when something in them changed or
    the last count is a minute old, so that every page can afford it."""
    mine = Q(permission="", assignee=actor.account)
    groups = (
        Todo.objects.filter(mine | Q(permission__in=held), state="open")
        .order_by()
        .values_list("permission")
        .annotate(count=Count("pk"), latest=Max("given_at"))
    )
    own, pools = 0, []
    for permission, count, latest in groups:
        if permission:
            pools.append((permission, count, latest))
        else:
            own = count
    unread = Notice.objects.filter(account=actor.account, read_at__isnull=True).count()
    return Counts(own + _pool_count(actor, tuple(sorted(pools)), at), unread)


def forget() -> None:
    """Forget what is remembered; tests begin with it."""
    _pool_counts.clear()


def _pool_count(actor: Person, fingerprint: Fingerprint, at: datetime) -> int:
    if not fingerprint:
        return 0
    known = _pool_counts.get(actor.account)
    if known is not None and known[0] == fingerprint and known[1] <= at < known[1] + REMEMBERED_FOR:
        return known[2]
    count = _pooled(actor, [permission for permission, _, _ in fingerprint]).count()
    if len(_pool_counts) >= MOST_REMEMBERED:
        _pool_counts.clear()
    _pool_counts[actor.account] = (fingerprint, at, count)
    return count


def _pooled(actor: Actor, permissions: list[str]) -> QuerySet[Todo]:
    rows = Todo.objects.none()
    for permission in permissions:
        rows = rows | visible(Todo.objects.filter(state="open", permission=permission), actor, permission)
    return rows
