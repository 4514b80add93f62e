"""Money of a project sheet: a grid of budget and execution by source, or pairs of a label and an amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from congress.apps.performance.domain.amounts import looks_like_amount
from congress.apps.performance.domain.cells import UNSURE, CellKind, CellState, state_of
from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.forms.fields import money_found, unit_in
from congress.apps.performance.domain.forms.project_blocks import settled
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.standards.values.money import MoneyUnit

POINTS = ("rate", "rate_weight", "rate_score")
_YEAR_PARTS = {
    "": "total",
    "fiscal": "fiscal",
    "carried_over": "carried_over",
    "special_account": "special_account",
    "unit_funds": "unit_funds",
    "other": "other_funds",
}
_SIDES = {"initial": said.INITIAL, "budget": said.BUDGET, "executed": said.EXECUTED}
_TWO = 2


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """A value of the part: the name of its field, its label, and how it is to be understood."""

    name: str
    label: str
    kind: CellKind
    found: Found


def field_of(side: str, part: str) -> str:
    """The field of an amount: `side` is year, whole_period, initial, budget or executed, `part` the source."""
    if side == "year":
        return _YEAR_PARTS.get(part, "")
    return f"{side}_{part}" if part else side


def read_money(
    lines: Sequence[Line], *, fields: frozenset[str], unit: MoneyUnit | None, collector: Collector
) -> list[MoneyCell]:
    """Read the part; `fields` are those the owner of the money has, `unit` that of the line above the table."""
    reader = _Reader(fields, unit, collector)
    for line in lines:
        reader.take(line)
    return list(reader.cells.values())


@dataclass(slots=True)
class _Reader:
    fields: frozenset[str]
    unit: MoneyUnit | None
    collector: Collector
    cells: dict[str, MoneyCell] = field(default_factory=dict)
    columns: list[tuple[Piece, str]] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Take a line: the heading of a grid, a row below it, or pairs."""
        self.unit = next((unit for piece in line.filled if (unit := unit_in(piece.label))), self.unit)
        heads = settled(line)
        if len(heads) >= _TWO and not any(_is_value(piece) for piece in line.filled):
            self.columns = self.columns or heads
        elif self.columns and not heads:
            self._row(line)
        else:
            self._pairs(line)

    def _row(self, line: Line) -> None:
        labels = [piece for piece in line.filled if said.plain(piece.base) in said.MONEY_ROWS]
        values = [piece for piece in line.filled if _is_value(piece)]
        if not labels:
            if any(said.plain(piece.base) not in said.CAPTIONS for piece in line.filled):
                self._report(line)
            return
        part = said.MONEY_ROWS[said.plain(labels[-1].base)]
        for (head, name), found in self._in_columns(line, values):
            if name in POINTS:
                self._points(line, name, head, found, is_total=not part)
            else:
                self._amount(field_of(name, part), f"{labels[-1].text}：{head.text}", found)

    def _in_columns(self, line: Line, values: Sequence[Piece]) -> Iterator[tuple[tuple[Piece, str], Found]]:
        """Each column with its value: in order where there are as many, else by position."""
        if len(values) == len(self.columns):
            yield from ((column, value.found()) for column, value in zip(self.columns, values, strict=True))
            return
        at = {piece.column: piece for piece in values}
        taken = [at[head.column] for head, _ in self.columns if head.column in at]
        left = [piece for piece in values if piece not in taken]
        for head, name in self.columns:
            piece = at.get(head.column)
            if piece is not None:
                yield (head, name), piece.found()
            elif left and name not in POINTS:
                note = "不在表头对应的列里，请核对属于哪一列"
                yield (head, name), left.pop(0).found().doubted(confidence=UNSURE, note=note)
            else:
                yield (head, name), Found("", "", line.at(head.column))
        if left:
            self._report(line)

    def _points(self, line: Line, name: str, head: Piece, found: Found, *, is_total: bool) -> None:
        """Points belong to the row of the whole money alone."""
        if is_total and name not in self.cells:
            kind = CellKind.TARGET if name == "rate" else CellKind.POINTS
            self.cells[name] = MoneyCell(name, f"预算执行：{head.text}", kind, found)
        elif not is_total and state_of(text=found.text) is CellState.VALUE and name != "rate":
            self._report(line)

    def _pairs(self, line: Line) -> None:
        totals = [side for piece in line.filled if (side := _side_of(piece))]
        self.sides = totals or self.sides
        ordinal = -1
        pieces = list(line.filled)
        is_read = True
        for index, piece in enumerate(pieces):
            name = said.plain(piece.base)
            side, part = _side_of(piece), said.MONEY_ROWS.get(name, "")
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            value = following if following is not None and _is_value(following) else None
            found = value.found() if value else Found("", "", line.at(piece.column + 1))
            if said.SETTLED.get(name) in POINTS:
                self._points(line, said.SETTLED[name], piece, found, is_total=True)
            elif side or name in said.MONEY_ROWS:
                ordinal += 1
                side = side or (self.sides[min(ordinal, len(self.sides) - 1)] if self.sides else "year")
                self._amount(field_of(side, part), piece.text.rstrip("：:"), found)
            elif not _is_value(piece) and name not in said.CAPTIONS:
                is_read = False
        if not is_read:
            self._report(line)

    def _amount(self, name: str, label: str, found: Found) -> None:
        if name == "total" and name not in self.fields:
            name = "budget"
        if name not in self.fields or name in self.cells:
            if state_of(text=found.text) is CellState.VALUE:
                self.collector.problem(
                    "money_not_read",
                    f"“{label}”的金额“{found.text[:20]}”没有读入，请核对。",
                    place=found.place,
                )
            return
        found, kind = money_found(found, unit=self.unit)
        self.cells[name] = MoneyCell(name, label, kind, found)

    def _report(self, line: Line) -> None:
        self.collector.problem(
            "row_not_read", f"第{line.number}行有内容没有读懂：{line.text[:40]}", place=line.filled[0].place
        )


def _side_of(piece: Piece) -> str:
    """Which total a label names, if it names one."""
    name = said.plain(piece.base)
    if name in said.WHOLE_TOTAL:
        return "whole_period"
    if name in said.YEAR_TOTAL:
        return "year"
    return next((side for side, wordings in _SIDES.items() if name in wordings), "")


def _is_value(piece: Piece) -> bool:
    plain = piece.text.removesuffix("%").removesuffix("％").removesuffix("分")
    return looks_like_amount(plain) or state_of(text=piece.text) is CellState.NOT_APPLICABLE
