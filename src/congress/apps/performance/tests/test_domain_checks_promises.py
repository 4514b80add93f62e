"""Checks of promises: what goals, money and last year say, held against the indicators."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import CellKind, Finding, check
from congress.apps.performance.tests.clean import (
    PROJECT_ROWS,
    TARGET_ROWS,
    clean_evaluation,
    clean_projects,
    clean_targets,
    spoiled,
)
from congress.apps.performance.tests.sources import (
    EVALUATION_INDICATOR_HEAD,
    TASKS,
    evaluation_form,
    table_of,
    target_form,
)

GOALS = "goals.overall"


def of(found: tuple[Finding, ...], *ids: str) -> list[Finding]:
    """The findings of some checks."""
    return [each for each in found if each.id in ids]


def over_targets(cells: dict[str, str], *ids: str) -> list[Finding]:
    """What some checks find in the clean target form with some cells rewritten."""
    return of(check(table=spoiled(clean_targets(), cells)), *ids)


# --- PQ12 ---


def test_a_promised_number_no_indicator_takes_up() -> None:
    (only,) = over_targets({GOALS: "全年发布2至4篇文章，走访12000人次，整理约46万条数据。"}, "PQ12")
    assert (only.case, only.addresses) == ("unmeasured", (GOALS,))
    assert "“2至4篇文章”、“12000人次”、“46万条数据”" in only.message


@pytest.mark.parametrize(
    "goal",
    [
        "完成立法调研报告3篇。",
        "完成2026年任务，第3次会议，近5次会议，附件2份。",
        "3个月内走访32个镇（街道）、12个社区，5个工作日内答复。",
        "按照（〔2026〕5号）文件办理。",
        "报告采用率达到95%以上，得分90分。",
    ],
)
def test_numbers_that_are_measured_or_promise_nothing(goal: str) -> None:
    assert over_targets({GOALS: goal}, "PQ12") == []


def test_parts_of_a_measured_sum_are_measured() -> None:
    cells = {"tasks.1.content": "建设2个中心站，建设1个行业站。", GOALS: "建设2个中心站。"}
    assert over_targets(cells, "PQ12") == []
    assert (
        len(over_targets({**cells, "indicators.4.annual": "≥4篇", "indicators.4.period": "≥4篇"}, "PQ12"))
        == 1
    )


def test_tens_of_thousands_are_counted_out() -> None:
    cells = {GOALS: "整理46万条数据。", "indicators.4.annual": "≥46万条"}
    assert over_targets(cells, "PQ12") == []


def test_a_goal_of_a_project_is_measured_by_its_own_indicators() -> None:
    (only,) = of(check(table=spoiled(clean_projects(), {"projects.1.goal": "审议8项报告。"})), "PQ12")
    assert only.addresses == ("projects.1.goal",)
    assert of(check(table=spoiled(clean_projects(), {"projects.1.goal": "审议6项报告。"})), "PQ12") == []
    alone = clean_projects(rows=[*PROJECT_ROWS[:2], "会议经费\t100.00\t100.00\t\t\t审议8项报告。\t"])
    assert of(check(table=table_of(alone)), "PQ12") == []


# --- PQ13 ---


def test_money_without_an_indicator_is_weighed() -> None:
    (only,) = over_targets({"tasks.2.name": "代表培训"}, "PQ13")
    assert only.addresses == ("tasks.2.name", "tasks.2.amount")
    assert all(word in only.message for word in ("“代表培训”", "20.00 万元", "40.0%"))
    assert over_targets({"tasks.2.name": "代表培训", "tasks.2.amount": "5,000.00"}, "PQ13") == []


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("做好民主与法治工作", "组织立法调研。", 0),
        ("做好民主与法治工作", "采购物业服务。", 1),
        ("做好各项工作", "统筹推进。", 0),
        ("代表工作", "物业服务。", 0),
        ("", "物业服务。", 1),
    ],
)
def test_a_name_that_says_little_is_explained_by_its_content(name: str, content: str, count: int) -> None:
    assert len(over_targets({"tasks.2.name": name, "tasks.2.content": content}, "PQ13")) == count


def test_nothing_to_cover_or_nothing_to_cover_it_with() -> None:
    assert over_targets({"tasks.1.amount": "", "tasks.2.amount": "0.00"}, "PQ13") == []
    assert of(check(table=table_of(target_form(indicators=()))), "PQ13") == []


def test_basic_spending_of_an_evaluation_needs_no_indicator() -> None:
    cells = {"tasks.2.name": "机关建设"}
    (only,) = of(check(table=spoiled(clean_evaluation(), cells)), "PQ13")
    assert only.addresses == ("tasks.2.name", "tasks.2.budget")


def test_a_project_without_any_indicator() -> None:
    text = clean_projects(rows=[*PROJECT_ROWS[:3], "培训经费\t200.00\t190.00\t\t10.00\t办好培训班。\t"])
    (only,) = of(check(table=table_of(text)), "PQ13")
    assert (only.case, only.addresses) == ("project_without", ("projects.2.name",))


# --- PQ14 ---


def test_an_indicator_below_the_promise() -> None:
    (only,) = over_targets(
        {GOALS: "2026年群众意见答复率100%。", "tasks.1.expected": "群众意见答复率达到98%。"}, "PQ14"
    )
    assert only.addresses == ("indicators.7.annual", GOALS, "tasks.1.expected")
    assert "“群众意见答复率100%”" in only.message


def test_a_satisfaction_below_the_promise() -> None:
    (only,) = over_targets({GOALS: "代表满意度达到98%以上。"}, "PQ14")
    assert only.addresses == ("indicators.8.annual", GOALS)


@pytest.mark.parametrize(
    ("goal", "cells"),
    [
        ("群众满意度达到98%。", {}),
        ("群众意见答复率90%。", {}),
        ("代表建议答复率100%。", {"indicators.7.name": "群众来访意见答复率"}),
        ("群众意见答复率100%。", {"indicators.7.annual": "是"}),
        ("答复率100%。", {"indicators.7.name": "率"}),
    ],
)
def test_promises_that_are_kept_or_of_something_else(goal: str, cells: dict[str, str]) -> None:
    assert over_targets({GOALS: goal, **cells}, "PQ14") == []


# --- PQ17: what the reports tell ---


def over_evaluation(cells: dict[str, str], *ids: str) -> list[Finding]:
    """What some checks find in the clean self-evaluation with some cells rewritten."""
    return of(check(table=spoiled(clean_evaluation(), cells)), *ids)


def test_another_count_in_the_report() -> None:
    cells = {"tasks.2.completed": "制定法规2部，修改法规5部；问卷测评良好。"}
    (only,) = over_evaluation({**cells, "indicators.1.actual": "3部"}, "PQ17")
    assert only.addresses == ("indicators.1.actual", "tasks.2.completed")
    assert all(word in only.message for word in ("“2部”、“5部”", "合计 7"))


@pytest.mark.parametrize(
    ("report", "actual"),
    [
        ("制定法规2部，修改法规1部，问卷测评。", "3部"),
        ("问卷测评。法规工作有序。共发文9件。", "3部"),
        ("制定法规3多部，问卷测评。", "3部"),
        ("法规" + "、".join(f"{n}件" for n in range(10, 30)) + "，问卷测评。", "3部"),
        ("制定法规9部，问卷测评。", "三部"),
        ("制定法规9部，问卷测评。", "3页"),
    ],
)
def test_counts_that_agree_or_cannot_be_compared(report: str, actual: str) -> None:
    cells = {"tasks.2.completed": report, "indicators.1.actual": actual}
    if actual == "3页":
        cells["indicators.1.annual"] = "2页-5页"
    assert [each.case for each in over_evaluation(cells, "PQ17")] == []


def test_a_round_number_agrees_with_what_lies_just_above_it() -> None:
    cells = {"tasks.2.completed": "代表列席会议60多人次，问卷测评。"}
    assert over_evaluation(cells, "PQ17") == []
    assert len(over_evaluation({**cells, "indicators.4.actual": "90 人次"}, "PQ17")) == 1


# --- PQ27 ---


def test_satisfaction_without_a_survey() -> None:
    cells = {"tasks.2.completed": "通过法规3部。"}
    (only,) = over_evaluation(cells, "PQ27")
    assert only.addresses == ("indicators.5.actual",)
    table = spoiled(clean_evaluation(), cells)
    assert of(check(table=table, evidenced={"indicators.5"}), "PQ27") == []


def test_a_reason_explains_a_satisfaction() -> None:
    row = ("年度绩效指标完成情况", "满意度", "服务对象满意度", "代表满意度", "≥90%", "95%", "电话抽样。")
    text = evaluation_form(indicator_head=(*EVALUATION_INDICATOR_HEAD, "偏差原因"), indicators=(row,))
    assert of(check(table=table_of(text)), "PQ27") == []


# --- PQ18, PQ19, PQ29, PQ30 ---


def test_a_project_of_several_years() -> None:
    cells = {"projects.1.name": "2025-2026年会议经费"}
    (only,) = of(check(table=spoiled(clean_projects(), cells)), "PQ18")
    assert (only.case, only.severity.value) == ("several_years", "B")
    assert only.addresses[:2] == ("projects.1.indicators.1.annual", "projects.1.indicators.1.period")
    assert "2025—2026" in only.message


def test_rates_may_be_the_same_in_every_year_but_not_all_of_them() -> None:
    rows = [*PROJECT_ROWS[:2], "2025至2026年会议经费\t100.00\t100.00\t\t\t会前送达材料。\t{meeting}"]
    rate = (("1-产出指标", "11-数量指标", "会议决议公开率", "100%"),)
    (only,) = of(check(table=table_of(clean_projects(rows=rows, meeting=rate))), "PQ18")
    assert only.case == "several_years_all"
    apart = {"projects.1.indicators.1.period": "≥95%"}
    assert of(check(table=spoiled(clean_projects(rows=rows, meeting=rate), apart)), "PQ18") == []
    one_year = {"projects.1.name": "2026至2026年会议经费"}
    assert of(check(table=spoiled(clean_projects(rows=rows, meeting=rate), one_year)), "PQ18") == []


BEFORE = table_of(clean_targets())


def year_on_year(cells: dict[str, str], *ids: str) -> list[Finding]:
    """What some checks find with the clean table as last year's."""
    return of(check(table=spoiled(clean_targets(), cells), before=BEFORE), *ids)


def test_a_target_that_jumps() -> None:
    (only,) = year_on_year({"indicators.4.annual": "≥9篇"}, "PQ19")
    assert (only.case, only.addresses) == ("jump", ("indicators.4.annual",))
    assert "增加 200.0%" in only.message
    (fallen,) = year_on_year({"indicators.4.annual": "≥1篇"}, "PQ19")
    assert "减少 66.7%" in fallen.message


@pytest.mark.parametrize("annual", ["≥4篇", "≥9次", "年底完成", "9篇-12篇", ""])
def test_small_steps_and_other_units_are_no_jump(annual: str) -> None:
    assert year_on_year({"indicators.4.annual": annual}, "PQ19") == []


def test_a_table_taken_over_unchanged() -> None:
    (only,) = year_on_year({}, "PQ19")
    assert (only.case, len(only.addresses)) == ("reused", 7)


def test_names_that_stand_twice_are_not_compared() -> None:
    cells = {"indicators.4.name": "召开代表大会次数", "indicators.4.annual": "≥9次"}
    assert year_on_year(cells, "PQ19") == []


def test_projects_are_compared_with_themselves() -> None:
    before = table_of(clean_projects())
    cells = {
        "projects.1.name": "2026年会议经费",
        "projects.2.name": "宣传经费",
        "projects.1.indicators.1.annual": "≥12项",
        "projects.2.indicators.1.annual": "≥12期",
    }
    (only,) = of(check(table=spoiled(clean_projects(), cells), before=before), "PQ19")
    assert only.addresses == ("projects.1.indicators.1.annual",)


def test_less_money_for_more_work() -> None:
    cells = {"tasks.2.amount": "80,000.00", "indicators.4.annual": "≥9篇"}
    (only,) = year_on_year(cells, "PQ29")
    assert (only.case, only.addresses) == ("less_money_more_work", ("tasks.2.amount", "tasks.2.name"))
    assert all(word in only.message for word in ("20.00", "8.00", "减少 60.0%", "由≥3篇变为≥9篇"))
    promised = {"tasks.2.amount": "80,000.00", "tasks.2.expected": "形成报告5篇。"}
    assert "今年 1 项" in year_on_year(promised, "PQ29")[0].message


def test_more_money_for_less_work() -> None:
    (only,) = year_on_year({"tasks.2.amount": "400,000.00", "indicators.4.annual": "≥1篇"}, "PQ29")
    assert only.case == "more_money_less_work"


@pytest.mark.parametrize(
    "cells",
    [
        {"tasks.2.amount": "80,000.00"},
        {"tasks.2.amount": "180,000.00", "indicators.4.annual": "≥9篇"},
        {"tasks.2.amount": "", "indicators.4.annual": "≥9篇"},
        {"tasks.2.amount": "80,000.00", "tasks.2.name": "统筹安排", "indicators.4.annual": "≥9篇"},
        {"tasks.2.amount": "80,000.00", "tasks.2.name": "", "indicators.4.annual": "≥9篇"},
    ],
)
def test_money_and_work_in_step_or_not_comparable(cells: dict[str, str]) -> None:
    assert year_on_year(cells, "PQ29") == []


def test_a_task_renamed_is_known_by_its_subject() -> None:
    cells = {"tasks.2.name": "聚焦立法", "tasks.2.amount": "80,000.00", "indicators.4.annual": "≥9篇"}
    assert len(year_on_year(cells, "PQ29")) == 1
    twice = (*TASKS, ("", "立法宣讲", "组织宣讲。", "10,000.00", "完成宣讲。"))
    table = table_of(target_form(tasks=twice, indicators=TARGET_ROWS))
    assert of(check(table=table, before=spoiled(clean_targets(), cells)), "PQ29") == []


def test_signs_that_point_both_ways_say_nothing() -> None:
    names = {"indicators.4.name": "立法调研报告篇数", "indicators.5.name": "立法调研次数"}
    now = {
        **names,
        "indicators.4.annual": "≥9篇",
        "indicators.5.annual": "≥1次",
        "tasks.2.amount": "80,000.00",
    }
    then = spoiled(clean_targets(), {**names, "indicators.5.annual": "≥4次"})
    assert of(check(table=spoiled(clean_targets(), now), before=then), "PQ29") == []


def test_last_years_money_unknown() -> None:
    then = spoiled(clean_targets(), {"tasks.2.amount": "0.00"})
    assert (
        of(check(table=spoiled(clean_targets(), {"indicators.4.annual": "≥9篇"}), before=then), "PQ29") == []
    )


def test_a_goal_written_as_a_result() -> None:
    (only,) = over_targets({"tasks.1.expected": "会议表决通过了决议，选出了新一届领导。"}, "PQ30")
    assert only.addresses == ("tasks.1.expected",)
    assert over_targets({"tasks.1.expected": "为了了解情况，会议通过了决议。"}, "PQ30") == []
    assert over_evaluation({"goals.overall": "通过了决议，选出了领导。"}, "PQ30") == []


def test_stated_rates_are_the_rates_of_the_money() -> None:
    money = {
        "projects.1.budget": (CellKind.MONEY_WAN, "100.00"),
        "projects.1.executed": (CellKind.MONEY_WAN, "93.00"),
    }
    for stated, wrong in (("93%", False), ("93.0%", False), ("90%", True), ("93", False)):
        rate = {"projects.1.rate": (CellKind.TARGET, stated)}
        found = of(check(table=spoiled(clean_projects(), {}, added=money | rate)), "PQ17")
        assert [each.addresses[0] for each in found] == ["projects.1.rate"] * wrong
    named = {"projects.1.indicators.1.name": "资金使用率"}
    actual = {"projects.1.indicators.1.actual": (CellKind.TARGET, "90%")}
    found = of(check(table=spoiled(clean_projects(), named, added=money | actual)), "PQ17")
    assert [each.addresses[0] for each in found] == ["projects.1.indicators.1.actual"]
    assert of(check(table=spoiled(clean_projects(), named, added=actual)), "PQ17") == []
