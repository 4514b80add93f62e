"""Lines of a ruled cell: one that only the edge broke flows on, also where a mark or a word did not fit any more."""

from __future__ import annotations

import pytest

from congress.platform.documents.readers.page_ink import Glyph
from congress.platform.documents.readers.page_lines import text_in_box

SIZE, RIGHT = 10.0, 100.0


def glyphs(*lines: str) -> list[Glyph]:
    """Characters ten points wide, from the left edge, line under line."""
    return [
        Glyph(text=each, left=SIZE * column, right=SIZE * (column + 1), top=20 * row, bottom=20 * row + SIZE)
        for row, line in enumerate(lines)
        for column, each in enumerate(line)
    ]


def read(*lines: str) -> str:
    return text_in_box(glyphs=glyphs(*lines), right=RIGHT)


def test_a_full_line_flows_on_and_a_short_one_does_not() -> None:
    assert read("一二三四五六七八九十", "下一行") == "一二三四五六七八九十下一行"
    assert read("一二三四五", "下一行") == "一二三四五\n下一行"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一二三四五六七八", "“标准”是什么"),
        ("按照某某工作规", "定》，保障工作"),
        ("一共用了多少万元", "12,345.60元"),
    ],
)
def test_what_is_not_torn_apart_goes_to_the_next_line_whole(first: str, second: str) -> None:
    assert read(first, second) == first + second


@pytest.mark.parametrize("second", ["（二）第二件事", "2.第二件事", "二、第二件事"])
def test_the_number_of_a_list_begins_a_line(second: str) -> None:
    assert read("一二三四五六七八", second) == f"一二三四五六七八\n{second}"
