"""Whole-department forms of other places: other words, other orders, more columns, fewer blocks, one reader."""

from __future__ import annotations

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
