"""Rendering a sheet as PDF/A with an embedded Chinese face, by typst."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from congress.platform.documents.contracts import Block, Grid, GridCell, Heading, Sheet
from congress.platform.documents.renderers.fitting import INSET_PT, Page, fit, high_rows, page_of
from congress.platform.documents.renderers.layout import lay_out, printable
from congress.platform.documents.renderers.titles import TITLE_SIZE_PT, plain_title, title_lines

FONT_FAMILY: Final = "Noto Serif SC"
FONTS_FOLDER: Final = Path(__file__).resolve().parents[2] / "core" / "static" / "fonts"
# For keeping (PDF/A) and for screen readers (PDF/UA).
PDF_STANDARDS: Final = ("a-2a", "ua-1")
UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TEMPLATE = Path(__file__).with_name("sheet.typ")


class FontsMissing(Exception):
    """The installation has no Chinese face to embed; it comes with the front-end build."""


def render_pdf(
    *, sheet: Sheet, watermark: str | None = None, fonts: Path = FONTS_FOLDER, at: datetime = UNDATED
) -> bytes:
    """The sheet as PDF/A-2a and PDF/UA-1: head rows repeated on every page, pages numbered, faces embedded.

    `watermark` is drawn across every page in pale grey. `fonts` is a folder with the faces of
    `FONT_FAMILY`; no font of the machine is used. `at` stands as the date of making in the file; PDF/A wants one, so
    leaving it out gives a date nobody will take for real. The same arguments give the same bytes. Raises FontsMissing
    when the folder lacks the family, ValueError when a grid does not add up.
    """
    faces = _faces(fonts)
    compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=faces, ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf",
        sys_inputs={"sheet": json.dumps(_described(sheet, watermark), ensure_ascii=False)},
        pdf_standards=list(PDF_STANDARDS),
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=4)
def _faces(fonts: Path) -> typst.Fonts:
    """The faces of a folder, read once: they are fourteen megabytes each."""
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    if FONT_FAMILY not in faces.families():
        raise FontsMissing(f"no face of {FONT_FAMILY} in {fonts}: run the front-end build")
    return faces


def _described(sheet: Sheet, watermark: str | None) -> dict[str, Any]:
    """The sheet as plain data for the template; `Any` because it is JSON."""
    page = page_of(paper=sheet.paper, orientation=sheet.orientation)
    return {
        "font": FONT_FAMILY,
        "title": plain_title(title=sheet.title),
        "title_lines": title_lines(title=sheet.title, most_em=page.text_width_pt / TITLE_SIZE_PT),
        "title_size": TITLE_SIZE_PT,
        "subtitle": printable(sheet.subtitle),
        "intro": [printable(text) for text in sheet.intro],
        "notes": [printable(text) for text in sheet.notes],
        "paper": sheet.paper.lower(),
        "landscape": sheet.orientation == "landscape",
        "margins": {"top": page.top_mm, "bottom": page.bottom_mm, "side": page.side_mm},
        "watermark": printable(watermark) if watermark else None,
        "blocks": [_block(block, page) for block in sheet.blocks],
    }


def _block(block: Block, page: Page) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": printable(block.text)}
    if isinstance(block, Grid):
        return _grid(block, page)
    return {
        "kind": "paragraph",
        "text": printable(block.text),
        "align": block.align,
        "indent": block.indent,
        "strong": block.strong,
    }


def _grid(grid: Grid, page: Page) -> dict[str, Any]:
    cells = lay_out(grid=grid)
    fitted = fit(widths=grid.widths, cells=cells, available_pt=page.text_width_pt)
    high = high_rows(cells=cells, fitted=fitted, page=page)
    drawn = [(placed.row, _cell(placed.cell, placed.row in high)) for placed in cells]
    return {
        "kind": "grid",
        "caption": printable(grid.caption),
        "unit": printable(grid.unit),
        "widths": fitted.widths_pt,
        "size": fitted.size_pt,
        "inset": INSET_PT,
        "rows": len(grid.rows),
        "head": [cell for row, cell in drawn if row < grid.head_rows],
        "body": [cell for row, cell in drawn if row >= grid.head_rows],
    }


def _cell(cell: GridCell, is_high: bool) -> dict[str, Any]:
    return {
        "text": printable(cell.text),
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "header": cell.header,
        "align": cell.align,
        "strong": cell.strong,
        # A cell over several rows never holds them together on one page.
        "breakable": is_high or cell.rowspan > 1,
    }
