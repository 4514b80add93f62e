"""The kinds: what ships can be read, told and entered again; what is not of the shape is refused at its field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from congress.platform.knowledge.contracts import Known, Source
from congress.platform.knowledge.kinds import (
    CALENDAR,
    CODE,
    KINDS,
    RULE,
    TERM,
    THRESHOLD,
    calendars,
    codes,
    rules,
    thresholds,
)
from congress.platform.knowledge.kinds.kind import Draft
from congress.platform.knowledge.tests.contents import CITY, NOTICE, PERIOD, SOURCE
from congress.standards.calendar import CountUnit
from congress.standards.errors import RuleViolation
from congress.standards.rules import DeadlineTerms, load_rule_book
from congress.standards.rules.terms import terms_from_fields
from congress.standards.values import RegionCode

NATION = RegionCode.nation()


def _draft(key: str, value: dict[str, Any], **changes: Any) -> Draft:
    usual: dict[str, Any] = {
        "title": "某条",
        "jurisdiction": RegionCode(CITY),
        "effective_from": date(2026, 1, 1),
        "effective_until": None,
        "source": SOURCE,
        "verified": True,
    }
    return Draft(key=key, value=value, **{**usual, **changes})


def _known(kind: str, key: str, value: dict[str, Any], **changes: Any) -> Known:
    usual: dict[str, Any] = {
        "title": "某条",
        "jurisdiction": RegionCode(CITY),
        "effective_from": date(2026, 1, 1),
        "effective_until": None,
        "citation": str(SOURCE),
        "verified": True,
        "source": SOURCE,
    }
    return Known(kind=kind, key=key, value=value, **{**usual, **changes})


@pytest.mark.parametrize("kind", [RULE, CODE, TERM, THRESHOLD], ids=lambda kind: kind.name)
def test_what_ships_is_told_in_chinese_and_could_be_entered_again(kind: Any) -> None:
    assert kind.shipped()
    for known in kind.shipped()[:: max(1, len(kind.shipped()) // 40)]:
        assert known.kind == kind.name and known.title and not known.is_own
        assert kind.sentence(known.value)
        kind.check(
            _draft(known.key, dict(known.value), effective_from=known.effective_from or date(2000, 1, 1)),
            others=(),
        )


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
def test_a_key_of_the_wrong_form_is_refused_with_an_example(kind: Any) -> None:
    with pytest.raises(RuleViolation) as refused:
        kind.check(_draft("Nicht So!", {}), others=())
    assert (refused.value.code, refused.value.field) == ("knowledge.bad_key", "key")
    assert "例如" in refused.value.message


RULES = [
    (PERIOD, "期限：交办之日起 2 个月"),
    ({**PERIOD, "extend_to": 6}, "期限：交办之日起 2 个月；最长可延长到：6 个月"),
    (
        {"amount": 30, "unit": "day", "start": "session_opens", "direction": "before", "shift_end": False},
        "期限：会议举行之前 30 日；末日是休息日时：不顺延",
    ),
    ({"amount": 5, "unit": "working_day", "start": "something"}, "期限：something之日起 5 个工作日"),
    (
        {"share": "2/3", "comparison": "at_least", "base": "all_deputies"},
        "比例：三分之二以上；以什么为整体：全体代表",
    ),
    (
        {"share": "1/2", "comparison": "more_than", "base": "all_members"},
        "比例：过半数；以什么为整体：全体组成人员",
    ),
    (
        {"share": "3/4", "comparison": "more_than", "base": "members"},
        "比例：超过四分之三；以什么为整体：组成人员",
    ),
    ({"count": 10, "base": "deputies"}, "数目：10 以上；以什么计数：代表"),
]


@pytest.mark.parametrize(("value", "sentence"), RULES)
def test_rules_are_told_and_read_back(value: dict[str, Any], sentence: str) -> None:
    RULE.check(_draft("a.b", value), others=())
    assert RULE.sentence(value) == sentence
    rule = rules.rule_of(_known("rule", "a.b", value))
    assert rules.value_of(rule.terms) == value
    assert str(rule.source) == "《东川市代表建议办理办法》（2025年12月1日文本）第十条第一款"


def test_shipped_rules_keep_every_term() -> None:
    from congress.platform.knowledge.kinds.kind import fields_of

    for rule in load_rule_book().rules:
        assert terms_from_fields(fields_of(rules.value_of(rule.terms), place="x")) == rule.terms
    assert isinstance(load_rule_book().named("suggestions.reply")[0].terms, DeadlineTerms)
    assert rules.UNITS.keys() == set(CountUnit)


def test_a_rule_without_article_or_with_odd_terms_is_refused() -> None:
    with pytest.raises(RuleViolation) as refused:
        RULE.check(_draft("a.b", PERIOD, source=Source("某办法")), others=())
    assert refused.value.field == "article"
    with pytest.raises(RuleViolation) as refused:
        RULE.check(_draft("a.b", {**PERIOD, "amount": 0}), others=())
    assert refused.value.field == "amount"
    with pytest.raises(RuleViolation) as refused:
        RULE.check(_draft("a.b", {**PERIOD, "more": 1}), others=())
    assert refused.value.code == "standards.unknown_field"


def test_a_rule_that_came_without_its_source_in_parts_stays_a_rule() -> None:
    assert rules.rule_of(_known("rule", "a.b", PERIOD, source=None, effective_from=None)).source is None


def test_a_notice_is_told_and_becomes_one_of_the_calendars() -> None:
    CALENDAR.check(_draft("2027", NOTICE), others=())
    assert CALENDAR.sentence(NOTICE) == "元旦：1月1日至1月3日；调休上班：1月9日"
    one_day = {"holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-01"}]}
    assert CALENDAR.sentence(one_day) == "元旦：1月1日；调休上班：没有"
    notice = calendars.notice_of(_known("calendar", "2027", NOTICE))
    assert (notice.year, notice.published, notice.verified) == (2027, date(2025, 12, 1), True)
    assert calendars.value_of(notice) == NOTICE
    assert calendars.notice_of(_known("calendar", "2027", NOTICE, source=None)).title == str(SOURCE)


def test_shipped_notices_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    from congress.standards.calendar import WorkCalendar

    notice = calendars.notice_of(_known("calendar", "2027", NOTICE))
    monkeypatch.setattr(calendars, "load_calendar", lambda: WorkCalendar({2027: notice}))
    calendars._shipped.cache_clear()
    (known,) = CALENDAR.shipped()
    calendars._shipped.cache_clear()
    assert (known.key, dict(known.value)) == ("2027", NOTICE)


@pytest.mark.parametrize(
    "value",
    [
        {"holidays": [{"name": "元旦", "from": "2031-01-01", "to": "2031-01-03"}]},
        {"holidays": [], "working_days": ["2027-01-04"]},
        {"holidays": [{"name": "元旦", "from": "2027-13-01", "to": "2027-01-03"}]},
    ],
)
def test_a_notice_with_days_that_cannot_be_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(RuleViolation):
        CALENDAR.check(_draft("2027", value), others=())


def test_a_code_becomes_an_entry_of_its_table() -> None:
    value = {"name": "联络处", "parent": "congress", "note": "本市特有", "attributes": {"branch": "congress"}}
    CODE.check(_draft("body_kinds.liaison", value), others=())
    entry = codes.entry_of(
        _known("code", "body_kinds.liaison", value, effective_until=date(2030, 6, 1), jurisdiction=NATION)
    )
    assert (entry.code, entry.parent, entry.from_year, entry.to_year) == ("liaison", "congress", 2026, 2030)
    assert codes.value_of(entry) == value
    assert CODE.sentence(value) == "名称：联络处；上级代码：congress；branch：congress"
    assert (
        codes.entry_of(_known("code", "body_kinds.x", {"name": "甲"}, effective_from=None)).from_year is None
    )
    assert codes.table_of("body_kinds.x") == "body_kinds"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("no_such_table.1", {"name": "甲"}, "knowledge.bad_key"),
        ("body_kinds.x", {"name": "甲", "attributes": {"colour": "red"}}, "knowledge.no_such_column"),
        ("body_kinds.x", {"name": "甲", "parent": "nobody"}, "codes.no_parent"),
        ("body_kinds.x", {"name": " "}, "standards.bad_field"),
        ("body_kinds.x", {"name": "甲", "odd": "1"}, "standards.unknown_field"),
    ],
)
def test_a_code_that_would_break_its_table_is_refused(key: str, value: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        CODE.check(_draft(key, value), others=())
    assert refused.value.code == code


def test_a_code_may_hang_under_another_of_the_place() -> None:
    others = [
        _known("code", "body_kinds.upper", {"name": "上"}),
        _known(
            "code",
            "body_kinds.lower",
            {"name": "旧"},
            effective_from=date(2020, 1, 1),
            effective_until=date(2025, 12, 31),
        ),
        _known("code", "regions.441999", {"name": "别的表"}),
    ]
    CODE.check(_draft("body_kinds.lower", {"name": "下", "parent": "upper"}), others=others)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"chinese": "联络站"}, "standards.missing_field"),
        ({"chinese": "联络站", "meaning": "没有句号"}, "knowledge.no_sentence"),
        ({"chinese": "联络站", "meaning": "一句话。", "more": "x"}, "standards.unknown_field"),
    ],
)
def test_a_term_needs_a_word_and_a_sentence(value: dict[str, Any], code: str) -> None:
    TERM.check(_draft("deputy_station", {"chinese": "联络站", "meaning": "一句话。"}), others=())
    with pytest.raises(RuleViolation) as refused:
        TERM.check(_draft("deputy_station", value), others=())
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"number": "多"}, "knowledge.no_number"),
        ({"number": "NaN"}, "knowledge.no_number"),
        ({"number": "Infinity"}, "knowledge.no_number"),
        ({"number": 1.5}, "standards.bad_field"),
        ({"number": "1", "unit": "stone"}, "knowledge.no_such_unit"),
        ({"number": "1", "more": "x"}, "standards.unknown_field"),
    ],
)
def test_a_threshold_is_a_decimal_number_in_text(value: dict[str, Any], code: str) -> None:
    good = {"number": "1.30", "unit": "ratio"}
    THRESHOLD.check(_draft("performance.pq15.over_ratio", good), others=())
    assert THRESHOLD.sentence(good) == "数值：1.30 倍"
    assert THRESHOLD.sentence({"number": "1.30"}) == "数值：1.30"
    assert thresholds.number_of(_known("threshold", "a.b", good)) == Decimal("1.30")
    with pytest.raises(RuleViolation) as refused:
        THRESHOLD.check(_draft("performance.pq15.over_ratio", value), others=())
    assert refused.value.code == code


def test_the_shipped_thresholds_are_the_numbers_of_the_checks() -> None:
    known = {each.key: each.value["number"] for each in THRESHOLD.shipped()}
    assert known["performance.pq15.over_ratio"] == "1.30"


def test_a_source_reads_as_documents_write_it() -> None:
    assert str(Source("某办法")) == "《某办法》"
    assert str(Source("《某办法》", "三")) == "《某办法》第三条"
