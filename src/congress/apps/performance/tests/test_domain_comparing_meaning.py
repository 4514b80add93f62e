"""Names compared by meaning: on pairs labelled by hand, with precision and recall, and one rule at a time."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import parse_target
from congress.apps.performance.domain.comparing.matching import (
    BY_PERSON,
    Item,
    Judgement,
    compare_items,
    is_counted,
    match_rows,
    unit_family,
)
from congress.apps.performance.domain.comparing.meaning import (
    likeness,
    meaning_of,
    place_in,
    shared_wording,
    subjects_of,
)
from congress.apps.performance.tests.comparing import (
    APART,
    APART_UNSEEN,
    SAME,
    SAME_UNSEEN,
    item,
    pairs,
)
from congress.standards.indicators.meanings import vocabulary


def found_same(lines: str) -> int:
    words = vocabulary()
    return sum(compare_items(one, two, words=words).percent >= words.lowest for one, two in pairs(lines))


def test_precision_and_recall_on_the_labelled_pairs() -> None:
    """74 pairs the vocabulary was made with: all of them right."""
    assert len(pairs(SAME)) + len(pairs(APART)) >= 60
    assert (found_same(SAME), found_same(APART)) == (len(pairs(SAME)), 0)


def test_precision_and_recall_on_pairs_nobody_had_in_mind() -> None:
    """30 pairs written afterwards: precision 92 %, recall 80 % when they were written; they may only get better."""
    right, wrong = found_same(SAME_UNSEEN), found_same(APART_UNSEEN)
    assert right / (right + wrong) >= 0.92
    assert right / len(pairs(SAME_UNSEEN)) >= 0.8


def test_what_is_wrongly_taken_for_the_same_is_marked_as_unsure() -> None:
    words = vocabulary()
    percents = [compare_items(one, two, words=words).percent for one, two in pairs(APART_UNSEEN)]
    assert max(percents) < words.sure


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("1、代表建议办结率", "代表建议办结率（%）"),
        ("任务3: 联络站运行", "（二）联络站运行"),
        ("2025年度会议次数", "2026年会议次数"),
        ("云川市第十二届人民代表大会第五次会议", "第十二届人民代表大会第六次会议"),
    ],
)
def test_marks_years_sessions_and_places_do_not_count(one: str, two: str) -> None:
    alike = likeness(meaning_of(one, place="云川"), meaning_of(two, place="云川"))
    assert (alike.percent, alike.why) == (100, "名称相同")


def test_nothing_is_like_nothing() -> None:
    assert likeness(meaning_of(""), meaning_of("会议次数")).percent == 0
    assert likeness(meaning_of("会议次数"), meaning_of("（是/否）")).percent == 0
    assert meaning_of("数").pairs == frozenset()
    assert meaning_of("云").pairs == {"云"}


def test_the_phrase_says_why() -> None:
    alike = likeness(meaning_of("代表培训班效果满意率"), meaning_of("培训服务满意度"))
    assert "都讲培训" in alike.why
    assert "都量满意程度" in alike.why


def test_places_are_read_off_the_names_of_bodies() -> None:
    assert place_in("云川市人民代表大会常务委员会办公室") == "云川"
    assert place_in("办公室") == ""


def test_subjects_of_a_text_are_counted_and_capped() -> None:
    found = subjects_of("培训代表，培训干部，再培训，又培训；拍摄短视频。")
    assert found["training"] == 3
    assert found["film"] == 1
    assert "travel" not in found


def test_shared_wording_of_short_texts() -> None:
    assert shared_wording(meaning_of("档案"), meaning_of("档案整理归集")) == pytest.approx(0.6)
    assert shared_wording(meaning_of(""), meaning_of("档案")) == 0


def test_units_keep_rows_apart_unless_the_names_are_equal() -> None:
    words = vocabulary()
    assert (
        compare_items(item("output 代表培训 300人次"), item("output 代表培训班 2期"), words=words).percent
        == 0
    )
    same = compare_items(item("output 代表活动次数 60次"), item("output 代表活动次数 60人次"), words=words)
    assert same.percent == 100


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("≥95%", "share"),
        ("3次", "things"),
        ("3", "things"),
        ("9兆瓦", None),
        ("是", None),
        ("550元", "money"),
    ],
)
def test_units_have_families(text: str, family: str | None) -> None:
    assert unit_family(parse_target(text), words=vocabulary()) == family


def test_what_can_be_measured() -> None:
    assert is_counted(parse_target("≥95%"))
    assert not is_counted(parse_target("是"))
    assert not is_counted(parse_target("长期"))
    assert not is_counted(None)


def test_rows_are_matched_one_to_one_the_nearest_first() -> None:
    first = [item("output 代表培训期数 2期"), item("output 培训班期数 3期")]
    second = [item("output 培训班期数 4期")]
    (match,) = match_rows(first=first, second=second)
    assert (match.first, match.percent, match.is_sure) == ("output 培训班期数 3期", 100, True)


def test_people_come_before_anything_computed() -> None:
    first = [item("output 代表培训期数 2期"), item("output 培训班期数 3期")]
    second = [item("output 培训班期数 4期"), item("output 档案整理卷数 9卷")]
    said = [
        Judgement(first[1].row, second[0].row, is_same=False),
        Judgement(first[1].row, second[1].row, is_same=True),
        Judgement("gone", second[1].row, is_same=True),
    ]
    matches = {match.second: match for match in match_rows(first=first, second=second, judged=said)}
    assert matches[second[0].row].first == first[0].row
    assert matches[second[1].row].why == BY_PERSON
    assert matches[second[1].row].by_person


def test_rows_that_share_nothing_are_not_even_compared() -> None:
    assert match_rows(first=[item("output 档案卷数 9卷")], second=[item("output 会议次数 1次")]) == ()


def test_of_two_rows_that_people_tie_to_the_same_one_the_first_said_counts() -> None:
    words = vocabulary()
    one, two = (Item(row, meaning_of("代表培训期数", words=words)) for row in ("a", "b"))
    other = Item("x", meaning_of("代表培训期数", words=words))
    said = [Judgement("b", "x", True), Judgement("a", "x", True)]
    (match,) = match_rows(first=[one, two], second=[other], judged=said)
    assert (match.first, match.second, match.by_person) == ("b", "x", True)
