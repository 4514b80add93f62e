"""Task rows: texts and amounts of one task per row, put back into their columns and joined over page ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from congress.apps.performance.domain.amounts import looks_like_amount
from congress.apps.performance.domain.cells import (
    INFERRED,
    SHIFTED,
    UNSURE,
    Block,
    CellKind,
    CellState,
    state_of,
)
from congress.apps.performance.domain.forms.columns import Column, without_block_label
from congress.apps.performance.domain.forms.fields import money_found, unit_in
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.standards.values.money import MoneyUnit

_LONGEST_NAME = 60
_TOTAL_LABELS = frozenset({"金额合计", "合计", "总计"})
# Written as money is: 1,070,000, 36.50, 12万元.
_MONEY = re.compile(r"\d,\d{3}|[.．]\d{2}$|[元万亿]")
_SENTENCE_ENDS = ("。", "；", ";", "！", ".")
_MONEY_WORDS = re.compile(r"^[^。；\n]{0,12}\d[^。；\n]{0,12}[元万]")
NOT_READABLE = "没有找到任务一栏的表头（名称、资金），任务没有读入，请手工补录。"
# Rows that a blank form prints for "and so on".
_DOTS = re.compile(r"[.…。·\s]+")
_NO_NAME = "这一行没有任务名称，请补填"


@dataclass(frozen=True, slots=True)
class TaskColumns:
    """The columns of a task block in the order of the form.

    `before` and `after` are the texts left and right of the amounts; `units` the unit of each amount's heading;
    `block_label` the words that stand vertically beside the block and may be broken over its rows; `ignored` are
    columns of the table that hold nothing a task is asked for (序号, 备注).
    """

    before: tuple[Column, ...]
    amounts: tuple[Column, ...]
    after: tuple[Column, ...]
    block_label: str
    units: Mapping[str, MoneyUnit | None]
    ignored: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        columns: Sequence[Column],
        *,
        amounts: frozenset[str],
        block_label: str,
        unit: MoneyUnit | None = None,
        ignored: frozenset[int] = frozenset(),
    ) -> TaskColumns:
        """Divide heading columns into texts and amounts; `unit` counts for amounts whose heading states none."""
        money = tuple(column for column in columns if column.field in amounts)
        first = money[0].position if money else max((column.position for column in columns), default=0) + 1
        texts = [column for column in columns if column.field not in amounts]
        return cls(
            before=tuple(column for column in texts if column.position < first),
            amounts=money,
            after=tuple(column for column in texts if column.position > first),
            block_label=block_label,
            units={column.field: unit_in(column.label) or unit for column in money},
            ignored=ignored,
        )

    @property
    def is_readable(self) -> bool:
        """Whether the heading names tasks and, right of them, their money or what they are about."""
        return bool(self.before and (self.amounts or len(self.before) > 1))

    @property
    def name_position(self) -> int:
        """Where a task's name stands; a row with something there is a task of its own."""
        return next(
            (column.position for column in self.all if column.field == "name"), self.before[0].position
        )

    @property
    def first_amount(self) -> int:
        """Where the amounts begin; behind every text where the form has none."""
        return (
            self.amounts[0].position if self.amounts else max(column.position for column in self.before) + 1
        )

    @property
    def all(self) -> tuple[Column, ...]:
        """Every column in the order of the form."""
        return (*self.before, *self.amounts, *self.after)


@dataclass(slots=True)
class TaskRow:
    """One task as gathered from one row or, over a page end, from several."""

    line: Line
    found: dict[str, Found] = field(default_factory=dict)
    is_total: bool = False


def gather_tasks(lines: Sequence[Line], *, columns: TaskColumns, collector: Collector) -> list[TaskRow]:
    """Turn rows into tasks; the total row, where the form has one, is marked as such."""
    rows: list[TaskRow] = []
    for line in lines:
        pieces = [
            piece
            for piece in without_block_label(line, columns.block_label)
            if piece.column not in columns.ignored
        ]
        if all(_DOTS.fullmatch(piece.text) for piece in pieces):
            continue
        amounts = _amounts_among(pieces, columns)
        texts = [piece for piece in pieces if piece not in amounts]
        if rows and not amounts and line.after_break:
            texts = _realigned(rows[-1], texts, columns)
        if rows and not amounts and _continues(texts, columns):
            _continue(rows[-1], texts, columns, collector)
            continue
        if rows and _is_cut(rows, line, amounts, columns):
            _place_amounts(rows[-1], amounts, columns)
            _continue(rows[-1], texts, columns, collector)
            continue
        row = TaskRow(line, is_total=bool(texts) and texts[0].base in _TOTAL_LABELS)
        shift = _place_amounts(row, amounts, columns)
        _place_texts(row, texts, amounts, columns, shift, collector)
        rows.append(row)
    return rows


def add_task(row: TaskRow, *, number: int, columns: TaskColumns, collector: Collector) -> None:
    """Hand a gathered task to the collector, blank cells included."""
    for column in columns.all:
        address = f"tasks.{number}.{column.field}"
        found = row.found.get(column.field) or Found("", "", row.line.at(column.position))
        if column.field == "name" and not found.text:
            found = found.doubted(confidence=UNSURE, note=_NO_NAME)
        kind = CellKind.TEXT if column.field == "name" else CellKind.LONG_TEXT
        if column.field in columns.units:
            found, kind = money_found(found, unit=columns.units[column.field])
        collector.add(address, block=Block.TASKS, label=column.label, kind=kind, found=found)


def add_totals(
    row: TaskRow, *, columns: TaskColumns, collector: Collector, fields: Mapping[str, str] | None = None
) -> None:
    """Hand the total row to the collector; `fields` tells which total each amount of a task adds up to."""
    for column in columns.amounts:
        name = (fields or {}).get(column.field, column.field)
        found = row.found.get(column.field) or Found("", "", row.line.at(column.position))
        found, kind = money_found(found, unit=columns.units[column.field])
        label = f"合计：{column.label}"
        collector.add(f"totals.{name}", block=Block.TOTALS, label=label, kind=kind, found=found)


def _is_amount(piece: Piece, columns: TaskColumns, *, has_text_before: bool) -> bool:
    if not looks_like_amount(piece.text):
        # An amount that cannot be read, or 不适用 in its place, still belongs to the column it stands in.
        says_money = state_of(text=piece.text) is CellState.NOT_APPLICABLE or bool(
            _MONEY_WORDS.search(piece.text)
        )
        return says_money and piece.column in (column.position for column in columns.amounts)
    # A bare number in the name column is a name that happens to be a number.
    return piece.column != columns.name_position or (has_text_before and bool(_MONEY.search(piece.text)))


def _amounts_among(pieces: Sequence[Piece], columns: TaskColumns) -> list[Piece]:
    """The amounts of a row; when there are more numbers than columns, those that stand in the columns."""
    if not columns.amounts:
        return []
    found = [
        piece
        for index, piece in enumerate(pieces)
        if _is_amount(piece, columns, has_text_before=index > 0 and not looks_like_amount(pieces[0].text))
    ]
    if len(found) <= len(columns.amounts):
        return found
    positions = {column.position for column in columns.amounts}
    return [piece for piece in found if piece.column in positions] or found[-len(columns.amounts) :]


def _continues(texts: Sequence[Piece], columns: TaskColumns) -> bool:
    """Whether a row without amounts goes on with the task above: nothing stands in the name column."""
    return all(piece.column != columns.name_position for piece in texts)


def _realigned(above: TaskRow, texts: list[Piece], columns: TaskColumns) -> list[Piece]:
    """The rest of a task behind a page end, put under the texts that are unfinished when it stands one column off."""
    unfinished = [
        column.position
        for column in (*columns.before, *columns.after)
        if column.field != "name"
        and column.field in above.found
        and not above.found[column.field].text.endswith(_SENTENCE_ENDS)
    ]
    stands = [piece.column for piece in texts]
    for shift in (1, -1):
        if stands != unfinished and [column + shift for column in stands] == unfinished:
            return [
                replace(
                    piece,
                    column=piece.column + shift,
                    remarks=(
                        *piece.remarks,
                        (SHIFTED, f"续行原文在第{piece.column + 1}列，按未写完的句子归位"),
                    ),
                )
                for piece in texts
            ]
    return texts


def _is_cut(rows: Sequence[TaskRow], line: Line, amounts: Sequence[Piece], columns: TaskColumns) -> bool:
    """Whether a page end cut one task in two, its name too.

    Only one of the parts has the money, and no text above is finished, where texts of this table do end in a stop.
    """
    above = rows[-1]
    has_money = any(column.field in above.found for column in columns.amounts)
    if not columns.amounts or not line.after_break or above.is_total or has_money == bool(amounts):
        return False
    is_numbered = any(piece.column in columns.ignored for piece in line.filled)
    unfinished = not any(text.endswith(_SENTENCE_ENDS) for text in _told(above, columns))
    stops = any(text.endswith(_SENTENCE_ENDS) for row in rows[:-1] for text in _told(row, columns))
    return bool(_told(above, columns)) and unfinished and stops and not is_numbered


def _told(row: TaskRow, columns: TaskColumns) -> list[str]:
    """What a task says besides its name and its money."""
    return [found.text for name, found in row.found.items() if name not in columns.units and name != "name"]


def _continue(row: TaskRow, texts: Sequence[Piece], columns: TaskColumns, collector: Collector) -> None:
    at = {column.position: column.field for column in (*columns.before, *columns.after)}
    for piece in texts:
        field_name = at.get(piece.column)
        if field_name is None:
            collector.problem(
                "row_not_read",
                f"第{row.line.number}行之后的续行没有读懂：{piece.text[:40]}",
                place=piece.place,
            )
            continue
        before = row.found.get(field_name)
        row.found[field_name] = before.joined(piece.found()) if before else piece.found()


def _place_amounts(row: TaskRow, amounts: Sequence[Piece], columns: TaskColumns) -> int:
    """Put the amounts into their columns; returns by how many columns the row stands too far right."""
    if not amounts:
        return 0
    if len(amounts) == len(columns.amounts):
        shift = amounts[0].column - columns.amounts[0].position
        for piece, column in zip(amounts, columns.amounts, strict=True):
            row.found[column.field] = _shifted(piece, column)
        return shift
    at = {column.position: column.field for column in columns.amounts}
    for piece in amounts:
        field_name = at.get(piece.column)
        free = [column.field for column in columns.amounts if column.field not in row.found]
        if field_name in free:
            row.found[field_name] = piece.found()
        else:
            row.found[free[0]] = piece.found().doubted(
                confidence=UNSURE, note="金额不在表头对应的列里，列数也对不上，请核对属于哪一列"
            )
    return 0


def _shifted(piece: Piece, column: Column) -> Found:
    found = piece.found()
    if piece.column == column.position:
        return found
    note = f"原文在第{piece.column + 1}列，按内容归到第{column.position + 1}列“{column.label}”"
    return found.doubted(confidence=SHIFTED, note=note)


def _place_texts(
    row: TaskRow,
    texts: Sequence[Piece],
    amounts: Sequence[Piece],
    columns: TaskColumns,
    shift: int,
    collector: Collector,
) -> None:
    if row.is_total:
        return
    edge = amounts[0].column if amounts else columns.first_amount
    before = _once([piece for piece in texts if piece.column < edge], columns.before)
    after = _once([piece for piece in texts if piece.column >= edge], columns.after)
    if len(before) == 1 and shift < 0 and len(columns.before) == 2:
        _split_name(row, before[0])
    else:
        _fill(row, before, columns.before, shift, collector)
    _fill(row, after, columns.after, shift, collector)


def _once(pieces: list[Piece], columns: Sequence[Column]) -> list[Piece]:
    """Of more texts than columns, drop one repeated in the next cell, as some programs write merged cells."""
    if len(pieces) <= len(columns):
        return pieces
    return [piece for index, piece in enumerate(pieces) if not index or piece.text != pieces[index - 1].text]


def _fill(
    row: TaskRow, pieces: Sequence[Piece], columns: Sequence[Column], shift: int, collector: Collector
) -> None:
    at = {column.position: column for column in columns}
    in_order = len(pieces) == len(columns)
    for index, piece in enumerate(pieces):
        column = columns[index] if in_order else at.get(piece.column - shift) or at.get(piece.column)
        if column is None or column.field in row.found:
            collector.problem(
                "text_left_over", f"第{row.line.number}行多出一段文字：{piece.text[:40]}", place=piece.place
            )
        else:
            row.found[column.field] = _shifted(piece, column)


def _split_name(row: TaskRow, piece: Piece) -> None:
    """A row that lost a column left of its amount holds name and content in one cell, or one of them alone."""
    found = piece.found()
    name, _, content = found.text.partition("\n")
    if content and len(name) <= _LONGEST_NAME:
        note = "名称和内容原文写在同一格，按段落分开，请核对"
        row.found["name"] = found.read_as(name, confidence=INFERRED, note=note)
        row.found["content"] = found.read_as(content, confidence=INFERRED, note=note)
    elif len(found.text) <= _LONGEST_NAME and "。" not in found.text:
        row.found["name"] = found.doubted(
            confidence=UNSURE, note="整行左移，只有一段文字，按名称读取，请核对"
        )
    else:
        row.found["content"] = found.doubted(
            confidence=UNSURE, note="整行左移，只有一段文字，按内容读取，请核对"
        )
