"""Editing a table's rows and cells: what each step changes, planned as data before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from congress.apps.performance.domain.cells import (
    AS_WRITTEN,
    Block,
    CellKind,
    CellState,
    ReadCell,
    state_of,
)
from congress.apps.performance.domain.rows import Outline, kind_of_part, part_and_number, row_cell
from congress.platform.documents.contracts import Place
from congress.standards.errors import RuleViolation

# Where a cell stands in the source that was added by a person.
NOWHERE = Place(line=0, column=0)
_SEEN_DIGITS = 16
MAX_CHARACTERS = 20_000

# The cells of a row where the table has no row of its kind to take them from: field, heading, kind.
_USUAL: Mapping[str, tuple[tuple[str, str, CellKind], ...]] = {
    "tasks": (
        ("name", "任务名称", CellKind.TEXT),
        ("content", "主要实施内容", CellKind.LONG_TEXT),
        ("amount", "拟投入的资金(元)", CellKind.MONEY_YUAN),
        ("expected", "期望达到的目标(概述)", CellKind.LONG_TEXT),
    ),
    "indicators": (
        ("level1", "一级指标", CellKind.LEVEL),
        ("level2", "二级指标", CellKind.LEVEL),
        ("name", "三级指标", CellKind.TEXT),
        ("annual", "年度指标值", CellKind.TARGET),
    ),
    "projects": (
        ("name", "项目名称", CellKind.TEXT),
        ("total", "项目资金(万元)", CellKind.MONEY_WAN),
        ("goal", "绩效目标", CellKind.LONG_TEXT),
    ),
    "sums": (
        ("name", "合计", CellKind.TEXT),
        ("total", "合计金额(万元)", CellKind.MONEY_WAN),
    ),
}
_BLOCKS = {"tasks": Block.TASKS, "indicators": Block.INDICATORS}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell as it was and as it will be; None before for a new one, None after for one that goes."""

    before: ReadCell | None
    after: ReadCell | None

    @property
    def is_moved_only(self) -> bool:
        """Whether the cell says the same as before, only in another place."""
        if self.before is None or self.after is None:
            return False
        return (self.before.text, self.before.raw) == (self.after.text, self.after.raw)


@dataclass(frozen=True, slots=True)
class Room:
    """Room for `count` cells behind an order: everything beyond steps back by so many."""

    behind: int
    count: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A step: its changes, the room that is made first, and the address where it can be seen afterwards."""

    changes: tuple[Change, ...]
    address: str
    room: Room | None = None


def as_stored(text: str) -> str:
    """Browsers send every end of a line as two characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def within_length(text: str) -> str:
    """A text as it is stored, without blanks around it. Raises `RuleViolation` when it is too long for a cell."""
    text = as_stored(text).strip()
    if len(text) > MAX_CHARACTERS:
        raise RuleViolation(
            "performance.cell_too_long",
            f"这一格的内容不能超过 {MAX_CHARACTERS:,} 个字，现在有 {len(text):,} 个字。请删减后再保存。",
            field="text",
        )
    return text


def seen_in(cells: Iterable[ReadCell]) -> str:
    """A short digest of what cells say: what a person saw when deciding, in a form that a page can send back."""
    said = "\x1e".join(
        f"{cell.address}\x1f{cell.text}" for cell in sorted(cells, key=lambda each: each.address)
    )
    return sha256(said.encode()).hexdigest()[:_SEEN_DIGITS]


def added_row(
    *, outline: Outline, part: str, after: str | None, model: Sequence[ReadCell], texts: Mapping[str, str]
) -> Edit:
    """A new row of `part` after a row ("" at the beginning, None at the end), with the cells of the `model` row.

    `texts` fills cells by field; levels are taken over from the model, because headings of levels run on downwards.
    Raises `RuleViolation` for a field the row has not.
    """
    row = f"{part}.{outline.free_number(part)}"
    place = outline.place(part, after)
    blank = _blank_row(part, row, place, model)
    unknown = set(texts) - {cell.address.rpartition(".")[2] for cell in blank}
    if unknown:
        raise RuleViolation(
            "performance.no_such_field", f"这里的行没有“{'、'.join(sorted(unknown))}”这样的格子，没有添加。"
        )
    cells = [_filled(cell, texts.get(cell.address.rpartition(".")[2])) for cell in blank]
    return Edit(tuple(Change(None, cell) for cell in cells), row, Room(place, len(cells)))


def removed_row(*, row: str, cells: Sequence[ReadCell]) -> Edit:
    """A row that goes, a project with its indicators."""
    return Edit(tuple(Change(cell, None) for cell in cells), row)


def moved_row(*, outline: Outline, row: str, cells: Sequence[ReadCell], part: str, after: str | None) -> Edit:
    """A row that comes to stand elsewhere; an indicator also under another project or under the department.

    Raises `RuleViolation` when it stands there already or does not belong there.
    """
    own, _number = part_and_number(row)
    if kind_of_part(part) != kind_of_part(own):
        raise RuleViolation("performance.row_not_there", "这一行不能移到那个部分，请选择同类的行。")
    order = outline.rows(own)
    at = order.index(row)
    stays = after == (order[at - 1] if at else "") or after == row or (after is None and order[-1] == row)
    if part == own and stays:
        raise RuleViolation("performance.row_stands_there", "这一行已经在这个位置，没有移动。")
    place = outline.place(part, after)
    target = row if part == own else f"{part}.{outline.free_number(part)}"
    changes = []
    for number, cell in enumerate(sorted(cells, key=lambda each: each.order), start=1):
        address = target + cell.address[len(row) :]
        block = cell.block if part == own else _block_of(part, ())
        changes.append(Change(cell, replace(cell, address=address, block=block, order=place + number)))
    return Edit(tuple(changes), target, Room(place, len(changes)))


def merged_cells(*, into: ReadCell, other: ReadCell) -> Edit:
    """The text of `other` behind that of `into`; `other` is blank afterwards."""
    if into.address == other.address:
        raise RuleViolation("performance.same_cell", "请选择另外一格来合并。")
    if other.state is CellState.BLANK:
        raise RuleViolation("performance.nothing_to_merge", "要并过来的那一格是空白的，没有合并。")
    return Edit((Change(into, _joined(into, other)), Change(other, _emptied(other))), into.address)


def merged_rows(
    *, outline: Outline, row: str, cells: Sequence[ReadCell], other: str, others: Sequence[ReadCell]
) -> Edit:
    """One row of two: texts joined field by field, the other row gone; indicators of a project come along."""
    part, _number = part_and_number(row)
    other_part, _other_number = part_and_number(other)
    if row == other or kind_of_part(part) != kind_of_part(other_part):
        raise RuleViolation("performance.rows_differ", "请选择另外一行同类的行来合并。")
    fields = {cell.address[len(row) + 1 :]: cell for cell in cells}
    changes = []
    numbers: dict[str, int] = {}
    free = outline.free_number(f"{row}.indicators")
    for cell in others:
        field = cell.address[len(other) + 1 :]
        if field.startswith("indicators."):
            old, _dot, name = field[len("indicators.") :].partition(".")
            number = numbers.setdefault(old, free + len(numbers))
            changes.append(Change(cell, replace(cell, address=f"{row}.indicators.{number}.{name}")))
        elif field not in fields:
            changes.append(Change(cell, replace(cell, address=f"{row}.{field}")))
        else:
            changes.append(Change(cell, None))
            if _adds(fields[field], cell):
                changes.append(Change(fields[field], _joined(fields[field], cell)))
    return Edit(tuple(changes), row)


def split_into_next(*, cell: ReadCell, following: ReadCell | None, first: str, second: str) -> Edit:
    """The second part of a cell's text in the blank cell after it."""
    _require_parts(first, second)
    if following is None:
        raise RuleViolation(
            "performance.no_next_cell", "这是这一行的最后一格，没有下一格可以放。请改为拆成新的一行。"
        )
    if following.state is not CellState.BLANK:
        raise RuleViolation(
            "performance.next_cell_filled", "下一格已经有内容，放不进去。请先把后面的格子右移，再拆开。"
        )
    begun, rest = _divided(cell, first, second)
    return Edit((Change(cell, begun), Change(following, _carrying(following, rest))), cell.address)


def split_into_row(
    *, outline: Outline, cell: ReadCell, model: Sequence[ReadCell], first: str, second: str
) -> Edit:
    """The second part of a cell's text in a new row under its own, in the same column."""
    _require_parts(first, second)
    found = row_cell(cell.address)
    if found is None:
        raise RuleViolation(
            "performance.not_in_a_row", "这一格不在任务、指标或项目的行里，不能拆成新的一行。"
        )
    begun, rest = _divided(cell, first, second)
    added = added_row(
        outline=outline, part=found.part, after=found.row, model=model, texts={found.field: second}
    )
    changes = []
    for change in added.changes:
        assert change.after is not None
        is_it = change.after.address == f"{added.address}.{found.field}"
        changes.append(Change(None, _carrying(change.after, rest)) if is_it else change)
    return Edit((Change(cell, begun), *changes), added.address, added.room)


def shifted_cells(*, cells: Sequence[ReadCell], start: str, to_the_right: bool) -> Edit:
    """The cells of a row from one cell on, each one column further; places in the source go with their texts.

    To the right, the last cell must be blank; to the left, the one before the start. Raises `RuleViolation`.
    """
    ordered = sorted(cells, key=lambda each: each.order)
    at = next((index for index, cell in enumerate(ordered) if cell.address == start), None)
    if at is None:
        raise RuleViolation("performance.no_such_cell", "本表没有这一格，请刷新页面后再试。")
    taken = ordered[at:] if to_the_right else ordered[max(at - 1, 0) :]
    if not to_the_right and at == 0:
        raise RuleViolation("performance.no_cell_before", "这是这一行的第一格，不能再左移。")
    giving = taken[-1] if to_the_right else taken[0]
    if giving.state is not CellState.BLANK:
        side = "最后一格" if to_the_right else "前一格"
        raise RuleViolation(
            "performance.no_room_to_shift", f"{side}“{giving.label}”已经有内容，移不过去。请先处理那一格。"
        )
    if to_the_right:
        moved = [
            _emptied(taken[0]),
            *(_carrying(cell, before) for before, cell in zip(taken, taken[1:], strict=False)),
        ]
    else:
        moved = [
            *(_carrying(cell, after) for cell, after in zip(taken, taken[1:], strict=False)),
            _emptied(taken[-1]),
        ]
    changes = [
        Change(old, new)
        for old, new in zip(taken, moved, strict=True)
        if (old.text, old.raw) != (new.text, new.raw)
    ]
    if not changes:
        raise RuleViolation("performance.nothing_to_shift", "这些格子都是空白的，没有可以移动的内容。")
    return Edit(tuple(changes), start)


def rewritten(*, cell: ReadCell, text: str) -> Edit:
    """A cell with another text."""
    return Edit((Change(cell, _filled(cell, text)),), cell.address)


def _blank_row(part: str, row: str, place: int, model: Sequence[ReadCell]) -> list[ReadCell]:
    ordered = sorted(model, key=lambda each: each.order)
    shapes = [(each.address.rpartition(".")[2], each.label, each.kind) for each in ordered]
    levels = {each.address.rpartition(".")[2]: each.text for each in ordered if each.kind is CellKind.LEVEL}
    block = _block_of(part, ordered)
    return [
        ReadCell(
            address=f"{row}.{field}",
            block=block,
            order=place + number,
            label=label,
            kind=kind,
            raw="",
            text=levels.get(field, ""),
            state=state_of(text=levels.get(field, "")),
            place=NOWHERE,
            confidence=AS_WRITTEN,
        )
        for number, (field, label, kind) in enumerate(shapes or _USUAL[kind_of_part(part)], start=1)
    ]


def _block_of(part: str, model: Sequence[ReadCell]) -> Block:
    if model and row_cell(model[0].address) is not None and part.startswith("tasks"):
        return model[0].block  # tasks of their own rows, or those written as free text
    return _BLOCKS.get(part, Block.PROJECTS)


def _filled(cell: ReadCell, text: str | None) -> ReadCell:
    return cell if text is None else replace(cell, text=text, state=state_of(text=text))


def _emptied(cell: ReadCell) -> ReadCell:
    return replace(cell, raw="", text="", state=CellState.BLANK, note="", continued=())


def _carrying(cell: ReadCell, content: ReadCell) -> ReadCell:
    """A cell with what another one says, where that stands in the source included."""
    return replace(
        cell,
        raw=content.raw,
        text=content.text,
        state=content.state,
        place=content.place,
        continued=content.continued,
        confidence=content.confidence,
        note=content.note,
    )


def _adds(cell: ReadCell, other: ReadCell) -> bool:
    """Whether another row's cell adds anything: levels and equal texts are not written twice."""
    if other.state is CellState.BLANK or other.text == cell.text:
        return False
    return cell.kind is not CellKind.LEVEL or cell.state is CellState.BLANK


def _joined(cell: ReadCell, other: ReadCell) -> ReadCell:
    if cell.state is CellState.BLANK and not cell.raw:
        return _carrying(cell, other)
    parts = (other.place, *other.continued) if other.place != NOWHERE else other.continued
    text = cell.text + other.text
    return replace(
        cell,
        raw="\n".join(raw for raw in (cell.raw, other.raw) if raw),
        text=text,
        state=state_of(text=text),
        continued=(*cell.continued, *parts),
    )


def _divided(cell: ReadCell, first: str, second: str) -> tuple[ReadCell, ReadCell]:
    """Both parts; the source cannot be divided, so both point to the same place and the raw text stays in the first."""
    rest = replace(cell, raw="", text=second, state=state_of(text=second))
    return _filled(cell, first), rest


def _require_parts(first: str, second: str) -> None:
    if not first.strip() or not second.strip():
        raise RuleViolation(
            "performance.nothing_to_split",
            "请把要分出去的文字放到第二个框里，两个框都要有内容。",
            field="second",
        )
