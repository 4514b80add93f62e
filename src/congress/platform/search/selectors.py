"""Finding: what the actor may see, best first, with passages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from congress.platform.core import ports
from congress.platform.core.actors import Actor, Person
from congress.platform.core.manifest import Permission
from congress.platform.core.ports import decide, visible
from congress.platform.core.registry import permissions, switched_off
from congress.platform.core.subjects import Subject
from congress.platform.search.asking import Asked, asked_of
from congress.platform.search.contracts import Found, Hit
from congress.platform.search.indexes import index
from congress.platform.search.marking import marked, passage
from congress.platform.search.models import SearchChunk, SearchEntry, SearchVerb

MOST_HITS = 100


def find(*, actor: Actor, words: str, limit: int = 20, offset: int = 0, app: str = "") -> Found:
    """What the actor may see that holds every blank-separated part of `words`; nothing for an empty question.

    `limit` is at most 100. `app` narrows to one module. Raises `RuleViolation` for a question too long to be one.
    """
    asked = asked_of(words)
    if not asked:
        return Found()
    entries = findable(actor)
    if app:
        entries = entries.filter(app=app)
    try:
        visible_sql, visible_params = entries.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return Found()
    limit = min(max(limit, 1), MOST_HITS)
    rows = _rows(asked, visible_sql, visible_params, limit=limit, offset=max(offset, 0))
    if not rows and offset > 0:
        first = _rows(asked, visible_sql, visible_params, limit=1, offset=0)
        return Found((), first[0][2] if first else 0)
    hits = _hits(rows, asked)
    if len(hits) < len(rows):
        # An entry was written anew between the two queries and has new chunks now: ask again, once.
        rows = _rows(asked, visible_sql, visible_params, limit=limit, offset=max(offset, 0))
        hits = _hits(rows, asked)
    return Found(hits, rows[0][2] if rows else 0)


def findable(actor: Actor) -> QuerySet[SearchEntry]:
    """The entries an actor may see: for each permission that entries ask for, those that `visible` gives.

    An entry without a body is seen by whoever may use its permission on the place as a whole.
    """
    used = set(SearchVerb.objects.values_list("code", flat=True))
    declared = [each for code, each in permissions().items() if code in used]
    if isinstance(actor, Person):
        held = ports.access().verbs(actor)
        declared = [each for each in declared if each.code in held or each.public]
    seen = [visible(SearchEntry.objects.filter(permission=each.code), actor, each.code) for each in declared]
    placeless = [each.code for each in declared if _reaches_the_placeless(actor, each)]
    seen = [rows for rows in seen if not rows.query.is_empty()]
    seen.append(SearchEntry.objects.filter(permission__in=placeless, body__isnull=True))
    return reduce(or_, seen).exclude(app__in=switched_off())


def _reaches_the_placeless(actor: Actor, declared: Permission) -> bool:
    return (
        isinstance(actor, Person)
        and (declared.anyone or declared.anywhere)
        and decide(actor, declared.code).allowed
    )


def _rows(
    asked: Sequence[Asked], visible_sql: str, visible_params: Sequence[Any], *, limit: int, offset: int
) -> list[tuple[int, int, int]]:
    sql, params = index().find(asked, visible_sql, visible_params, limit=limit, offset=offset)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _hits(rows: Sequence[tuple[int, int, int]], asked: Sequence[Asked]) -> tuple[Hit, ...]:
    chunks = SearchChunk.objects.select_related("entry").in_bulk([chunk for _, chunk, _ in rows])
    return tuple(_hit(chunks[chunk], asked) for _, chunk, _ in rows if chunk in chunks)


def _hit(chunk: SearchChunk, asked: Sequence[Asked]) -> Hit:
    entry = chunk.entry
    return Hit(
        subject=Subject(entry.object_kind, entry.object_id, entry.title),
        app=entry.app,
        kind_title=entry.kind_title,
        title=marked(entry.title, asked),
        passage=passage(chunk.text, asked),
        url=entry.url,
        body_id=entry.body_id,
        is_public=entry.is_public,
    )
