"""A laid-out table as the neutral sheet that every renderer takes, and as what is kept of it when published."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from congress.apps.performance.domain import Layout, LayoutBlock
from congress.platform.documents.contracts import Grid, GridCell, Sheet


def sheet_of(layout: Layout) -> Sheet:
    """The official layout as a sheet: titles, opening paragraph, unit notes, one grid for each part of the form."""
    return Sheet(
        title=layout.title or layout.form_title,
        subtitle=layout.subtitle,
        intro=(layout.intro,) if layout.intro else (),
        blocks=tuple(_grid(block, layout) for block in layout.blocks),
        notes=layout.notes,
        orientation="landscape" if layout.landscape else "portrait",
        paper="A4",
    )


def kept_sheet(sheet: Sheet) -> dict[str, Any]:
    """A sheet of grids as plain data, so that a publication is shown for ever as it was published."""
    return asdict(sheet)


def sheet_again(kept: dict[str, Any]) -> Sheet:
    """The sheet that `kept_sheet` put away."""
    blocks = tuple(
        Grid(**{**block, "widths": tuple(block["widths"]), "rows": _rows(block)}) for block in kept["blocks"]
    )
    return Sheet(**{**kept, "intro": tuple(kept["intro"]), "notes": tuple(kept["notes"]), "blocks": blocks})


def _rows(block: dict[str, Any]) -> tuple[tuple[GridCell, ...], ...]:
    return tuple(tuple(GridCell(**cell) for cell in row) for row in block["rows"])


def _grid(block: LayoutBlock, layout: Layout) -> Grid:
    rows = tuple(
        tuple(GridCell(cell.text, cell.colspan, cell.rowspan, cell.header, cell.align) for cell in row)
        for row in block.rows
    )
    return Grid(widths=layout.widths, rows=rows, head_rows=block.head_rows, caption=block.name)
