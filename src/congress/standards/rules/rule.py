"""One rule: what it says, where, since when, and which article says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congress.standards.calendar import Deadline, WorkCalendar
from congress.standards.rules.terms import DeadlineTerms, Terms
from congress.standards.values import RegionCode, written_date


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule is written. ``version`` is the day of the text that was read: adopted, amended or revised."""

    law: str
    article: str
    paragraph: str | None = None
    version: date | None = None

    def __str__(self) -> str:
        """Write the citation as documents do: 《…》（2018年12月29日文本）第十四条第二款."""
        version = f"（{written_date(self.version)}文本）" if self.version else ""
        paragraph = f"第{self.paragraph}款" if self.paragraph else ""
        return f"《{self.law}》{version}第{self.article}条{paragraph}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force in a jurisdiction from a day on, until ``effective_to`` (included) where it has ended."""

    name: str
    title: str
    jurisdiction: RegionCode
    effective_from: date
    terms: Terms
    source: Citation | None
    verified: bool
    effective_to: date | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """What a computed date keeps: name, place and first day tell one rule from every other."""
        return f"{self.name}@{self.jurisdiction}@{self.effective_from.isoformat()}"

    def is_in_force(self, *, on: date) -> bool:
        """Whether the rule applies on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def count(self, *, start: date, calendar: WorkCalendar, extended: bool = False) -> RuleDeadline:
        """Count the rule's period from the day of its event; for rules that state a period only."""
        if not isinstance(self.terms, DeadlineTerms):
            raise TypeError(f"{self.id} states no period")
        deadline = self.terms.count(start=start, calendar=calendar, extended=extended)
        return RuleDeadline(self, deadline, extended)


@dataclass(frozen=True, slots=True)
class RuleDeadline:
    """A date counted by a rule, with the rule it rests on."""

    rule: Rule
    deadline: Deadline
    is_extended: bool

    @property
    def last_day(self) -> date:
        """The last lawful day."""
        return self.deadline.last_day

    @property
    def is_provisional(self) -> bool:
        """Whether the date may still move: a holiday notice is not yet known."""
        return self.deadline.is_provisional

    @property
    def explanation(self) -> tuple[str, ...]:
        """How the date came about: the rule, its trustworthiness, an extension, the count."""
        source = f"（{self.rule.source}）" if self.rule.source else ""
        lines = [f"依据“{self.rule.title}”{source}。"]
        if not self.rule.verified:
            lines.append("该规则尚未核实出处，请以正式文件为准。")
        if self.is_extended:
            lines.append("已按延长后的期限计算。")
        return (*lines, *self.deadline.explanation)
