"""Whole-department forms of other places: other words, other orders, more columns, fewer blocks, one reader."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from congress.apps.performance.domain import PerformanceTable, as_source_text
from congress.apps.performance.tests.sources import cells_of, read, table_of, typed

NATIONAL = """部门（单位）整体支出绩效目标申报表
（2026年度）
部门（单位）名称\t\t澄溪县人大常委会办公室\t\t\t\t
年度 主要 任务\t任务名称\t主要内容\t\t预算金额（万元）\t\t
\t\t\t\t总额\t财政拨款\t其他资金
\t任务1：召开县人代会\t会务、文件印制\t\t120.00\t120.00\t0
\t\t\t\t总额\t财政拨款\t其他资金
\t任务2：代表活动\t代表视察和培训\t\t36.5\t30\t6.5
\t……\t\t\t\t\t
\t金额合计\t\t\t156.5\t150\t6.5
年度 总体 目标\t目标1：开好县人代会。\t\t\t\t\t
\t目标2：代表活动经常化。\t\t\t\t\t
年度绩效指标\t一级指标\t二级指标\t三级指标\t\t指标值\t
\t产出指标\t数量指标\t指标1：召开人代会次数\t\t1次\t
\t\t\t指标2：代表培训人次\t\t≥200人次\t
\t\t成本指标\t会议费\t\t≤120万元\t
\t效益指标\t社会效益 指标\t群众知晓率\t\t≥80%\t
\t满意度指标\t服务对象满意度指标\t代表满意度\t\t≥90%\t
"""
SPLIT_TARGETS = """附件2
部门整体绩效目标表
填报单位：澄溪县人大常委会办公室\t\t\t\t\t\t\t金额单位：元
年度目标\t围绕中心，服务大局。\t\t\t\t\t\t
序号\t主要任务\t任务内容\t预算资金\t预期目标\t完成时限\t责任科室\t备注
1\t会议保障\t人代会\t1,000,000\t按期召开\t3月\t办公室\t
2\t立法联系\t征求意见\t\t形成建议\t全年\t法工委\t无需资金
3\t代表培训\t两期\t85000.5\t覆盖全部代表\t11月\t代工委\t
一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\t指标解释
产出指标\t数量指标\t培训期数\t≥\t2\t期\t20\t按次数计
\t质量指标\t出席率\t≥\t≥95%\t%\t20\t
\t时效指标\t完成时间\t定性\t12月底前\t\t10\t
效益指标\t社会效益指标\t意见采纳数\t=\t10件\t条\t30\t
满意度指标\t服务对象满意度指标\t代表满意度\t≥\t90\t%\t10\t
成本指标\t经济成本指标\t总支出\t\t108.5\t万元\t10\t
"""
MONEY_BELOW = """2026年部门整体支出绩效目标表
单位：万元
部门名称\t澄溪县人大办\t\t\t
年度主要任务\t任务名称\t主要内容\t\t
\t保障会议\t召开人代会和常委会会议\t\t
\t代表工作\t组织代表视察\t\t
年度部门整体支出预算\t资金总额\t财政拨款\t其他资金\t
\t1,200.50\t1,200.50\t0.00\t
年度总体目标\t保障县人大依法履职。\t\t\t
年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值（包含数字及文字描述）
\t产出指标\t数量指标\t会议次数\t≥8次
\t效益指标\t社会效益指标\t监督实效\t有效提升
"""
OTHER_ORDER = """澄溪县2026年度部门整体绩效目标批复表
部门名称\t澄溪县人大常委会办公室\t\t预算年度\t2026
部门预算（万元）\t1.基本支出\t320\t其中：财政拨款\t400
\t2.项目支出\t80\t（2）其他资金\t
绩效指标\t一级指标\t二级指标\t指标名称\t年度目标值
\t产出指标\t数量指标\t视察次数\t10次至12次
\t效益指标\t社会效益指标\t建议落实\t是
年度任务\t重点工作\t实施内容\t金额\t工作目标
\t视察\t组织代表视察\t30\t完成视察
\t调研\t专题调研\t5.5万元\t形成报告
总体目标\t1.做好视察。2.做好调研。\t\t\t
"""


def money(table: PerformanceTable) -> dict[str, str]:
    """The money lines that have a value, in yuan."""
    lines = {name: getattr(table.money, name).value for name in table.money.__dataclass_fields__}
    return {name: str(value.yuan) for name, value in lines.items() if value}


def tree(table: PerformanceTable) -> list[tuple[str | None, str, str]]:
    """The indicators: level, name, value."""
    return [(row.group, row.name.text, row.annual.text) for row in table.indicators]


def codes(text: str) -> list[str]:
    """What was noticed while reading."""
    return [problem.code for problem in read(text).problems]


@pytest.mark.parametrize(
    "text", [NATIONAL, SPLIT_TARGETS, MONEY_BELOW, OTHER_ORDER], ids=["national", "split", "below", "order"]
)
def test_each_is_read_back_from_our_own_writing(text: str) -> None:
    table = table_of(text)
    assert table.form == "county"
    assert not table.unread
    assert typed(table_of(as_source_text(table=table))) == typed(table)


def test_national_form_divides_money_by_source_under_two_heading_rows() -> None:
    table = table_of(NATIONAL)
    assert (table.body_name.text, table.year.value) == ("澄溪县人大常委会办公室", 2026)
    amounts = [
        [entry.value.yuan for entry in (task.amount, task.amount_fiscal, task.amount_other) if entry.value]
        for task in table.tasks
    ]
    assert amounts == [[1_200_000, 1_200_000, 0], [365_000, 300_000, 65_000]]
    totals = (table.totals.initial, table.totals.initial_fiscal, table.totals.initial_other)
    assert [entry.value.yuan for entry in totals if entry.value] == [1_565_000, 1_500_000, 65_000]
    assert table.goals.text == "目标1：开好县人代会。\n目标2：代表活动经常化。"
    assert tree(table)[0] == ("output.quantity", "指标1：召开人代会次数", "1次")
    assert [row.level2.text for row in table.indicators][3] == "社会效益指标"
    assert codes(NATIONAL) == []


def test_sign_number_and_unit_in_columns_of_their_own_are_one_target() -> None:
    table = table_of(SPLIT_TARGETS)
    assert [row.annual.text for row in table.indicators] == [
        "≥2期",
        "≥95%",
        "12月底前",
        "=10件",
        "≥90%",
        "108.5万元",
    ]
    assert [row.weight.value for row in table.indicators] == [20, 20, 10, 30, 10, 10]
    cells = cells_of(SPLIT_TARGETS)
    first, doubted = cells["indicators.1.annual"], cells["indicators.4.annual"]
    assert (first.place.column, [place.column for place in first.continued]) == (5, [4, 6])
    assert (first.raw, first.confidence) == ("≥\n2\n期", 88)
    assert "单位一栏写的是“条”" in doubted.note
    assert doubted.confidence == 50


def test_columns_no_table_of_ours_asks_for_are_named_not_mixed_in() -> None:
    table = table_of(SPLIT_TARGETS)
    assert [task.name.text for task in table.tasks] == ["会议保障", "立法联系", "代表培训"]
    assert [task.amount.value and task.amount.value.yuan for task in table.tasks] == [
        1_000_000,
        None,
        Decimal("85000.5"),
    ]
    assert table.tasks[1].amount.is_blank
    said = [problem.message for problem in read(SPLIT_TARGETS).problems]
    assert len(said) == 5
    assert all(any(f"“{name}”" in line for line in said) for name in ("序号", "完成时限", "责任科室", "备注"))


def test_label_and_name_in_one_cell_and_the_unit_beside() -> None:
    table = table_of(SPLIT_TARGETS)
    assert (table.body_name.text, table.form_title.text) == ("澄溪县人大常委会办公室", "部门整体绩效目标表")
    assert cells_of(SPLIT_TARGETS)["tasks.1.amount"].confidence == 100


def test_money_below_its_label_and_tasks_without_money() -> None:
    table = table_of(MONEY_BELOW)
    assert money(table) == {"fiscal": "12005000.00", "other_sources": "0.00"}
    assert [(task.name.text, task.content.text, task.amount.cell) for task in table.tasks] == [
        ("保障会议", "召开人代会和常委会会议", None),
        ("代表工作", "组织代表视察", None),
    ]
    # The total has no place of its own: that is said, not hidden.
    assert codes(MONEY_BELOW) == ["row_not_read"]


def test_blocks_in_another_order_and_numbered_labels() -> None:
    table = table_of(OTHER_ORDER)
    assert money(table) == {"basic": "3200000.00", "project": "800000.00", "fiscal": "4000000.00"}
    assert table.money.other_sources.is_blank
    assert [task.amount.value and task.amount.value.yuan for task in table.tasks] == [30, 55_000]
    assert cells_of(OTHER_ORDER)["tasks.1.amount"].confidence == 50
    assert (table.year.value, cells_of(OTHER_ORDER)["head.year"].confidence) == (2026, 100)
    assert tree(table) == [
        ("output.quantity", "视察次数", "10次至12次"),
        ("benefit.social", "建议落实", "是"),
    ]


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


NUMBERED_MONEY = """部门（单位）整体绩效目标表
（2026年度）
部门（单位）名称\t澄溪县人大常委会机关\t
年度履职目标\t目标1：依法监督。\t
\t目标2：做好代表工作。\t
年度主要任务\t任务名称\t主要内容
\t监督工作\t听取专项报告
\t代表工作\t组织代表活动
预算情况\t部门预算总额（万元）\t1200
\t1、资金来源：（1）财政性资金\t1200
\t（2）其他资金\t0
\t2、资金结构：（1）基本支出\t800
\t（2）项目支出\t400
一级指标\t二级指标\t三级指标\t指标值
产出指标\t履职目标实现\t代表活动次数\t≥4次
效益指标\t履职效益\t监督意见落实率\t≥95%
注：本表由预算单位填报。
"""


def test_numbered_money_below_tasks_without_money() -> None:
    table = table_of(NUMBERED_MONEY)
    assert money(table) == {
        "basic": "8000000.00",
        "project": "4000000.00",
        "fiscal": "12000000.00",
        "other_sources": "0.00",
    }
    assert [task.name.text for task in table.tasks] == ["监督工作", "代表工作"]
    assert table.goals.text == "目标1：依法监督。\n目标2：做好代表工作。"
    assert [row.level2.text for row in table.indicators] == ["履职目标实现", "履职效益"]
    assert codes(NUMBERED_MONEY) == ["row_not_read", "footnote"]


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
