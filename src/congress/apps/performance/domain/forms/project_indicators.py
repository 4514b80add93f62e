"""Indicators of a project: the columns of its tree, and trees printed twice side by side for all years and for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from congress.apps.performance.domain.cells import Block
from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.forms.columns import Column, columns_of
from congress.apps.performance.domain.forms.indicator_parts import IGNORED, report_ignored
from congress.apps.performance.domain.forms.indicator_rows import IndicatorColumns, read_indicators
from congress.apps.performance.domain.lines import Collector, Line, Piece

_BLOCK_LABEL = "年度绩效指标完成情况"
_REMARKS = frozenset({"备注", "说明"})
_SIDE = ("level2", "name", "annual")


def indicator_columns(head: Line) -> IndicatorColumns | None:
    """The columns a heading names; None when one of the three levels is missing.

    Columns right of the name that nothing is asked for are kept as ignored, so that their texts move no other.
    """
    return IndicatorColumns.of(_once(_named(head), head), block_label=_BLOCK_LABEL)


def read_tree(
    lines: Sequence[Line], *, head: Line, collector: Collector, owner: str, block: Block
) -> IndicatorColumns | None:
    """Read the indicators below a heading; returns its columns, None when they could not be told."""
    columns = indicator_columns(head)
    if columns is None:
        return None
    lines = [filled for line in lines if (filled := _without_unused(line)).filled]
    other = _other_side(head)
    if other:
        columns, lines = _merged(columns, other, lines)
    read_indicators(lines, columns=columns, collector=collector, owner=owner, block=block)
    left_out = [column for column in columns.values if column.field.startswith(IGNORED)]
    report_ignored(left_out, lines, collector, block="绩效指标")
    return columns


def _without_unused(line: Line) -> Line:
    return replace(line, filled=tuple(piece for piece in line.filled if not said.is_unused(piece.text)))


def _named(head: Line) -> list[Column]:
    named = columns_of(head, headings=said.INDICATOR_HEADINGS)
    known = {column.position for column in named}
    name = min((column.position for column in named if column.field == "name"), default=len(head.pieces))
    further = (
        Column(said.value_field(piece.base), piece.column, piece.text)
        for piece in head.filled
        if piece.column > name and piece.column not in known
    )
    return [*named, *(column for column in further if column.field)]


def _once(named: Sequence[Column], head: Line) -> list[Column]:
    """One column for each field: a column for remarks gives way to one for reasons."""
    kept: dict[str, Column] = {}
    for column in named:
        before = kept.get(column.field)
        if before is None or (before.label in _REMARKS and column.label not in _REMARKS):
            kept[column.field] = column
    taken = {column.position for column in kept.values()}
    for piece in head.filled:
        if "name" in kept and piece.column > kept["name"].position and piece.column not in taken:
            ignored = f"{IGNORED}{piece.column}"
            kept[ignored] = Column(ignored, piece.column, piece.text)
    return sorted(kept.values(), key=lambda column: column.position)


def _other_side(head: Line) -> dict[str, Column]:
    """The second tree of a heading that names its columns twice: 中期 on the left, 年度 on the right."""
    twice: dict[str, list[Column]] = {}
    for column in _named(head):
        twice.setdefault(column.field, []).append(column)
    if not all(len(twice.get(name, ())) > 1 for name in _SIDE):
        return {}
    return {name: twice[name][1] for name in _SIDE}


def _merged(
    left: IndicatorColumns, right: dict[str, Column], lines: Sequence[Line]
) -> tuple[IndicatorColumns, list[Line]]:
    """Bring both trees into one: the left value is the whole period's, the right one the year's.

    An indicator that stands on both sides of a row is one; one that differs becomes a row of its own.
    """
    value = next(column for column in left.values if column.field == "annual")
    columns = replace(
        left,
        values=(
            Column("period", value.position, f"中期{value.label}"),
            Column("annual", value.position + 1, f"年度{value.label}"),
        ),
    )
    rows = [row for line in lines for row in _rows(line, columns, left.level2.position, right)]
    return columns, [row for row in rows if row.filled]


def _rows(line: Line, columns: IndicatorColumns, level2: int, right: dict[str, Column]) -> list[Line]:
    at = {piece.column: piece for piece in line.filled}
    head = [(piece.column, piece) for piece in line.filled if piece.column < level2]
    one, year = (
        [at.get(column.position) for column in side]
        for side in ((columns.level2, columns.name, columns.values[0]), [right[name] for name in _SIDE])
    )
    levels = (columns.level2.position, columns.name.position)
    period, annual = (column.position for column in columns.values)
    if one[1] is None or year[1] is None or one[1].text == year[1].text:
        named = [
            (position, first or second) for position, first, second in zip(levels, one, year, strict=False)
        ]
        return [_built(line, [*head, *named, (period, one[2]), (annual, year[2])])]
    return [
        _built(line, [*head, *zip(levels, one, strict=False), (period, one[2])]),
        _built(line, [*zip(levels, year, strict=False), (annual, year[2])]),
    ]


def _built(line: Line, placed: Sequence[tuple[int, Piece | None]]) -> Line:
    """The line with the pieces moved to their columns."""
    return replace(line, filled=tuple(replace(piece, column=at) for at, piece in placed if piece is not None))
