"""Marks in titles and passages: segments of plain text that together are the text."""

from hypothesis import given
from hypothesis import strategies as st

from congress.platform.search.asking import asked_of
from congress.platform.search.contracts import Segment
from congress.platform.search.marking import PASSAGE, marked, passage


def _read(segments: tuple[Segment, ...]) -> str:
    return "".join(f"[{each.text}]" if each.is_match else each.text for each in segments)


def test_what_was_asked_for_is_marked() -> None:
    assert _read(marked("2026年部门预算公开", asked_of("预算"))) == "2026年部门[预算]公开"
    assert _read(marked("预算与预算绩效", asked_of("预算绩效"))) == "[预算]与[预算绩效]"


def test_words_of_a_part_are_marked_where_the_whole_does_not_stand() -> None:
    assert _read(marked("绩效的目标", asked_of("绩效目标"))) == "[绩效]的[目标]"
    assert _read(marked("预算的数", asked_of("的预算"))) == "[预算]的数"


def test_marks_stand_in_the_text_as_it_was_written() -> None:
    assert _read(marked("见ＧＢ３３０４和㎡", asked_of("gb3304"))) == "见[ＧＢ３３０４]和㎡"
    assert _read(marked("5㎡的房", asked_of("m2"))) == "5[㎡]的房"


def test_a_break_inside_a_word_does_not_hide_it() -> None:
    assert _read(marked("审 计 报告", asked_of("审计"))) == "[审 计] 报告"


def test_markup_in_a_text_stays_text() -> None:
    assert _read(marked("<b>预算</b>", asked_of("预算"))) == "<b>[预算]</b>"


def test_nothing_asked_nothing_marked() -> None:
    assert marked("预算", ()) == (Segment("预算", False),)
    assert marked("", asked_of("预算")) == ()


def test_a_passage_surrounds_the_first_match() -> None:
    text = "甲" * 300 + "预算" + "乙" * 300
    read = _read(passage(text, asked_of("预算")))
    assert read.startswith("…甲") and "[预算]" in read and read.endswith("乙…")
    assert len(read) == PASSAGE + 4


def test_a_passage_without_match_is_the_beginning() -> None:
    assert _read(passage("甲" * 300, asked_of("预算"))) == "甲" * PASSAGE + "…"
    assert _read(passage("短 \n 文", asked_of("预算"))) == "短 文"


def test_a_passage_near_the_end_is_filled_from_before() -> None:
    read = _read(passage("甲" * 300 + "预算", asked_of("预算")))
    assert read == "…" + "甲" * (PASSAGE - 2) + "[预算]"


@given(st.text(max_size=300), st.sampled_from(["预算", "a", "gb 12", "的"]))
def test_segments_are_the_whole_text(text: str, question: str) -> None:
    assert "".join(each.text for each in marked(text, asked_of(question))) == text
