"""Questions: parts, words, characters, and the limits of what is a question."""

import pytest

from congress.platform.search.asking import MOST_CHARACTERS, asked_of
from congress.standards.errors import RuleViolation


def test_a_question_has_a_part_for_each_thing_between_blanks() -> None:
    first, second = asked_of("人大代表  ＧＢ3304")
    assert (first.text, first.words, first.characters) == ("人大代表", ("人大代表",), tuple("人大代表"))
    assert (second.text, second.words, second.characters) == ("gb3304", ("gb", "3304"), ("gb", "3304"))


def test_chinese_commas_part_too_and_digits_keep_theirs() -> None:
    assert [each.text for each in asked_of("预算、绩效，目标；1,234")] == ["预算", "绩效", "目标", "1,234"]


def test_the_same_part_twice_is_one() -> None:
    assert len(asked_of("预算 预算")) == 1


@pytest.mark.parametrize("empty", ["", "   ", "——", "，。"])
def test_a_question_without_letters_asks_for_nothing(empty: str) -> None:
    assert asked_of(empty) == ()


def test_a_question_that_is_too_long_is_refused() -> None:
    asked_of("预" * MOST_CHARACTERS)
    with pytest.raises(RuleViolation) as refused:
        asked_of("预" * (MOST_CHARACTERS + 1))
    assert refused.value.code == "search.too_long"


def test_a_question_with_too_many_parts_is_refused() -> None:
    asked_of("一 二 三 四 五 六 七 八")
    with pytest.raises(RuleViolation) as refused:
        asked_of("一 二 三 四 五 六 七 八 九")
    assert refused.value.code == "search.too_many_words"
