"""The tokens of one chunk, ready for either database."""

from __future__ import annotations

from dataclasses import dataclass

from congress.platform.search.cutting import characters, words


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and characters of a chunk and of its entry's title; the title counts in every chunk."""

    title_words: tuple[str, ...]
    words: tuple[str, ...]
    title_characters: tuple[str, ...]
    characters: tuple[str, ...]


def tokens_of(*, title: str, text: str) -> Tokens:
    """Cut a chunk."""
    return Tokens(tuple(words(title)), tuple(words(text)), tuple(characters(title)), tuple(characters(text)))
