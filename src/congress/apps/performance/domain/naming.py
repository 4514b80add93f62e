"""What people call the rows and cells of a table: by where they stand in the form, not by their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from congress.apps.performance.domain.cells import Block, ReadCell
from congress.apps.performance.domain.rows import Outline, kind_of_part, part_and_number, row_cell

_KINDS = {
    "tasks": Block.TASKS.label,
    "indicators": Block.INDICATORS.label,
    "projects": Block.PROJECTS.label,
    "sums": "项目合计",
}
# Where a row stands among the rows of its part, by its address.
Positions = Mapping[str, int]


def positions_of(outline: Outline) -> dict[str, int]:
    """Where each row stands in its part, counted from 1."""
    return {
        row: position for part in outline.parts for position, row in enumerate(outline.rows(part), start=1)
    }


def positions_in(cells: Iterable[ReadCell]) -> dict[str, int]:
    """Where each row of these cells stands in its part, counted from 1."""
    return positions_of(Outline((cell.address, cell.order) for cell in cells))


def row_name(row: str, positions: Positions) -> str:
    """A row as people call it: 绩效指标 12, 项目 3 · 绩效指标 2."""
    part, number = part_and_number(row)
    own = f"{_KINDS[kind_of_part(part)]} {positions.get(row, number)}"
    owner = part.rpartition(".")[0]
    return f"{row_name(owner, positions)} · {own}" if owner else own


def cell_name(cell: ReadCell, positions: Positions) -> str:
    """A cell as people call it: 年度重点工作任务 3 · 拟投入的资金."""
    found = row_cell(cell.address)
    if found is None:
        return f"{Block(cell.block).label} · {cell.label}"
    if cell.block is Block.OTHER_TASKS:
        return f"{cell.block.label} {positions.get(found.row, found.number)} · {cell.label}"
    return f"{row_name(found.row, positions)} · {cell.label}"
