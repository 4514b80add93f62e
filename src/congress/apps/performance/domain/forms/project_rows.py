"""Project rows: one project or one sum per row of a multi-project table, joined over page ends and put in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from congress.apps.performance.domain.amounts import looks_like_amount
from congress.apps.performance.domain.cells import SHIFTED, UNSURE, CellState, state_of
from congress.apps.performance.domain.forms.columns import Column
from congress.apps.performance.domain.forms.fields import unit_in
from congress.apps.performance.domain.forms.project_packed import begins_packed, looks_packed
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.standards.values.money import MoneyUnit
from congress.standards.values.written import closed_up

# What the field of a column begins with whose heading is not known.
EXTRA = "extra"
AMOUNTS = (
    "total", "fiscal", "special_account", "unit_funds", "carried_over", "other_funds", "initial", "budget", "executed",
)  # fmt: skip
# Names of rows that add up everything, and no unit's.
SUM_NAMES = frozenset({"合计", "总计", "小计", "金额合计"})
LONG_TEXTS = ("goal", "packed")

# Page and line: every sheet of a workbook counts its lines from 1.
Spot = tuple[int | None, int]


def spot(line: Line) -> Spot:
    """Where a line stands, as no other line of the document does."""
    return (line.page, line.number)


@dataclass(frozen=True, slots=True)
class ProjectColumns:
    """The columns of the table from left to right, and the unit of each amount's heading (None: not stated)."""

    columns: tuple[Column, ...]
    units: Mapping[str, MoneyUnit | None]

    @classmethod
    def of(cls, columns: Sequence[Column], *, unit: MoneyUnit | None) -> ProjectColumns:
        """Take the first column of each field; `unit` is that of the line above the table."""
        first: dict[str, Column] = {}
        for column in sorted(columns, key=lambda column: column.position):
            first.setdefault(column.field, column)
        kept = tuple(first.values())
        # A heading over several columns, 项目资金(元), states the unit of all of them.
        unit = next(
            (stated for each in kept if each.field in AMOUNTS and (stated := unit_in(each.label))), unit
        )
        return cls(kept, {each.field: unit_in(each.label) or unit for each in kept if each.field in AMOUNTS})

    @property
    def amounts(self) -> tuple[Column, ...]:
        """The columns that hold money."""
        return tuple(column for column in self.columns if column.field in AMOUNTS)

    def column(self, name: str) -> Column | None:
        """The column of a field, if the table has it."""
        return next((column for column in self.columns if column.field == name), None)

    def field_at(self, position: int) -> str:
        """The field of a position; empty where no known heading stands."""
        return next((column.field for column in self.columns if column.position == position), "")


@dataclass(slots=True)
class ProjectRow:
    """One row as gathered: each field with its parts, more than one where page ends cut it.

    `indicators` are the lines of its tree where the table has columns for one.
    """

    line: Line
    found: dict[str, list[Found]] = field(default_factory=dict)
    indicators: list[Line] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The whole text of a field."""
        return "".join(part.text for part in self.found.get(name, ()))

    def whole(self, name: str) -> Found | None:
        """The field in one piece, None where nothing was written."""
        parts = self.found.get(name)
        if not parts:
            return None
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.joined(part)
        return whole

    @property
    def has_amounts(self) -> bool:
        """Whether any amount stands in the row."""
        return any(name in self.found for name in AMOUNTS)

    @property
    def has_content(self) -> bool:
        """Whether the row says more than a name and amounts."""
        return bool(self.indicators) or any(
            state_of(text=self.text(name)) is CellState.VALUE for name in LONG_TEXTS
        )


def gather_rows(
    lines: Sequence[Line], *, columns: ProjectColumns, heads: frozenset[Spot], collector: Collector
) -> list[ProjectRow]:
    """Gather the rows; `heads` are the spots of heading lines, which are repeated on every page."""
    rows: list[ProjectRow] = []
    broken = False
    for line in lines:
        broken = broken or line.after_break
        if spot(line) in heads:
            _report(line, collector, is_repeated=bool(rows))
            broken = True
            continue
        row = _row(line, columns, collector)
        if rows and _continues(row, rows[-1], is_after_break=broken):
            for name, parts in row.found.items():
                rows[-1].found.setdefault(name, []).extend(parts)
        else:
            rows.append(row)
        broken = False
    settle_names(rows)
    return rows


def settle_names(rows: Sequence[ProjectRow]) -> None:
    """Take 合计 for the name of its row where it stands left of the name's column."""
    for row in rows:
        for name in ("number", "unit", "department"):
            if "name" not in row.found and closed_up(row.text(name)) in SUM_NAMES:
                row.found["name"] = row.found.pop(name)


def _report(line: Line, collector: Collector, *, is_repeated: bool) -> None:
    if is_repeated:
        collector.problem(
            "heading_repeated", f"第{line.number}行是换页重复的表头，已略去。", place=line.filled[0].place
        )


def _continues(row: ProjectRow, above: ProjectRow, *, is_after_break: bool) -> bool:
    """Whether a row goes on with the one above: it has no amounts, and no name or a page end before it."""
    if row.has_amounts or not above.has_content:
        return False
    if not row.text("name"):
        return True
    return is_after_break and not begins_packed(row.text("packed"))


def _row(line: Line, columns: ProjectColumns, collector: Collector) -> ProjectRow:
    row = ProjectRow(line)
    placed = {piece: columns.field_at(piece.column) for piece in line.filled}
    if not all(_fits(piece, name) for piece, name in placed.items()) or _is_twice(placed.values()):
        placed = _by_content(line, columns)
    for piece, name in placed.items():
        if not name or name in row.found:
            collector.problem(
                "text_left_over", f"第{line.number}行多出一段文字：{piece.text[:40]}", place=piece.place
            )
            continue
        row.found[name] = [_shifted(piece, columns.column(name))]
    return row


def _is_twice(names: object) -> bool:
    listed = list(names)  # type: ignore[call-overload]
    return len(listed) != len(set(listed))


def _fits(piece: Piece, name: str) -> bool:
    """Whether a text can stand in a column: money in money columns, packed indicators in theirs."""
    if name in AMOUNTS:
        return looks_like_amount(piece.text) or state_of(text=piece.text) is CellState.NOT_APPLICABLE
    if name == "packed" or not name:
        return bool(name)
    return not looks_packed(piece.text) and (name != "goal" or not looks_like_amount(piece.text))


def _by_content(line: Line, columns: ProjectColumns) -> dict[Piece, str]:
    """Sort a shifted row by what its texts are: name, amounts, goal, packed indicators, in this order."""
    placed: dict[Piece, str] = {}
    amounts = [piece for piece in line.filled if looks_like_amount(piece.text)]
    money = columns.amounts
    shift = amounts[0].column - money[0].position if amounts and money else 0
    at = {column.position: column.field for column in money}
    for index, piece in enumerate(amounts):
        if len(amounts) == len(money):
            placed[piece] = money[index].field
        else:
            placed[piece] = at.get(piece.column - shift, "")
    edge = amounts[-1].column if amounts else -1
    texts = [piece for piece in line.filled if piece not in placed]
    packs = [piece for piece in texts if looks_packed(piece.text)]
    after = [piece for piece in texts if piece.column > edge and piece not in packs]
    before = [piece for piece in texts if piece not in after and piece not in packs]
    if not amounts and len(after) > 1:
        before, after = after[:1], after[1:]
    placed |= dict.fromkeys(packs, "packed")
    placed |= dict.fromkeys(after, "goal")
    placed |= {piece: name for piece, name in zip(before, _texts_before(columns, before), strict=True)}
    return placed


def _texts_before(columns: ProjectColumns, pieces: Sequence[Piece]) -> Iterator[str]:
    """The fields of the texts left of the amounts: by position while it fits, else the name."""
    taken: set[str] = set()
    for piece in pieces:
        name = columns.field_at(piece.column)
        if name in AMOUNTS or name in LONG_TEXTS or not name or name in taken:
            name = "name" if "name" not in taken else ""
        taken.add(name)
        yield name


def _shifted(piece: Piece, column: Column | None) -> Found:
    found = piece.found()
    if column is None or piece.column == column.position:
        return found
    note = f"原文在第{piece.column + 1}列，按内容归到第{column.position + 1}列“{column.label}”，请核对"
    return found.doubted(confidence=UNSURE if column.field in AMOUNTS else SHIFTED, note=note)
