"""The comparison as a sheet: for a workbook to go on with."""

from __future__ import annotations

from congress.apps.performance.domain.comparing import Row, RowKind
from congress.apps.performance.presenters.comparing import (
    change_words,
    figure_text,
    match_words,
    weight_of,
)
from congress.apps.performance.selectors.comparing import SideBySide
from congress.platform.documents.contracts import Align, Block, Grid, GridCell, Sheet

_CAPTIONS = {
    RowKind.MONEY: "金额（万元）",
    RowKind.STAFF: "人员",
    RowKind.TASK: "任务（万元）",
    RowKind.PROJECT: "项目（万元）",
    RowKind.INDICATOR: "指标",
}


def comparison_sheet(found: SideBySide) -> Sheet:
    """Every part as a grid of its own, and what is worth a look as the last one."""
    grids: list[Block] = []
    for kind in RowKind:
        rows = found.comparison.of_kind(kind)
        if rows:
            grids.append(_grid(found, kind, rows))
    if found.observations:
        grids.append(_observations(found))
    names = tuple(
        f"{side.title}：{column.seen.title}"
        for side, column in zip(found.comparison.sides, found.columns, strict=True)
    )
    return Sheet(title="绩效目标比较", intro=names, blocks=tuple(grids), orientation="landscape", paper="A3")


def _grid(found: SideBySide, kind: RowKind, rows: tuple[Row, ...]) -> Grid:
    heads = [GridCell("名称", header=True)]
    for at, side in enumerate(found.comparison.sides):
        heads.append(GridCell(side.title, header=True))
        if at:
            heads += [GridCell("变化", header=True), GridCell("对应依据", header=True)]
    widths = [5, 2, *(width for _side in found.comparison.sides[1:] for width in (2, 2, 4))]
    body = tuple(_row(found, row) for row in rows)
    return Grid(widths=tuple(widths), rows=(tuple(heads), *body), head_rows=1, caption=_CAPTIONS[kind])


def _row(found: SideBySide, row: Row) -> tuple[GridCell, ...]:
    align: Align = "start" if row.kind is RowKind.INDICATOR else "end"
    cells = [GridCell(row.label, header=True)]
    for side, held in enumerate(row.cells):
        text = "—" if held is None else figure_text(held) or ("不适用" if held.is_not_applicable else "空白")
        cells.append(GridCell(text, align=align))
        if side:
            cells.append(GridCell(change_words(found, row, side)))
            named = f"“{held.name}”，" if held is not None and held.name and held.name != row.label else ""
            cells.append(GridCell(named + match_words(held) if held is not None else ""))
    return tuple(cells)


def _observations(found: SideBySide) -> Grid:
    heads = tuple(GridCell(text, header=True) for text in ("程度", "类别", "说明", "依据"))
    rows = tuple(
        (
            GridCell(weight_of(each)[1]),
            GridCell(each.title),
            GridCell(each.message),
            GridCell(each.basis),
        )
        for each in found.observations
    )
    return Grid(widths=(1, 2, 8, 4), rows=(heads, *rows), head_rows=1, caption="值得注意")
