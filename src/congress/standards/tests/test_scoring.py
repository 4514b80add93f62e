"""Scoring as data: what is shipped holds together, and faults in an overlay are told with their place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from congress.standards.errors import RuleViolation
from congress.standards.indicators import performance_scoring as module_function
from congress.standards.indicators.performance_scoring import _FILE, scoring_from_fields
from congress.standards.yaml_files import read_yaml_text

TEXT = Path(_FILE).read_text("utf-8")


def test_what_is_shipped_says_where_it_comes_from_and_that_it_is_not_verified() -> None:
    rules = module_function()
    assert not rules.verified and rules.basis and rules.source
    assert all(sum(scheme.weights.values()) == 100 for scheme in rules.schemes.values())
    assert [band.id for band in rules.bands if rules.band(band.lowest) is band] == ["met", "partly", "missed"]
    assert rules.grade(Decimal(75)) == "中"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('output: "50"', 'output: "60"', "相加应当正好是 100"),
        ('{execution: "10", output: "50"', '{spending: "10", output: "50"', "相加应当正好是 100"),
        ("cost: [output]", "cost: output", "一级指标编码的列表"),
        ('from: "80"', 'from: "95"', "从高到低排列"),
        ('  - {title: 差, from: "0"}\n', "", "最后一档从 0 分起"),
        ('far_over: "1.30"', 'far_over: "三成"', "加了引号的数字"),
    ],
)
def test_faults_are_told(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(RuleViolation, match=said):
        scoring_from_fields(read_yaml_text(TEXT.replace(before, after, 1), place="测试"))
