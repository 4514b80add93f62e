"""Words: how names and texts are compared and quoted in the sentences of the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_LISTED = 3
_CONTEXT = 6
# 次数（次）, 合格率（%） and 影响力（是/否） carry their unit with the name.
_UNIT_MARK = re.compile(r"[（(](?:是/否|%|％|个|项|次|次数|条|件|人|人次|家|期|场|份|篇|部)[）)]")
_YEARS = re.compile(r"(?:19|20)\d\d\s*年?(?:\s*[-—–~～至到]\s*(?:19|20)\d\d\s*年?)?")
_OFFICES = re.compile(r"办公厅|办公室|机关")
_MARKS = re.compile(r"[\W_]")


@lru_cache(maxsize=16384)
def bare_name(name: str) -> str:
    """A name as names are compared: without unit marks, punctuation and blanks."""
    return _MARKS.sub("", _UNIT_MARK.sub("", name))


def yearless(name: str) -> str:
    """A project's name as it is every year: without years, punctuation and the word for the office."""
    return _OFFICES.sub("", bare_name(_YEARS.sub("", name)))


def quoted(names: Iterable[str], *, most: int = _LISTED) -> str:
    """Some names in quotes, the rest counted: “甲”、“乙”、“丙”等 5 个."""
    single = (name.replace("“", "‘").replace("”", "’").replace("\n", " ") for name in names)
    return listed([f"“{name}”" for name in dict.fromkeys(single)], most=most)


def listed(parts: Sequence[str], *, most: int = _LISTED) -> str:
    """Some parts, the rest counted."""
    shown = "、".join(parts[:most])
    return f"{shown}等 {len(parts)} 个" if len(parts) > most else shown


def around(text: str, start: int, end: int) -> str:
    """What stands around a place in a text, on one line: ……前文错字后文……."""
    before, after = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    shown = text[before:after].replace("\n", " ").strip()
    return f"{'……' if before else ''}{shown}{'……' if after < len(text) else ''}"


@lru_cache(maxsize=64)
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for any of some expressions."""
    return re.compile("|".join(f"(?:{word})" for word in words))


def subjects_in(text: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Which subjects a text speaks of: the groups of which it holds a word."""
    return tuple(group for group in groups if one_of((group,)).search(text))


def arrow(rule: str) -> tuple[str, str]:
    """Divide wrong→right."""
    wrong, _, right = rule.partition("→")
    return wrong, right
