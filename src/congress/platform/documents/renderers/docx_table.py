"""Drawing a grid as a Word table."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from congress.platform.documents.contracts import Grid, GridCell
from congress.platform.documents.renderers.fitting import INSET_PT, Page, fit, high_rows
from congress.platform.documents.renderers.layout import Placed, lay_out, printable

_FACE = "宋体"
_LATIN = "Times New Roman"
_ALIGNED = {"start": "left", "center": "center", "end": "right"}
# Widths of lines in eighths of a point, other lengths in twentieths.
_FRAME, _HAIR = "8", "4"
_TWENTIETHS = 20
_CELL_MARGIN = 3.5


def element(name: str, **attributes: str) -> Any:
    """A Word element; attributes are in Word's namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def run(*, text: str, size_pt: float, face: str = _FACE, is_strong: bool = False) -> Any:
    """A run of text with face and size; line feeds are line breaks, tabs are tabs."""
    made = element("w:r")
    properties = element("w:rPr")
    properties.append(element("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=face, cs=_LATIN))
    if is_strong:
        properties.append(element("w:b"))
    half_points = str(round(size_pt * 2))
    properties.append(element("w:sz", val=half_points))
    properties.append(element("w:szCs", val=half_points))
    made.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("w:br"))
        for index, piece in enumerate(line.split("\t")):
            if index:
                made.append(element("w:tab"))
            written = element("w:t")
            written.set(qn("xml:space"), "preserve")
            written.text = piece
            made.append(written)
    return made


def table_of(*, grid: Grid, page: Page) -> Any:
    """The grid as `w:tbl`: fixed columns, ruled, head rows repeated, small rows kept on one page."""
    cells = lay_out(grid=grid)
    fitted = fit(widths=grid.widths, cells=cells, available_pt=page.text_width_pt)
    widths = [round(width * _TWENTIETHS) for width in fitted.widths_pt]
    table = element("w:tbl")
    table.append(_table_properties(grid, sum(widths)))
    columns = element("w:tblGrid")
    for width in widths:
        columns.append(element("w:gridCol", w=str(width)))
    table.append(columns)
    high = high_rows(cells=cells, fitted=fitted, page=page)
    rows: list[list[tuple[Placed, bool]]] = [[] for _ in grid.rows]
    for placed in cells:
        for row in range(placed.row, placed.row + placed.cell.rowspan):
            rows[row].append((placed, row > placed.row))
    for number, row_cells in enumerate(rows):
        drawn = element("w:tr")
        drawn.append(_row_properties(is_head=number < grid.head_rows, is_high=number in high))
        for placed, is_covered in sorted(row_cells, key=lambda pair: pair[0].column):
            covered = widths[placed.column : placed.column + placed.cell.colspan]
            drawn.append(_cell(placed.cell, sum(covered), fitted.size_pt, is_covered))
        table.append(drawn)
    return table


def _table_properties(grid: Grid, width: int) -> Any:
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=str(width), type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        size = _HAIR if side.startswith("inside") else _FRAME
        borders.append(element(f"w:{side}", val="single", sz=size, space="0", color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        points = INSET_PT if side in ("left", "right") else _CELL_MARGIN
        margins.append(element(f"w:{side}", w=str(round(points * _TWENTIETHS)), type="dxa"))
    properties.append(margins)
    first_row = "1" if grid.head_rows else "0"
    properties.append(element("w:tblLook", val="0620", firstRow=first_row, noHBand="1", noVBand="1"))
    if grid.caption:
        properties.append(element("w:tblCaption", val=printable(grid.caption).replace("\n", " ")))
    return properties


def _row_properties(*, is_head: bool, is_high: bool) -> Any:
    properties = element("w:trPr")
    if not is_high:
        properties.append(element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    return properties


def _cell(cell: GridCell, width: int, size_pt: float, is_covered: bool) -> Any:
    made = element("w:tc")
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=str(width), type="dxa"))
    if cell.colspan > 1:
        properties.append(element("w:gridSpan", val=str(cell.colspan)))
    if cell.rowspan > 1:
        properties.append(element("w:vMerge") if is_covered else element("w:vMerge", val="restart"))
    if cell.header:
        properties.append(element("w:shd", val="clear", color="auto", fill="F5F5F5"))
    properties.append(element("w:vAlign", val="center"))
    made.append(properties)
    paragraph = element("w:p")
    style = element("w:pPr")
    style.append(element("w:spacing", line="300", lineRule="auto", before="0", after="0"))
    style.append(element("w:jc", val=_ALIGNED[cell.align]))
    paragraph.append(style)
    if not is_covered and cell.text:
        paragraph.append(run(text=printable(cell.text), size_pt=size_pt, is_strong=cell.strong))
    made.append(paragraph)
    return made
