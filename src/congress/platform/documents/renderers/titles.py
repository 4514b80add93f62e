"""Breaking a long title into lines of about equal length, where a phrase ends rather than inside a word."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

import rjieba

from congress.platform.documents.renderers.fitting import em_width
from congress.platform.documents.renderers.layout import printable

# 二号, the size official titles are set in.
TITLE_SIZE_PT: Final = 22.0
# The names of bodies end with these, so a line may; so may it after the particles and before a bracket.
_ENDINGS = "会局厅院室市县省镇乡度的和及与、，）》”"
_OPENINGS = "（《“关"
# How much longer than the others (in ems) a line may become to end with a phrase, or at least with a word.
_PHRASE_EM, _WORD_EM, _JOINED_EM = 3.0, 9.0, 100.0


def plain_title(*, title: str) -> str:
    """The title in one line, for the properties of a file."""
    return "".join(line.strip() for line in printable(title).split("\n"))


def title_lines(*, title: str, most_em: float) -> list[str]:
    """The title as lines no wider than `most_em`; breaks the writer asked for are kept."""
    wished = [line.strip() for line in printable(title).split("\n") if line.strip()]
    whole = "".join(wished)
    if em_width(text=whole) <= most_em:
        return [whole]
    return [piece for line in wished for piece in _broken(line, most_em)]


def _broken(line: str, most_em: float) -> list[str]:
    width = em_width(text=line)
    if width <= most_em:
        return [line]
    count = -int(-width // most_em)
    cut = _best_cut(line, width / count, most_em)
    return [line[:cut], *_broken(line[cut:], most_em)]


def _best_cut(line: str, ideal_em: float, most_em: float) -> int:
    """Where to end the first line: near the ideal width, at the end of a phrase if one is near enough."""
    best, least = 1, float("inf")
    word_ends = set(accumulate(len(word) for word in rjieba.cut(line)))
    for cut in range(1, len(line)):
        width = em_width(text=line[:cut])
        if width > most_em:
            break
        before, after = line[cut - 1], line[cut]
        is_joined = (before.isascii() and (after.isascii() or before.isdigit())) or _clings(before, after)
        is_phrase = before in _ENDINGS or after in _OPENINGS
        cost = abs(width - ideal_em)
        cost += _JOINED_EM if is_joined else _WORD_EM if cut not in word_ends else 0.0
        cost += 0.0 if is_phrase else _PHRASE_EM
        if cost < least:
            best, least = cut, cost
    return best


def _clings(before: str, after: str) -> bool:
    """True for punctuation that may not begin or end a line."""
    return after in "）》”、，。：；" or before in "（《“"
