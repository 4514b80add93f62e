"""Tables without ruled lines: columns told from what stands above what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from congress.platform.documents.readers.page_lines import Line, Segment

# Lines further apart than this many line heights belong to different things.
_FAR = 2.0


def runs(*, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines with gaps that follow one another closely come together, every other line comes alone."""
    group: list[Line] = []
    for line in lines:
        is_near = bool(group) and line.top - group[-1].bottom <= _FAR * line.size
        if group and not (is_near and len(line.segments) > 1):
            yield group
            group = []
        if len(line.segments) > 1:
            group.append(line)
        else:
            yield [line]
    if group:
        yield group


def aligned(*, lines: Sequence[Line]) -> list[list[str]]:
    """Texts by column, blank where a line has nothing there.

    The lines with the most pieces tell where the columns are; every other piece goes to the column it lies
    over most, or else nearest to.
    """
    most = max(len(line.segments) for line in lines)
    fullest = [line.segments for line in lines if len(line.segments) == most]
    columns = [
        (min(pieces[index].left for pieces in fullest), max(pieces[index].right for pieces in fullest))
        for index in range(most)
    ]
    rows = []
    for line in lines:
        texts = [""] * most
        for segment in line.segments:
            column = _column_of(segment, columns)
            texts[column] = f"{texts[column]} {segment.text}".strip()
        rows.append(texts)
    return rows


def _column_of(segment: Segment, columns: list[tuple[float, float]]) -> int:
    def overlap(index: int) -> float:
        left, right = columns[index]
        return min(segment.right, right) - max(segment.left, left)

    return max(range(len(columns)), key=overlap)
