"""What the checks would find if a cell said what somebody is typing: looked at while they type, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from congress.apps.performance.domain import Finding
from congress.apps.performance.domain.cells import state_of
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors.cells import assembled_from, stored_cells
from congress.apps.performance.selectors.findings import findings_of
from congress.apps.performance.selectors.tables import NOT_THERE, table_and_verbs
from congress.platform.core.actors import Actor
from congress.platform.core.refusals import Refused


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be wrong with one cell: a sentence when its text cannot be read, and the findings that speak of it."""

    unread: str
    findings: tuple[Finding, ...]


def preview_of(*, actor: Actor, table: UUID, address: str, text: str) -> Preview:
    """Check a table as it would be with another text in one cell. Raises `Refused`."""
    row, verbs = table_and_verbs(actor=actor, table=table)
    if P.PREPARE not in verbs:
        raise Refused(permission=P.PREPARE, reason=NOT_THERE)
    plain = text.replace("\r\n", "\n").strip()
    cells = [
        replace(each, cell=replace(each.cell, text=plain, state=state_of(text=plain)), is_corrected=True)
        if each.cell.address == address
        else each
        for each in stored_cells(row)
    ]
    typed = assembled_from(row, cells)
    unread = next((each.message for each in typed.unread if each.address == address), "")
    found = findings_of(row, typed, cells).values()
    return Preview(unread, tuple(each for each in found if address in each.addresses))
