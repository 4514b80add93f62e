"""Layout: a table in the official layout of its form, as rows of cells and as tab-separated source text."""

from __future__ import annotations

from congress.apps.performance.domain.cleaning import escaped
from congress.apps.performance.domain.detection import NotUnderstood
from congress.apps.performance.domain.forms import FORMS
from congress.apps.performance.domain.layout_parts import Layout, LayoutBlock, LayoutCell
from congress.apps.performance.domain.table import PerformanceTable

__all__ = ["Layout", "LayoutBlock", "LayoutCell", "as_source_text", "grid_of", "official_layout"]


def official_layout(*, table: PerformanceTable) -> Layout:
    """Lay a table out in the official layout of its form; NotUnderstood if the form is unknown."""
    form = FORMS.get(table.form)
    if form is None:
        raise NotUnderstood(
            "performance.form_unknown", f"不认识版式“{table.form}”，不能排版。请重新导入原始文件。"
        )
    return form.lay_out(table)


def as_source_text(*, table: PerformanceTable) -> str:
    """Write a table back in the tab-separated text layout that `read_disclosure` reads to the same typed data.

    One line per row, one tab per column, merged cells written once where they begin, paragraphs inside a cell
    as `<p>…</p>`.
    """
    layout = official_layout(table=table)
    heads = [layout.title, layout.intro, layout.form_title, layout.subtitle]
    lines = [part for text in heads if text for part in (escaped(text), "")]
    for block in layout.blocks:
        lines.extend(
            "\t".join(escaped(text) for text in row) for row in grid_of(block, columns=len(layout.widths))
        )
    return "\n".join(lines) + "\n"


def grid_of(block: LayoutBlock, *, columns: int) -> list[list[str]]:
    """Spread a block over its columns: every position once, covered positions empty.

    ValueError when the spans do not fill the rows exactly, which is a defect of the form's layout.
    """
    grid = [[""] * columns for _ in block.rows]
    free = [[True] * columns for _ in block.rows]
    for number, row in enumerate(block.rows):
        column = 0
        for cell in row:
            while column < columns and not free[number][column]:
                column += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    if (
                        number + down >= len(grid)
                        or column + right >= columns
                        or not free[number + down][column + right]
                    ):
                        raise ValueError(f"{block.name}: row {number + 1} does not fit its {columns} columns")
                    free[number + down][column + right] = False
            grid[number][column] = cell.text
        if any(free[number]):
            raise ValueError(f"{block.name}: row {number + 1} leaves columns open")
    return grid
