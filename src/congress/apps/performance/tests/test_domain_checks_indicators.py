"""Checks of indicators: a clean table is spoiled in one place, and exactly that place is found."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from congress.apps.performance.domain import CellKind, Finding, check
from congress.apps.performance.tests.clean import (
    MEETING,
    PROJECT_ROWS,
    TARGET_ROWS,
    clean_evaluation,
    clean_projects,
    clean_targets,
    spoiled,
)
from congress.apps.performance.tests.sources import table_of, target_form

BASES = {"targets": clean_targets, "evaluation": clean_evaluation, "projects": clean_projects}


def found(base: str, cells: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is found in a clean table with some cells rewritten."""
    return check(table=spoiled(BASES[base](), cells))


@pytest.mark.parametrize("base", BASES)
def test_a_clean_table_has_no_finding_at_all(base: str) -> None:
    assert check(table=table_of(BASES[base]())) == ()


@pytest.mark.parametrize(
    ("base", "cells", "expected", "address", "words"),
    [
        ("targets", {"indicators.3.name": "无"}, "PQ01 unnamed_valued", "indicators.3.name", "=1次"),
        ("targets", {"indicators.3.name": "没有"}, "PQ01 unnamed_valued", "indicators.3.name", "“没有”"),
        ("targets", {"indicators.3.name": ""}, "PQ01 unnamed_valued", "indicators.3.name", "“空白”"),
        (
            "targets",
            {"indicators.7.annual": "明显改善"},
            "PQ02 vague_value",
            "indicators.7.annual",
            "群众意见",
        ),
        (
            "targets",
            {"indicators.6.name": "按质按量完成"},
            "PQ02 vague_name",
            "indicators.6.name",
            "按质按量",
        ),
        (
            "targets",
            {"indicators.7.name": "提升人大工作社会影响"},
            "PQ03 slogan",
            "indicators.7.name",
            "≥95%",
        ),
        (
            "targets",
            {"indicators.3.annual": "≥5人次"},
            "PQ04 times_in_persons",
            "indicators.3.annual",
            "召开代表大会次数",
        ),
        (
            "targets",
            {"indicators.4.name": "培训人数", "indicators.4.annual": "≥5人次"},
            "PQ04 persons_in_times",
            "indicators.4.annual",
            "≥5人次",
        ),
        ("targets", {"indicators.4.annual": "≥3"}, "PQ04 unit_missing", "indicators.4.annual", "1 个"),
        (
            "targets",
            {"indicators.1.name": "会议费标准", "indicators.1.annual": "≤450元"},
            "PQ04 per_unit_missing",
            "indicators.1.annual",
            "元/人·天",
        ),
        (
            "evaluation",
            {"indicators.1.actual": "3"},
            "PQ04 actual_unit_missing",
            "indicators.1.actual",
            "2部-5部",
        ),
        (
            "targets",
            {"indicators.4.annual": "≥3（篇）"},
            "PQ04 unit_bracketed",
            "indicators.4.annual",
            "≥3篇",
        ),
        ("targets", {"indicators.4.annual": "不少于3篇"}, "PQ05 verbal", "indicators.4.annual", "≥3篇"),
        ("targets", {"indicators.4.annual": "3篇"}, "PQ05 operator_missing", "indicators.4.annual", "3篇"),
        ("targets", {"indicators.4.annual": ">3篇"}, "PQ05 strict_operator", "indicators.4.annual", ">3篇"),
        (
            "targets",
            {
                "indicators.7.name": "形成监督机制（是/否）",
                "indicators.7.annual": "是",
                "indicators.6.name": "会议材料归档",
                "indicators.6.annual": "是",
            },
            "PQ05 boolean_unmarked",
            "indicators.6.name",
            "会议材料归档",
        ),
        (
            "targets",
            {"indicators.3.name": "项目资金支付率"},
            "PQ06 payment_rate",
            "indicators.3.name",
            "时效指标",
        ),
        ("targets", {"indicators.1.name": "预算执行率"}, "PQ06 execution_rate", "indicators.1.name", "单列"),
        ("targets", {"indicators.5.name": "费用支付及时率"}, "PQ06 timeliness", "indicators.5.name", "第5个"),
        (
            "targets",
            {"indicators.7.name": "项目验收合格率"},
            "PQ06 acceptance",
            "indicators.7.name",
            "社会效益",
        ),
        ("targets", {"indicators.8.name": "工作报告通过率"}, "PQ06 pass_rate", "indicators.8.name", "满意度"),
        ("targets", {"indicators.5.name": "培训人数"}, "PQ06 head_count", "indicators.5.name", "数量指标"),
        (
            "targets",
            {"indicators.3.name": "服务合格率"},
            "PQ06 quality_as_quantity",
            "indicators.3.name",
            "质量指标",
        ),
        (
            "targets",
            {"indicators.3.name": "建议办结率"},
            "PQ06 closing_as_quantity",
            "indicators.3.name",
            "办结多少",
        ),
        (
            "targets",
            {"indicators.5.name": "监督计划完成率"},
            "PQ06 completion_as_quality",
            "indicators.5.name",
            "数量指标",
        ),
        (
            "targets",
            {"indicators.7.annual": "2026年9月30日前"},
            "PQ07 date_misplaced",
            "indicators.7.annual",
            "带来的变化",
        ),
        (
            "targets",
            {"indicators.7.annual": "2026年第三季度底完成"},
            "PQ07 date_misplaced",
            "indicators.7.annual",
            "时效指标",
        ),
        (
            "targets",
            {"indicators.8.annual": "是"},
            "PQ07 boolean_misplaced",
            "indicators.8.annual",
            "满意的比例",
        ),
        (
            "targets",
            {"indicators.1.annual": "≤150万元"},
            "PQ08 total_as_cost",
            "indicators.1.annual",
            "150.00",
        ),
        (
            "projects",
            {"projects.1.indicators.4.annual": "≤100万元"},
            "PQ08 total_as_cost",
            "projects.1.indicators.4.annual",
            "项目总额",
        ),
        (
            "projects",
            {"projects.1.indicators.1.name": "信访件接收数"},
            "PQ09 irrelevant",
            "projects.1.indicators.1.name",
            "“信访”",
        ),
        (
            "targets",
            {"indicators.7.name": "会议材料按时送达率（%）"},
            "PQ10 output_and_benefit",
            "indicators.6.name",
            "社会效益",
        ),
        ("targets", {"indicators.4.name": "召开代表大会次数"}, "PQ10 duplicate", "indicators.3.name", "2 遍"),
        (
            "targets",
            {"indicators.7.level1": "产出指标", "indicators.7.level2": "质量指标"},
            "PQ11 level_missing",
            "indicators.1.level2",
            "效益指标",
        ),
        (
            "targets",
            {"indicators.2.name": "", "indicators.2.period": "", "indicators.2.annual": ""},
            "PQ11 row_empty",
            "indicators.2.level2",
            "社会成本指标",
        ),
        (
            "projects",
            {"projects.1.indicators.3.level1": "产出指标", "projects.1.indicators.3.level2": "质量指标"},
            "PQ11 level_missing_projects",
            "projects.1.name",
            "2 个项目中有 1 个",
        ),
        (
            "targets",
            {"indicators.7.name": "扩大影响（是/否）形成合力（是/否）", "indicators.7.annual": "是"},
            "PQ28 two_in_one",
            "indicators.7.name",
            "“形成合力（是/否）”",
        ),
        (
            "targets",
            {"indicators.5.name": "调研报告采用率\n代表建议采纳率"},
            "PQ28 two_in_one",
            "indicators.5.name",
            "2 行",
        ),
    ],
)
def test_one_fault(base: str, cells: dict[str, str], expected: str, address: str, words: str) -> None:
    (only,) = [each for each in found(base, cells) if each.id == expected[:4]]
    assert f"{only.id} {only.case}" == expected
    assert only.addresses[0] == address
    assert words in only.message


@pytest.mark.parametrize(
    ("base", "cells"),
    [
        ("targets", {"indicators.7.annual": "年内建成三级网络"}),
        ("targets", {"indicators.7.name": "提升群众知晓率"}),
        ("targets", {"indicators.7.name": "加强宣传"}),
        ("targets", {"indicators.4.name": "调研报告（篇）", "indicators.4.annual": "≥3"}),
        ("targets", {"indicators.5.name": "代表活跃指数", "indicators.5.annual": "≥80"}),
        ("targets", {"indicators.1.annual": "≤150元/人·天"}),
        ("targets", {"indicators.1.annual": "≥150万元"}),
        ("targets", {"indicators.1.annual": "无"}),
        ("targets", {"indicators.4.annual": "=0篇"}),
        ("targets", {"indicators.5.annual": "100%"}),
        ("targets", {"indicators.6.annual": "2026年9月30日前"}),
        ("targets", {"indicators.7.annual": "是", "indicators.7.name": "形成监督机制"}),
        ("targets", {"indicators.7.level2": "生态效益指标", "indicators.7.name": "饮用水源达标率"}),
        ("targets", {"indicators.5.name": "代表履职对镇村治理的推动作用在群众中\n得到认可率"}),
        ("evaluation", {"indicators.1.actual": "三部"}),
        ("projects", {"projects.2.indicators.1.name": "信访与培训件数"}),
        ("projects", {"projects.1.indicators.4.annual": "≤5万元/次"}),
    ],
)
def test_what_is_no_fault(base: str, cells: dict[str, str]) -> None:
    assert found(base, cells) == ()


def test_an_ecological_benefit_speaks_of_ecology() -> None:
    cells = {"indicators.7.level2": "生态效益指标", "indicators.7.name": "城市品质提升率"}
    (only,) = found("targets", cells)
    assert (only.id, only.case, only.addresses) == (
        "PQ06",
        "no_ecology",
        ("indicators.7.name", "indicators.7.level2"),
    )


WEIGHTS = {"indicators.1.weight": (CellKind.POINTS, "20")}


def test_points_without_a_name() -> None:
    table = spoiled(clean_targets(), {"indicators.1.name": "不适用"}, added=WEIGHTS)
    (only,) = [each for each in check(table=table) if each.id == "PQ01"]
    assert (only.case, only.addresses) == ("unnamed_weighted", ("indicators.1.name", "indicators.1.weight"))
    assert "20 分" in only.message


def test_nothing_under_a_heading_needs_no_name() -> None:
    assert check(table=spoiled(clean_targets(), {"indicators.2.annual": "不适用"})) == ()


def test_scored_by_fifty_thirty_ten_there_is_no_heading_for_cost() -> None:
    without_cost = target_form(goals=(("总体绩效目标", "开好代表大会。"),), indicators=TARGET_ROWS[2:])
    assert [each.id for each in check(table=table_of(without_cost))] == ["PQ11"]
    assert check(table=spoiled(without_cost, {}, added=WEIGHTS)) == ()


def test_nobody_can_say_what_is_missing_under_an_unknown_heading() -> None:
    rows = (*TARGET_ROWS[:6], ("", "政治效益指标", "政治影响指标", "群众意见答复率", "≥95%", "≥95%"))
    assert "PQ11" not in {each.id for each in check(table=table_of(target_form(indicators=rows)))}


def test_the_missing_level_is_shown_at_its_empty_row() -> None:
    rows = (("", "成本指标", "经济成本指标", "", "", ""), *TARGET_ROWS[2:])
    (only,) = [each for each in check(table=table_of(target_form(indicators=rows))) if each.id == "PQ11"]
    assert (only.case, only.addresses) == ("level_missing", ("indicators.1.level2",))


def test_verbal_operators_are_mended_in_every_cell() -> None:
    cells = {"indicators.4.annual": "不少于3篇", "indicators.4.period": "3篇及以上"}
    (only,) = found("targets", cells)
    assert only.proposal is not None
    assert only.proposal.changes == (("indicators.4.annual", "≥3篇"), ("indicators.4.period", "≥3篇"))


def test_misplaced_indicators_of_several_projects_are_one_finding() -> None:
    cells = {
        "projects.1.indicators.1.name": "项目资金支付率",
        "projects.2.indicators.1.name": "项目资金支付率（%）",
    }
    (only,) = [each for each in found("projects", cells) if each.id == "PQ06"]
    assert "2 个项目" in only.message
    assert len(only.addresses) == 4
    (single,) = [
        each
        for each in found("projects", {"projects.1.indicators.1.name": "项目资金支付率"})
        if each.id == "PQ06"
    ]
    assert "项目“会议经费”第1个指标" in single.message


def copies(names: tuple[str, ...], *, amount: str = "100.00") -> tuple[Finding, ...]:
    """What is found over projects of some names that all have the same indicators."""
    rows = [f"{name}\t{amount}\t{amount}\t\t\t会前材料提前送到代表手中。\t{{meeting}}" for name in names]
    text = clean_projects(rows=[*PROJECT_ROWS[:2], *rows])
    return tuple(each for each in check(table=table_of(text)) if each.id in ("PQ09", "PQ10"))


def test_the_same_indicators_in_three_projects() -> None:
    names = ("甲会议经费", "乙会议经费", "丙会议经费")
    found = copies(names)
    assert [each.case for each in found] == ["copied"] * 3 + ["only_shared"] * 3
    assert len(found[0].addresses) == 3
    assert "“甲会议经费”（100.00 万元）" in found[3].message
    assert copies(names[:2]) == ()
    assert "金额未填" in copies(names, amount="")[3].message


def test_one_shared_indicator_is_not_all_of_them() -> None:
    rows = [
        f"{name}会议经费\t100.00\t100.00\t\t\t会前材料提前送到代表手中。\t1、1-产出指标；11-数量指标；会议报告数；"
        f"实施周期指标值：≥6项；年度指标值：≥6项。"
        for name in "甲乙丙"
    ]
    table = table_of(clean_projects(rows=[*PROJECT_ROWS[:2], *rows]))
    assert [each.case for each in check(table=table) if each.id == "PQ09"] == ["copied"]


def test_projects_that_return_every_year() -> None:
    (alike,) = copies(("2024年会议经费", "2025年会议经费"))
    assert (alike.case, alike.addresses) == ("projects_alike", ("projects.1.name", "projects.2.name"))
    (overlap,) = copies(("机关2025-2026年会议经费", "机关2026-2027年会议经费。"))
    assert overlap.case == "projects_overlap"
    assert "2026 年" in overlap.message


def test_an_unnamed_project_is_called_by_its_number() -> None:
    table = spoiled(clean_projects(meeting=MEETING[:2]), {"projects.1.name": ""})
    messages = [each.message for each in check(table=table) if each.id == "PQ11"]
    assert all("第1个项目" in message for message in messages)
    assert len(messages) == 2
