"""Reading rules files: one pack per field of work, each with a file of cases beside it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from congress.standards.rules.book import RuleBook
from congress.standards.rules.cases import RuleCase, cases_from_fields
from congress.standards.rules.rule import Citation, Rule
from congress.standards.rules.terms import terms_from_fields
from congress.standards.values import RegionCode
from congress.standards.yaml_files import Fields, read_yaml

_PACKS = Path(__file__).parent / "packs"
_CASES = ".cases.yaml"
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def pack_names() -> tuple[str, ...]:
    """The names of the packs that ship."""
    files = (path.name for path in _PACKS.glob("*.yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in files if not name.endswith(_CASES)))


def load_pack(name: str) -> tuple[Rule, ...]:
    """The rules of one pack that ships."""
    return rules_from_fields(read_yaml(_PACKS / f"{name}.yaml"))


def load_cases(name: str) -> tuple[RuleCase, ...]:
    """The cases of one pack that ships."""
    return cases_from_fields(read_yaml(_PACKS / f"{name}{_CASES}"))


@cache
def load_rule_book() -> RuleBook:
    """All rules that ship; a place lays its own over them with ``with_overlay``."""
    return RuleBook(tuple(rule for name in pack_names() for rule in load_pack(name)))


def rules_from_fields(fields: Fields) -> tuple[Rule, ...]:
    """Read a pack: ``title`` and a list ``rules``. The same reader takes a place's own rules."""
    fields.text("title")
    rules = tuple(rule_from_fields(part) for part in fields.parts("rules"))
    fields.finish()
    return rules


def rule_from_fields(part: Fields) -> Rule:
    """Read one rule: name, title, jurisdiction, effective_from/to, value, source, verified, note."""
    name = part.text("name")
    if not _NAME.fullmatch(name):
        raise part.refuse("name", "规则名应当是小写英文加点，例如 budget.disclosure")
    source = part.part_or_none("source")
    rule = Rule(
        name=name,
        title=part.text("title"),
        jurisdiction=RegionCode.parse(part.text("jurisdiction")),
        effective_from=part.day("effective_from"),
        effective_to=part.day_or_none("effective_to"),
        terms=terms_from_fields(part.part("value")),
        source=None if source is None else _citation(source),
        verified=part.flag("verified"),
        note=part.text_or_none("note"),
    )
    part.finish()
    if rule.effective_to and rule.effective_to < rule.effective_from:
        raise part.refuse("effective_to", "失效日期早于生效日期")
    if rule.verified and rule.source is None:
        raise part.refuse("source", "写明已核实的规则必须写明出处")
    return rule


def _citation(source: Fields) -> Citation:
    citation = Citation(
        law=source.text("law"),
        article=source.text("article"),
        paragraph=source.text_or_none("paragraph"),
        version=source.day_or_none("version"),
    )
    source.finish()
    return citation
