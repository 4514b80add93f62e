"""The verifier: reads the whole trail and says what was changed, removed or moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from congress.platform.audit.leaves import chained, leaf_of
from congress.platform.audit.models import AuditRow, Seal
from congress.platform.audit.sealing import unsealed

BLOCK = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: what kind, which row, which place in the chain (None in the unsealed tail)."""

    kind: str
    row: UUID | None
    number: int | None

    @property
    def message(self) -> str:
        """The fault in Chinese."""
        where = f"第 {self.number} 条" if self.number else "尚未封存的记录"
        return {
            "changed": f"{where}：内容被改动。",
            "removed": f"{where}：记录被删除。",
            "reordered": f"{where}：顺序或封存链被改动。",
            "gap": f"{where}：封存编号不连续，有封存被删除。",
        }[self.kind]


@dataclass(slots=True)
class Verification:
    """What the verifier found. `head` is the last chain digest; `tail` counts rows no seal holds yet."""

    sealed: int = 0
    tail: int = 0
    head: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.faults


def verify_audit() -> Verification:
    """Check every sealed row against its seal and the seals against each other, then the tail's own leaves."""
    found = Verification()
    expected = 1
    for seals in _blocks():
        rows = AuditRow.objects.in_bulk([seal.row for seal in seals])
        for seal in seals:
            if seal.number != expected:
                found.faults.append(Fault("gap", None, expected))
                expected = seal.number
            _check(found, seal, rows.get(seal.row))
            expected += 1
    for row in unsealed().iterator(chunk_size=BLOCK):
        found.tail += 1
        if leaf_of(row) != row.leaf:
            found.faults.append(Fault("changed", row.pk, None))
    return found


def _check(found: Verification, seal: Seal, row: AuditRow | None) -> None:
    if row is None:
        found.faults.append(Fault("removed", seal.row, seal.number))
    elif leaf_of(row) != row.leaf or row.leaf != seal.leaf:
        found.faults.append(Fault("changed", seal.row, seal.number))
    chain = chained(found.head, seal.leaf)
    if chain != seal.chain:
        found.faults.append(Fault("reordered", seal.row, seal.number))
    found.head = seal.chain
    found.sealed += 1


def _blocks() -> Iterator[list[Seal]]:
    last = 0
    while True:
        block = list(Seal.objects.filter(number__gt=last).order_by("number")[:BLOCK])
        if not block:
            return
        yield block
        last = block[-1].number
