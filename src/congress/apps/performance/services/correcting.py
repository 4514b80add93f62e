"""Correcting cells, taking a step back, and saying that doubtful cells are right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.editing import (
    Change,
    Edit,
    rewritten,
    seen_in,
    within_length,
)
from congress.apps.performance.domain.naming import cell_name
from congress.apps.performance.domain.rows import row_cell
from congress.apps.performance.models import StepKind, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import doubtful_cells, position_in_part, stored_cell
from congress.apps.performance.services.steps import Pen, Words
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.drafts import drop_draft
from congress.standards.errors import RuleViolation


@command("performance.correct_cell", permission=PerformancePermission.PREPARE, target=TargetTable)
def correct_cell(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    address: str,
    before: str,
    text: str,
    act: Act[TargetTable] = DOOR,
) -> bool:
    """Give a cell another text (更正). `before` is the text the person saw; raises `Conflict` when it has changed.

    The same text again says that the cell was read right. Returns whether the text is another one now.
    """
    pen = Pen(act)
    drop_draft(act, key=act.target.cell_draft_key(address))
    return _correct(act, pen, {address: (before, text)}, "")


@command("performance.correct_cells", permission=PerformancePermission.PREPARE, target=TargetTable)
def correct_cells(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    changes: Mapping[str, tuple[str, str]],
    source: str = "",
    act: Act[TargetTable] = DOOR,
) -> bool:
    """Give several cells other texts in one step (更正几格): address → (text seen, text wanted); undone as one, too.

    `source` says where the texts come from (a report, a proposal). Raises `Conflict` when one of them has changed.
    """
    return _correct(act, Pen(act), changes, source)


@command("performance.undo_correction", permission=PerformancePermission.PREPARE, target=TargetTable)
def undo_correction(
    *, actor: Person, at: datetime, target: UUID, correction: int, act: Act[TargetTable] = DOOR
) -> str:
    """Take the latest step back (撤销), whole; again for the one before. Returns the address it was about.

    `correction` is the one the person saw as the latest: what others did since is not taken back unseen.
    """
    pen = Pen(act)
    last = act.target.corrections.filter(undoes__isnull=True, undone_by__isnull=True).order_by("-pk").first()
    if last is None:
        raise RuleViolation("performance.nothing_to_undo", "没有可以撤销的更正。")
    if last.pk != correction:
        raise RuleViolation(
            "performance.undo_moved", "刚才又有新的更正或撤销。请看清更正记录里的最新一条，再决定是否撤销。"
        )
    return pen.take_back(last).address


@command("performance.confirm_cell", permission=PerformancePermission.PREPARE, target=TargetTable)
def confirm_cell(
    *, actor: Person, at: datetime, target: UUID, address: str, before: str, act: Act[TargetTable] = DOOR
) -> None:
    """Say that a doubtful cell was read right (确认无误). `before` is the text seen; raises `Conflict`."""
    pen = Pen(act)
    pen.confirm([pen.seen_cell(address, before)])


@command("performance.confirm_block", permission=PerformancePermission.PREPARE, target=TargetTable)
def confirm_block(
    *, actor: Person, at: datetime, target: UUID, section: str, seen: str, act: Act[TargetTable] = DOOR
) -> int:
    """Say that everything doubtful in a part of the table was read right (整块确认). Returns how many cells.

    `section` is a block's name or a project's address; `seen` the digest of what the person saw in doubt there
    (`domain.editing.seen_in`); raises `RuleViolation` when it has changed.
    """
    pen = Pen(act)
    doubtful = doubtful_cells(act.target, section)
    if seen_in(each.cell for each in doubtful) != seen:
        raise RuleViolation(
            "performance.block_changed", "这一部分的内容刚刚被改过，没有确认。请看清现在的内容，再确认。"
        )
    addresses = [each.cell.address for each in doubtful]
    pen.confirm(list(act.target.cells.filter(address__in=addresses)))
    return len(addresses)


def _correct(act: Act[TargetTable], pen: Pen, wanted: Mapping[str, tuple[str, str]], source: str) -> bool:
    edits, rows = [], []
    for address, (before, text) in wanted.items():
        text, cell = within_length(text), pen.seen_cell(address, before)
        if text == cell.text:
            rows.append(cell)
        else:
            edits.append(rewritten(cell=stored_cell(act.target, address).cell, text=text))
    if rows:
        pen.confirm(rows)
    if not edits:
        return False
    changes = tuple(change for edit in edits for change in edit.changes)
    pen.take(kind=StepKind.TEXT, edit=Edit(changes, edits[0].address), words=_words(act, changes, source))
    return True


def _words(act: Act[TargetTable], changes: tuple[Change, ...], source: str) -> Words:
    old, new = changes[0].before, changes[0].after
    assert old is not None and new is not None
    found = row_cell(old.address)
    name = cell_name(old, position_in_part(act.target, found.row) if found else {})
    if len(changes) > 1:
        name = f"{name} 等 {len(changes)} 格"
    return Words(name, old.text, new.text, source)
