"""Correcting cells, taking a correction back, and saying that a doubtful cell is right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.cells import Block, state_of
from congress.apps.performance.domain.lifecycle import require_editable
from congress.apps.performance.models import Cell, Correction, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import assembled, search_entry, title_of
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.refusals import Conflict
from congress.platform.search.api import put
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
) -> bool:
    """Give a cell another text (更正). `before` is the text the person saw; raises `Conflict` when it has changed.

    The same text again says that the cell was read right. Returns whether the text is another one now.
    """
    cell = _cell(act, address)
    text = _as_stored(text).strip()
    if len(text) > MAX_CHARACTERS:
        raise RuleViolation(
            "performance.cell_too_long",
            f"这一格的内容不能超过 {MAX_CHARACTERS:,} 个字，现在有 {len(text):,} 个字。请删减后再保存。",
            field="text",
        )
    _require_seen(cell, before)
    if text == cell.text:
        _confirm(act, actor, at, cell)
        return False
    _change(act, actor, at, cell, text)
    return True


@command("performance.undo_correction", permission=PerformancePermission.PREPARE, target=TargetTable)
def undo_correction(
    *, actor: Person, at: datetime, target: UUID, correction: int, act: Act[TargetTable] = DOOR
) -> str:
    """Take the latest correction back (撤销); again for the one before. Returns the address of the cell.

    `correction` is the one the person saw as the latest: what others corrected since is not taken back unseen.
    """
    require_editable(state=act.target.stands_at)
    last = act.target.corrections.filter(undoes__isnull=True, undone_by__isnull=True).order_by("-pk").first()
    if last is None:
        raise RuleViolation("performance.nothing_to_undo", "没有可以撤销的更正。")
    if last.pk != correction:
        raise RuleViolation(
            "performance.undo_moved", "刚才又有新的更正或撤销。请看清更正记录里的最新一条，再决定是否撤销。"
        )
    _change(act, actor, at, _cell(act, last.address), last.before, undoes=last)
    return last.address


@command("performance.confirm_cell", permission=PerformancePermission.PREPARE, target=TargetTable)
def confirm_cell(
    *, actor: Person, at: datetime, target: UUID, address: str, before: str, act: Act[TargetTable] = DOOR
) -> None:
    """Say that a doubtful cell was read right (确认无误). `before` is the text seen; raises `Conflict`."""
    cell = _cell(act, address)
    _require_seen(cell, before)
    _confirm(act, actor, at, cell)


def _cell(act: Act[TargetTable], address: str) -> Cell:
    require_editable(state=act.target.stands_at)
    act.body = act.target.body_id
    cell = Cell.objects.filter(table=act.target, address=address).first()
    if cell is None:
        raise RuleViolation("performance.no_such_cell", "本表没有这一格，请刷新页面后再试。")
    return cell


def _require_seen(cell: Cell, before: str) -> None:
    if _as_stored(cell.text) != _as_stored(before):
        raise Conflict(current=cell)


def _as_stored(text: str) -> str:
    """Browsers send every end of a line as two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    act.target.take_part(account=actor.account, at=at)
    act.note(address=cell.address, undone=undoes.pk if undoes else None)
    if cell.block == Block.HEAD:
        _rename(act)
    else:
        act.target.change()


def _rename(act: Act[TargetTable]) -> None:
    """The cells that say what the table is called and of which year it is were corrected: lists and search follow."""
    typed = assembled(act.target)
    act.target.change(title=title_of(typed) or act.target.title, year=typed.year.value)
    put(act, **search_entry(act.target, typed))


def _corrected_before(undone: Correction) -> bool:
    earlier = Correction.objects.filter(table=undone.table_id, address=undone.address, id__lt=undone.pk)
    return earlier.filter(undoes__isnull=True, undone_by__isnull=True).exists()


def _confirm(act: Act[TargetTable], actor: Person, at: datetime, cell: Cell) -> None:
    cell.is_confirmed = True
    cell.save(update_fields=["is_confirmed"])
    act.target.take_part(account=actor.account, at=at)
    act.note(address=cell.address, confirmed=True)
