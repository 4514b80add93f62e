"""Cleaning: from a cell as written, markup and stray blanks included, to the text a reader would copy out."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from congress.standards.values.written import closed_up

_SILENT = ("script", "style")
_LINE_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|table|thead|tbody|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[a-zA-Z]|!--)[^<>]*>")
_MARKUP = re.compile(r"<(?:/?[a-zA-Z]|!--)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"[^\S\n]+")
# A page's typesetting leaves blanks inside words; between two ideographs Chinese has none.
_INNER_BLANK = re.compile(r"(?<=[\u3400-\u9fff])[^\S\n]+(?=[\u3400-\u9fff])")
_LABEL_TAIL = re.compile(r"\([^()]*\)$")
_LONGEST_LABEL = 40


def clean(raw: str) -> str:
    """Return the text without markup; paragraphs become lines, blanks inside words go."""
    return _clean_short(raw) if len(raw) <= _LONGEST_LABEL else _clean(raw)


def _clean(raw: str) -> str:
    text = raw
    if _MARKUP.search(text):
        text = _without_markup(text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = _INNER_BLANK.sub("", text)
    return "\n".join(line for line in (part.strip() for part in text.split("\n")) if line)


# Forms repeat themselves: the same labels, levels and targets stand in row after row.
_clean_short = lru_cache(maxsize=8192)(_clean)


def escaped(text: str) -> str:
    """Return text so written that `clean` gives it back: what looks like markup is masked, lines are paragraphs."""
    masked = _ENTITY.sub(lambda found: "&amp;" + found[0][1:], text.replace("\t", " "))
    masked = _MARKUP.sub(lambda found: "&lt;" + found[0][1:], masked)
    lines = masked.split("\n")
    return lines[0] if len(lines) == 1 else " ".join(f"<p>{line}</p>" for line in lines)


def cleaning_note(*, raw: str, text: str) -> str:
    """Say in Chinese what cleaning took away, or nothing."""
    if _MARKUP.search(raw):
        return "去掉了网页标记"
    if _INNER_BLANK.search(raw.strip()) and text:
        return "去掉了字中间的空格"
    return ""


def label_of(text: str) -> str:
    """Return text as labels are compared: half-width, no blanks, no colon at the end; empty for long text."""
    return _label(text) if len(text) <= _LONGEST_LABEL else ""


@lru_cache(maxsize=8192)
def _label(text: str) -> str:
    return closed_up(text).rstrip(":")


@lru_cache(maxsize=8192)
def label_base(label: str) -> str:
    """Return a label without the bracket at its end: 拟投入的资金(元) is 拟投入的资金."""
    return _LABEL_TAIL.sub("", label) or label


def _without_markup(text: str) -> str:
    lowered = text.lower()
    for name in _SILENT:
        if f"<{name}" in lowered:
            text = _without_element(text, name)
            lowered = text.lower()
    return _TAG.sub("", _LINE_TAG.sub("\n", text))


def _without_element(text: str, name: str) -> str:
    # By hand, not by a lazy expression: that would scan to the end again for every opening left unclosed.
    lowered, kept, at = text.lower(), [], 0
    while (start := lowered.find(f"<{name}", at)) >= 0:
        kept.append(text[at:start])
        end = lowered.find(f"</{name}", start)
        close = lowered.find(">", end) if end >= 0 else -1
        if close < 0:
            return "".join(kept)
        at = close + 1
    return "".join([*kept, text[at:]])
