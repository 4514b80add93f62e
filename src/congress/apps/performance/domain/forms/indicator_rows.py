"""Indicator rows: level labels, name and values sorted by what they are, then by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from congress.apps.performance.domain.cells import (
    BLANKS_REMOVED,
    INFERRED,
    INHERITED,
    SHIFTED,
    UNSURE,
    Block,
    CellKind,
)
from congress.apps.performance.domain.forms.columns import Column, without_block_label
from congress.apps.performance.domain.forms.indicator_parts import is_asked, put_together
from congress.apps.performance.domain.forms.indicator_values import place_values
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.apps.performance.domain.targets import looks_like_value, parse_target
from congress.standards.indicators import Level, LevelTree, indicator_levels

_FOOTNOTE = re.compile(r"(?:备?注|说明|填[表报]|制表|审核|联系|单位负责人|负责人)[^，。]{0,8}[:：]")
_KINDS = {
    "level1": CellKind.LEVEL,
    "level2": CellKind.LEVEL,
    "name": CellKind.TEXT,
    "weight": CellKind.POINTS,
    "score": CellKind.POINTS,
    "reason": CellKind.LONG_TEXT,
}


@dataclass(frozen=True, slots=True)
class IndicatorColumns:
    """The columns of an indicator block; `values` are those right of the name, in the order of the form."""

    level1: Column
    level2: Column
    name: Column
    values: tuple[Column, ...]
    block_label: str

    @classmethod
    def of(cls, columns: Sequence[Column], *, block_label: str) -> IndicatorColumns | None:
        """Name the columns of a heading row; None when one of the three levels is missing."""
        named = {column.field: column for column in columns}
        if not {"level1", "level2", "name"} <= named.keys():
            return None
        values = tuple(column for column in columns if column.field not in ("level1", "level2", "name"))
        return cls(named["level1"], named["level2"], named["name"], values, block_label)

    @property
    def all(self) -> tuple[Column, ...]:
        """Every column in the order of the form."""
        return (self.level1, self.level2, self.name, *self.values)


@dataclass(slots=True)
class IndicatorRow:
    """One indicator as gathered; `after_break` tells that a page ended just before it."""

    line: Line
    after_break: bool
    has_label: bool
    found: dict[str, Found] = field(default_factory=dict)

    @property
    def has_values(self) -> bool:
        """Whether any value stands in the row."""
        return any(
            found.text for name, found in self.found.items() if name not in ("level1", "level2", "name")
        )


def read_indicators(
    lines: Sequence[Line],
    *,
    columns: IndicatorColumns,
    collector: Collector,
    owner: str = "",
    block: Block = Block.INDICATORS,
) -> None:
    """Read the whole block; a level is inherited from the row above where its cell is blank or merged.

    `owner` is what their addresses begin with, up to its last point: `projects.3.` for those of a project.
    """
    levels = indicator_levels()
    tree = levels.tree_of(piece.base for line in lines for piece in line.filled if piece.label)
    walk = _Walk(columns, levels, tree)
    for line in lines:
        if _is_footnote(line):
            collector.problem(
                "footnote", f"第{line.number}行是表后的附注，没有当作指标：{line.text[:40]}", place=line.at(0)
            )
        else:
            walk.take(line)
    for number, row in enumerate(walk.rows, start=1):
        for column in filter(is_asked, columns.all):
            collector.add(
                f"{owner}indicators.{number}.{column.field}",
                block=block,
                label=column.label,
                kind=_KINDS.get(column.field, CellKind.TARGET),
                found=row.found.get(column.field) or Found("", "", row.line.at(column.position)),
            )


def _is_footnote(line: Line) -> bool:
    """Whether a row below the indicators is a note on the table: it says so, or is a sentence outside of it."""
    text = line.filled[0].text
    return len(line.filled) == 1 and (bool(_FOOTNOTE.match(text)) or (line.is_alone and text.endswith("。")))


def _upright(found: Found) -> Found:
    """A level written from top to bottom, a character a line, as one word."""
    if "\n" not in found.text:
        return found
    return found.read_as(found.text.replace("\n", ""), confidence=BLANKS_REMOVED, note="竖排文字已合为一行")


class _Walk:
    """Goes down the rows, carrying the levels in force."""

    def __init__(self, columns: IndicatorColumns, levels: LevelTree, tree: str) -> None:
        self.rows: list[IndicatorRow] = []
        self._columns = columns
        self._levels = levels
        self._tree = tree
        self._level1: tuple[Level | None, str] | None = None
        self._level2: tuple[Level | None, str] | None = None

    def take(self, line: Line) -> None:
        pieces = without_block_label(line, self._columns.block_label)
        if not pieces:
            return
        labels, rest = self._divided(pieces)
        row = IndicatorRow(line, line.after_break, has_label=bool(labels))
        self._set_levels(row, labels)
        self._inherit(row)
        name, values = self._name_and_values(rest)
        if name:
            row.found["name"] = self._shifted(name)
        place_values(
            row.found,
            line,
            name=name,
            values=values,
            columns=self._columns.values,
            name_column=self._columns.name,
        )
        put_together(row.found)
        self._doubt_quantity(row)
        if not self._joined(row):
            self.rows.append(row)

    def _divided(self, pieces: Sequence[Piece]) -> tuple[list[tuple[Piece, int, Level | None]], list[Piece]]:
        """Take the level labels off the front of a row: (piece, depth, level if its wording is known)."""
        labels: list[tuple[Piece, int, Level | None]] = []
        for index, piece in enumerate(pieces):
            rest = list(pieces[index:])
            level = self._level(piece)
            depth = level.depth if level else self._unknown_depth(rest)
            taken = labels and labels[-1][1] >= depth
            if depth == 0 or taken or self._is_name(rest):
                return labels, rest
            labels.append((piece, depth, level))
        return labels, []

    def _level(self, piece: Piece) -> Level | None:
        # 成本指标 stands in both trees; in the former one it is the second level under 产出.
        # 产出指标(50分) names its points besides.
        return self._levels.find(piece.base, tree=self._tree) if piece.label else None

    def _unknown_depth(self, rest: Sequence[Piece]) -> int:
        """A wording not in the tree is a level only where it stands in a level column with a whole row behind it."""
        columns = self._columns
        behind = len(rest) - 1
        in_place = (
            behind >= 1 and rest[1].column == columns.name.position and not looks_like_value(rest[1].text)
        )
        if behind <= len(columns.values) and not in_place:
            return 0
        return {columns.level1.position: 1, columns.level2.position: 2}.get(rest[0].column, 0)

    def _is_name(self, rest: Sequence[Piece]) -> bool:
        """Whether a piece worded like a level is an indicator's name: in the name column, values right behind."""
        values = rest[1:]
        if rest[0].column != self._columns.name.position or not values:
            return False
        return looks_like_value(values[0].text) or all(piece.text == values[0].text for piece in values[1:])

    def _set_levels(self, row: IndicatorRow, labels: Sequence[tuple[Piece, int, Level | None]]) -> None:
        for piece, depth, level in labels:
            column = self._columns.level1 if depth == 1 else self._columns.level2
            found = _upright(piece.found())
            if piece.column != column.position:
                found = found.doubted(
                    confidence=SHIFTED, note=f"原文在第{piece.column + 1}列，是{column.label}"
                )
            row.found[column.field] = found
            if depth == 1:
                self._level1 = (level, found.text)
                if self._level2 and not self._fits(self._level2[0]):
                    self._level2 = None
            else:
                self._level2 = (level, found.text)
                self._imply_level1(row, level)

    def _fits(self, level2: Level | None) -> bool:
        level1 = self._level1[0] if self._level1 else None
        return level1 is not None and level2 is not None and level2.parent == level1.code

    def _imply_level1(self, row: IndicatorRow, level2: Level | None) -> None:
        """A second level tells its first level, where that label stands only further down or is lost."""
        if level2 is None or level2.parent is None or self._fits(level2) or "level1" in row.found:
            return
        parent = self._levels[level2.parent]
        self._level1 = (parent, parent.label)
        row.found["level1"] = Found("", parent.label, row.line.at(self._columns.level1.position)).doubted(
            confidence=INFERRED, note=f"本行没有写一级指标，由二级指标“{level2.label}”推定"
        )

    def _inherit(self, row: IndicatorRow) -> None:
        for column, level in ((self._columns.level1, self._level1), (self._columns.level2, self._level2)):
            if column.field not in row.found and level is not None:
                row.found[column.field] = Found("", level[1], row.line.at(column.position)).doubted(
                    confidence=INHERITED, note=f"本格空白，沿用上一行的{column.label}"
                )

    def _name_and_values(self, rest: list[Piece]) -> tuple[Piece | None, list[Piece]]:
        first_value = self._columns.values[0].position if self._columns.values else len(rest)
        nameless = (
            rest
            and rest[0].column >= first_value
            and (
                looks_like_value(rest[0].text)
                or (len(rest) == len(self._columns.values) > 1 and all(p.text == rest[0].text for p in rest))
            )
        )
        if not rest or nameless:
            return None, rest
        return rest[0], rest[1:]

    def _shifted(self, name: Piece) -> Found:
        found, column = name.found(), self._columns.name
        if name.column == column.position:
            return found
        note = f"原文在第{name.column + 1}列，按内容归到第{column.position + 1}列“{column.label}”"
        return found.doubted(confidence=SHIFTED, note=note)

    def _doubt_quantity(self, row: IndicatorRow) -> None:
        """A share under an inherited 数量 may have lost its own label: keep the position's reading, say so."""
        level2 = self._level2[0] if self._level2 else None
        annual = row.found.get("annual")
        if level2 is None or level2.code != "output.quantity" or annual is None or not annual.text:
            return
        inherited = row.found["level2"]
        if not inherited.raw and parse_target(annual.text).unit == "%":
            row.found["level2"] = inherited.doubted(
                confidence=UNSURE, note="但指标值是比率，原表可能漏了“质量指标”等标签，请核对"
            )

    def _joined(self, row: IndicatorRow) -> bool:
        """Join a row to the one above when a page end cut one indicator in two."""
        if not self.rows or not row.after_break or row.has_label or "name" not in row.found:
            return False
        above = self.rows[-1]
        if "name" not in above.found or above.has_values == row.has_values:
            return False
        above.found["name"] = above.found["name"].joined(row.found["name"])
        if not above.has_values:
            named = {"level1", "level2", "name"}
            above.found |= {field: found for field, found in row.found.items() if field not in named}
        return True
