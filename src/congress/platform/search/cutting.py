"""Cutting Chinese text into tokens that both databases keep as they are.

Every text is cut twice. *Words* are what the dictionary knows, coarse and fine (人民代表大会 and 代表 and 大会), and
make good hits rank high. *Characters* are the single Han characters and the bare numbers and names between them, in
their order: as a phrase they find whatever was really written, also where the dictionary made one long word of it,
where a name is unknown, or where a line broke inside a word.

Tokens consist of ASCII letters and digits and of everyday Han characters only; whatever else counts as a letter is
written as its number. So neither database needs to know about scripts, and both see the same tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import rjieba

CUT_VERSION = (
    1  # counts up when the same text is cut differently: stored texts are then cut again by themselves
)
CHUNK_CHARACTERS = 1200  # characters outnumber words, so that a chunk stays below 2,000 tokens of either kind
OVERLAP = 40
TOKEN_LIMIT = 60

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"(?P<han>[{_HAN}]+)|(?:(?![{_HAN}])[^\\W_])+")
_PARTS = re.compile(r"[0-9]+|[^0-9]+")
_FOREIGN = re.compile(r"[^0-9a-z\u3005\u3007\u3400-\u4db5\u4e00-\u9fcb]")
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ENDS = re.compile(r"(?<=[。！？；!?;\n])")


def folded(text: str) -> str:
    """The one form in which texts and questions are compared: NFKC, without upper case."""
    return unicodedata.normalize("NFKC", text).casefold()


def keepable(text: str) -> str:
    """A text without what databases refuse (control signs, halves of signs): texts read from files hold such things."""
    return _UNKEPT.sub(" ", text)


def words(text: str) -> list[str]:
    """Dictionary words of a text, coarse and fine, numbers and Latin words whole and in parts."""
    return _tokens(text, lambda run: list(rjieba.cut_for_search(run)), whole_first=True)


def coarse_words(text: str) -> list[str]:
    """Dictionary words of a text without their parts: what a question asks for."""
    return _tokens(text, lambda run: list(rjieba.cut(run)), whole_first=False)


def characters(text: str) -> list[str]:
    """Han characters one by one, numbers and Latin words between them split where letters meet digits."""
    return _tokens(text, list, whole_first=False)


def chunks(text: str) -> list[str]:
    """A text in NFKC, divided at ends of sentences and lines into pieces of at most `CHUNK_CHARACTERS`.

    A sentence longer than that is divided with an overlap, so that no phrase is lost at the border.
    """
    found: list[str] = []
    gathered = ""
    for sentence in _ENDS.split(unicodedata.normalize("NFKC", keepable(text))):
        for piece in _short_enough(sentence):
            if gathered and len(gathered) + len(piece) > CHUNK_CHARACTERS:
                found.append(gathered)
                gathered = ""
            gathered += piece
    found.append(gathered)
    return [each.strip() for each in found if each.strip()]


def _tokens(text: str, cut_han: Callable[[str], list[str]], *, whole_first: bool) -> list[str]:
    found: list[str] = []
    for run in _RUN.finditer(folded(text)):
        if run["han"]:
            found += cut_han(run["han"])
            continue
        parts = _PARTS.findall(run[0])
        if whole_first and len(parts) > 1:
            found.append(run[0])
        found += parts
    return [piece for token in found for piece in _safe(token)]


def _safe(token: str) -> list[str]:
    plain = _FOREIGN.sub(lambda letter: f"x{ord(letter[0]):x}", token)
    return [plain[start : start + TOKEN_LIMIT] for start in range(0, len(plain), TOKEN_LIMIT)]


def _short_enough(sentence: str) -> list[str]:
    if len(sentence) <= CHUNK_CHARACTERS:
        return [sentence]
    step = CHUNK_CHARACTERS - OVERLAP
    return [sentence[start : start + CHUNK_CHARACTERS] for start in range(0, len(sentence) - OVERLAP, step)]
