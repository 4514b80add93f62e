"""Putting characters that stand on a page back into lines, and lines into texts."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from congress.platform.documents.readers.page_ink import Glyph

# In multiples of the type size: a gap between columns, between Latin words, and one that is always a blank.
# Where Chinese meets Latin, programs leave a quarter of a character that nobody has written.
_COLUMN_GAP = 1.5
_WORD_GAP = 0.22
_MEETING_GAP = 0.4
_BLANK_GAP = 0.6
# A line this close to its cell's right edge was broken by the edge, not by its writer.
_FULL_LINE = 1.6
# So is one that leaves more room, if what comes next could not be parted and would not have fitted in.
_LEFT_OVER = 1.2
_NEVER_FIRST = frozenset("，。、；：！？）》”’】〉」』％,.;:!?)%]}>")
_NEVER_LAST = frozenset("（《“‘【〈「『([{<")
# Running text is at least so wide; its next line is this near, as large, and not set in.
_TEXT_WIDTH = 20
_NEXT_LINE, _AS_LARGE, _NOT_SET_IN = 1.2, 0.15, 0.75
# What is not torn apart at the end of a line: opening marks keep what follows, closing ones what goes before, words
# and figures themselves. Numbers of lists begin a line of their own.
_HELD = re.compile(r"[“‘（《〈【「『(\[]*(?:[!-~]+|.)[”’）》〉】」』，。、；：！？)\]]*")
_LIST_NUMBER = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]")
# Lines of a table of contents reach the edge by their dots.
_LEADER = re.compile(r"[.…·．]{3,}\s*\d*$")


def _least_blank(before: str, after: str) -> float:
    """From which gap on, between these characters, a blank was written."""
    if before.isascii() and after.isascii():
        return _WORD_GAP
    return _MEETING_GAP if before.isascii() or after.isascii() else _BLANK_GAP


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that stand close together on one line."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(glyph.right for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its characters, with a blank where Latin words stand apart."""
        pieces = [self.glyphs[0].text]
        for before, after in pairwise(self.glyphs):
            gap = after.left - before.right
            if gap > 0 and gap > _least_blank(before.text, after.text) * after.size:
                pieces.append(" ")
            pieces.append(after.text)
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the page, cut where the gaps are wide."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Height of the line."""
        return self.bottom - self.top

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.segments[-1].right

    @property
    def text(self) -> str:
        """Its pieces, tabs where it is cut."""
        return "\t".join(segment.text for segment in self.segments)


def lines_of(*, glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines from top to bottom. Characters share a line when their centres lie within half its height."""
    groups: list[list[Glyph]] = []
    # A line is measured from its first character, so that it cannot creep downwards.
    anchor, height = -math.inf, 0.0
    for glyph in sorted(glyphs, key=attrgetter("middle")):
        middle, size = glyph.middle, glyph.size
        if middle - anchor <= (height if height > size else size) / 2:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            anchor, height = middle, size
    return [_line(sorted(group, key=attrgetter("left"))) for group in groups]


def _line(glyphs: list[Glyph]) -> Line:
    segments: list[list[Glyph]] = [[glyphs[0]]]
    for before, after in pairwise(glyphs):
        gap = after.left - before.right
        if gap > 0 and gap > _COLUMN_GAP * max(before.size, after.size):
            segments.append([after])
        else:
            segments[-1].append(after)
    return Line(
        tuple(Segment(tuple(segment)) for segment in segments),
        min(glyph.top for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def goes_on(*, line: Line, following: Line, left: float, right: float) -> bool:
    """True if a line of running text goes on in the next one; `left` and `right` are the edges of all running text.

    It does when only the edge ended it: it reaches it, and the next line is close, as large and not set in.
    """
    size = line.size
    return (
        right - left > _TEXT_WIDTH * size
        and _is_full(line, following, right)
        and len(line.segments) == len(following.segments) == 1
        and abs(following.size - size) <= _AS_LARGE * size
        and following.top - line.bottom <= _NEXT_LINE * size
        and following.left - left <= _NOT_SET_IN * size
        and not _LEADER.search(line.text)
    )


def put_together(*, lines: Sequence[Line]) -> str:
    """The text of lines that flow on into one another."""
    text = ""
    for line in lines:
        written = line.text
        text += f" {written}" if text and _are_words(text[-1], written[0]) else written
    return text


def _is_full(line: Line, following: Line, right: float) -> bool:
    """True if the edge ended this line: what begins the next one would not have fitted in behind it."""
    room = right - line.right
    if room < _FULL_LINE * line.size:
        return True
    glyphs = following.segments[0].glyphs
    count = 1
    while count < len(glyphs) and _belong_together(glyphs[count - 1].text, glyphs[count].text):
        count += 1
    return count > 1 and room - (glyphs[count - 1].right - glyphs[0].left) < _LEFT_OVER * line.size


def _belong_together(first: str, second: str) -> bool:
    """True if no line may end between these: before a closing mark, behind an opening one, inside a Latin word."""
    is_word = first.isascii() and second.isascii()
    return is_word or second in _NEVER_FIRST or first in _NEVER_LAST


def text_in_box(*, glyphs: Sequence[Glyph], right: float) -> str:
    """The text of one ruled cell. A line that reaches the right edge flows on into the next one."""
    text = ""
    previous: Line | None = None
    for line in lines_of(glyphs=glyphs):
        written = " ".join(segment.text for segment in line.segments)
        if previous is None:
            text = written
        elif right - previous.right < (_FULL_LINE + _held_over(written)) * previous.size:
            text += f" {written}" if _are_words(text[-1], written[0]) else written
        else:
            text += f"\n{written}"
        previous = line
    return text


def _held_over(written: str) -> float:
    """How much longer than one character the beginning of a line is that could not be torn from itself.

    A line may end that much before the edge because what follows did not fit.
    """
    held = _HELD.match(written)
    if held is None or _LIST_NUMBER.match(written):
        return 0.0
    return max(0.0, sum(0.5 if each.isascii() else 1.0 for each in held[0]) - 1)


def _are_words(last: str, first: str) -> bool:
    """True if Latin letters meet where the line was broken: there a blank was."""
    return last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
