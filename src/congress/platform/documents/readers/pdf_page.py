"""Taking one PDF page apart: where each character stands and where ruled lines run."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from congress.platform.documents.readers.page_ink import MOST_RULES, SHORTEST, THIN, Glyph, PageInk, Rule

_FORM_LEVELS = 4
_SCALE = 100
_HYPHEN_MARK = 0x02
_UNREADABLE = frozenset({0x00, 0xFFFD, 0xFFFE, 0xFFFF})


class _Upright:
    """Turns the page's own coordinates (origin below, any rotation, any crop) into those it is seen in."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        width, height = page.get_size()
        self._page = page
        self._frame = (round(width * _SCALE), round(height * _SCALE))
        x0, y0 = self._device(0, 0)
        x1, y1 = self._device(1000, 0)
        x2, y2 = self._device(0, 1000)
        self._coefficients = (
            (x1 - x0) / 1000,
            (x2 - x0) / 1000,
            x0,
            (y1 - y0) / 1000,
            (y2 - y0) / 1000,
            y0,
        )

    def _device(self, x: float, y: float) -> tuple[float, float]:
        seen_x, seen_y = ctypes.c_int(), ctypes.c_int()
        width, height = self._frame
        raw.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, x, y, seen_x, seen_y)
        return seen_x.value / _SCALE, seen_y.value / _SCALE

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._coefficients
        return a * x + b * y + c, d * x + e * y + f

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as seen."""
        a, b, c, d, e, f = self._coefficients
        if b == 0 == d and a > 0 > e and left <= right and bottom <= top:
            return a * left + c, e * top + f, a * right + c, e * bottom + f
        xs, ys = zip(self.point(left, bottom), self.point(right, top), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def take_apart(*, page: pypdfium2.PdfPage) -> PageInk:
    """Characters and rules of one page."""
    upright = _Upright(page)
    glyphs, unreadable = _glyphs(page, upright)
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    has_pictures = False
    for item in page.get_objects(max_depth=_FORM_LEVELS):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            has_pictures = True
        elif item.type == raw.FPDF_PAGEOBJ_PATH and len(horizontal) + len(vertical) < MOST_RULES:
            for (x0, y0), (x1, y1) in _strokes(item):
                left, top, right, bottom = upright.box(x0, y0, x1, y1)
                if bottom - top <= THIN and right - left >= SHORTEST:
                    horizontal.append(Rule((top + bottom) / 2, left, right))
                elif right - left <= THIN and bottom - top >= SHORTEST:
                    vertical.append(Rule((left + right) / 2, top, bottom))
    return PageInk(tuple(glyphs), tuple(horizontal), tuple(vertical), unreadable, has_pictures)


def has_text(*, page: pypdfium2.PdfPage) -> bool:
    """True if the page's text layer holds anything but white space."""
    text_page = page.get_textpage()
    try:
        return bool(text_page.get_text_range().strip("\x00 \t\r\n\ufffe"))
    finally:
        text_page.close()


def _glyphs(page: pypdfium2.PdfPage, upright: _Upright) -> tuple[list[Glyph], int]:
    text_page = page.get_textpage()
    glyphs: list[Glyph] = []
    unreadable = 0
    box = raw.FS_RECTF()
    pending = 0
    try:
        for index in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, index)
            if 0xD800 <= code < 0xDC00:
                pending = code
                continue
            if 0xDC00 <= code < 0xE000 and pending:
                code = 0x10000 + (pending - 0xD800) * 0x400 + (code - 0xDC00)
            pending = 0
            if code in _UNREADABLE:
                unreadable += 1
                continue
            if code == _HYPHEN_MARK:
                code = ord("-")
            character = chr(code)
            if character.isspace() or code < 0x20 or 0xD800 <= code < 0xE000:
                continue
            raw.FPDFText_GetLooseCharBox(text_page, index, box)
            left, top, right, bottom = upright.box(box.left, box.bottom, box.right, box.top)
            glyphs.append(Glyph(character, left, top, right, bottom))
    finally:
        text_page.close()
    return glyphs, unreadable


def _strokes(path: pypdfium2.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path in page coordinates; a thin filled shape is one stroke."""
    left, bottom, right, top = path.get_bounds()
    matrices = [outer.get_matrix() for outer in _containers(path)]
    if right - left <= THIN or top - bottom <= THIN:
        yield _placed((left, bottom), matrices), _placed((right, top), matrices)
        return
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill_mode, stroke)
    if not stroke.value:
        return
    matrices.insert(0, path.get_matrix())
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _placed((x.value, y.value), matrices)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, start


def _containers(item: pypdfium2.PdfObject) -> Iterator[pypdfium2.PdfObject]:
    """The forms that hold this object, innermost first."""
    while item.container is not None:
        item = item.container
        yield item


def _placed(point: tuple[float, float], matrices: list[pypdfium2.PdfMatrix]) -> tuple[float, float]:
    for matrix in matrices:
        point = matrix.on_point(*point)
    return point
