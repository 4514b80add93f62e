"""Where a body may stand, and what its code, name and region may be."""

from __future__ import annotations

from datetime import date

import pytest

from congress.platform.organisation.domain import (
    read_body_code,
    read_body_name,
    read_region,
    read_short_name,
    require_below,
    require_in_use,
    require_kind_and_level,
    require_order,
    require_region_within,
    require_within_term,
)
from congress.platform.organisation.tests.refusing import refusal_of

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("read", "text", "code", "field"),
    [
        (read_body_code, "  ", "organisation.code_needed", "code"),
        (read_body_code, "x" * 41, "organisation.code_too_long", "code"),
        (read_body_name, " ", "organisation.name_needed", "name"),
        (read_body_name, "长" * 101, "organisation.name_too_long", "name"),
        (read_short_name, "长" * 31, "organisation.short_name_too_long", "short_name"),
        (read_region, "990100", "region.no_such_province", "region_code"),
        (read_region, "四四", "region.bad_length", "region_code"),
    ],
)
def test_what_a_body_cannot_be_called(read: object, text: str, code: str, field: str) -> None:
    refused = refusal_of(read, text)  # type: ignore[arg-type]
    assert (refused.code, refused.field) == (code, field)


def test_blanks_around_are_left_out() -> None:
    assert read_body_code(" YC-1 ") == "YC-1"
    assert read_body_name(" 云川市 ") == "云川市"
    assert (read_short_name(" 市 "), read_short_name(" ")) == ("市", "")
    assert (read_region(" 890100000000 "), read_region("")) == ("890100", "")


def test_kinds_and_levels_must_be_known() -> None:
    require_kind_and_level(kind="congress", level="town")
    assert refusal_of(require_kind_and_level, kind="club", level="town").field == "kind"
    assert refusal_of(require_kind_and_level, kind="congress", level="moon").field == "level"


def test_the_law_knows_no_standing_committee_of_a_town() -> None:
    refused = refusal_of(require_kind_and_level, kind="standing_committee", level="town")
    assert refused.code == "organisation.kind_not_at_level"
    assert "第四十六条" in refused.message


def test_customs_do_not_refuse() -> None:
    require_kind_and_level(kind="development_zone", level="county")


def test_a_body_stands_at_its_parents_level_or_below() -> None:
    require_below(level="city", parent_level="city")
    require_below(level="town", parent_level="city")
    refused = refusal_of(require_below, level="province", parent_level="city")
    assert (refused.code, refused.field) == ("organisation.level_above_parent", "level")


def test_a_region_lies_in_the_parents() -> None:
    require_region_within(region="890121", parent_region="890100")
    require_region_within(region="", parent_region="890100")
    require_region_within(region="890121", parent_region="")
    refused = refusal_of(require_region_within, region="890121", parent_region="890122")
    assert (refused.code, refused.field) == ("organisation.region_outside_parent", "region_code")


def test_a_closed_body_takes_nothing_more() -> None:
    require_in_use(name="甲", closed_on=None)
    refused = refusal_of(require_in_use, name="甲", closed_on=DAY)
    assert refused.code == "organisation.body_closed"
    assert "2026年3月2日" in refused.message


def test_days_stand_in_order() -> None:
    require_order(start=DAY, end=None, field="x")
    require_order(start=DAY, end=DAY, field="x")
    assert refusal_of(require_order, start=DAY, end=date(2026, 3, 1), field="x").field == "x"


@pytest.mark.parametrize(("day", "ends_on"), [(date(2026, 3, 1), None), (date(2026, 3, 4), date(2026, 3, 3))])
def test_a_mandate_begins_within_its_term(day: date, ends_on: date | None) -> None:
    require_within_term(day=DAY, starts_on=DAY, ends_on=ends_on)
    refused = refusal_of(require_within_term, day=day, starts_on=DAY, ends_on=ends_on)
    assert (refused.code, refused.field) == ("organisation.outside_term", "from_date")
