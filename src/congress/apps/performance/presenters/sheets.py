"""A laid-out table as the neutral sheet that every renderer takes, and as what is kept of it when published."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from congress.apps.performance.domain import Layout, LayoutBlock
from congress.platform.documents.contracts import Grid, GridCell, Paragraph, Sheet


def sheet_of(layout: Layout) -> Sheet:
    """The official layout as a sheet: titles, opening paragraph, unit notes, one grid for each part of the form."""
    return Sheet(
        title=layout.title or layout.form_title,
        subtitle=layout.subtitle,
        intro=(layout.intro,) if layout.intro else (),
        blocks=(*_form_title(layout), *(_grid(block, layout) for block in layout.blocks)),
        notes=layout.notes,
        orientation="landscape" if layout.landscape else "portrait",
        paper="A4",
    )


def with_correction(sheet: Sheet, *, number: int, reason: str) -> Sheet:
    """The sheet of a later version, saying below the table that it is a correction and why."""
    note = f"本表为第 {number} 版，更正了此前公布的内容。更正原因：{reason}"
    return replace(sheet, notes=(*sheet.notes, note))


def kept_sheet(sheet: Sheet) -> dict[str, Any]:
    """A sheet as plain data, so that a publication is shown for ever as it was published."""
    return asdict(sheet)


def sheet_again(kept: dict[str, Any]) -> Sheet:
    """The sheet that `kept_sheet` put away."""
    blocks = tuple(_block_again(block) for block in kept["blocks"])
    return Sheet(**{**kept, "intro": tuple(kept["intro"]), "notes": tuple(kept["notes"]), "blocks": blocks})


def _form_title(layout: Layout) -> tuple[Paragraph, ...]:
    """The form's own name, where the page has a title of its own besides."""
    if not layout.title or not layout.form_title or layout.form_title == layout.title:
        return ()
    return (Paragraph(layout.form_title, align="center", indent=False, strong=True),)


def _block_again(kept: dict[str, Any]) -> Grid | Paragraph:
    if "rows" not in kept:
        return Paragraph(**kept)
    return Grid(**{**kept, "widths": tuple(kept["widths"]), "rows": _rows(kept)})


def _rows(block: dict[str, Any]) -> tuple[tuple[GridCell, ...], ...]:
    return tuple(tuple(GridCell(**cell) for cell in row) for row in block["rows"])


def _grid(block: LayoutBlock, layout: Layout) -> Grid:
    rows = tuple(
        tuple(GridCell(cell.text, cell.colspan, cell.rowspan, cell.header, cell.align) for cell in row)
        for row in block.rows
    )
    return Grid(widths=layout.widths, rows=rows, head_rows=block.head_rows, caption=block.name)
