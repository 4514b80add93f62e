"""Rules: periods, shares and numbers of law, by jurisdiction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar

from congress.platform.knowledge.contracts import Known
from congress.platform.knowledge.kinds.kind import Draft, Kind, fields_of, misfit
from congress.standards.calendar import CountUnit
from congress.standards.rules import (
    Citation,
    DeadlineTerms,
    Rule,
    ShareTerms,
    Terms,
    load_rule_book,
)
from congress.standards.rules.terms import terms_from_fields
from congress.standards.values import Share, to_chinese

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
UNITS = {
    CountUnit.DAY: "日",
    CountUnit.WORKING_DAY: "个工作日",
    CountUnit.MONTH: "个月",
    CountUnit.YEAR: "年",
}
# the events and wholes that rules name, as a reader knows them
EVENTS = {
    "approved": "批准",
    "replied": "批复",
    "received": "收到",
    "assigned": "交办",
    "session_opens": "会议举行",
}
WHOLES = {
    "all_deputies": "全体代表",
    "deputies": "代表",
    "all_members": "全体组成人员",
    "members": "组成人员",
}


class RuleKind(Kind):
    """A rule's key is its dotted name; its value is what `standards.rules` reads."""

    name: ClassVar[str] = "rule"
    title: ClassVar[str] = "规则"
    key_help: ClassVar[str] = "小写英文加点，例如 budget.disclosure.department"

    def check(self, draft: Draft, *, others: Iterable[Known]) -> None:
        """The name is dotted, the article is given, the terms can be read."""
        if not _NAME.fullmatch(draft.key):
            raise misfit("bad_key", f"规则的名称应当是{self.key_help}。", "key")
        if not draft.source.article:
            raise misfit("no_article", "规则须写明出自第几条，例如“十四”。", "article")
        terms_from_fields(fields_of(draft.value, place=draft.title))

    def shipped(self) -> tuple[Known, ...]:
        """The rules of every pack."""
        return _shipped()

    def told(self, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Periods, shares and numbers in words."""
        if "unit" in value:
            return _period(value)
        if "share" in value:
            return [("比例", _share(value)), ("以什么为整体", word_for(value["base"]))]
        return [("数目", f"{value['count']} 以上"), ("以什么计数", word_for(value["base"]))]


def rule_of(known: Known) -> Rule:
    """A rule of the place as the standards' book takes it."""
    source, citation = known.source, None
    if source is not None:
        citation = Citation(source.law, source.article, source.paragraph or None, source.version)
    return Rule(
        name=known.key,
        title=known.title,
        jurisdiction=known.jurisdiction,
        effective_from=known.effective_from or date.min,
        terms=terms_from_fields(fields_of(known.value, place=known.title)),
        source=citation,
        verified=known.verified,
        effective_to=known.effective_until,
        note=known.note or None,
    )


def value_of(terms: Terms) -> dict[str, Any]:
    """Terms as plain data, the way they are written in a rules file."""
    match terms:
        case DeadlineTerms():
            value: dict[str, Any] = {"amount": terms.amount, "unit": str(terms.unit), "start": terms.start}
            value |= {"direction": "before"} if terms.is_backward else {}
            value |= {"extend_to": terms.extend_to} if terms.extend_to else {}
            return value | ({} if terms.shift_end else {"shift_end": False})
        case ShareTerms():
            share = terms.share.fraction
            comparison = "at_least" if terms.is_at_least else "more_than"
            return {
                "share": f"{share.numerator}/{share.denominator}",
                "comparison": comparison,
                "base": terms.base,
            }
        case _:
            return {"count": terms.count, "base": terms.base}


def word_for(name: str) -> str:
    """What an event or a whole is called; its own name when nobody gave it a word."""
    return EVENTS.get(name) or WHOLES.get(name, name)


def known_starts() -> list[str]:
    """The events from which rules count: those with a word of their own, and those that shipped rules name."""
    shipped = {str(known.value["start"]) for known in _shipped() if "start" in known.value}
    return [*EVENTS, *sorted(shipped - set(EVENTS))]


def _period(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    unit = UNITS[CountUnit(value["unit"])]
    side = "之前" if value.get("direction") == "before" else "之日起"
    told = [("期限", f"{word_for(value['start'])}{side} {value['amount']} {unit}")]
    if value.get("extend_to"):
        told.append(("最长可延长到", f"{value['extend_to']} {unit}"))
    if value.get("shift_end") is False:
        told.append(("末日是休息日时", "不顺延"))
    return told


def _share(value: Mapping[str, Any]) -> str:
    share = Share.parse(value["share"]).fraction
    if value["comparison"] == "more_than" and share * 2 == 1:
        return "过半数"
    written = f"{to_chinese(share.denominator)}分之{to_chinese(share.numerator)}"
    return f"{written}以上" if value["comparison"] == "at_least" else f"超过{written}"


@cache
def _shipped() -> tuple[Known, ...]:
    return tuple(
        Known(
            kind=RuleKind.name,
            key=rule.name,
            title=rule.title,
            value=value_of(rule.terms),
            jurisdiction=rule.jurisdiction,
            effective_from=rule.effective_from,
            effective_until=rule.effective_to,
            citation=str(rule.source or ""),
            verified=rule.verified,
            note=rule.note or "",
        )
        for rule in load_rule_book().rules
    )


RULE = RuleKind()
