"""Indicator levels and checks are data: complete, sourced, and refused when written wrongly."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest

from congress.standards.indicators import Severity, Touch, indicator_levels, performance_checks
from congress.standards.indicators.levels import tree_from_fields
from congress.standards.indicators.performance_checks import checks_from_fields, one_catalogue
from congress.standards.tests.refusals import refusal, refused
from congress.standards.yaml_files import read_yaml_text

CHECK = """
version: "1"
checks:
  - id: PQ21
    title: 合计
    basis: 勾稽关系
    source: 表内栏目
    verified: false
    parameters: {tolerance: "0.01", words: [甲, 乙]}
    cases:
      differs: {severity: R, touches: money, message: "{a}不等于{b}。"}
"""
LEVELS = """
version: "1"
source: 公开表格
verified: false
levels:
  - {code: output, label: 产出指标, children: [{code: output.quantity, label: 数量指标}]}
"""


def test_levels_are_found_by_both_wordings() -> None:
    levels = indicator_levels()
    assert levels.find("数量指标") == levels.find("数量") == levels["output.quantity"]
    assert levels["output.quantity"].parent == "output"
    assert levels.find("社会公众或服务对象满意度") == levels["satisfaction.served"]
    assert levels.find("政治效益") is None
    with pytest.raises(KeyError):
        levels["nothing"]


def test_cost_stands_in_both_trees() -> None:
    levels = indicator_levels()
    cost = levels.find("成本指标", tree="current"), levels.find("成本", tree="former")
    assert [level.code for level in cost if level] == ["cost", "output.cost"]
    assert levels.find("经济成本指标", tree="former") == levels["cost.economic"]
    assert levels.tree_of(["数量指标", "成本指标", "政治效益"]) == "former"
    assert levels.tree_of(["数量指标", "社会成本指标"]) == "current"


def test_a_tree_written_wrongly() -> None:
    assert tree_from_fields(read_yaml_text(LEVELS, place="层级"))["output"].depth == 1
    with refused("indicators.level_twice"):
        tree_from_fields(read_yaml_text(LEVELS.replace("output.quantity", "output"), place="层级"))
    with refused("standards.bad_field"):
        tree_from_fields(read_yaml_text(LEVELS.replace("产出指标,", "产出指标, tree: old,"), place="层级"))
    deeper = LEVELS.replace("label: 数量指标", "label: 数量指标, children: []")
    with refused("standards.unknown_field"):
        tree_from_fields(read_yaml_text(deeper, place="层级"))


def test_every_shipped_check_is_complete() -> None:
    checks = performance_checks()
    assert list(checks) == sorted(checks)
    for rule in checks.values():
        assert rule.title
        assert rule.basis
        assert rule.source
        assert rule.cases
        for case in rule.cases.values():
            assert case.message.endswith(("。", "{blanks}", "{doubt}"))
            assert all(
                name is None or name.isidentifier()
                for _, name, _, _ in string.Formatter().parse(case.message)
            )


def test_parameters_are_exact() -> None:
    (rule,) = checks_from_fields(read_yaml_text(CHECK, place="检查")).values()
    assert rule.decimal("tolerance") == Decimal("0.01")
    assert rule.text("tolerance") == "0.01"
    assert rule.words("words") == ("甲", "乙")
    assert rule.words("tolerance") == ("0.01",)
    with pytest.raises(TypeError, match="is a list"):
        rule.text("words")
    assert rule.cases["differs"].severity is Severity.RED


def test_a_check_needs_no_parameters() -> None:
    text = CHECK.replace('    parameters: {tolerance: "0.01", words: [甲, 乙]}\n', "")
    assert not checks_from_fields(read_yaml_text(text, place="检查"))["PQ21"].parameters


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("PQ21", "Q21", "standards.bad_field"),
        ("severity: R", "severity: 红", "standards.bad_field"),
        ('"0.01"', "1", "standards.bad_field"),
        ("[甲, 乙]", "[甲, 1]", "standards.bad_field"),
        ("basis: 勾稽关系", "basis: ''", "standards.bad_field"),
        ("title: 合计", "titel: 合计", "standards.missing_field"),
        ("source: 表内栏目", "source: 表内栏目\n    sauce: 甲", "standards.unknown_field"),
        ("severity: R", "severity: R, colour: 红", "standards.unknown_field"),
        ("touches: money", "touches: 金额", "standards.bad_field"),
        ('version: "1"', 'version: "1"\nwhatever: 1', "standards.unknown_field"),
    ],
)
def test_a_check_written_wrongly(right: str, wrong: str, code: str) -> None:
    with refused(code):
        checks_from_fields(read_yaml_text(CHECK.replace(right, wrong, 1), place="检查"))


def test_two_checks_of_one_id() -> None:
    entry = CHECK[CHECK.index("  - id") :]
    fault = refusal(lambda: checks_from_fields(read_yaml_text(CHECK + entry, place="检查")))
    assert fault.code == "standards.bad_field"
    assert "已经用过" in fault.message


def test_a_check_in_two_files() -> None:
    parts = [checks_from_fields(read_yaml_text(CHECK, place=place)) for place in ("甲", "乙")]
    assert list(one_catalogue(parts[:1])) == ["PQ21"]
    with refused("indicators.check_twice"):
        one_catalogue(parts)


def test_what_a_mend_touches_has_a_name() -> None:
    assert [touch.label for touch in Touch] == ["文字写法", "完成情况", "指标设置", "目标内容", "资金安排"]


def test_the_catalogue_is_all_thirty_checks() -> None:
    assert list(performance_checks()) == [f"PQ{number:02d}" for number in range(1, 31)]


def test_severities_have_names() -> None:
    assert [severity.label for severity in Severity] == ["必须改正", "应当改正", "请核对", "提示"]
