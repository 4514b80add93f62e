"""Giving the columns of a grid enough width that no number is broken or runs into its neighbour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from congress.platform.documents.contracts import Orientation, Paper
from congress.platform.documents.renderers.layout import Placed, printable

# Sizes of type in points, tried in this order: 五号, 小五, 六号.
TYPE_SIZES = (10.5, 9.0, 7.5)
INSET_PT = 5.0
# In ems: Latin letters and figures of the embedded face are narrower; bold is a little wider.
_WIDE_EM, _NARROW_EM = 1.0, 0.58
_NARROWEST_COLUMN_EM = 2.2
# What a line may not be broken in: figures and Latin words with their signs.
_UNBROKEN = re.compile(r"[!-~]+")
# A row higher than this share of the page may be broken.
_BREAKABLE_SHARE = 0.35
_LINE_HEIGHT_EM = 1.65
_CELL_PADDING_PT = 14.0

_MM_PER_INCH = 25.4
_PAPER_MM = {"A4": (210, 297), "A3": (297, 420)}


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper in millimetres, as it is held, with its margins."""

    width_mm: int
    height_mm: int
    top_mm: int
    bottom_mm: int
    side_mm: int

    @property
    def text_width_pt(self) -> float:
        """Width between the margins, in points."""
        return (self.width_mm - 2 * self.side_mm) * 72 / _MM_PER_INCH

    @property
    def text_height_pt(self) -> float:
        """Height between the margins, in points."""
        return (self.height_mm - self.top_mm - self.bottom_mm) * 72 / _MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Fit:
    """How a grid is set: widths of its columns in points, and the size of its type."""

    widths_pt: tuple[float, ...]
    size_pt: float


def page_of(*, paper: Paper, orientation: Orientation) -> Page:
    """The paper as it is held. Portrait leaves more room above, as official papers do."""
    short, long = _PAPER_MM[paper]
    if orientation == "landscape":
        return Page(long, short, top_mm=25, bottom_mm=22, side_mm=22)
    return Page(short, long, top_mm=30, bottom_mm=26, side_mm=24)


def fit(*, widths: Sequence[int], cells: Sequence[Placed], available_pt: float) -> Fit:
    """Columns in the wanted proportion, widened where a figure needs it, in smaller type if need be."""
    needed_em = [_NARROWEST_COLUMN_EM] * len(widths)
    for placed in cells:
        if placed.cell.colspan == 1:
            for token in _UNBROKEN.findall(printable(placed.cell.text)):
                needed_em[placed.column] = max(needed_em[placed.column], em_width(text=token))
    for size in TYPE_SIZES:
        needed = [em * size + 2 * INSET_PT for em in needed_em]
        if sum(needed) <= available_pt:
            return Fit(_widened(widths, needed, available_pt), size)
    total = sum(needed_em)
    return Fit(tuple(em * available_pt / total for em in needed_em), TYPE_SIZES[-1])


def height_pt(*, text: str, width_pt: float, size_pt: float) -> float:
    """About how high a cell becomes; on the large side."""
    room_em = max((width_pt - 2 * INSET_PT) / size_pt, 1.0)
    count = sum(max(1, -int(-em_width(text=line) // room_em)) for line in printable(text).split("\n"))
    return count * size_pt * _LINE_HEIGHT_EM + _CELL_PADDING_PT


def high_rows(*, cells: Sequence[Placed], fitted: Fit, page: Page) -> frozenset[int]:
    """Rows that hold so much text that they have to be broken across pages; the others are kept whole."""
    limit_pt = page.text_height_pt * _BREAKABLE_SHARE
    high: set[int] = set()
    for placed in cells:
        width_pt = sum(fitted.widths_pt[placed.column : placed.column + placed.cell.colspan])
        if height_pt(text=placed.cell.text, width_pt=width_pt, size_pt=fitted.size_pt) > limit_pt:
            high.update(range(placed.row, placed.row + placed.cell.rowspan))
    return frozenset(high)


def em_width(*, text: str) -> float:
    """Width of a text in multiples of its type size."""
    return sum(_WIDE_EM if unicodedata.east_asian_width(c) in "WFA" else _NARROW_EM for c in text)


def _widened(widths: Sequence[int], needed: list[float], available_pt: float) -> tuple[float, ...]:
    """Columns whose share is too small get what they need, the others share the rest as before."""
    fixed: set[int] = set()
    while True:
        room = available_pt - sum(needed[index] for index in fixed)
        whole = sum(width for index, width in enumerate(widths) if index not in fixed) or 1
        result = [
            needed[index] if index in fixed else width * room / whole for index, width in enumerate(widths)
        ]
        short = {index for index in range(len(widths)) if result[index] < needed[index] - 0.01} - fixed
        if not short:
            return tuple(result)
        fixed |= short
