"""Lights: what has been reached by a month against what is due by then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congress.apps.performance.domain import parse_target
from congress.apps.performance.domain.lights import Light, light_of, money_light
from congress.apps.performance.tests.rows import indicator
from congress.standards.indicators import performance_scoring

RULES = performance_scoring()


@pytest.mark.parametrize(
    ("level", "target", "actual", "light"),
    [
        ("quantity", "≥12次", "4次", Light.RED),
        ("quantity", "≥12次", "5次", Light.YELLOW),
        ("quantity", "≥12次", "7次", Light.GREEN),
        ("quantity", "≥12次", "9次", Light.BLUE),
        ("quantity", "10次-20次", "33次", Light.BLUE),
        ("quantity", "≥0次", "0次", Light.GREEN),
        ("quality", "≥95%", "96%", Light.GREEN),
        ("quality", "≥95%", "90%", Light.RED),
        ("cost", "≤10万元", "5万元", Light.GREEN),
        ("cost", "≤10万元", "11万元", Light.RED),
        ("served", "≥90%", "89%", Light.RED),
        ("quality", "是", "是", Light.GREEN),
        ("social", "有效推动", "推动中", Light.NONE),
    ],
)
def test_at_the_end_of_july(level: str, target: str, actual: str, light: Light) -> None:
    row = indicator(level, annual=target)
    lit = light_of(row, actual=parse_target(actual), month=7, rules=RULES)
    assert lit.light is light and lit.how.endswith("。") and lit.light.label


def test_nothing_is_lit_without_target_or_result() -> None:
    row = indicator("quantity", annual="≥3次")
    assert light_of(row, actual=None, month=7, rules=RULES).how == "还没有填写完成情况。"
    empty = indicator("quantity", annual="")
    assert light_of(empty, actual=parse_target("3次"), month=7, rules=RULES).how == "没有指标值。"


@pytest.mark.parametrize(
    ("executed", "light"),
    [("30", Light.RED), ("40", Light.YELLOW), ("58", Light.GREEN), ("80", Light.BLUE), (None, Light.NONE)],
)
def test_money_against_time(executed: str | None, light: Light) -> None:
    lit = money_light(budget=Decimal(100), executed=executed and Decimal(executed), month=7, rules=RULES)
    assert lit.light is light


@pytest.mark.parametrize("budget", [None, Decimal(0), Decimal(-1)])
def test_money_without_a_budget_is_not_lit(budget: Decimal | None) -> None:
    assert money_light(budget=budget, executed=Decimal(1), month=7, rules=RULES).light is Light.NONE
