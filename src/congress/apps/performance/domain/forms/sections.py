"""Sections: a form cut into its blocks at the labels that open them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from congress.apps.performance.domain.lines import Collector, Found, Line

_NUMBERED = re.compile(r"(?:目标|任务)?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、:：](?!\d)")


@dataclass(slots=True)
class Section:
    """One block: the row that opens it (None if it never came) and the rows below."""

    head: Line | None = None
    rows: list[Line] = field(default_factory=list)

    @property
    def all(self) -> tuple[Line, ...]:
        """The opening row and the rows below."""
        return (self.head, *self.rows) if self.head else tuple(self.rows)


def sections_of(
    lines: Sequence[Line],
    *,
    starts: Mapping[str, str],
    captions: frozenset[str],
    collector: Collector,
    heading_rows: Mapping[str, Callable[[Line], bool]] | None = None,
) -> dict[str, Section]:
    """Cut the lines at opening labels (label → section); what precedes the first is `head`.

    `heading_rows` (section → test of a line) open sections that no single label tells; they are asked first.
    A heading row that comes again on the next page is dropped and reported. `captions` are names of blocks that
    some documents print above a block: a line that holds nothing else is no content.
    """
    tests = heading_rows or {}
    sections = {name: Section() for name in ("head", *starts.values(), *tests)}
    current = sections["head"]
    for line in lines:
        if line.is_alone and line.filled[0].label in captions:
            continue
        if current is not sections["head"] and _is_page_head(line, sections["head"]):
            collector.problem(
                "heading_repeated", f"第{line.number}行是换页重复的标题，已略去。", place=line.filled[0].place
            )
            continue
        opened = next((name for name, is_heading in tests.items() if is_heading(line)), None)
        opened = opened or _opened(line, starts)
        if opened is None:
            current.rows.append(line)
        elif sections[opened].head is None:
            current = sections[opened]
            current.head = line
        elif [piece.label for piece in line.filled] == [
            piece.label for piece in (sections[opened].head or line).filled
        ]:
            collector.problem(
                "heading_repeated", f"第{line.number}行是换页重复的表头，已略去。", place=line.filled[0].place
            )
            current = sections[opened]
        else:
            current = sections[opened]
            current.rows.append(line)
    return sections


def joined_text(
    section: Section, label: str, collector: Collector, *, labels: frozenset[str] = frozenset()
) -> Found | None:
    """Return the text beside the opening label, joined over page ends; None when the block never came.

    `labels` are further wordings of the label.
    """
    if section.head is None:
        collector.problem("block_missing", f"没有找到“{label}”一栏，请核对后补填。")
        return None
    known = {label, *labels}
    start = next((piece.column for piece in section.head.filled if piece.base in known), -1)
    parts: list[tuple[Line, Found]] = [
        (line, piece.found())
        for line in section.all
        for piece in line.filled
        if piece.base not in known and (line is not section.head or piece.column > start)
    ]
    if not parts:
        return Found("", "", section.head.at(1))
    line, whole = parts[0]
    for after, more in parts[1:]:
        is_new = (after is not line and not after.after_break) or bool(_NUMBERED.match(more.text))
        whole = whole.stacked(more) if is_new else whole.joined(more)
        line = after
    return whole


def _is_page_head(line: Line, head: Section) -> bool:
    """Whether a line says once more what stands above the table, as pages print it at their top."""
    return len(line.filled) == 1 and any(line.text == above.text for above in head.rows)


def _opened(line: Line, starts: Mapping[str, str]) -> str | None:
    return next((starts[piece.base] for piece in line.filled if piece.base in starts), None)
