"""An OFD file that shows what a PDF shows: the same characters and strokes in the same places."""

from __future__ import annotations

from html import escape

from congress.platform.documents.readers import pdfium
from congress.platform.documents.readers.page_ink import PageInk
from congress.platform.documents.readers.page_lines import Segment, lines_of
from congress.platform.documents.readers.pdf_page import take_apart

from .making import ofd_line, ofd_of

_MILLIMETRES = 25.4 / 72


def ofd_copy(pdf: bytes) -> bytes:
    """The copy, page by page."""
    with pdfium.opened(content=pdf) as document:
        return ofd_of(*[_layers(take_apart(page=page)) for page in document])


def _layers(ink: PageInk) -> str:
    level = [(rule.start, rule.at, rule.end, rule.at) for rule in ink.horizontal]
    upright = [(rule.at, rule.start, rule.at, rule.end) for rule in ink.vertical]
    strokes = [ofd_line(*[round(each * _MILLIMETRES, 3) for each in ends]) for ends in level + upright]
    words = [_text(segment) for line in lines_of(glyphs=ink.glyphs) for segment in line.segments]
    return "".join(strokes + words)


def _text(segment: Segment) -> str:
    """One text object: as office software writes them, with the way from each character to the next."""
    glyphs = segment.glyphs
    first, size = glyphs[0], round(glyphs[0].size * _MILLIMETRES, 3)
    ways = [
        round((after.left - before.left) * _MILLIMETRES, 3)
        for before, after in zip(glyphs, glyphs[1:], strict=False)
    ]
    told = f' DeltaX="{" ".join(map(str, ways))}"' if ways else ""
    left, top = round(first.left * _MILLIMETRES, 3), round(first.top * _MILLIMETRES, 3)
    text = escape("".join(glyph.text for glyph in glyphs))
    return (
        f'<ofd:TextObject ID="1" Font="1" Size="{size}" Boundary="{left} {top} 200 {size}">'
        f'<ofd:TextCode X="0" Y="{round(size * 0.88, 3)}"{told}>{text}</ofd:TextCode></ofd:TextObject>'
    )
