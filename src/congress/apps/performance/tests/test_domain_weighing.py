"""Weights: a hundred points, divided exactly, whatever the table states of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.apps.performance.domain.weighing import divided, scheme_for, weigh
from congress.apps.performance.tests.rows import LEVELS, indicators
from congress.standards.indicators import performance_scoring

RULES = performance_scoring()
FOUR, COST = RULES.schemes["four_parts"], RULES.schemes["with_cost"]


@given(st.integers(0, 10000), st.integers(0, 60))
def test_shares_add_up_exactly_and_differ_by_little(cents: int, count: int) -> None:
    points = Decimal(cents).scaleb(-2)
    shares = divided(points, count)
    assert len(shares) == count
    assert sum(shares) == (points if count else 0)
    if shares:
        assert max(shares) - min(shares) <= Decimal("0.11")


@given(st.lists(st.sampled_from([name for name in LEVELS if name != "unknown"]), min_size=1, max_size=40))
def test_whatever_headings_a_table_has_its_weights_come_to_a_hundred(levels: list[str]) -> None:
    rows = indicators(*((level, {"annual": "1次"}) for level in levels))
    weighing = weigh(indicators=rows, scheme=scheme_for(indicators=rows, rules=RULES), rules=RULES)
    if not weighing.faults:
        assert weighing.total == 100
        assert set(weighing.weights) == {row.row for row in rows}
        assert all(weight.is_proposed for weight in weighing.weights.values())


def test_the_tables_own_headings_choose_the_scheme() -> None:
    assert scheme_for(indicators=indicators(("cost", {"annual": "≤3万元"})), rules=RULES) is COST
    assert scheme_for(indicators=indicators(("former_cost", {"annual": "≤3万元"})), rules=RULES) is FOUR


def test_points_of_satisfaction_go_to_benefit_where_nobody_was_asked() -> None:
    rows = indicators(("quantity", {"annual": "1次"}), ("social", {"annual": "是"}))
    weighing = weigh(indicators=rows, scheme=FOUR, rules=RULES)
    assert {name: weight.points for name, weight in weighing.weights.items()} == {
        "indicators.1": 50,
        "indicators.2": 40,
    }


def test_points_without_any_heir_are_named() -> None:
    rows = indicators(("served", {"annual": "≥90%"}))
    weighing = weigh(indicators=rows, scheme=FOUR, rules=RULES)
    assert weighing.faults == (
        "没有可以分到分值的一级指标，有 50 分没有着落，请补充指标。",
        "没有可以分到分值的一级指标，有 30 分没有着落，请补充指标。",
    )


def test_stated_weights_are_kept_and_the_rest_is_divided() -> None:
    rows = indicators(
        ("quantity", {"annual": "1次", "weight": "20"}),
        ("quantity", {"annual": "1次"}),
        ("quality", {"annual": "1次"}),
        ("social", {"annual": "是", "weight": "30分"}),
        ("served", {"annual": "≥90%", "weight": "10"}),
    )
    weighing = weigh(indicators=rows, scheme=FOUR, rules=RULES)
    assert [weighing.weights[row.row].points for row in rows] == [20, 15, 15, 30, 10]
    assert [weighing.weights[row.row].is_proposed for row in rows] == [False, True, True, False, False]
    assert (weighing.total, weighing.faults) == (100, ())


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        (("60", "", "30", "10"), "“产出指标”下已填的分值与应有的 50 分不符，请调整。"),
        (("20", "20", "40", "10"), "预算执行率 10 分加各项指标分值，合计 100 分"),
        (("20", "20", "30", "10"), "预算执行率 10 分加各项指标分值，合计 90 分，应当正好是 100 分，请调整。"),
        (("20", "20", "", "10"), "“产出指标”下已填的分值与应有的 50 分不符，请调整。"),
    ],
)
def test_weights_that_do_not_come_to_a_hundred_are_told(weights: tuple[str, ...], fault: str) -> None:
    levels = ("quantity", "quality", "social", "served")
    rows = indicators(
        *(
            (level, {"annual": "1次", **({"weight": weight} if weight else {})})
            for level, weight in zip(levels, weights, strict=True)
        )
    )
    faults = weigh(indicators=rows, scheme=FOUR, rules=RULES).faults
    assert faults == (() if "合计 100 分" in fault else (fault,))


def test_a_row_under_no_known_heading_gets_nothing_and_is_named() -> None:
    rows = indicators(
        ("quantity", {"annual": "1次"}),
        ("unknown", {"annual": "1次"}),
        ("social", {"annual": "1次"}),
        ("served", {"annual": "1次"}),
    )
    weighing = weigh(indicators=rows, scheme=FOUR, rules=RULES)
    assert weighing.faults == ("指标“指标2”不知道属于哪个一级指标，没有分到分值，请先填好一级指标。",)
