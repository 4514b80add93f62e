"""Rules of roles and grants, by cases."""

from datetime import date

import pytest

from congress.platform.access import rules
from congress.platform.access.powers import Power
from congress.standards.errors import RuleViolation

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("region", "prefix"),
    [
        ("", ""),
        ("100000", ""),
        ("44", "44"),
        ("440000", "44"),
        ("441900", "4419"),
        ("441302", "441302"),
        ("441900101", "441900101"),
    ],
)
def test_regions_as_prefixes(region: str, prefix: str) -> None:
    assert rules.region_prefix(region) == prefix


def test_what_is_no_region_is_refused_at_its_field() -> None:
    with pytest.raises(RuleViolation) as refused:
        rules.region_prefix("44x")
    assert refused.value.field == "region_code"


def test_titles() -> None:
    assert rules.title_of("  绩效 ") == "绩效"
    for typed in (" ", "长" * 61):
        with pytest.raises(RuleViolation) as refused:
            rules.title_of(typed)
        assert refused.value.field == "title"


def test_unknown_codes_are_refused() -> None:
    assert rules.known_codes(["a.b", "a.b"], {"a.b": 1}) == {"a.b"}
    with pytest.raises(RuleViolation) as refused:
        rules.known_codes(["a.b", "x.y"], {"a.b": 1})
    assert refused.value.code == "access.unknown_permission"


def test_periods() -> None:
    rules.require_period(MAR, None, today=FEB)
    rules.require_period(JAN, FEB, today=FEB)
    for start, end, code in ((FEB, JAN, "access.dates_out_of_order"), (JAN, FEB, "access.period_over")):
        with pytest.raises(RuleViolation) as refused:
            rules.require_period(start, end, today=MAR)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("a", "b", "do"),
    [
        ((JAN, None), (MAR, None), True),
        ((JAN, FEB), (FEB, MAR), True),
        ((JAN, JAN), (FEB, MAR), False),
        ((FEB, None), (JAN, JAN), False),
    ],
)
def test_overlap(a: tuple[date, date | None], b: tuple[date, date | None], do: bool) -> None:
    assert rules.overlap(*a, *b) is do
    assert rules.overlap(*b, *a) is do


def test_running() -> None:
    assert rules.is_running(JAN, None, False, FEB)
    assert rules.is_running(JAN, FEB, False, FEB)
    assert not rules.is_running(JAN, FEB, False, MAR)
    assert not rules.is_running(MAR, None, False, FEB)
    assert not rules.is_running(JAN, None, True, FEB)


@pytest.mark.parametrize(
    ("held", "wanted", "covers"),
    [
        (Power("", True, ""), Power("0001", True, ""), True),
        (Power("", True, "44"), Power("0001", True, ""), False),
        (Power("", True, "44"), Power("0001", True, "4419"), True),
        (Power("0001", True, ""), Power("00010002", True, ""), True),
        (Power("0001", True, ""), Power("0002", False, ""), False),
        (Power("0001", True, ""), Power("", True, ""), False),
        (Power("0001", False, ""), Power("0001", False, ""), True),
        (Power("0001", False, ""), Power("0001", False, "44"), True),
        (Power("0001", False, ""), Power("0001", True, ""), False),
        (Power("0001", False, ""), Power("00010002", False, ""), False),
    ],
)
def test_nobody_reaches_further_than_their_own_power(held: Power, wanted: Power, covers: bool) -> None:
    assert held.covers(wanted) is covers
