"""Meaning: a name taken apart into what it measures and what it is about, and how near two names come."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from congress.standards.indicators.meanings import Vocabulary, vocabulary
from congress.standards.values.written import closed_up

# What says no more than how to fill the row in: （是/否）, （%）, the number of a list, a year, a session.
_TAGS = re.compile(r"[（(](?:是/?否|%|‰|个|次|人次?|万?元|项|件|场|期|条)[）)]")
_LIST_MARK = re.compile(r"^(?:任务|目标|项目)?[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．)）:：]")
_YEARS = re.compile(r"(?:19|20)\d{2}年?(?:度)?")
_SESSIONS = re.compile(r"第?[0-9一二三四五六七八九十百]{1,4}(?:届|次(?=会议|全会))")
_NOT_WORDS = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff%‰]")
_PLACE = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,8}?)(?P<kind>自治州|自治县|省|市|县|区|镇|乡)")

# How much each part of a likeness counts, in hundredths: the wording, the subjects, what is measured.
_WORDING, _SUBJECTS, _MEASURED = 50, 28, 22
_SAME_AFTER_SYNONYMS = 94
SURELY_SAME = 100
# How much the wording still says where only one of the two names tells a measure, or a subject.
_ONE_MEASURE, _ONE_SUBJECT = 0.4, 0.25
# Names of two subjects are hardly the same, however alike they are worded.
_OTHER_SUBJECT = -0.6
# A short name that stands whole in a longer one; of a single pair of characters that says less.
_WITHIN, _WITHIN_ONE_PAIR = 0.85, 0.6
_OFTEN = 3
# What names reach that share no pair of characters: no more than this.
WITHOUT_WORDING = _SUBJECTS + _MEASURED


@dataclass(frozen=True, slots=True)
class Meaning:
    """A name as it is compared.

    `plain` is the wording without marks, years and place; `core` what remains after words of the same meaning were
    made one and those of little meaning were dropped; `measure` what it measures, None when its end does not tell;
    `topics` what it is about; `pairs` the pairs of neighbouring characters of the core.
    """

    plain: str
    core: str
    measure: str | None
    topics: frozenset[str]
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near two names come, in percent, and a Chinese phrase saying why."""

    percent: int
    why: str


NOTHING_ALIKE = Likeness(0, "")


def place_in(body_name: str) -> str:
    """The place a body's name begins with, without its kind (东莞 of 东莞市…), "" when it begins with none."""
    found = _PLACE.match(closed_up(body_name))
    return found["name"] if found else ""


def meaning_of(text: str, *, place: str = "", words: Vocabulary | None = None) -> Meaning:
    """Take a name apart. `place` is dropped from it, so that places can be compared with each other."""
    return _meaning(text, place, words or vocabulary())


@lru_cache(maxsize=16384)
def _meaning(text: str, place: str, words: Vocabulary) -> Meaning:
    plain = _plain(text, place)
    rest, measure = _measured(plain, words)
    told = _one_wording(rest, words)
    topics = frozenset(code for word, code in words.topics if word in told)
    core = told
    for filler in words.fillers:
        core = core.replace(filler, "")
    return Meaning(plain, core, measure, topics, _pairs(core))


def likeness(first: Meaning, second: Meaning, *, words: Vocabulary | None = None) -> Likeness:
    """How near two names come; nothing when they measure different things."""
    told = _told_at_once(first, second)
    if told is not None:
        return told
    wording = shared_wording(first, second)
    why = _why(first, second, wording, words or vocabulary())
    return Likeness(max(0, round(_weighed(first, second, wording))), why)


def percent_alike(first: Meaning, second: Meaning) -> int:
    """The percent of `likeness`, without the phrase."""
    told = _told_at_once(first, second)
    if told is not None:
        return told.percent
    return percent_worded(first, second, shared=len(first.pairs & second.pairs))


def percent_worded(first: Meaning, second: Meaning, *, shared: int) -> int:
    """How near two names come by what they share, where they are not told at once by equal words or measures."""
    wording = _wording(len(first.pairs), len(second.pairs), shared)
    return max(0, round(_weighed(first, second, wording)))


def _told_at_once(first: Meaning, second: Meaning) -> Likeness | None:
    if not first.plain or not second.plain:
        return NOTHING_ALIKE
    if first.plain == second.plain:
        return Likeness(SURELY_SAME, "名称相同")
    if first.measure != second.measure and first.measure and second.measure:
        return NOTHING_ALIKE
    if first.core and first.core == second.core:
        return Likeness(_SAME_AFTER_SYNONYMS, "说法不同，意思相同")
    return None


def _weighed(first: Meaning, second: Meaning, wording: float) -> float:
    """Wording, subjects and measure, in hundredths."""
    subjects = _subjects(first.topics, second.topics, wording)
    measured = 1.0 if first.measure else wording
    if first.measure != second.measure:
        measured = _ONE_MEASURE * wording
    return _WORDING * wording + _SUBJECTS * subjects + _MEASURED * measured


def subjects_of(text: str, *, place: str = "", words: Vocabulary | None = None) -> Counter[str]:
    """How often a longer text speaks of each subject; more than a few times says no more."""
    known = words or vocabulary()
    told = _one_wording(_plain(text, place), known)
    found: Counter[str] = Counter()
    for word, code in known.topics:
        found[code] += told.count(word)
    return Counter({code: min(times, _OFTEN) for code, times in found.items() if times})


def shared_wording(first: Meaning, second: Meaning) -> float:
    """Which part of their wording two texts share, from 0 to 1."""
    return _wording(len(first.pairs), len(second.pairs), len(first.pairs & second.pairs))


def _plain(text: str, place: str) -> str:
    plain = _LIST_MARK.sub("", _TAGS.sub("", closed_up(text)))
    plain = _SESSIONS.sub("", _YEARS.sub("", plain))
    if place:
        plain = re.sub(rf"{re.escape(place)}[省市县区镇乡]?", "", plain)
    return _NOT_WORDS.sub("", plain)


def _measured(plain: str, words: Vocabulary) -> tuple[str, str | None]:
    for word, code in words.measures:
        if plain.endswith(word):
            return plain.removesuffix(word), code
    return plain, None


def _one_wording(text: str, words: Vocabulary) -> str:
    """Put the one word for each group of synonyms, the longest first and no place of the text twice."""
    pattern, meanings = _synonyms(words)
    return pattern.sub(lambda found: meanings[found[0]], text) if meanings else text


@lru_cache(maxsize=16)
def _synonyms(words: Vocabulary) -> tuple[re.Pattern[str], dict[str, str]]:
    return re.compile("|".join(re.escape(word) for word, _ in words.synonyms)), dict(words.synonyms)


def _pairs(text: str) -> frozenset[str]:
    if len(text) < 2:
        return frozenset({text} - {""})
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _wording(first: int, second: int, shared: int) -> float:
    """Shared pairs: of both together, or nearly all of the shorter name where it stands whole in the longer."""
    if not shared:
        return 0.0
    shorter = min(first, second)
    return max(2 * shared / (first + second), _within(shorter) * shared / shorter)


def _within(shorter: int) -> float:
    return _WITHIN if shorter > 1 else _WITHIN_ONE_PAIR


def _subjects(first: frozenset[str], second: frozenset[str], wording: float) -> float:
    if not first and not second:
        return wording
    if not first or not second:
        return _ONE_SUBJECT * wording
    shared = len(first & second) / len(first | second)
    return shared if shared else _OTHER_SUBJECT


def _why(first: Meaning, second: Meaning, wording: float, words: Vocabulary) -> str:
    told = [f"用词相近（{round(100 * wording)}%）"]
    shared = sorted(words.labels[code] for code in first.topics & second.topics)
    if shared:
        told.append(f"都讲{'、'.join(shared)}")
    if first.measure and first.measure == second.measure:
        told.append(f"都量{words.labels[first.measure]}")
    return "，".join(told)
