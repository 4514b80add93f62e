"""A form is cut where its labels open a block; what never comes is said."""

from __future__ import annotations

from congress.apps.performance.tests.sources import (
    EVALUATION_GOALS,
    GOALS,
    cells_of,
    evaluation_form,
    read,
    table_of,
    target_form,
)


def codes(text: str) -> list[str]:
    """The codes of the problems found."""
    return [problem.code for problem in read(text).problems]


def test_goals_over_a_page_end_are_joined() -> None:
    cell = cells_of(target_form(goals=(("总体绩效目标", "开好代表大", ""), (), ("", "会。", ""))))[
        "goals.overall"
    ]
    assert (cell.text, len(cell.continued)) == ("开好代表大会。", 1)


def test_names_of_blocks_printed_above_them_are_no_content() -> None:
    text = target_form(
        head=(("绩效目标批复情况",), ("基本信息",)),
        goals=(("总体绩效目标",), *GOALS, ("年度重点工作任务",)),
        other=(("绩效指标",),),
    )
    table = table_of(text)
    assert table.title.text == "绩效目标批复情况"
    assert table.goals.text == "1. 开好代表大会。\n2. 做好立法工作。"
    assert (len(table.tasks), len(table.indicators)) == (2, 3)
    assert codes(text) == []


def test_goals_left_blank_and_goals_that_never_come() -> None:
    assert table_of(target_form(goals=(("总体绩效目标",),))).goals.is_blank
    text = target_form(goals=())
    assert codes(text) == ["block_missing"]
    assert table_of(text).goals.cell is None


def test_a_block_that_never_comes_is_reported_and_the_rest_is_read() -> None:
    text = "\n".join(line for line in target_form().split("\n") if "主要实施内容" not in line)
    text = text.replace("(2026年)", "(2026年)\n项目\t拟投入的资金(元)")
    assert codes(text).count("block_missing") == 1
    assert table_of(text).indicators


def test_a_second_row_with_an_opening_label_is_no_repeated_heading() -> None:
    cells = cells_of(target_form(goals=(*GOALS, ("总体绩效目标", "又一段。"))))
    assert cells["goals.overall"].text.endswith("又一段。")


def test_evaluation_goals_by_order_and_by_column() -> None:
    table = table_of(evaluation_form())
    assert (table.goals.value, table.goals_achieved.value) == ("依法履职。", "全部完成。")
    one_sided = (
        EVALUATION_GOALS[0],
        (),
        ("目标完成情况", "", "", "全部完", "", ""),
        (),
        ("", "", "", "成。", "", ""),
    )
    table = table_of(evaluation_form(goals=one_sided))
    assert (table.goals.text, table.goals_achieved.value) == ("", "全部完成。")
    headless = (("年度 总体", "预期目标", "", "", ""), ("", "依法履职。"))
    table = table_of(evaluation_form(goals=headless))
    assert (table.goals.value, table.goals_achieved.text) == ("依法履职。", "")


def test_evaluation_blocks_that_never_come() -> None:
    lines = evaluation_form().split("\n")
    without_goals = "\n".join(line for line in lines if "预期目标" not in line)
    assert "block_missing" in codes(without_goals)
    without_tasks = "\n".join(line for line in lines if "任务名称" not in line)
    assert "block_missing" in codes(
        without_tasks.replace("预算年度", "任务名称\t预算数\t执行数\t预算年度", 1)
    )
