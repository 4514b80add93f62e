"""Rules are found by place and day, the narrowest first, and say what they rest on."""

from __future__ import annotations

from datetime import date

import pytest

from congress.standards.calendar import WorkCalendar, load_calendar
from congress.standards.rules import (
    CountTerms,
    DeadlineTerms,
    MissingRule,
    Rule,
    RuleBook,
    RuleCase,
    ShareTerms,
    cases_from_fields,
    check_case,
    load_rule_book,
    pack_names,
    rules_from_fields,
)
from congress.standards.rules.loader import load_cases, load_pack
from congress.standards.tests.refusals import refusal, refused
from congress.standards.values import RegionCode
from congress.standards.yaml_files import read_yaml_text

TOWN, CITY, OTHER_CITY = RegionCode("441900101"), RegionCode("441900"), RegionCode("440100")
DAY = date(2026, 3, 2)
ENTRY = """
  - name: {name}
    title: 试验期限
    jurisdiction: "{place}"
    effective_from: {start}
    {end}
    value: {value}
    source: {{law: 试验条例, article: 十, version: 2020-01-01}}
    verified: {verified}
"""


def entry(
    place: str = "100000",
    *,
    start: str = "2020-01-01",
    end: str = "",
    value: str = "{amount: 10, unit: day, start: assigned}",
    verified: str = "true",
    name: str = "trial.reply",
) -> str:
    """One invented rule as it stands in a file."""
    return ENTRY.format(place=place, start=start, end=end, value=value, verified=verified, name=name)


def read(*entries: str) -> tuple[Rule, ...]:
    """The rules of an invented pack."""
    return rules_from_fields(read_yaml_text("title: 试验\nrules:" + "".join(entries), place="试验"))


def found(book: RuleBook, *, place: RegionCode = TOWN, on: date = DAY) -> str:
    """Which rule answers."""
    return book.lookup(name="trial.reply", place=place, on=on).id


def test_the_narrowest_place_wins() -> None:
    book = RuleBook(read(entry(), entry("440000"), entry("441900")))
    assert found(book) == "trial.reply@441900@2020-01-01"
    assert found(book, place=OTHER_CITY) == "trial.reply@440000@2020-01-01"
    assert found(book, place=RegionCode("110101")) == "trial.reply@100000@2020-01-01"


def test_a_place_inside_a_wider_search_is_not_found_from_above() -> None:
    with refused("rules.missing"):
        found(RuleBook(read(entry("441900101"))), place=CITY)


def test_only_rules_in_force_on_the_day_count() -> None:
    book = RuleBook(read(entry(), entry("441900", start="2024-01-01", end="effective_to: 2025-12-31")))
    assert found(book, on=date(2023, 12, 31)).startswith("trial.reply@100000")
    assert found(book, on=date(2024, 1, 1)).startswith("trial.reply@441900")
    assert found(book, on=date(2025, 12, 31)).startswith("trial.reply@441900")
    assert found(book, on=date(2026, 1, 1)).startswith("trial.reply@100000")


def test_the_later_rule_replaces_the_earlier_one() -> None:
    book = RuleBook(read(entry(), entry(start="2025-01-01")))
    assert found(book) == "trial.reply@100000@2025-01-01"
    assert found(book, on=date(2024, 12, 31)) == "trial.reply@100000@2020-01-01"


def test_a_places_own_rules_go_before_those_that_ship() -> None:
    own = read(entry(start="2019-01-01", verified="false"))
    book = RuleBook(read(entry())).with_overlay(own)
    assert found(book) == "trial.reply@100000@2019-01-01"
    assert [rule.id for rule in book.named("trial.reply")] == [
        "trial.reply@100000@2019-01-01",
        "trial.reply@100000@2020-01-01",
    ]
    assert book.names == ("trial.reply",)
    assert (
        RuleBook(read(entry("441900")))
        .with_overlay(own)
        .lookup(name="trial.reply", place=CITY, on=DAY)
        .jurisdiction
        == CITY
    )


def test_a_missing_rule_raises_and_says_what_to_do() -> None:
    book = RuleBook(read(entry(start="2027-01-01")))
    with pytest.raises(MissingRule) as caught:
        found(book)
    assert caught.value.code == "rules.missing"
    assert caught.value.field == "trial.reply"
    assert "试验期限" in caught.value.message
    assert "登记" in caught.value.message
    assert "trial.unknown" in refusal(lambda: book.lookup(name="trial.unknown", place=CITY, on=DAY)).message


def test_the_same_rule_twice_is_refused() -> None:
    with refused("rules.duplicate"):
        RuleBook(read(entry(), entry()))
    with refused("rules.duplicate"):
        RuleBook(()).with_overlay(read(entry(), entry()))


def test_computed_dates_keep_their_rule_and_show_their_way() -> None:
    (rule,) = read(entry(value="{amount: 1, unit: month, extend_to: 2, start: assigned}", verified="false"))
    counted = rule.count(start=DAY, calendar=WorkCalendar())
    assert (counted.rule.id, counted.last_day) == ("trial.reply@100000@2020-01-01", date(2026, 4, 2))
    assert counted.is_provisional
    assert counted.explanation[:2] == (
        "依据“试验期限”（《试验条例》（2020年1月1日文本）第十条）。",
        "该规则尚未核实出处，请以正式文件为准。",
    )
    extended = rule.count(start=DAY, calendar=WorkCalendar(), extended=True)
    assert extended.last_day == date(2026, 5, 4)
    assert "已按延长后的期限计算。" in extended.explanation


def test_a_rule_without_extension_is_not_extended() -> None:
    (rule,) = read(entry())
    with refused("rules.no_extension"):
        rule.count(start=DAY, calendar=WorkCalendar(), extended=True)


def test_backward_and_unshifted_periods() -> None:
    before, firm = read(
        entry(value="{amount: 7, unit: day, start: session, direction: before}", name="trial.before"),
        entry(
            value="{amount: 5, unit: day, start: session, direction: after, shift_end: false}",
            name="trial.firm",
        ),
    )
    assert before.count(start=date(2026, 3, 8), calendar=WorkCalendar()).last_day == date(2026, 3, 1)
    assert firm.count(start=DAY, calendar=WorkCalendar()).last_day == date(2026, 3, 7)


def test_shares_and_counts_are_no_periods() -> None:
    share, count = read(
        entry(
            value="{share: 过半, comparison: more_than, base: members}".replace("过半", "1/2"),
            name="trial.share",
        ),
        entry(value="{count: 5, base: members}", name="trial.count"),
    )
    assert isinstance(share.terms, ShareTerms)
    assert (share.terms.least_count(of=51), share.terms.base) == (26, "members")
    assert isinstance(count.terms, CountTerms)
    assert count.terms.count == 5
    with pytest.raises(TypeError, match="no period"):
        share.count(start=DAY, calendar=WorkCalendar())


def test_citations_with_and_without_details() -> None:
    rules = load_rule_book()
    reply = rules.lookup(name="budget.disclosure.department", place=CITY, on=DAY)
    assert str(reply.source) == "《中华人民共和国预算法》（2018年12月29日文本）第十四条第二款"
    text = """
title: 试验
rules:
  - {name: a.b, title: 甲, jurisdiction: "44", effective_from: 2020-01-01, verified: true,
     value: {count: 1, base: b}, source: {law: 条例, article: 一}}
"""
    (plain,) = rules_from_fields(read_yaml_text(text, place="试验"))
    assert str(plain.source) == "《条例》第一条"
    told = reply.count(start=date(2026, 2, 10), calendar=WorkCalendar()).explanation
    assert told[:2] == (
        "依据“部门预算、决算的公开期限”（《中华人民共和国预算法》（2018年12月29日文本）第十四条第二款）。",
        "自2026年2月10日起 20 日，开始的当日不计入（民法典第二百零一条）。",
    )


def test_a_rule_without_source_is_said_to_be_unverified() -> None:
    text = """
title: 试验
rules:
  - {name: a.b, title: 甲, jurisdiction: "441900", effective_from: 2020-01-01, verified: false,
     value: {amount: 3, unit: working_day, start: received}}
"""
    (rule,) = rules_from_fields(read_yaml_text(text, place="试验"))
    assert rule.source is None
    assert rule.count(start=DAY, calendar=WorkCalendar()).explanation[0] == "依据“甲”。"
    assert rule.is_in_force(on=DAY)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (entry(name="Reply"), "standards.bad_field"),
        (entry(name="reply"), "standards.bad_field"),
        (entry(place="4419001"), "region.bad_length"),
        (entry(end="effective_to: 2019-12-31"), "standards.bad_field"),
        (entry(value="{amount: 0, unit: day, start: a}"), "standards.bad_field"),
        (entry(value="{amount: 3, unit: week, start: a}"), "standards.bad_field"),
        (entry(value="{amount: 3, unit: day, start: a, extend_to: 3}"), "standards.bad_field"),
        (entry(value="{amount: 3, unit: day, start: a, direction: up}"), "standards.bad_field"),
        (entry(value="{amount: 3, unit: day}"), "standards.missing_field"),
        (entry(value="{count: 0, base: a}"), "standards.bad_field"),
        (entry(value="{share: 大半, comparison: at_least, base: a}"), "share.unreadable"),
        (entry(value="{share: 1/2, comparison: about, base: a}"), "standards.bad_field"),
        (entry(value="{count: 3, base: a, colour: red}"), "standards.unknown_field"),
        (
            entry().replace("    source: {law: 试验条例, article: 十, version: 2020-01-01}\n", ""),
            "standards.bad_field",
        ),
        (entry().replace("article: 十", "artikel: 十"), "standards.missing_field"),
    ],
)
def test_wrong_rules(rule: str, code: str) -> None:
    with refused(code):
        read(rule)


@pytest.mark.parametrize("pack", pack_names())
def test_every_shipped_rule_answers_its_cases(pack: str) -> None:
    cases = load_cases(pack)
    for case in cases:
        assert check_case(case, book=load_rule_book(), calendar=load_calendar()) == ()
    assert {case.rule for case in cases} == {rule.name for rule in load_pack(pack)}


def test_every_shipped_rule_has_a_source_and_a_version() -> None:
    assert load_rule_book() is load_rule_book()
    for rule in load_rule_book().rules:
        assert rule.verified
        assert rule.source is not None
        assert rule.source.version is not None
    assert isinstance(load_rule_book().rules[0].terms, DeadlineTerms)


def case(given: str, expect: str) -> RuleCase:
    """One invented case."""
    text = f"cases: [{{name: 一例, given: {{{given}}}, expect: {{{expect}}}}}]"
    (read_case,) = cases_from_fields(read_yaml_text(text, place="试验"))
    return read_case


GIVEN = 'rule: trial.reply, place: "441900", on: 2026-03-02'


@pytest.mark.parametrize(
    ("value", "given", "expect", "differences"),
    [
        ("{amount: 10, unit: day, start: a}", ", start: 2026-03-02", "last_day: 2026-03-12", 0),
        (
            "{amount: 10, unit: day, start: a}",
            ", start: 2026-03-02",
            "last_day: 2026-03-13, is_provisional: false",
            2,
        ),
        ("{amount: 10, unit: day, start: a}", "", "last_day: 2026-03-12", 1),
        ("{share: 1/2, comparison: more_than, base: a}", ", base_count: 51", "least_count: 26", 0),
        ("{share: 1/2, comparison: more_than, base: a}", "", "least_count: 26", 1),
        ("{count: 5, base: a}", "", "least_count: 6, is_missing: false", 1),
    ],
)
def test_cases_say_what_differs(value: str, given: str, expect: str, differences: int) -> None:
    book = RuleBook(read(entry(value=value)))
    told = check_case(case(GIVEN + given, expect), book=book, calendar=WorkCalendar())
    assert len(told) == differences
    assert all(line.startswith("一例：") for line in told)


def test_a_case_expects_something() -> None:
    with refused("standards.bad_field"):
        case(GIVEN, "last_day: null")
    with refused("standards.unknown_field"):
        case(GIVEN, "last: 2026-03-12, is_missing: true")
