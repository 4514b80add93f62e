"""The words: one glossary, each term once, and no other English for the same Chinese."""

from __future__ import annotations

from collections import Counter

import yaml

from tests.architecture.source import PACKAGE

GLOSSARY = PACKAGE / "standards" / "glossary.yaml"


def entries() -> list[dict[str, str]]:
    """The glossary's rows."""
    content = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    rows = (
        content
        if isinstance(content, list)
        else next(each for each in content.values() if isinstance(each, list))
    )
    return [dict(each) for each in rows]


def test_every_entry_has_both_languages() -> None:
    assert [each for each in entries() if not each.get("zh") or not each.get("en")] == []


def test_no_chinese_word_stands_there_twice() -> None:
    counted = Counter(each["zh"] for each in entries())
    assert [word for word, times in counted.items() if times > 1] == []
