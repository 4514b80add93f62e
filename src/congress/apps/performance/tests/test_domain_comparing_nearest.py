"""Rows paired without comparing all with all: the same pairs as when every row is compared with every other."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from congress.apps.performance.domain.comparing.matching import (
    Item,
    Judgement,
    Match,
    compare_items,
    match_rows,
)
from congress.apps.performance.domain.comparing.meaning import WITHOUT_WORDING, Meaning, meaning_of
from congress.standards.indicators.meanings import Vocabulary, vocabulary

PARTS = (
    "代表",
    "培训",
    "立法",
    "次数",
    "数量",
    "及时率",
    "满意度",
    "开展",
    "档案",
    "甲",
    "乙丙",
    "测量",
    "12",
    "，",
)
_LONG = "".join(chr(0x4E00 + 7 * number) for number in range(60))
LONG, LONGER = f"代表{_LONG}满意度", f"代表{_LONG}甲满意度"
BRANCHES = ("output", "benefit", None)
UNITS = ("things", "share", "people", None)


def rows(random: Random, count: int, mark: str) -> list[Item]:
    """Rows with names that often come near each other, blank and very long ones among them."""
    names = [
        "",
        LONG,
        LONGER,
        *("".join(random.choices(PARTS, k=random.randint(1, 4))) for _ in range(8)),
    ]
    return [
        Item(
            f"{mark}.{number}",
            meaning_of(random.choice(names)),
            random.choice(BRANCHES),
            random.choice(UNITS),
        )
        for number in range(count)
    ]


def one_by_one(
    first: list[Item], second: list[Item], said: list[Judgement], words: Vocabulary
) -> dict[str, tuple[str, int, str]]:
    """What the rule says, word by word: every pair scored, the nearest taken first."""
    found: dict[str, tuple[str, int, str]] = {}
    apart = {(each.first, each.second) for each in said}
    scored = [
        (alike.percent, -abs(at - place), one.row, two.row, alike.why)
        for at, one in enumerate(first)
        for place, two in enumerate(second)
        if (alike := compare_items(one, two, words=words)).percent >= words.lowest
        and (one.row, two.row) not in apart
    ]
    for percent, _distance, one, two, why in sorted(scored, reverse=True):
        if two not in found and one not in {former for former, *_ in found.values()}:
            found[two] = (one, percent, why)
    return found


def told(matches: tuple[Match, ...]) -> dict[str, tuple[str, int, str]]:
    return {match.second: (match.first, match.percent, match.why) for match in matches}


@pytest.mark.parametrize("seed", range(12))
def test_the_same_pairs_as_when_all_are_compared_with_all(seed: int) -> None:
    random, words = Random(seed), vocabulary()
    first, second = rows(random, 24, "甲"), rows(random, 30, "乙")
    second += [replace(each, row=f"乙.又{each.row}") for each in first[:6]]
    said = [Judgement(random.choice(first).row, random.choice(second).row, False) for _ in range(60)]
    assert told(match_rows(first=first, second=second, judged=said)) == one_by_one(first, second, said, words)


def test_long_names_that_differ_in_one_character_are_the_same_whatever_they_count() -> None:
    first = [Item("a", meaning_of(LONG), "output", "things")]
    second = [Item("b", meaning_of(LONGER), "benefit", "share")]
    (match,) = match_rows(first=first, second=second)
    assert match.percent == 100


def test_of_equal_names_those_that_stand_nearest_are_tied() -> None:
    name = meaning_of("代表培训期数")
    first = [Item(f"a{number}", name) for number in range(3)]
    second = [Item(f"b{number}", name) for number in range(5)]
    said = [Judgement("a2", "b3", is_same=False), Judgement("a1", "b2", is_same=True)]
    matches = match_rows(first=first, second=second, judged=said)
    assert [(match.first, match.second) for match in matches] == [("a0", "b0"), ("a2", "b1"), ("a1", "b2")]
    later = match_rows(first=first, second=second, judged=said[1:])
    assert [(match.first, match.second) for match in later] == [("a0", "b0"), ("a1", "b2"), ("a2", "b3")]


def test_tasks_with_a_word_in_common_are_not_the_same_task() -> None:
    first = [Item("a", meaning_of("档案整理"), content=meaning_of("整理历年档案。"))]
    second = [Item("b", meaning_of("绿地整理"), content=meaning_of("养护草坪树木。"))]
    assert match_rows(first=first, second=second) == ()


def test_a_row_told_apart_from_all_that_are_left_stays_alone() -> None:
    name = meaning_of("代表培训期数")
    first, second = [Item("a", name)], [Item("b", name), Item("c", name)]
    said = [Judgement("a", each, is_same=False) for each in "bc"]
    assert match_rows(first=first, second=second, judged=said) == ()


def test_where_little_is_asked_rows_without_a_shared_word_are_compared_too() -> None:
    few = replace(vocabulary(), lowest=WITHOUT_WORDING)
    first = [Item("a", meaning_of("执法检查及时率", words=few))]
    second = [Item("b", meaning_of("专题询问及时率", words=few))]
    (match,) = match_rows(first=first, second=second, words=few)
    assert (match.percent, match.is_sure) == (WITHOUT_WORDING, False)
    assert match_rows(first=first, second=second) == ()


def test_thousands_of_rows_are_scored_in_few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that differ in a number alone share most of their wording, yet equal ones are found without a search."""
    scored: list[int] = []

    def worded(_first: Meaning, _second: Meaning, *, shared: int) -> int:
        scored.append(shared)
        return 0

    monkeypatch.setattr("congress.apps.performance.domain.comparing.nearest.percent_worded", worded)
    items = [Item(f"{number}", meaning_of(f"测量用指标{number:04d}")) for number in range(300)]
    assert len(match_rows(first=items, second=items)) == 300
    assert scored == []
