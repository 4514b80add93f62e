"""The sealer: numbers closed rows and chains their leaves, outside every command."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from congress.platform.audit.leaves import chained
from congress.platform.audit.models import AuditRow, Seal
from congress.platform.core.guard import unguarded

BLOCK = 500


def unsealed() -> QuerySet[AuditRow]:
    """Rows that no seal holds yet, oldest first."""
    return AuditRow.objects.filter(~Exists(Seal.objects.filter(row=OuterRef("pk")))).order_by("id")


def seal_rows(*, at: datetime) -> int:
    """Chain every row committed so far, in short transactions. Returns how many were sealed.

    Two sealers at once are harmless: the number is unique, so one of them gives way.
    """
    sealed = 0
    while True:
        try:
            block = _seal_block(at)
        except IntegrityError:
            return sealed
        sealed += block
        if block < BLOCK:
            return sealed


def _seal_block(at: datetime) -> int:
    rows = list(unsealed().values_list("id", "leaf")[:BLOCK])
    if not rows:
        return 0
    with transaction.atomic(), unguarded("sealing"):
        head = Seal.objects.order_by("-number").first()
        number, chain = (head.number, head.chain) if head else (0, "")
        seals = []
        for row, leaf in rows:
            number += 1
            chain = chained(chain, leaf)
            seals.append(Seal(number=number, row=row, leaf=leaf, chain=chain, sealed_at=at))
        Seal.objects.bulk_create(seals)
    return len(rows)
