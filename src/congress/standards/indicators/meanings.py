"""Words of indicators as data: what says the same, what says little, what is measured and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from congress.standards.yaml_files import Fields, read_yaml

_FILE = Path(__file__).with_name("meanings.yaml")


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What names are compared by. Words stand longest first, so that a long word is never cut by a short one.

    `synonyms` are (word, word that stands for it), `measures` and `topics` (word, code), `labels` the Chinese names
    of those codes, `units` the family of each unit; `lowest` and `sure` are percentages: from when on two names are
    taken for one thing, and from when on nobody need look.
    """

    fillers: tuple[str, ...]
    synonyms: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    units: Mapping[str, str]
    lowest: int
    sure: int


@cache
def vocabulary() -> Vocabulary:
    """Return the words of `meanings.yaml` (its head says source and whether it is verified)."""
    return vocabulary_from_fields(read_yaml(_FILE))


def vocabulary_from_fields(fields: Fields) -> Vocabulary:
    """Read a vocabulary; a word in two groups, or a group of one word, is refused in Chinese."""
    fields.text("version"), fields.text("source"), fields.flag("verified")
    synonyms = _synonyms(fields)
    labels: dict[str, str] = {}
    measures = _coded(fields, "measures", labels)
    topics = _coded(fields, "topics", labels)
    made = Vocabulary(
        fillers=tuple(_longest_first(fields.texts("fillers"))),
        synonyms=synonyms,
        measures=measures,
        topics=topics,
        labels=MappingProxyType(labels),
        units=MappingProxyType(_units(fields)),
        lowest=fields.whole("lowest"),
        sure=fields.whole("sure"),
    )
    fields.finish()
    return made


def _synonyms(fields: Fields) -> tuple[tuple[str, str], ...]:
    groups = fields.part("synonyms")
    found: dict[str, str] = {}
    for meaning in fields.mapping("synonyms"):
        for word in (meaning, *groups.texts(meaning)):
            if word in found:
                raise groups.refuse(meaning, f"“{word}”写在了两组里，请只留一处")
            found[word] = meaning
    return tuple((word, found[word]) for word in _longest_first(found))


def _coded(fields: Fields, key: str, labels: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Words by code, longest first; the labels of the codes are put down beside them."""
    found: dict[str, str] = {}
    for part in fields.parts(key):
        code = part.text("code")
        labels[code] = part.text("label")
        found.update(dict.fromkeys(part.texts("words"), code))
        part.finish()
    return tuple((word, found[word]) for word in _longest_first(found))


def _units(fields: Fields) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in fields.parts("units"):
        code = part.text("code")
        found.update(dict.fromkeys(part.texts("units"), code))
        part.finish()
    return found


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))
