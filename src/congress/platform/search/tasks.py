"""The jobs of the index: cut what waits, or everything again, in many short commands."""

from __future__ import annotations

from congress.platform.core import clock
from congress.platform.core.jobs import JobContext
from congress.platform.search.cutting import CUT_VERSION
from congress.platform.search.models import SearchChunk
from congress.platform.search.services import BLOCK, cut_chunks


def catch_up(context: JobContext) -> dict[str, int]:
    """Cut what waits: the rest of long texts, and texts that were cut in an older way."""
    waiting = SearchChunk.objects.exclude(cut_version=CUT_VERSION)
    return {"chunks": _run(context, total=waiting.count(), stale_only=True)}


def rebuild(context: JobContext) -> dict[str, int]:
    """Cut every stored text again and take away what no entry holds any more."""
    return {"chunks": _run(context, total=SearchChunk.objects.count(), stale_only=False)}


def _run(context: JobContext, *, total: int, stale_only: bool) -> int:
    after, done = context.cursor or (0, 0)
    total += done if stale_only else 0  # a job taken up again counts what it has cut before
    while done < total or not stale_only:
        last = cut_chunks(actor=context.actor, at=clock.now(), after=after, stale_only=stale_only)
        if last is None:
            break
        after, done = last, min(done + BLOCK, total)
        context.advance(done=done, total=total, cursor=[after, done])
    return int(done)
