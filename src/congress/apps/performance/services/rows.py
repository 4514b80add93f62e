"""Editing the rows of a table: add, remove, move, merge, split, shift. Each is one step and is undone as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.cells import ReadCell
from congress.apps.performance.domain.editing import (
    Edit,
    added_row,
    merged_cells,
    merged_rows,
    moved_row,
    removed_row,
    seen_in,
    shifted_cells,
    split_into_next,
    split_into_row,
    within_length,
)
from congress.apps.performance.domain.naming import cell_name, row_name
from congress.apps.performance.domain.rows import Outline, part_and_number, require_part, row_cell
from congress.apps.performance.models import StepKind, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import outline_to_edit, row_cells, stored_cell
from congress.apps.performance.services.steps import Pen, Words
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.standards.errors import RuleViolation

GONE = "（已删除）"


@command("performance.add_row", permission=PerformancePermission.PREPARE, target=TargetTable)
def add_row(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    part: str,
    after: str | None = None,
    texts: Mapping[str, str] | None = None,
    source: str = "",
    act: Act[TargetTable] = DOOR,
) -> str:
    """Add a task, an indicator or a project (加一行). Returns the address of the new row, `indicators.13`.

    `part` is tasks, indicators, projects, sums or `projects.3.indicators`; `after` the row it follows, "" for the
    beginning, None for the end; `texts` fill its cells by field; `source` says where they come from (a library).
    Levels are taken over from the row it follows. Raises `RuleViolation` for a row or a field that is not there.
    """
    pen = Pen(act)
    outline, positions = outline_to_edit(act.target)
    filled = {field: within_length(text) for field, text in (texts or {}).items()}
    model = _model(act.target, outline, require_part(part), after)
    edit = added_row(outline=outline, part=part, after=after, model=model, texts=filled)
    said = " | ".join(text for text in filled.values() if text)
    where = f"“{row_name(after, positions)}”之后" if after else "新的一行"
    name = f"{row_name(edit.address, {}).rpartition(' ')[0]}（{where}）"
    pen.take(kind=StepKind.ADD_ROW, edit=edit, words=Words(name, "", said, source))
    return edit.address


@command("performance.remove_row", permission=PerformancePermission.PREPARE, target=TargetTable)
def remove_row(
    *, actor: Person, at: datetime, target: UUID, row: str, seen: str, act: Act[TargetTable] = DOOR
) -> None:
    """Remove a row, a project with its indicators (删一行). `seen` is the digest of what the person saw in it."""
    pen = Pen(act)
    _outline, positions = outline_to_edit(act.target)
    cells = _seen_row(act, row, seen)
    words = Words(row_name(row, positions), _said(cells), GONE)
    pen.take(kind=StepKind.REMOVE_ROW, edit=removed_row(row=row, cells=cells), words=words)


@command("performance.move_row", permission=PerformancePermission.PREPARE, target=TargetTable)
def move_row(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    row: str,
    part: str,
    after: str | None,
    seen: str,
    act: Act[TargetTable] = DOOR,
) -> str:
    """Move a row up, down, or, an indicator, to another project (移动). Returns its address, new in another part.

    It comes to stand in `part` after the row `after`, "" for the beginning, None for the end.
    """
    pen = Pen(act)
    outline, positions = outline_to_edit(act.target)
    cells = _seen_row(act, row, seen)
    edit = moved_row(outline=outline, row=row, cells=cells, part=require_part(part), after=after)
    to = f"“{row_name(after, positions)}”之后" if after else "最前面" if after == "" else "最后面"
    words = Words(row_name(row, positions), _said(cells), f"移到{to}")
    pen.take(kind=StepKind.MOVE_ROW, edit=edit, words=words)
    return edit.address


@command("performance.merge_cells", permission=PerformancePermission.PREPARE, target=TargetTable)
def merge_cells(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    into: str,
    before: str,
    other: str,
    other_before: str,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Put a cell's text behind that of another (合并两格); the cell itself is blank afterwards. Raises `Conflict`."""
    pen = Pen(act)
    for address, text in ((into, before), (other, other_before)):
        pen.seen_cell(address, text)
    first, second = (stored_cell(act.target, address).cell for address in (into, other))
    within_length(first.text + second.text)
    _outline, positions = outline_to_edit(act.target)
    words = Words(cell_name(first, positions), first.text, first.text + second.text)
    pen.take(kind=StepKind.MERGE, edit=merged_cells(into=first, other=second), words=words)


@command("performance.merge_rows", permission=PerformancePermission.PREPARE, target=TargetTable)
def merge_rows(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    row: str,
    seen: str,
    other: str,
    other_seen: str,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Make one row of two that a page break divided (合并两行): texts joined field by field, the other row gone."""
    pen = Pen(act)
    outline, positions = outline_to_edit(act.target)
    cells, others = _seen_row(act, row, seen), _seen_row(act, other, other_seen)
    edit = merged_rows(outline=outline, row=row, cells=cells, other=other, others=others)
    for change in edit.changes:
        within_length(change.after.text if change.after is not None else "")
    name = f"{row_name(row, positions)}，并入{row_name(other, positions)}"
    words = Words(name, f"{_said(cells)} ＋ {_said(others)}", _said(_after(edit, row, cells)))
    pen.take(kind=StepKind.MERGE, edit=edit, words=words)


@command("performance.split_cell", permission=PerformancePermission.PREPARE, target=TargetTable)
def split_cell(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    address: str,
    before: str,
    first: str,
    second: str,
    into_row: bool,
    act: Act[TargetTable] = DOOR,
) -> str:
    """Divide a cell's text (拆开): `second` goes to the next cell, or to a new row under its own. Returns an address.

    What of two indicators in one cell is left over, such as values, is for the person to divide.
    """
    pen = Pen(act)
    pen.seen_cell(address, before)
    cell = stored_cell(act.target, address).cell
    first, second = within_length(first), within_length(second)
    outline, positions = outline_to_edit(act.target)
    found = row_cell(address)
    own = [each.cell for each in row_cells(act.target, found.row)] if found else []
    own = [each for each in own if (part := row_cell(each.address)) and part.row == (found and found.row)]
    if into_row:
        edit = split_into_row(outline=outline, cell=cell, model=own, first=first, second=second)
    else:
        following = next((each for each in own if each.order > cell.order), None)
        edit = split_into_next(cell=cell, following=following, first=first, second=second)
    words = Words(cell_name(cell, positions), cell.text, f"{first} ／ {second}")
    pen.take(kind=StepKind.SPLIT, edit=edit, words=words)
    return edit.address


@command("performance.shift_cells", permission=PerformancePermission.PREPARE, target=TargetTable)
def shift_cells(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    address: str,
    to_the_right: bool,
    seen: str,
    act: Act[TargetTable] = DOOR,
) -> None:
    """Move the texts of a row, from one cell on, one column to the right or left (整行移格)."""
    pen = Pen(act)
    found = row_cell(address)
    if found is None:
        raise RuleViolation("performance.not_in_a_row", "这一格不在任务、指标或项目的行里，不能移格。")
    cells = _seen_row(act, found.row, seen)
    own = [each for each in cells if (part := row_cell(each.address)) and part.row == found.row]
    edit = shifted_cells(cells=own, start=address, to_the_right=to_the_right)
    _outline, positions = outline_to_edit(act.target)
    side = "右" if to_the_right else "左"
    words = Words(
        f"{row_name(found.row, positions)}，{side}移一格", _said(own), _said(_after(edit, found.row, own))
    )
    pen.take(kind=StepKind.SHIFT, edit=edit, words=words)


def _seen_row(act: Act[TargetTable], row: str, seen: str) -> list[ReadCell]:
    """The cells of a row. Raises `RuleViolation` when there is none, or when it says something else than was seen."""
    part_and_number(row)
    cells = [each.cell for each in row_cells(act.target, row)]
    if not cells:
        raise RuleViolation("performance.no_such_row", "本表没有这一行，请刷新页面后再试。")
    if seen_in(cells) != seen:
        raise RuleViolation(
            "performance.row_changed", "这一行刚刚被改过，没有办理。请看清现在的内容，再决定。"
        )
    return cells


def _model(table: TargetTable, outline: Outline, part: str, after: str | None) -> list[ReadCell]:
    """The cells of the row that a new one is made like: the row it follows, or any of its kind, or none."""
    rows = outline.rows(part)
    model = after or (rows[0] if after == "" and rows else rows[-1] if rows else "")
    if not model and part.endswith(".indicators"):
        alike = [each for each in outline.parts if each.endswith("indicators")]
        model = outline.rows(alike[0])[0] if alike else ""
    if not model:
        return []
    return [
        each.cell
        for each in row_cells(table, model)
        if (found := row_cell(each.cell.address)) and found.row == model
    ]


def _said(cells: Sequence[ReadCell]) -> str:
    """What a row says, in one line."""
    return " | ".join(cell.text for cell in sorted(cells, key=lambda each: each.order) if cell.text)


def _after(edit: Edit, row: str, cells: Sequence[ReadCell]) -> list[ReadCell]:
    """The cells of a row as an edit leaves them."""
    new = {change.after.address: change.after for change in edit.changes if change.after is not None}
    return [new.get(cell.address, cell) for cell in cells]
