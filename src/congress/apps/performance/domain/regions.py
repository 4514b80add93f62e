"""Regions: the tables of targets inside a longer document, such as a published budget with all its tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from congress.apps.performance.domain.detection import ENOUGH, Signature
from congress.apps.performance.domain.lines import Line
from congress.standards.values.written import closed_up, shown

_TITLE = re.compile(
    r"(?!详见|请见|见)[^,。;:，；：]{0,40}(?:绩效|自评)[^,。;:，；：]{0,20}表(?:\([^()]{0,12}\))?"
)
# What ends a table of targets in a longer document: the title of another table, or a heading of the text.
_OTHER_TITLE = re.compile(r"[^,。;:，；：]{2,30}表(?:\([^()]{0,12}\))?|附?表[\d一二三四五六七八九十]+.{0,30}")
_HEADING = re.compile(r"第[一二三四五六七八九十]+(?:部分|章).{0,30}|[一二三四五六七八九十]+、[^。]{2,30}")
# Titles, opening paragraph and unit line that may stand above the form's own title.
_MOST_ABOVE = 6
# So many rows of a table that do not belong tell a longer document.
_FEW_ROWS = 3
# Forms whose readers themselves tell one table from the next.
_OF_MANY = frozenset({"projects", "project_targets", "project_evaluation", "department_evaluation"})


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `start` to `end` (exclusive) of a document, under one title."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines to be read as one form, and what was left out: titles of further tables, and how many rows."""

    lines: tuple[Line, ...]
    signature: Signature
    others: tuple[str, ...] = ()
    rows_left_out: int = 0


def regions_of(lines: Sequence[Line]) -> tuple[Region, ...]:
    """Divide a document at the titles of its tables of targets; a title repeated on the next page divides nothing."""
    regions: list[Region] = []
    title, start, floor = "", -1, 0
    for at, line in enumerate(lines):
        text = closed_up(line.filled[0].text) if _stands_alone(line) else ""
        is_title = bool(text and _TITLE.fullmatch(text))
        if is_title and text != title and not (start >= 0 and not _has_rows(lines[start:at])):
            if start >= 0:
                regions.append(Region(title, start, at))
                floor = at
            title, start = text, _begin(lines, at, floor)
        elif (
            start >= 0 and not is_title and text and _is_elsewhere(line, text) and _has_rows(lines[start:at])
        ):
            regions.append(Region(title, start, at))
            title, start, floor = "", -1, at
    if start >= 0:
        regions.append(Region(title, start, len(lines)))
    return tuple(regions)


def choose(
    lines: Sequence[Line],
    *,
    signatures: Sequence[Signature],
    labels_of: Callable[[Sequence[Line]], frozenset[str]],
) -> Chosen | None:
    """Return the table to be read out of a longer document, or None where the document is one table as a whole."""
    regions = regions_of(lines)
    if len(regions) == 1 and _rows_outside(lines, regions) < _FEW_ROWS:
        return None
    found = [
        (signature, region)
        for region in regions
        if (signature := _best(labels_of(lines[region.start : region.end]), signatures)) is not None
    ]
    if not found:
        return None
    signature, first = found[0]
    # One document may hold many projects, each under a title of its own.
    same = [region for each, region in found if each is signature] if signature.form in _OF_MANY else [first]
    rows = _rows_outside(lines, same)
    if rows < _FEW_ROWS:
        return None
    chosen = tuple(line for region in same for line in lines[region.start : region.end])
    others = tuple(shown(region.title) for _each, region in found if region not in same)
    return Chosen(chosen, signature, others, rows)


def _rows_outside(lines: Sequence[Line], regions: Sequence[Region]) -> int:
    inside = {at for region in regions for at in range(region.start, region.end)}
    return sum(len(line.filled) > 1 for at, line in enumerate(lines) if at not in inside)


def _best(labels: frozenset[str], signatures: Sequence[Signature]) -> Signature | None:
    best = max(signatures, key=lambda signature: signature.score(labels))
    return best if best.score(labels) >= ENOUGH and best.form else None


def _stands_alone(line: Line) -> bool:
    return len(line.filled) == 1


def _has_rows(lines: Sequence[Line]) -> bool:
    return any(len(line.filled) > 1 for line in lines)


def _is_elsewhere(line: Line, text: str) -> bool:
    """Whether a line begins another part of the document: running text, or a title merged over a sheet's columns."""
    is_merged = all(piece is line.filled[0] or piece.origin is not None for piece in line.pieces)
    if not is_merged:
        return False
    return bool(_OTHER_TITLE.fullmatch(text)) or (line.is_alone and bool(_HEADING.fullmatch(text)))


def _begin(lines: Sequence[Line], title: int, floor: int) -> int:
    """Where a region begins: with the lines of running text right above its title."""
    at = title
    while at > max(floor, title - _MOST_ABOVE) and lines[at - 1].is_alone:
        if _is_elsewhere(lines[at - 1], closed_up(lines[at - 1].filled[0].text)):
            break
        at -= 1
    return at
