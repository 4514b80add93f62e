"""Numbering: list numbers inside running text, and where they skip, repeat or stand in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from congress.standards.errors import RuleViolation
from congress.standards.values.numerals import from_chinese, to_chinese

# 1. 1、 but neither 1.5 nor 1、2号; a year may follow (1、2026年…).
_ARABIC = re.compile(r"(?<![0-9.〔（(第])(\d{1,2})[.、．](?!\d(?!\d{3}年))")
_CHINESE = re.compile(r"([一二三四五六七八九十]{1,3})、")
_SPOKEN = re.compile(r"([一二三四五六七八九十]{1,3})是")
_OPENING = re.compile(r"(?:^|[\n。；;：:！!？?）)”」、，,—-])[^\S\n]*$")
_FIRST_POINT = re.compile(r"(?:^|[\n。；;：:，,])\s*一是")
# 是否 and 是一 do not begin a point.
_BARE_POINT = re.compile(r"[，；,;。]\s*是(?![否一不])")
_LOOK_BACK = 4
_CONTEXT = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of numbering: `kind` is gap, repeated or mid_sentence; numbers as written in the text."""

    kind: str
    before: str
    after: str
    missing: tuple[str, ...] = ()
    context: str = ""


def numbering_faults(text: str, *, largest_gap: int) -> Iterator[Fault]:
    """Follow every list that begins with one; a jump larger than `largest_gap` is taken for no list at all."""
    for pattern in (_ARABIC, _CHINESE, _SPOKEN):
        yield from _follow(text, pattern, largest_gap)
    yield from _lost_number(text)


def _lost_number(text: str) -> Iterator[Fault]:
    """一是……，是……: the second point has lost its number."""
    first = _FIRST_POINT.search(text)
    if first is None or "二是" in text:
        return
    second = _BARE_POINT.search(text, first.end())
    if second is not None:
        context = text[max(0, second.start() - _CONTEXT) : second.end() + _CONTEXT].replace("\n", " ")
        yield Fault("lost", "一", "", missing=("二",), context=context)


def _follow(text: str, pattern: re.Pattern[str], largest_gap: int) -> Iterator[Fault]:
    last, last_written = 0, ""
    is_chinese = pattern is not _ARABIC
    for mark in pattern.finditer(text):
        number = _chinese(mark[1]) if is_chinese else int(mark[1])
        opens = (
            bool(_OPENING.search(text[max(0, mark.start() - _LOOK_BACK) : mark.start()])) or not mark.start()
        )
        if number == 1 and opens:
            last, last_written = 1, mark[1]
        elif not last or (not opens and (is_chinese or number != last + 1)):
            continue
        elif number == last + 1:
            if not opens:
                context = text[max(0, mark.start() - _CONTEXT) : mark.end() + _CONTEXT].replace("\n", " ")
                yield Fault("mid_sentence", last_written, mark[1], context=context)
            last, last_written = number, mark[1]
        elif number == last:
            yield Fault("repeated", last_written, mark[1])
        elif last < number <= last + largest_gap:
            written = to_chinese if is_chinese else str
            missing = tuple(written(lost) for lost in range(last + 1, number))
            yield Fault("gap", last_written, mark[1], missing=missing)
            last, last_written = number, mark[1]


def _chinese(text: str) -> int:
    """A Chinese number, 0 where the characters stand together by chance (一一、)."""
    try:
        return from_chinese(text)
    except RuleViolation:
        return 0
