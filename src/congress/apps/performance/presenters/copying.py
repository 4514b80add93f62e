"""A section as a grid for the clipboard: in the order, under the headings and in the unit of its form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from congress.apps.performance.domain import LayoutBlock, NotUnderstood, official_layout
from congress.apps.performance.domain.layout import grid_of
from congress.apps.performance.domain.rows import section_of
from congress.apps.performance.presenters.review import name_of
from congress.apps.performance.presenters.sections import BY_DOUBT
from congress.apps.performance.selectors import Review, StoredCell

# What spreadsheets take for a formula at the beginning of a cell; a figure may begin with a sign.
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,]+$)")
# Rows of these stand together in one printed block and are sections of their own.
_SHARING = ("projects.", "sums.")


def copied(review: Review, section: str) -> str:
    """A section as lines of tab-separated cells, as its form prints it: headings, merged cells once, amounts in the
    unit of the heading. What the form does not print is copied cell by cell with its label.
    """
    cells = [each for each in review.cells if section in (BY_DOUBT, _section(each))]
    if section != BY_DOUBT:
        wanted = {each.cell.address for each in cells}
        grids = [row for block, columns in _printed(review) for row in _rows_of(block, columns, wanted)]
        if grids:
            return "".join(_line(row) for row in grids)
    labels = [
        name_of(each.cell, review.positions) if section == BY_DOUBT else each.cell.label for each in cells
    ]
    return "".join(_line([label, each.cell.text]) for label, each in zip(labels, cells, strict=True))


def _section(stored: StoredCell) -> str:
    return section_of(stored.cell.address, str(stored.cell.block))


def _printed(review: Review) -> list[tuple[LayoutBlock, int]]:
    try:
        layout = official_layout(table=review.typed)
    except NotUnderstood:
        return []
    return [(block, len(layout.widths)) for block in layout.blocks]


def _rows_of(block: LayoutBlock, columns: int, wanted: set[str]) -> list[list[str]]:
    """The rows of a printed block that belong to a section: all of it, or, where projects share it, its own under the
    headings.
    """
    own: set[int] = set()
    is_shared = False
    for number, row in enumerate(block.rows):
        for cell in row:
            if cell.address in wanted:
                own.update(range(number, number + cell.rowspan))
            elif cell.address.startswith(_SHARING):
                is_shared = True
    if not own:
        return []
    grid = grid_of(block, columns=columns)
    if not is_shared:
        return grid
    return [row for number, row in enumerate(grid) if number in own or number < block.head_rows]


def _line(texts: Iterable[str]) -> str:
    """A line as spreadsheets take it from the clipboard: cells with breaks in quotes, and nothing that computes."""
    return "\t".join(_pasted(text) for text in texts) + "\n"


def _pasted(text: str) -> str:
    harmless = f"'{text}" if _FORMULA.match(text) else text
    if any(sign in harmless for sign in '\t\n"'):
        return '"' + harmless.replace('"', '""') + '"'
    return harmless
