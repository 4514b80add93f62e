"""Putting things into the index and taking them out, inside the command that changed them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from congress.platform.core.actors import Actor, System
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.core.jobs import enqueue
from congress.platform.core.registry import permissions
from congress.platform.core.subjects import Subject
from congress.platform.search.cutting import CUT_VERSION, chunks, keepable
from congress.platform.search.indexes import index
from congress.platform.search.models import SearchChunk, SearchEntry, SearchVerb
from congress.platform.search.permissions import SearchPermission
from congress.platform.search.tokens import tokens_of
from congress.standards.errors import RuleViolation

AT_ONCE = 32  # chunks cut inside the command itself; the rest of a long text follows within seconds
BLOCK = 60
TITLE_LIMIT = 300


@part
def put(
    act: Act[Any],
    *,
    subject: Subject,
    body_id: UUID | None,
    app: str,
    kind_title: str,
    title: str,
    text: str,
    url: str,
    permission: str,
    public: bool,
) -> None:
    """Make a thing findable, or findable as it is now, by whoever has `permission` for its body.

    `public` things are found by strangers too; their permission must be declared public. The text must hold nothing
    sensitive, as whoever finds the thing reads passages of it. Long texts are found by their beginning at once and
    by the rest a few seconds later. Raises `RuleViolation` for an empty title.
    """
    title = keepable(title).strip()[:TITLE_LIMIT]
    if not title:
        raise RuleViolation("search.no_title", "要检索的内容没有标题，请先填写标题。", field="title")
    _check_permission(permission, public)
    remove(act, subject=subject)
    entry = SearchEntry(
        object_kind=subject.kind,
        object_id=subject.id,
        body_id=body_id,
        app=app,
        kind_title=kind_title,
        title=title,
        url=url,
        permission=permission,
        is_public=public,
        changed_at=act.at,
    )
    entry.save(force_insert=True)
    SearchVerb.objects.bulk_create([SearchVerb(code=permission)], ignore_conflicts=True)
    pieces = chunks(text) or [""]
    rows = [SearchChunk(entry=entry, number=number, text=piece) for number, piece in enumerate(pieces)]
    for row in rows[:AT_ONCE]:
        row.cut_version = CUT_VERSION
    made = SearchChunk.objects.bulk_create(rows)
    _cut(made[:AT_ONCE])
    if len(made) > AT_ONCE:
        enqueue(act, kind="search.catch_up", arguments={})


@part
def remove(act: Act[Any], *, subject: Subject) -> None:
    """Make a thing unfindable; nothing happens when it was not findable."""
    entries = SearchEntry.objects.filter(object_kind=subject.kind, object_id=subject.id)
    gone = list(SearchChunk.objects.filter(entry__in=entries).values_list("pk", flat=True))
    if gone:
        with connection.cursor() as cursor:
            index().remove(cursor, gone)
        entries.delete()


@command("search.start_rebuild", permission=SearchPermission.REBUILD)
def start_rebuild(*, actor: Actor, at: datetime, act: Act[None] = DOOR) -> UUID:
    """Cut every stored text again (重建检索索引), as a job in the background. Returns the job's id."""
    job = enqueue(act, kind="search.rebuild", arguments={})
    act.note(job=str(job.pk))
    return job.pk


@command("search.cut_chunks", permission=SearchPermission.CUT)
def cut_chunks(
    *, actor: System, at: datetime, after: int, stale_only: bool, act: Act[None] = DOOR
) -> int | None:
    """Cut the next block of chunks after one (续建检索索引). Returns the last chunk cut, None at the end."""
    waiting = SearchChunk.objects.filter(pk__gt=after)
    if stale_only:
        waiting = waiting.exclude(cut_version=CUT_VERSION)
    rows = list(waiting.select_related("entry").order_by("pk")[:BLOCK])
    last = rows[-1].pk if rows else None
    if not stale_only:
        with connection.cursor() as cursor:
            index().remove_strays(cursor, first=after + 1, last=last or 2**62)
    _cut(rows)
    SearchChunk.objects.filter(pk__in=[row.pk for row in rows]).update(cut_version=CUT_VERSION)
    act.note(chunks=len(rows))
    return last


def _cut(rows: list[SearchChunk]) -> None:
    with connection.cursor() as cursor:
        for row in rows:
            index().put(cursor, row.pk, tokens_of(title=row.entry.title, text=row.text))


def _check_permission(permission: str, public: bool) -> None:
    declared = permissions().get(permission)
    if declared is None:
        raise ValueError(f"nobody declares the permission {permission}")
    if public and not declared.public:
        raise ValueError(f"strangers do not hold {permission}, so nothing under it can be public")
