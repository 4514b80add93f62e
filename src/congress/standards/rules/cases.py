"""Cases: what a rules file must answer, written beside it as given … expect …

A place that enters its own rules can write cases too and see at once whether they give what it meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congress.standards.calendar import WorkCalendar
from congress.standards.rules.book import MissingRule, RuleBook
from congress.standards.rules.rule import Rule
from congress.standards.rules.terms import CountTerms, ShareTerms
from congress.standards.values import RegionCode
from congress.standards.yaml_files import Fields


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One question to a rule book and the answers it must give, as (name, value) pairs."""

    title: str
    rule: str
    place: RegionCode
    on: date
    start: date | None
    extended: bool
    base_count: int | None
    expect: tuple[tuple[str, object], ...]


def cases_from_fields(fields: Fields) -> tuple[RuleCase, ...]:
    """Read a case file: a list ``cases`` of ``name``, ``given`` and ``expect``.

    Given: ``rule``, ``place``, ``on`` and, for periods, ``start`` and ``extended``; for shares, ``base_count``.
    Expect any of: ``rule_id``, ``last_day``, ``is_provisional``, ``least_count``, ``is_missing``.
    """
    cases = tuple(_case(part) for part in fields.parts("cases"))
    fields.finish()
    return cases


def check_case(case: RuleCase, *, book: RuleBook, calendar: WorkCalendar) -> tuple[str, ...]:
    """Ask a case of a book; returns what differs as sentences, nothing where all is as expected."""
    found = _answers(case, book=book, calendar=calendar)
    return tuple(
        f"{case.title}：{name} 应为 {expected}，实为 {found.get(name, '（没有）')}。"
        for name, expected in case.expect
        if name not in found or found[name] != expected
    )


def _answers(case: RuleCase, *, book: RuleBook, calendar: WorkCalendar) -> dict[str, object]:
    try:
        rule = book.lookup(name=case.rule, place=case.place, on=case.on)
    except MissingRule:
        return {"is_missing": True}
    return {"is_missing": False, "rule_id": rule.id, **_computed(case, rule, calendar)}


def _computed(case: RuleCase, rule: Rule, calendar: WorkCalendar) -> dict[str, object]:
    if isinstance(rule.terms, CountTerms):
        return {"least_count": rule.terms.count}
    if isinstance(rule.terms, ShareTerms):
        return {} if case.base_count is None else {"least_count": rule.terms.least_count(of=case.base_count)}
    if case.start is None:
        return {}
    counted = rule.count(start=case.start, calendar=calendar, extended=case.extended)
    return {"last_day": counted.last_day, "is_provisional": counted.is_provisional}


def _case(part: Fields) -> RuleCase:
    given, expect = part.part("given"), part.part("expect")
    expected: dict[str, object] = {
        "rule_id": expect.text_or_none("rule_id"),
        "last_day": expect.day_or_none("last_day"),
        "is_provisional": expect.flag("is_provisional") if expect.has("is_provisional") else None,
        "least_count": expect.whole_or_none("least_count"),
        "is_missing": expect.flag("is_missing") if expect.has("is_missing") else None,
    }
    case = RuleCase(
        title=part.text("name"),
        rule=given.text("rule"),
        place=RegionCode.parse(given.text("place")),
        on=given.day("on"),
        start=given.day_or_none("start"),
        extended=given.flag_or("extended", False),
        base_count=given.whole_or_none("base_count"),
        expect=tuple((name, value) for name, value in expected.items() if value is not None),
    )
    for fields in (given, expect, part):
        fields.finish()
    if not case.expect:
        raise part.refuse("expect", "至少要写一项预期结果")
    return case
