"""The verifier: reads the whole trail and says what was changed, removed or moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from congress.platform.audit.anchors import anchors
from congress.platform.audit.contracts import Fault, Verification
from congress.platform.audit.leaves import chained, leaf_of
from congress.platform.audit.models import AuditRow, Seal
from congress.platform.audit.protection import missing_protection
from congress.platform.audit.sealing import unsealed

BLOCK = 1000


def verify_audit(*, progress: Callable[[int], None] | None = None) -> Verification:
    """Check every sealed row against its seal, the seals against each other and against the heads kept outside the
    database, then the digests of the tail, and whether the database still refuses changes.

    `progress` is called with the number of rows checked so far. What it cannot see: a row written past the platform
    by somebody who knows the digest, before it is sealed.
    """
    found = Verification()
    kept = anchors()
    last = 0
    for seals in _blocks():
        rows = AuditRow.objects.in_bulk([seal.row for seal in seals])
        for seal in seals:
            _check_place(found, seal, last)
            _check_row(found, seal, rows.get(seal.row))
            _check_anchor(found, seal, kept.get(seal.number))
            found.head, last = seal.chain, seal.number
            found.sealed += 1
        if progress is not None:
            progress(found.sealed)
    if kept and max(kept) > last:
        found.add(Fault("truncated", number=last + 1))
    for row in unsealed().iterator(chunk_size=BLOCK):
        found.tail += 1
        if leaf_of(row) != row.leaf:
            found.add(Fault("changed", row.pk))
    for name in missing_protection():
        found.add(Fault("unprotected", name=name))
    return found


def _check_place(found: Verification, seal: Seal, last: int) -> None:
    """A seal follows the one before; after a gap there is nothing to follow."""
    if seal.number != last + 1:
        found.add(Fault("gap", number=last + 1))
    elif chained(found.head, seal.leaf, seal.algorithm) != seal.chain:
        found.add(Fault("reordered", seal.row, seal.number))


def _check_row(found: Verification, seal: Seal, row: AuditRow | None) -> None:
    if row is None:
        found.add(Fault("removed", seal.row, seal.number))
    elif leaf_of(row) != row.leaf or row.leaf != seal.leaf:
        found.add(Fault("changed", seal.row, seal.number))


def _check_anchor(found: Verification, seal: Seal, anchor: str | None) -> None:
    if anchor is not None:
        found.anchors += 1
        if anchor != seal.chain:
            found.add(Fault("rewritten", seal.row, seal.number))


def _blocks() -> Iterator[list[Seal]]:
    last = None
    while True:
        rows = Seal.objects.order_by("number")
        block = list((rows if last is None else rows.filter(number__gt=last))[:BLOCK])
        if not block:
            return
        yield block
        last = block[-1].number
