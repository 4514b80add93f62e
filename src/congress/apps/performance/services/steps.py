"""Steps: how an edit of a table's cells is stored, and how all of it is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F

from congress.apps.performance.domain.cells import Block, ReadCell
from congress.apps.performance.domain.editing import Change, Edit, as_stored
from congress.apps.performance.domain.lifecycle import require_editable
from congress.apps.performance.models import Cell, CellChange, Correction, StepKind, TargetTable
from congress.apps.performance.selectors import assembled, search_entry, title_of
from congress.platform.core.actors import Person
from congress.platform.core.commands import Act
from congress.platform.core.refusals import Conflict
from congress.platform.search.api import put
from congress.standards.errors import RuleViolation

# Everything a cell is; a step keeps it whole, so that taking it back leaves nothing to guess.
_KEPT = tuple(field.name for field in Cell._meta.concrete_fields if field.name not in ("id", "table"))


@dataclass(frozen=True, slots=True)
class Words:
    """How a step reads in the list of corrections: where, from what, to what, and why or whence."""

    name: str
    before: str = ""
    after: str = ""
    note: str = ""


class Pen:
    """What a command changes a table's cells with, its target's or another's: each change is a step, taken back whole.

    Raises `RuleViolation` unless the cells may be changed now; the trail says of which body the table is.
    """

    def __init__(self, act: Act[Any], *, table: TargetTable | None = None) -> None:
        self._act = act
        self._table: TargetTable = act.target if table is None else table
        require_editable(state=self._table.stands_at)
        act.body = self._table.body_id

    def cell(self, address: str) -> Cell:
        """One cell as its row. Raises `RuleViolation` when the table has none of that address."""
        cell = self._table.cells.filter(address=address).first()
        if cell is None:
            raise RuleViolation("performance.no_such_cell", "本表没有这一格，请刷新页面后再试。")
        return cell

    def seen_cell(self, address: str, before: str) -> Cell:
        """One cell that says what the person saw. Raises `Conflict` when it says something else."""
        cell = self.cell(address)
        if as_stored(cell.text) != as_stored(before):
            raise Conflict(current=cell)
        return cell

    def take(self, *, kind: StepKind, edit: Edit, words: Words) -> Correction:
        """Store an edit and what it changed, as one step."""
        table = self._table
        old = _standing(table, edit)
        changes = [
            CellChange(address=address, before=before, after=after)
            for change in edit.changes
            for address, before, after in _sides(table, change, old)
        ]
        step = Correction(
            table=table,
            kind=kind,
            address=edit.address,
            name=words.name[:200],
            before=words.before,
            after=words.after,
            note=words.note[:200],
            behind=edit.room.behind if edit.room else 0,
            room=edit.room.count if edit.room else 0,
            at=self._act.at,
            by=_account(self._act),
        )
        _write(self._act, table, step, changes)
        return step

    def take_back(self, step: Correction) -> Correction:
        """Undo a step, the latest that stands: every cell it changed is again what it was, and where it was."""
        undo = Correction(
            table=self._table,
            kind=step.kind,
            address=step.address,
            name=step.name,
            before=step.after,
            after=step.before,
            behind=step.behind,
            room=step.room,
            at=self._act.at,
            by=_account(self._act),
            undoes=step,
        )
        changes = [
            CellChange(address=each.address, before=each.after, after=each.before)
            for each in step.changes.all()
        ]
        _write(self._act, self._table, undo, changes)
        return undo

    def confirm(self, cells: list[Cell]) -> None:
        """Say of cells that they were read right."""
        self._table.cells.filter(pk__in=[cell.pk for cell in cells]).update(is_confirmed=True)
        self._table.take_part(account=_account(self._act), at=self._act.at)
        self._act.note(address=cells[0].address if cells else "", confirmed=len(cells))


def _write(act: Act[Any], table: TargetTable, step: Correction, changes: list[CellChange]) -> None:
    """What is gone goes, room is made or closed, and cells are put as they stand afterwards."""
    is_undo = step.undoes_id is not None
    step.save(force_insert=True)
    for change in changes:
        change.correction = step
    CellChange.objects.bulk_create(changes)
    table.cells.filter(address__in=[each.address for each in changes if each.after is None]).delete()
    if step.room:
        behind = step.behind + step.room if is_undo else step.behind
        by = -step.room if is_undo else step.room
        table.cells.filter(order__gt=behind).update(order=F("order") + by)
    _put(table, {each.address: each.after for each in changes if each.after is not None})
    table.take_part(account=step.by, at=act.at)
    act.note(
        step=step.kind, address=step.address, cells=len(changes), undone=step.undoes_id if is_undo else None
    )
    if any((each.after or each.before or {}).get("block") == Block.HEAD for each in changes):
        _rename(act, table)
    else:
        table.change()


def _put(table: TargetTable, cells: dict[str, dict[str, Any]]) -> None:
    """Store cells as a step leaves them, known ones in their rows."""
    known = list(table.cells.filter(address__in=cells))
    for row in known:
        for name, value in cells[row.address].items():
            setattr(row, name, value)
    if known:
        Cell.objects.bulk_update(known, [name for name in _KEPT if name != "address"])
    new = cells.keys() - {row.address for row in known}
    Cell.objects.bulk_create(Cell(table=table, **cells[address]) for address in cells if address in new)


def _standing(table: TargetTable, edit: Edit) -> dict[str, Cell]:
    addresses = [change.before.address for change in edit.changes if change.before is not None]
    return {row.address: row for row in table.cells.filter(address__in=addresses)}


def _sides(
    table: TargetTable, change: Change, old: dict[str, Cell]
) -> list[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
    """What is kept of a change, by address; a cell that gets another address is gone there and new here."""
    row = old[change.before.address] if change.before is not None else None
    before = _kept(row) if row is not None else None
    after = _kept(_as_row(table, change, change.after, row)) if change.after is not None else None
    if row is None or change.after is None or row.address == change.after.address:
        address = row.address if row is not None else change.after.address if change.after is not None else ""
        return [(address, before, after)]
    return [(row.address, before, None), (change.after.address, None, after)]


def _kept(row: Cell) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _KEPT}


def _as_row(table: TargetTable, change: Change, cell: ReadCell, old: Cell | None) -> Cell:
    """A cell as it is stored. What was read there keeps how surely it was read; what a person wrote is certain."""
    row = Cell.of(table, cell)
    if old is not None and (old.raw, old.line, old.column, old.page) == (
        row.raw,
        row.line,
        row.column,
        row.page,
    ):
        row.confidence, row.note = old.confidence, old.note
    is_moved = change.is_moved_only
    row.is_corrected = old.is_corrected if old is not None and is_moved else True
    row.is_confirmed = old.is_confirmed if old is not None and is_moved else True
    return row


def _rename(act: Act[Any], table: TargetTable) -> None:
    """The cells that say what the table is called and of which year it is were corrected: lists and search follow."""
    typed = assembled(table)
    table.change(title=title_of(typed) or table.title, year=typed.year.value)
    put(act, **search_entry(table, typed))


def _account(act: Act[Any]) -> UUID:
    """The account of whoever acts; the commands that change cells are for people."""
    assert isinstance(act.actor, Person)
    return act.actor.account
