"""Parts of whole-department forms in other words and shapes: columns, units, labels, rows cut by pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from congress.apps.performance.tests.sources import cells_of, read, table_of
from congress.apps.performance.tests.test_domain_department import codes, money, tree


def form(
    *,
    head: Sequence[str] = ("2026年部门整体绩效目标表",),
    body: Sequence[str] = ("部门名称\t澄溪县人大办",),
    goals: Sequence[str] = ("总体绩效目标\t做好工作。",),
    tasks: Sequence[str] = ("年度重点工作任务\t名称\t主要实施内容\t拟投入的资金(万元)", "\t会议\t开会\t10"),
    indicators: Sequence[str] = (
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
        "\t产出指标\t数量指标\t会议次数\t1次",
    ),
) -> str:
    """A small form with one part replaced."""
    return "\n".join((*head, *body, *goals, *tasks, *indicators)) + "\n"


@pytest.mark.parametrize(
    "heading",
    [
        "年度指标值",
        "年度目标值",
        "目标值",
        "预期指标值",
        "绩效标准",
        "指标值（包含数字及文字描述）",
        "本年指标值",
    ],
)
def test_the_value_column_goes_by_many_names(heading: str) -> None:
    head = f"绩效指标\t一级指标\t二级指标\t三级指标\t{heading}"
    table = table_of(form(indicators=(head, "\t产出指标\t数量指标\t会议次数\t1次")))
    assert tree(table) == [("output.quantity", "会议次数", "1次")]


@pytest.mark.parametrize("heading", ["绩效标准\t指标值", "指标值\t绩效标准"])
def test_words_about_a_value_do_not_stand_for_it(heading: str) -> None:
    row = "计划标准\t1次" if heading.startswith("绩效") else "1次\t计划标准"
    head = f"绩效指标\t一级指标\t二级指标\t三级指标\t{heading}"
    text = form(indicators=(head, f"\t产出指标\t数量指标\t会议次数\t{row}"))
    assert tree(table_of(text)) == [("output.quantity", "会议次数", "1次")]
    assert codes(text) == ["column_not_read"]


@pytest.mark.parametrize(
    "heading",
    [
        "主要任务\t任务名称\t任务内容\t预算金额（万元）\t预期成效",
        "\t工作任务\t工作内容\t资金安排(万元)\t工作目标",
        "年度任务\t任务名称\t主要工作内容\t预算安排（万元）\t预期目标",
    ],
)
def test_the_task_columns_go_by_many_names(heading: str) -> None:
    table = table_of(form(tasks=(heading, "\t会议\t开会\t10\t开好")))
    task = table.tasks[0]
    assert (task.name.text, task.content.text, task.expected.text) == ("会议", "开会", "开好")
    assert task.amount.value is not None
    assert task.amount.value.yuan == 100_000


def test_the_unit_above_the_table_counts_where_no_heading_states_one() -> None:
    tasks = ("年度重点工作任务\t名称\t主要实施内容\t拟投入的资金", "\t会议\t开会\t10")
    text = form(head=("2026年部门整体绩效目标表", "\t\t单位：万元\t"), tasks=tasks)
    task = table_of(text).tasks[0]
    assert task.amount.value is not None
    assert (task.amount.value.yuan, cells_of(text)["tasks.1.amount"].confidence) == (100_000, 100)


def test_labels_and_amounts_in_one_cell_each() -> None:
    body = ("单位名称：澄溪县人大办", "预算情况（万元）\t基本支出：320.00\t项目支出：80\t")
    table = table_of(form(body=body))
    assert money(table) == {"basic": "3200000.00", "project": "800000.00"}
    assert table.body_name.text == "澄溪县人大办"


def test_a_paragraph_that_begins_like_a_label_stays_a_paragraph() -> None:
    long = "总体绩效目标：" + "做好各项工作" * 12
    table = table_of(
        form(tasks=("年度重点工作任务\t名称\t主要实施内容\t拟投入的资金(万元)", f"\t会议\t{long}\t10"))
    )
    assert table.tasks[0].content.text == long


def test_blocks_that_are_missing_are_named() -> None:
    text = form(goals=(), tasks=(), body=("部门名称\t澄溪县人大办", "财政供养人员数\t20"))
    said = " ".join(problem.message for problem in read(text).problems)
    assert "总体绩效目标" in said
    assert "任务" in said
    assert "下属二级单位数" in said
    assert "基本支出" not in said
    assert table_of(text).staff_count.value == 20


def test_a_task_block_whose_heading_says_too_little_is_not_guessed() -> None:
    said = codes(form(tasks=("年度重点工作任务\t主要实施内容\t\t拟投入的资金(万元)", "\t开会\t\t10")))
    assert said == []
    assert codes(form(tasks=("拟投入的资金(万元)\t名称", "10\t会议"))) == ["block_missing"]


def test_indicators_without_their_levels_are_named() -> None:
    text = form(indicators=("绩效指标\t一级指标\t三级指标\t指标值", "\t产出指标\t会议次数\t1次"))
    assert codes(text) == ["block_missing"]


def test_a_row_of_another_block_below_the_goals_is_no_goal() -> None:
    goals = (
        "总体绩效目标\t做好工作。",
        "部门职能概述\t依法履职。",
        "目标\t二、管好资金。",
        "\t三、带好队伍。",
    )
    text = form(goals=goals)
    assert table_of(text).goals.text == "做好工作。\n二、管好资金。\n三、带好队伍。"
    (problem,) = read(text).problems
    assert "部门职能概述" in problem.message
    inline = form(goals=("总体绩效目标：做好工作。",))
    assert table_of(inline).goals.text == "做好工作。"


def test_the_department_named_above_the_form_is_not_its_title() -> None:
    table = table_of(form(head=("2026年部门整体绩效目标表", "澄溪县人大办\t\t")))
    assert table.title.cell is None


def test_a_single_line_below_the_goals_goes_on_with_them() -> None:
    assert (
        table_of(form(goals=("总体绩效目标\t做好工作。", "管好资金。"))).goals.text
        == "做好工作。\n管好资金。"
    )
    assert table_of(form(goals=("绩效\t总体绩效目标\t做好工作。",))).goals.text == "做好工作。"


def test_several_amounts_of_one_kind_keep_to_their_columns() -> None:
    tasks = (
        "年度任务\t任务名称\t主要内容\t预算金额（元）\t财政拨款\t其他资金\t备注",
        "\t会议\t开会\t10.00\t10.00\t\t分两期",
    )
    table = table_of(form(tasks=tasks))
    task = table.tasks[0]
    assert [entry.text for entry in (task.amount, task.amount_fiscal, task.amount_other)] == [
        "10.00",
        "10.00",
        "",
    ]
    assert task.amount_other.is_blank


def test_a_column_named_twice_is_read_once() -> None:
    tasks = ("年度任务\t任务名称\t主要内容\t工作内容\t预算金额（元）", "\t会议\t开会\t办会\t10.00")
    text = form(tasks=tasks)
    assert table_of(text).tasks[0].content.text == "开会"
    assert codes(text) == ["column_not_read"]


def test_an_extra_column_nobody_filled_is_not_worth_a_word() -> None:
    tasks = ("年度任务\t任务名称\t主要内容\t预算金额（元）\t备注", "\t会议\t开会\t10.00\t")
    assert codes(form(tasks=tasks)) == []


CUT = "年度任务\t任务名称\t主要内容\t预算金额（元）\t预期目标"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("\t召开全县\t组织会务\t10.00\t按期", "\t人代会\t和保障\t\t召开"),
        ("\t召开全县\t组织会务\t\t按期", "\t人代会\t和保障\t10.00\t召开"),
    ],
    ids=["money above", "money below"],
)
def test_a_task_cut_by_a_page_end_through_its_name_is_one(above: str, below: str) -> None:
    table = table_of(
        form(tasks=(CUT, "\t培训\t办班。\t5.00\t完成。", above, "", below, "\t调研\t走访。\t7.00\t完成。"))
    )
    assert [(task.name.text, task.content.text, task.amount.text) for task in table.tasks] == [
        ("培训", "办班。", "5.00"),
        ("召开全县人代会", "组织会务和保障", "10.00"),
        ("调研", "走访。", "7.00"),
    ]


def test_a_finished_task_and_one_without_money_behind_a_page_end_stay_two() -> None:
    table = table_of(form(tasks=(CUT, "\t培训\t办班。\t5.00\t完成。", "", "\t调研\t走访。\t\t完成。")))
    assert [task.name.text for task in table.tasks] == ["培训", "调研"]


@pytest.mark.parametrize("rest", ["\t\t和保障\t\t召开", "\t和保障\t\t召开\t", "\t\t\t和保障\t\t召开"])
def test_the_rest_of_a_task_behind_a_page_end_finds_its_texts(rest: str) -> None:
    table = table_of(
        form(tasks=(CUT, "\t人代会\t组织会务\t10.00\t按期", "", rest, "\t调研\t走访。\t7.00\t完成。"))
    )
    assert [(task.name.text, task.content.text, task.expected.text) for task in table.tasks] == [
        ("人代会", "组织会务和保障", "按期召开"),
        ("调研", "走访。", "完成。"),
    ]


def test_a_row_one_column_too_far_right_keeps_its_label_out_of_the_name() -> None:
    tasks = (CUT, "\t年度任务\t人代会\t组织会务\t10.00\t按期召开")
    indicators = (
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
        "\t绩效指标\t产出指标\t数量指标\t会议次数\t1次",
    )
    table = table_of(form(tasks=tasks, indicators=indicators))
    task = table.tasks[0]
    assert (task.name.text, task.content.text, task.amount.text) == ("人代会", "组织会务", "10.00")
    assert tree(table) == [("output.quantity", "会议次数", "1次")]


def test_money_that_slid_into_the_column_of_names_is_money() -> None:
    table = table_of(form(tasks=(CUT, "人代会\t1,070,000.00\t按期召开\t\t")))
    assert [task.amount.text for task in table.tasks] == ["1,070,000.00"]
    named = table_of(form(tasks=(CUT, "\t2026\t组织会务\t10.00\t按期召开")))
    assert named.tasks[0].name.text == "2026"


def test_counties_and_districts_word_their_own_level_differently() -> None:
    body = (
        "部门名称\t澄溪县人大办",
        "\t事业发展性支出\t预算金额（万元）\t按预算级次划分\t预算金额（万元）",
        "\t财政专项资金\t0\t县（市、区）本级使用资金\t1650",
        "\t其他事业发展性支出\t0\t拟用于对下转移支付资金\t0",
    )
    assert money(table_of(form(body=body)))["own_level"] == "16500000.00"


@pytest.mark.parametrize("number", ["2", ""])
def test_a_task_without_money_behind_a_page_end_is_no_rest(number: str) -> None:
    head = "序号\t任务名称\t主要内容\t预算金额（元）\t预期目标"
    rows = (head, "1\t培训\t办班\t5.00\t完成", "", f"{number}\t调研\t走访\t\t按期")
    assert [task.name.text for task in table_of(form(tasks=rows)).tasks] == ["培训", "调研"]
