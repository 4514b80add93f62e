"""Matching: which row of one table is which row of another, one to one, each match with its confidence and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from math import sqrt

from congress.apps.performance.domain.comparing.meaning import (
    WITHOUT_WORDING,
    Likeness,
    Meaning,
    likeness,
    meaning_of,
    shared_wording,
    subjects_of,
)
from congress.apps.performance.domain.comparing.nearest import (
    Column,
    Profile,
    count_other_things,
    kept_apart,
    nearest,
)
from congress.apps.performance.domain.table import Indicator, Project, Task
from congress.apps.performance.domain.targets import Operator, Target
from congress.standards.indicators.meanings import Vocabulary, vocabulary

BY_PERSON = "由人工确认"
_SAME_NAME = 94
# Tasks are named anew every year: what they speak of, in name and content, tells more than the wording of the name.
_SUBJECT_SHARE, _NAME_SHARE, _WORDING_SHARE = 60, 25, 15
_UNNAMED_SUBJECT_SHARE, _UNNAMED_WORDING_SHARE = 72, 18
_NAME_WEIGHT = 4
_CONTENT_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Match:
    """Two rows taken for the same thing: `percent` 0–100, a Chinese phrase on why, and whether a person said so."""

    first: str
    second: str
    percent: int
    why: str
    is_sure: bool
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about two rows: that they are the same thing, or that they are not."""

    first: str
    second: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A row as it is compared: its address, the meaning of its name, and what keeps rows apart.

    `branch` is the level-1 code of an indicator, `unit` the family of its unit (None: no number), `content` the
    meaning of a task's content and `subjects` how much name and content speak of each subject.
    """

    row: str
    name: Meaning
    branch: str | None = None
    unit: str | None = None
    content: Meaning | None = None
    subjects: Mapping[str, int] = field(default_factory=dict)


def indicator_item(indicator: Indicator, *, place: str = "", words: Vocabulary | None = None) -> Item:
    """An indicator as it is compared."""
    known = words or vocabulary()
    target = indicator.annual.value or indicator.period.value or indicator.actual.value
    return Item(
        row=indicator.row,
        name=meaning_of(indicator.name.text, place=place, words=known),
        branch=indicator.group.split(".")[0] if indicator.group else None,
        unit=unit_family(target, words=known),
    )


def task_item(task: Task | Project, *, place: str = "", words: Vocabulary | None = None) -> Item:
    """A task or a project as it is compared: by its name, and by what is to be done."""
    known = words or vocabulary()
    written = task.content.text if isinstance(task, Task) else task.goal.text
    content = written[:_CONTENT_CHARACTERS]
    name = meaning_of(task.name.text, place=place, words=known)
    subjects = subjects_of(content, place=place, words=known)
    for topic in name.topics:
        subjects[topic] += _NAME_WEIGHT
    return Item(
        row=task.name.address.rpartition(".")[0],
        name=name,
        content=meaning_of(content, place=place, words=known),
        subjects=subjects,
    )


def unit_family(target: Target | None, *, words: Vocabulary) -> str | None:
    """The kind of thing a target counts (share, things, people, money, time), None when it counts nothing known."""
    if target is None or target.low is None:
        return None
    return words.units.get(target.unit, "things" if not target.unit else None)


def compare_items(first: Item, second: Item, *, words: Vocabulary) -> Likeness:
    """How near two rows come, from their names and from what keeps them apart."""
    found = likeness(first.name, second.name, words=words)
    if first.content is not None and second.content is not None:
        return _with_content(found, first, second)
    one, two = _profile(first), _profile(second)
    percent = kept_apart(found.percent, one, two)
    return Likeness(percent, found.why if percent or not count_other_things(one, two) else "")


def _profile(item: Item) -> Profile:
    return Profile(item.name, item.branch, item.unit)


def match_rows(
    *,
    first: Sequence[Item],
    second: Sequence[Item],
    judged: Iterable[Judgement] = (),
    words: Vocabulary | None = None,
) -> tuple[Match, ...]:
    """Match rows one to one: what people decided first, then the nearest pair, then the next nearest.

    Rows stay without a match when nothing comes near enough. The order is that of `second`.
    """
    known = words or vocabulary()
    said = tuple(judged)
    apart = {(each.first, each.second) for each in said if not each.is_same}
    rows = {each.row for each in chain(first, second)}
    found = [
        Match(each.first, each.second, 100, BY_PERSON, True, True)
        for each in said
        if each.is_same and {each.first, each.second} <= rows
    ]
    if _by_names_alone(first, second) and known.lowest > WITHOUT_WORDING:
        found += _nearest_names(_one_to_one(found, second), first, second, apart, known)
    else:
        found += _nearest_rows(first, second, apart, known)
    return _one_to_one(found, second)


def _by_names_alone(first: Sequence[Item], second: Sequence[Item]) -> bool:
    return all(item.content is None for item in first) or all(item.content is None for item in second)


def _nearest_names(
    said: Iterable[Match],
    first: Sequence[Item],
    second: Sequence[Item],
    apart: Set[tuple[str, str]],
    words: Vocabulary,
) -> Iterator[Match]:
    """Indicators, of which there may be thousands: told by their names, so that few pairs need be looked at."""
    taken = tuple(said)
    columns = [
        Column([item.row for item in items], [_profile(item) for item in items], gone)
        for items, gone in (
            (first, {match.first for match in taken}),
            (second, {match.second for match in taken}),
        )
    ]
    for percent, one, two in nearest(first=columns[0], second=columns[1], apart=apart, lowest=words.lowest):
        why = compare_items(first[one], second[two], words=words).why
        yield Match(first[one].row, second[two].row, percent, why, percent >= words.sure)


def _nearest_rows(
    first: Sequence[Item], second: Sequence[Item], apart: Set[tuple[str, str]], words: Vocabulary
) -> Iterator[Match]:
    """Tasks and projects: told by their contents too, so that every pair with a clue is looked at."""
    near = sorted(
        (
            (alike.percent, -distance, one, two, alike.why)
            for one, two, alike, distance in _near(first, second, words)
            if (one, two) not in apart
        ),
        reverse=True,
    )
    for percent, _distance, one, two, why in near:
        yield Match(one, two, percent, why, percent >= words.sure)


def _near(
    first: Sequence[Item], second: Sequence[Item], words: Vocabulary
) -> Iterable[tuple[str, str, Likeness, int]]:
    """Every pair near enough; rows that share neither a subject nor a pair of characters are not compared."""
    by_clue: dict[str, set[int]] = {}
    for number, item in enumerate(first):
        for clue in _clues(item):
            by_clue.setdefault(clue, set()).add(number)
    for at, item in enumerate(second):
        for number in set().union(*(by_clue.get(clue, ()) for clue in _clues(item))):
            alike = compare_items(first[number], item, words=words)
            if alike.percent >= words.lowest:
                yield first[number].row, item.row, alike, abs(number - at)


def _clues(item: Item) -> Iterable[str]:
    yield f"={item.name.plain}"
    yield from (f"#{topic}" for topic in item.name.topics)
    yield from item.name.pairs
    yield from (f"#{topic}" for topic in item.subjects)


def _one_to_one(found: Iterable[Match], second: Sequence[Item]) -> tuple[Match, ...]:
    taken_first: set[str] = set()
    taken: dict[str, Match] = {}
    for match in found:
        if match.first not in taken_first and match.second not in taken:
            taken_first.add(match.first)
            taken[match.second] = match
    return tuple(taken[item.row] for item in second if item.row in taken)


def _with_content(names: Likeness, first: Item, second: Item) -> Likeness:
    """Tasks and projects: the subjects they speak of, the wording of their names, the wording of their contents."""
    assert first.content is not None and second.content is not None
    if names.percent >= _SAME_NAME:
        return names
    subjects = _cosine(first.subjects, second.subjects)
    wording = shared_wording(first.content, second.content)
    told = f"讲的事相近（{round(100 * subjects)}%）"
    if not first.name.plain or not second.name.plain:
        percent = _UNNAMED_SUBJECT_SHARE * subjects + _UNNAMED_WORDING_SHARE * wording
        return Likeness(round(percent), f"有一方没有名称，按内容比较：{told}")
    percent = _SUBJECT_SHARE * subjects + _WORDING_SHARE * wording + _NAME_SHARE * names.percent / 100
    return Likeness(max(round(percent), names.percent), f"{told}，名称相近（{names.percent}%）")


def _cosine(first: Mapping[str, int], second: Mapping[str, int]) -> float:
    shared = sum(times * second.get(topic, 0) for topic, times in first.items())
    length = sqrt(sum(each * each for each in first.values()) * sum(each * each for each in second.values()))
    return shared / length if length else 0.0


def is_counted(target: Target | None) -> bool:
    """Whether a target can be measured: a number, a range or a date, not 是 and not words."""
    return target is not None and target.operator not in (Operator.BOOLEAN, Operator.TEXT)
