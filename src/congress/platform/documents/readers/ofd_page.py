"""Taking OFD pages apart: where each character stands and where ruled lines run, in points."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from congress.platform.documents.readers.page_ink import MOST_RULES, SHORTEST, THIN, Glyph, PageInk, Rule
from congress.platform.documents.readers.paragraphs import local_name

# Positions are written in millimetres.
_POINTS = 72 / 25.4
# How far a character reaches above and below its base line, in multiples of its size.
_ABOVE, _BELOW = 0.88, 0.12
# Widths, in multiples of the size, of characters whose advance is not told.
_WIDE, _NARROW = 1.0, 0.5
# An advance up to this is a character's own; one beyond it leaves a gap behind it.
_PITCH = 1.1
_MOST_GLYPHS = 200_000
_DEEPEST = 16
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_PATH_WORDS = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}")
# Operators of a path and how many numbers each takes; the last two of them are where it ends.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_SEEN_THROUGH = frozenset({"Content", "Layer", "PageBlock", "Page"})

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class _Ink:
    """What has been found so far."""

    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    has_pictures: bool = False

    def stroke(self, *, ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
        """Keep a stroke (in points) when it runs along an axis."""
        (x0, y0), (x1, y1) = ends
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if len(self.horizontal) + len(self.vertical) >= MOST_RULES:
            return
        if bottom - top <= THIN and right - left >= SHORTEST:
            self.horizontal.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= THIN and bottom - top >= SHORTEST:
            self.vertical.append(Rule((left + right) / 2, top, bottom))


def ink_of(*, pages: Iterable[etree._Element]) -> PageInk:
    """Characters and rules of one page, which may be drawn on templates: all are looked at in order."""
    ink = _Ink()
    for page in pages:
        _walk(page, ink, 0)
    return PageInk(tuple(ink.glyphs), tuple(ink.horizontal), tuple(ink.vertical), 0, ink.has_pictures)


def _walk(parent: etree._Element, ink: _Ink, level: int) -> None:
    for element in parent:
        name = local_name(element)
        if element.get("Visible", "").lower() == "false":
            continue
        if name in _SEEN_THROUGH and level < _DEEPEST:
            _walk(element, ink, level + 1)
        elif name == "TextObject":
            _text(element, ink)
        elif name == "PathObject":
            _path(element, ink)
        elif name in ("ImageObject", "CompositeObject"):
            ink.has_pictures = True


def _text(element: etree._Element, ink: _Ink) -> None:
    """The characters of one text object: each stands where the one before it ends, or where it is told to."""
    size = _first(element.get("Size"), 0.0)
    matrix = _matrix(element)
    scale = math.hypot(matrix[2], matrix[3]) * _POINTS
    stretch = _first(element.get("HScale"), 1.0)
    x = y = 0.0
    for code in element:
        if local_name(code) != "TextCode":
            continue
        x, y = _first(code.get("X"), x), _first(code.get("Y"), y)
        text = (code.text or "").strip("\r\n")
        across = _deltas(code.get("DeltaX"), len(text))
        down = _deltas(code.get("DeltaY"), len(text))
        for number, character in enumerate(text):
            width = _width(character) * size * stretch
            # Where no advance is told, characters follow one another by their own width.
            advance = across[number] if number < len(across) else 0.0 if down else width
            if not character.isspace() and size > 0 and len(ink.glyphs) < _MOST_GLYPHS:
                seen = advance if 0 < advance <= _PITCH * size * stretch else width
                ink.glyphs.append(_glyph(character, (x, y), seen, size * scale, matrix))
            x += advance
            y += down[number] if number < len(down) else 0.0


def _glyph(character: str, at: tuple[float, float], width: float, height: float, matrix: Matrix) -> Glyph:
    left, base = _placed(at, matrix)
    right, _same = _placed((at[0] + width, at[1]), matrix)
    return Glyph(
        character, min(left, right), base - _ABOVE * height, max(left, right), base + _BELOW * height
    )


def _width(character: str) -> float:
    return _WIDE if unicodedata.east_asian_width(character) in "WFA" else _NARROW


def _path(element: etree._Element, ink: _Ink) -> None:
    """The straight strokes of a path; a thin filled shape is one stroke."""
    data = next((each.text or "" for each in element if local_name(each) == "AbbreviatedData"), "")
    strokes = list(_strokes(data, _matrix(element)))
    if not strokes:
        return
    xs = [x for ends in strokes for x, _y in ends]
    ys = [y for ends in strokes for _x, y in ends]
    if max(xs) - min(xs) <= THIN or max(ys) - min(ys) <= THIN:
        ink.stroke(ends=((min(xs), min(ys)), (max(xs), max(ys))))
    elif element.get("Stroke", "true").lower() != "false":
        for ends in strokes:
            ink.stroke(ends=ends)


def _strokes(data: str, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    words = _PATH_WORDS.findall(data)
    at = 0
    start = last = (0.0, 0.0)
    while at < len(words):
        operator = words[at]
        count = _OPERANDS.get(operator)
        numbers = words[at + 1 : at + 1 + (count or 0)]
        if count is None or len(numbers) < count or not all(map(_NUMBER.fullmatch, numbers)):
            return
        at += 1 + count
        if operator == "C":
            yield last, start
            last = start
            continue
        point = _placed((float(numbers[-2]), float(numbers[-1])), matrix)
        if operator in "SM":
            start = point
        elif operator == "L":
            yield last, point
        last = point


def _matrix(element: etree._Element) -> Matrix:
    """What turns positions inside an object into points of the page: its own turn, then its place."""
    boundary = _numbers(element.get("Boundary"))
    left, top = (boundary[0], boundary[1]) if len(boundary) >= 2 else (0.0, 0.0)
    written = _numbers(element.get("CTM"))
    a, b, c, d, e, f = written if len(written) == 6 else _SAME
    return a, b, c, d, e + left, f + top


def _placed(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * _POINTS, (b * x + d * y + f) * _POINTS


def _deltas(written: str | None, most: int) -> list[float]:
    """Advances, of which `g 5 3.5` stands for five of 3.5; never more than there are characters."""
    words = (written or "").split()
    deltas: list[float] = []
    at = 0
    while at < len(words) and len(deltas) < most:
        if words[at] == "g" and at + 2 < len(words):
            count = int(_first(words[at + 1], 0.0))
            deltas += [_first(words[at + 2], 0.0)] * min(max(count, 0), most)
            at += 3
        else:
            deltas.append(_first(words[at], 0.0))
            at += 1
    return deltas[:most]


def _numbers(written: str | None) -> Sequence[float]:
    return [float(word) for word in _NUMBER.findall(written or "")]


def _first(written: str | None, otherwise: float) -> float:
    """The number written at the beginning, or another when there is none."""
    match = _NUMBER.match((written or "").strip())
    return float(match[0]) if match else otherwise
