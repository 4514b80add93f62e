"""The words of the field in both languages; run as a module it prints the reference page in Markdown."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from congress.standards.errors import RuleViolation
from congress.standards.yaml_files import Fields, read_yaml

_FILE = Path(__file__).parent / "glossary.yaml"
_SNAKE = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One word: ``english`` is its name in code, ``chinese`` what people say, ``meaning`` one sentence."""

    english: str
    chinese: str
    meaning: str
    source: str | None
    verified: bool

    @property
    def kebab(self) -> str:
        """The name in addresses and file names."""
        return self.english.replace("_", "-")

    @property
    def words(self) -> str:
        """The name in prose."""
        return self.english.replace("_", " ")


@dataclass(frozen=True, slots=True)
class GlossaryGroup:
    """The words of one part of the field."""

    name: str
    title: str
    terms: tuple[GlossaryTerm, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All words, grouped. No English name and no Chinese word stands twice."""

    groups: tuple[GlossaryGroup, ...]

    @property
    def terms(self) -> tuple[GlossaryTerm, ...]:
        """All words in order."""
        return tuple(term for group in self.groups for term in group.terms)

    def english(self, name: str) -> GlossaryTerm:
        """The word of an English name, in snake or kebab case."""
        wanted = name.replace("-", "_")
        for term in self.terms:
            if term.english == wanted:
                return term
        raise KeyError(name)

    def chinese(self, word: str) -> GlossaryTerm:
        """The word of a Chinese term."""
        for term in self.terms:
            if term.chinese == word:
                return term
        raise KeyError(word)


@cache
def load_glossary() -> Glossary:
    """The glossary that ships."""
    return glossary_from_fields(read_yaml(_FILE))


def glossary_from_fields(head: Fields) -> Glossary:
    """Read a glossary: ``groups`` of ``name``, ``title`` and ``terms``."""
    groups = []
    for part in head.parts("groups"):
        terms = tuple(_term(entry) for entry in part.parts("terms"))
        groups.append(GlossaryGroup(part.text("name"), part.text("title"), terms))
        part.finish()
    head.finish()
    glossary = Glossary(tuple(groups))
    for words in ([term.english for term in glossary.terms], [term.chinese for term in glossary.terms]):
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice:
            message = f"“{'、'.join(twice)}”写了两次，一个词只能有一个意思。"
            raise RuleViolation("glossary.twice", message, place=head.place)
    return glossary


def markdown(glossary: Glossary) -> str:
    """The reference page: one table a group, unverified words marked."""
    lines = [
        "# 中英术语 · Glossary",
        "",
        "本页由 `standards/glossary.yaml` 生成。没有写明出处的词尚未核实。",
        "",
    ]
    for group in glossary.groups:
        lines += [f"## {group.title}", "", "| 中文 | English | 含义 | 出处 |", "|---|---|---|---|"]
        for term in group.terms:
            source = term.source or "未核实"
            lines.append(f"| {term.chinese} | `{term.english}` | {term.meaning} | {source} |")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Print the reference page."""
    sys.stdout.write(markdown(load_glossary()))


def _term(entry: Fields) -> GlossaryTerm:
    term = GlossaryTerm(
        english=entry.text("english"),
        chinese=entry.text("chinese"),
        meaning=entry.text("meaning"),
        source=entry.text_or_none("source"),
        verified=entry.flag("verified"),
    )
    entry.finish()
    if not _SNAKE.fullmatch(term.english):
        raise entry.refuse("english", "应当是小写英文单词加下划线")
    if not term.meaning.endswith("。") or "|" in term.meaning:
        raise entry.refuse("meaning", "应当是以句号结尾的一句话，不含竖线")
    if term.verified != (term.source is not None):
        raise entry.refuse("verified", "有出处的写 true，没有出处的写 false")
    return term


if __name__ == "__main__":
    main()
