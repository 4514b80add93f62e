"""Terms: the words of the field, what they mean, and their one English name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar

from congress.platform.knowledge.contracts import Known
from congress.platform.knowledge.kinds.kind import Draft, Kind, fields_of, misfit
from congress.standards.glossary import load_glossary
from congress.standards.values import RegionCode

_NAME = re.compile(r"[a-z]+(_[a-z]+)*")


class TermKind(Kind):
    """A term's key is its English name; its value the Chinese word and its meaning."""

    name: ClassVar[str] = "term"
    title: ClassVar[str] = "术语"
    key_help: ClassVar[str] = "小写英文单词加下划线，例如 standing_committee"

    def check(self, draft: Draft, *, others: Iterable[Known]) -> None:
        """The key is an English name; word and meaning are given."""
        if not _NAME.fullmatch(draft.key):
            raise misfit("bad_key", f"术语的名称应当是{self.key_help}。", "key")
        fields = fields_of(draft.value, place=draft.title)
        fields.text("chinese")
        if not fields.text("meaning").endswith("。"):
            raise misfit("no_sentence", "含义应当是以句号结尾的一句话。", "meaning")
        fields.finish()

    def shipped(self) -> tuple[Known, ...]:
        """The glossary."""
        return _shipped()

    def told(self, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The word and its meaning."""
        return [("中文", str(value["chinese"])), ("含义", str(value["meaning"]))]


@cache
def _shipped() -> tuple[Known, ...]:
    return tuple(
        Known(
            kind=TermKind.name,
            key=term.english,
            title=term.chinese,
            value={"chinese": term.chinese, "meaning": term.meaning},
            jurisdiction=RegionCode.nation(),
            effective_from=None,
            effective_until=None,
            citation=term.source or "",
            verified=term.verified,
        )
        for term in load_glossary().terms
    )


TERM = TermKind()
