"""Finding the rule that applies: 镇 → 市 → 省 → 国, the narrowest in force on the day wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from congress.standards.errors import RuleViolation
from congress.standards.rules.rule import Rule
from congress.standards.values import RegionCode, written_date


class MissingRule(RuleViolation):
    """No rule of that name is in force there on that day. There is never a silent default."""


@dataclass(frozen=True)
class RuleBook:
    """Rules that ship, and over them the rules a place has entered itself.

    Within one jurisdiction a place's own rule goes before a shipped one, and of several in force the one that came
    into force last wins, so an amendment needs no edit of what it replaces. A rule with an end gives way, after its
    end, to an older one that is still in force.
    """

    rules: tuple[Rule, ...]
    overlay: tuple[Rule, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse two rules of one name, place and first day on the same level."""
        for layer in (self.overlay, self.rules):
            seen: set[str] = set()
            for rule in layer:
                if rule.id in seen:
                    message = f"规则“{rule.title}”（{rule.id}）登记了两次，请删去一条。"
                    raise RuleViolation("rules.duplicate", message, place=rule.id)
                seen.add(rule.id)

    def with_overlay(self, rules: Iterable[Rule]) -> RuleBook:
        """The book with a place's own rules over it, instead of any overlay before."""
        return RuleBook(self.rules, tuple(rules))

    def lookup(self, *, name: str, place: RegionCode, on: date) -> Rule:
        """The rule of a name that applies in a place on a day; raises ``MissingRule`` (``rules.missing``)."""
        for region in place.lineage:
            for layer in (self.overlay, self.rules):
                found = [
                    rule
                    for rule in layer
                    if rule.name == name and rule.jurisdiction == region and rule.is_in_force(on=on)
                ]
                if found:
                    return max(found, key=lambda rule: rule.effective_from)
        message = (
            f"没有找到 {written_date(on)} 在 {place} 适用的规则“{self._title(name)}”，"
            "请管理员在“规则”里登记并写明出处。"
        )
        raise MissingRule("rules.missing", message, field=name)

    def named(self, name: str) -> tuple[Rule, ...]:
        """Every rule of a name, a place's own first: what a history shows."""
        return tuple(rule for rule in (*self.overlay, *self.rules) if rule.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all rules, sorted."""
        return tuple(sorted({rule.name for rule in (*self.overlay, *self.rules)}))

    def _title(self, name: str) -> str:
        known = self.named(name)
        return known[0].title if known else name
