"""Looking up: narrowest place first, in force on the day, the place's own word before what ships."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from congress.platform.core.actors import System
from congress.platform.knowledge.api import (
    MissingKnowledge,
    add_entry,
    code_table,
    lookup,
    own_thresholds,
    retire_entry,
    rule_book,
    threshold,
    work_calendar,
)
from congress.platform.knowledge.tests.contents import NOTICE, PERIOD, content
from congress.standards.calendar import DayKind
from congress.standards.errors import RuleViolation
from congress.standards.values import RegionCode

CONSOLE = System("console")
CITY, TOWN, PROVINCE, NATION = (RegionCode(code) for code in ("441900", "441900101", "440000", "100000"))
DAY = date(2026, 3, 2)
REPLY = "suggestions.reply"


@pytest.fixture
def add(db: None, at: datetime) -> Callable[..., UUID]:
    """Enter a piece of knowledge."""

    def entered(months: int = 2, *, key: str = REPLY, kind: str = "rule", **changes: Any) -> UUID:
        changes.setdefault("value", {**PERIOD, "amount": months})
        return add_entry(actor=CONSOLE, at=at, kind=kind, key=key, content=content(**changes))

    return entered


def _months(region: RegionCode, on: date = DAY) -> int:
    return int(lookup(kind="rule", key=REPLY, on=on, region=region).value["amount"])


def test_what_ships_applies_until_the_place_says_otherwise(
    add: Callable[..., UUID], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        known = lookup(kind="rule", key=REPLY, on=DAY, region=TOWN)
    assert (known.is_own, known.value["amount"], known.jurisdiction) == (False, 3, NATION)
    add(2)
    known = lookup(kind="rule", key=REPLY, on=DAY, region=TOWN)
    assert (known.is_own, known.value["amount"], known.jurisdiction) == (True, 2, CITY)
    assert "第十条" in known.citation and known.source is not None


def test_the_narrowest_place_wins_and_others_are_not_touched(add: Callable[..., UUID]) -> None:
    add(5, jurisdiction="440000")
    add(2)
    assert (_months(CITY), _months(PROVINCE), _months(RegionCode("110000"))) == (2, 5, 3)
    add(1, jurisdiction="441900101")
    assert (_months(TOWN), _months(CITY)) == (1, 2)


def test_the_places_word_goes_before_the_shipped_one_of_the_same_place(add: Callable[..., UUID]) -> None:
    add(4, jurisdiction="100000", effective_from=date(2025, 4, 1))
    assert _months(CITY) == 4


def test_the_day_decides(add: Callable[..., UUID]) -> None:
    add(2, effective_from=date(2026, 1, 1), effective_until=date(2026, 6, 30))
    add(1, effective_from=date(2026, 5, 1), effective_until=date(2026, 5, 31))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [_months(CITY, day) for day in days] == [3, 2, 1, 2, 3]


def test_what_was_retired_no_longer_applies(add: Callable[..., UUID], at: datetime) -> None:
    retire_entry(actor=CONSOLE, at=at, target=add(2), version=1, reason="不再使用")
    assert _months(CITY) == 3


def test_what_nobody_knows_is_missed_loudly(add: Callable[..., UUID]) -> None:
    with pytest.raises(MissingKnowledge) as missing:
        lookup(kind="rule", key="no.such", on=DAY, region=CITY)
    assert "2026年3月2日" in missing.value.message and "no.such" in missing.value.message
    with pytest.raises(MissingKnowledge) as missing:
        lookup(kind="rule", key=REPLY, on=date(1990, 1, 1), region=CITY)
    assert "代表建议答复期限" in missing.value.message
    with pytest.raises(KeyError):
        lookup(kind="nothing", key=REPLY, on=DAY, region=CITY)


def test_the_rule_book_holds_the_places_rules(add: Callable[..., UUID]) -> None:
    add(2)
    rule = rule_book().lookup(name=REPLY, place=TOWN, on=DAY)
    assert rule.id == f"{REPLY}@441900@2026-01-01"
    assert str(rule.source).endswith("第十条第一款")


def test_the_calendar_holds_the_places_notices(add: Callable[..., UUID]) -> None:
    assert work_calendar(region=CITY).is_provisional(date(2027, 1, 4))
    add(kind="calendar", key="2027", value=NOTICE, jurisdiction="100000")
    local = {"holidays": [{"name": "本地节日", "from": "2027-03-03", "to": "2027-03-03"}], "working_days": []}
    add(kind="calendar", key="2027", value=local, jurisdiction="450000")
    calendar = work_calendar(region=TOWN)
    assert calendar.kind(date(2027, 1, 1)) is DayKind.HOLIDAY
    assert calendar.kind(date(2027, 1, 9)) is DayKind.MAKE_UP_DAY
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert work_calendar(region=RegionCode("450100")).kind(date(2027, 3, 3)) is DayKind.HOLIDAY


def test_a_table_holds_the_places_codes_with_all_their_years(add: Callable[..., UUID]) -> None:
    key = "body_kinds.liaison"
    add(
        kind="code",
        key=key,
        value={"name": "旧名"},
        effective_from=date(2020, 1, 1),
        effective_until=date(2024, 12, 31),
    )
    add(kind="code", key=key, value={"name": "新名"}, effective_from=date(2025, 1, 1))
    add(kind="code", key="regions.441999", value={"name": "新镇"})
    table = code_table(name="body_kinds", region=TOWN)
    assert table.get("liaison", year=2023).name == "旧名"
    assert table.get("liaison", year=2026).name == "新名"
    assert code_table(name="regions", region=CITY).get("441999").name == "新镇"
    assert code_table(name="body_kinds", region=PROVINCE).find("liaison") is None
    with pytest.raises(ValueError, match="no code table"):
        code_table(name="nothing", region=CITY)


def test_codes_of_one_time_must_not_contradict_each_other(add: Callable[..., UUID]) -> None:
    key = "body_kinds.liaison"
    add(kind="code", key=key, value={"name": "一"}, effective_from=date(2020, 1, 1))
    with pytest.raises(RuleViolation) as refused:
        add(kind="code", key=key, value={"name": "二"}, effective_from=date(2024, 1, 1))
    assert refused.value.code == "codes.ambiguous"
    add(kind="code", key=key, value={"name": "二"}, effective_from=date(2024, 1, 1), jurisdiction="440000")


def test_a_threshold_is_a_decimal(add: Callable[..., UUID]) -> None:
    key = "performance.pq15.over_ratio"
    assert threshold(key=key, on=DAY, region=CITY) == Decimal("1.30")
    add(kind="threshold", key=key, value={"number": "1.50", "unit": "ratio"})
    assert threshold(key=key, on=DAY, region=CITY) == Decimal("1.50")
    with pytest.raises(MissingKnowledge):
        threshold(key="performance.nothing", on=DAY, region=CITY)


def test_a_places_own_thresholds_are_those_that_hold_there_on_the_day(add: Callable[..., UUID]) -> None:
    key, other = "performance.pq15.over_ratio", "performance.pq20.lowest_share"
    add(kind="threshold", key=key, value={"number": "1.40"}, jurisdiction="440000")
    add(kind="threshold", key=key, value={"number": "1.50"}, effective_from=date(2020, 1, 1))
    add(kind="threshold", key=other, value={"number": "0.80"}, effective_from=date(2999, 1, 1))
    add(kind="threshold", key="elsewhere.pq15.over_ratio", value={"number": "9"})
    assert own_thresholds(prefix="performance.", on=DAY, region=CITY) == {key: Decimal("1.50")}
    assert own_thresholds(prefix="performance.", on=DAY, region=PROVINCE) == {key: Decimal("1.40")}
