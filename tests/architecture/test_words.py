"""The words: the code speaks the glossary's English and no pinyin, and calls one thing by one name."""

from __future__ import annotations

import ast
import re

from congress.standards.glossary import load_glossary
from tests.architecture.source import sources

# What a hurried hand would write for the words of the field. Whole words of a name only.
PINYIN = {
    "baobiao",
    "daibiao",
    "danwei",
    "fuhe",
    "huiyi",
    "jianyi",
    "jingban",
    "jixiao",
    "jiandu",
    "lifa",
    "mubiao",
    "renda",
    "renyuan",
    "shenji",
    "shenhe",
    "toupiao",
    "weiyuanhui",
    "xiangmu",
    "yusuan",
    "zhibiao",
    "zhuanxiang",
}
# Other English for words of the glossary: the left one is never used for the thing the right one names.
OTHER_ENGLISH = {
    "parliament": "congress",
    "councillor": "deputy",
    "congressman": "deputy",
    "plenum": "session",
    "bylaw": "local_regulation",
}


def names() -> dict[str, str]:
    """Every name the product gives to something, with the file it stands in."""
    found: dict[str, str] = {}
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found[node.name] = source.shown
            elif isinstance(node, ast.arg):
                found[node.arg] = source.shown
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id] = source.shown
        for word in source.words:
            found[word] = source.shown
    return found


def words_of(name: str) -> set[str]:
    """The words a name is made of, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_no_english_name_and_no_chinese_word_stands_in_the_glossary_twice() -> None:
    terms = load_glossary().terms
    assert len(terms) > 50
    assert len({each.english for each in terms}) == len({each.chinese for each in terms}) == len(terms)


def test_no_name_is_pinyin() -> None:
    assert {name: where for name, where in names().items() if words_of(name) & PINYIN} == {}


def test_one_thing_is_called_by_the_glossarys_name() -> None:
    used = {word: where for name, where in names().items() for word in words_of(name)}
    assert {
        f"{other}, say {right}": used[other] for other, right in OTHER_ENGLISH.items() if other in used
    } == {}
