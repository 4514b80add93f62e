"""Marking what was asked for in what was found, without ever producing markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from congress.platform.search.asking import Asked
from congress.platform.search.contracts import Segment
from congress.platform.search.cutting import folded

PASSAGE = 120
LEAD = 30

_BLANK = re.compile(r"\s+")


def marked(text: str, asked: Sequence[Asked]) -> tuple[Segment, ...]:
    """A text in segments: what was asked for and what lies between, in order, nothing left out."""
    return _segments(text, _spans(text, asked))


def passage(text: str, asked: Sequence[Asked]) -> tuple[Segment, ...]:
    """About `PASSAGE` characters of a text around the first match, or from its beginning when it has none."""
    plain = _BLANK.sub(" ", text).strip()
    spans = _spans(plain, asked)
    start = max(0, spans[0][0] - LEAD) if spans else 0
    start = max(0, min(start, len(plain) - PASSAGE))
    end = start + PASSAGE
    inside = [(first - start, min(last, end) - start) for first, last in spans if start <= first < end]
    before = (Segment("…", False),) if start else ()
    after = (Segment("…", False),) if end < len(plain) else ()
    return (*before, *_segments(plain[start:end], inside), *after)


def _segments(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    found = []
    reached = 0
    for first, last in spans:
        found.append(Segment(text[reached:first], False))
        found.append(Segment(text[first:last], True))
        reached = last
    found.append(Segment(text[reached:], False))
    return tuple(each for each in found if each.text)


def _spans(text: str, asked: Sequence[Asked]) -> list[tuple[int, int]]:
    """Where the parts of the question stand in the text, in its own characters."""
    pattern = _pattern(asked)
    if pattern is None:
        return []
    pieces = [folded(letter) for letter in text]
    origin = [position for position, piece in enumerate(pieces) for _ in piece]
    return [
        (origin[each.start()], origin[each.end() - 1] + 1)
        for each in pattern.finditer("".join(pieces))
        if each[0]
    ]


def _pattern(asked: Sequence[Asked]) -> re.Pattern[str] | None:
    """The whole part as it was typed (also across a line break), else its words of two characters and more."""
    alternatives: list[str] = []
    for each in asked:
        letters = [re.escape(letter) for letter in each.text if not letter.isspace()]
        alternatives.append(r"\s*".join(letters))
        alternatives += [re.escape(word) for word in each.words if len(word) > 1]
    return re.compile("|".join(sorted(alternatives, key=len, reverse=True))) if alternatives else None
