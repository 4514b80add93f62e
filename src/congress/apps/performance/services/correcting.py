"""Correcting cells, taking a correction back, and saying that a doubtful cell is right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.cells import state_of
from congress.apps.performance.domain.lifecycle import require_editable
from congress.apps.performance.models import Cell, Correction, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation

MAX_CHARACTERS = 20_000


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
) -> None:
    """Give a cell another text (更正). `before` is the text the person saw; raises `Conflict` when it has changed."""
    cell = _cell(act, address)
    text = text.replace("\r\n", "\n").strip()
    if len(text) > MAX_CHARACTERS:
        raise RuleViolation(
            "performance.cell_too_long", f"这一格的内容不能超过 {MAX_CHARACTERS} 个字。", field="text"
        )
    if cell.text != before.replace("\r\n", "\n"):
        raise Conflict(current=cell)
    if text == cell.text:
        _confirm(cell)
        return
    _change(act, actor, at, cell, text)


@command("performance.undo_correction", permission=PerformancePermission.PREPARE, target=TargetTable)
def undo_correction(*, actor: Person, at: datetime, target: UUID, act: Act[TargetTable] = DOOR) -> str:
    """Take the latest correction back (撤销); again for the one before. Returns the address of the cell."""
    last = act.target.corrections.filter(undoes__isnull=True, undone_by__isnull=True).order_by("-id").first()
    if last is None:
        raise RuleViolation("performance.nothing_to_undo", "没有可以撤销的更正。")
    cell = _cell(act, last.address)
    _change(act, actor, at, cell, last.before, undoes=last)
    return last.address


@command("performance.confirm_cell", permission=PerformancePermission.PREPARE, target=TargetTable)
def confirm_cell(
    *, actor: Person, at: datetime, target: UUID, address: str, act: Act[TargetTable] = DOOR
) -> None:
    """Say that a doubtful cell was read right (确认无误)."""
    _confirm(_cell(act, address))
    act.note(address=address)


def _cell(act: Act[TargetTable], address: str) -> Cell:
    require_editable(state=act.target.stands_at)
    act.body = act.target.body_id
    cell = Cell.objects.filter(table=act.target, address=address).first()
    if cell is None:
        raise RuleViolation("performance.no_such_cell", "本表没有这一格，请刷新页面后再试。")
    return cell


def _change(
    act: Act[TargetTable],
    actor: Person,
    at: datetime,
    cell: Cell,
    text: str,
    undoes: Correction | None = None,
) -> None:
    Correction(
        table=act.target,
        address=cell.address,
        before=cell.text,
        after=text,
        was_confirmed=cell.is_confirmed,
        at=at,
        by=actor.account,
        undoes=undoes,
    ).save(force_insert=True)
    cell.text, cell.state = text, state_of(text=text)
    cell.is_corrected = undoes is None or _corrected_before(undoes)
    cell.is_confirmed = True if undoes is None else undoes.was_confirmed
    cell.save(update_fields=["text", "state", "is_corrected", "is_confirmed"])
    act.target.change()
    act.note(address=cell.address, undone=undoes.pk if undoes else None)


def _corrected_before(undone: Correction) -> bool:
    earlier = Correction.objects.filter(table=undone.table_id, address=undone.address, id__lt=undone.pk)
    return earlier.filter(undoes__isnull=True, undone_by__isnull=True).exists()


def _confirm(cell: Cell) -> None:
    cell.is_confirmed = True
    cell.save(update_fields=["is_confirmed"])
