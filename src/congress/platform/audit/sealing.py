"""The sealer: numbers closed rows and chains their leaves, outside every command.

A row is sealed once it has been committed, in the order in which the sealer meets it: a row that began earlier and
was committed later simply takes a later place. Ids tell the time, so that the usual pass looks at the last day only;
a pass over everything catches what a wrongly set clock has put further back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from congress.platform.audit.anchors import keep_anchor
from congress.platform.audit.leaves import chained, chosen_algorithm
from congress.platform.audit.models import AuditRow, Seal
from congress.platform.core.guard import unguarded

BLOCK = 500
# Finding what waits looks at every row of the day: it is done once for many blocks.
WINDOW = 40 * BLOCK
LOOK_BACK = timedelta(days=1)


def unsealed(*, since: UUID | None = None) -> QuerySet[AuditRow]:
    """Rows that no seal holds yet, oldest first; all of them, or those with an id from `since` on."""
    rows = AuditRow.objects.filter(~Exists(Seal.objects.filter(row=OuterRef("pk")))).order_by("id")
    return rows if since is None else rows.filter(pk__gte=since)


def recently(at: datetime) -> UUID | None:
    """The id from which the usual pass looks: a day before the last sealed row and before now; None: from the first."""
    head = Seal.objects.order_by("-number").values_list("row", flat=True).first()
    if head is None:
        return None
    last = min(head.int >> 80, int(at.timestamp() * 1000))
    first = max(last - int(LOOK_BACK / timedelta(milliseconds=1)), 0)
    return UUID(int=first << 80)


def unsealed_since(*, at: datetime) -> datetime | None:
    """When the oldest recent row was written that waits for its seal; None when none waits."""
    return unsealed(since=recently(at)).values_list("at", flat=True).first()


def seal_rows(*, at: datetime, everything: bool = False) -> int:
    """Chain the rows committed so far, in short transactions. Returns how many were sealed.

    The usual pass looks back one day, `everything` at the whole trail. Two sealers at once are harmless: a number in
    the chain and a row's seal are unique, so one of them gives way and the other goes on.
    """
    since = None if everything else recently(at)
    sealed = 0
    while True:
        waiting = list(unsealed(since=since).values_list("id", "leaf")[:WINDOW])
        for first in range(0, len(waiting), BLOCK):
            block = waiting[first : first + BLOCK]
            try:
                _seal_block(at, block)
            except IntegrityError:
                return sealed
            sealed += len(block)
        if len(waiting) < WINDOW:
            return sealed


def _seal_block(at: datetime, rows: Sequence[tuple[UUID, str]]) -> None:
    algorithm = chosen_algorithm()
    with transaction.atomic(), unguarded("sealing"):
        head = Seal.objects.order_by("-number").first()
        number, chain = (head.number, head.chain) if head else (0, "")
        seals = []
        for row, leaf in rows:
            number += 1
            chain = chained(chain, leaf, algorithm)
            seals.append(
                Seal(number=number, row=row, leaf=leaf, algorithm=algorithm, chain=chain, sealed_at=at)
            )
        Seal.objects.bulk_create(seals)
        transaction.on_commit(partial(keep_anchor, number=number, chain=chain, at=at))
