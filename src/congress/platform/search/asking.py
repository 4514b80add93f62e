"""A question as the person typed it, made into the tokens that both databases are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from congress.platform.search.cutting import characters, coarse_words, folded
from congress.standards.errors import RuleViolation

MOST_CHARACTERS = 100
MOST_GROUPS = 8

_BETWEEN = re.compile(r"[\s、;]+|,(?![0-9])|(?<![0-9]),")


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the blank-separated parts of a question; an entry is a hit when it holds every part.

    It holds a part when one of its chunks has all its `words`, or its `characters` next to each other. `text` is the
    part in folded form, for marking it in what was found.
    """

    text: str
    words: tuple[str, ...]
    characters: tuple[str, ...]


def asked_of(question: str) -> tuple[Asked, ...]:
    """The parts of a question; none when it holds no letter and no number.

    Raises `RuleViolation` when the question is too long or has too many parts to be one.
    """
    if len(question) > MOST_CHARACTERS:
        raise RuleViolation(
            "search.too_long", f"检索的内容太长，请控制在 {MOST_CHARACTERS} 个字以内。", field="words"
        )
    groups = [
        Asked(part, tuple(dict.fromkeys(coarse_words(part))), tuple(characters(part)))
        for part in _BETWEEN.split(folded(question))
    ]
    found = tuple(dict.fromkeys(group for group in groups if group.characters))
    if len(found) > MOST_GROUPS:
        raise RuleViolation(
            "search.too_many_words", f"一次最多检索 {MOST_GROUPS} 个词，请减少几个再试。", field="words"
        )
    return found
