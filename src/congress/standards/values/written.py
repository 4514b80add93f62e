"""Written forms made comparable: full-width letters and digits, spaces and invisible characters."""

from __future__ import annotations

import re
from functools import lru_cache

# Only the full-width block and the ideographic space. Unicode's compatibility folding (NFKC) is too eager for
# amounts and numbers: it reads the list mark in "①500元" as a digit and makes it 1500元.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x00A0: 0x20}
_SHORT = 60
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def half_width(text: str) -> str:
    """Return the text with full-width ASCII made half-width, invisible marks removed and the ends trimmed."""
    return _short(text) if len(text) <= _SHORT else _half_width(text)


def _half_width(text: str) -> str:
    if text.isascii():
        return text.strip()
    return _INVISIBLE.sub("", text).translate(_HALF_WIDTH).strip()


# Tables repeat themselves: the same headings, words and figures stand in row after row.
_short = lru_cache(maxsize=16384)(_half_width)


def closed_up(text: str) -> str:
    """Return the half-width text without any blank inside: for identifiers that people write in groups."""
    return "".join(half_width(text).split())


def shown(text: str, *, limit: int = 30) -> str:
    """Return what the user wrote, short enough to be quoted in a sentence."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"
