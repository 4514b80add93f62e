"""What the page of the opening paragraph needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors.reviewing import standing_of
from congress.platform.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Opening:
    """A table with the paragraph its source carried, "" when it carried none."""

    table: TargetTable
    imported: str
    is_editable: bool


def opening_of(*, actor: Actor, table: UUID) -> Opening:
    """The table and its imported paragraph. Raises `Refused`."""
    standing = standing_of(actor=actor, table=table)
    imported = standing.table.cells.filter(address="head.notice").values_list("text", flat=True).first()
    return Opening(standing.table, imported or "", standing.is_editable)
