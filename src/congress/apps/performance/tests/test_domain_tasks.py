"""Task rows are put back into their columns, joined over page ends, and never lose a word in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congress.apps.performance.domain import CellKind, CellState
from congress.apps.performance.tests.sources import (
    EVALUATION_TASKS,
    LABEL,
    TASK_HEAD,
    TASKS,
    cells_of,
    evaluation_form,
    read,
    table_of,
    target_form,
)

NAME, CONTENT, AMOUNT, EXPECTED = ("tasks.1.name", "tasks.1.content", "tasks.1.amount", "tasks.1.expected")


def one(*row: str) -> str:
    """A form with one task row."""
    return target_form(tasks=(row,))


def codes(text: str) -> list[str]:
    """The codes of the problems found."""
    return [problem.code for problem in read(text).problems]


def test_rows_in_place() -> None:
    cells = cells_of(target_form())
    assert [cells[address].text for address in (NAME, CONTENT, AMOUNT, EXPECTED)] == list(TASKS[0][1:])
    assert {cells[address].confidence for address in (NAME, CONTENT, AMOUNT, EXPECTED)} == {100}
    assert cells[AMOUNT].kind is CellKind.MONEY_YUAN
    assert len(table_of(target_form()).tasks) == 2


def test_a_missing_name_stays_missing() -> None:
    cells = cells_of(one("", "", "<p>宣传。</p>", "374.50", "<p>知晓率提高。</p>", ""))
    assert (cells[NAME].state, cells[NAME].confidence) == (CellState.BLANK, 50)
    assert "没有任务名称" in cells[NAME].note
    assert cells[CONTENT].text == "宣传。"
    assert cells[CONTENT].raw == "<p>宣传。</p>"


def test_name_and_content_in_one_cell_are_parted() -> None:
    cells = cells_of(
        one("", "<p>建设平台</p> <p>一、搭建。二、运行。</p>", "1,070.00", "<p>建成。</p>", "", "")
    )
    assert [cells[address].text for address in (NAME, CONTENT, EXPECTED)] == [
        "建设平台",
        "一、搭建。二、运行。",
        "建成。",
    ]
    assert (cells[NAME].confidence, cells[AMOUNT].confidence) == (75, 85)
    assert "第3列，按内容归到第4列" in cells[AMOUNT].note


@pytest.mark.parametrize(
    ("written", "name", "content"),
    [
        ("联络站建设", "联络站建设", ""),
        ("组织各站开展活动。按月接待。", "", "组织各站开展活动。按月接待。"),
        ("很长的第一段" * 11 + "\n第二段", "", "很长的第一段" * 11 + "\n第二段"),
    ],
)
def test_one_text_left_of_a_shifted_amount_is_doubted(written: str, name: str, content: str) -> None:
    raw = "".join(f"<p>{line}</p>" for line in written.split("\n"))
    cells = cells_of(one("", raw, "10.00", "好。", ""))
    assert (cells[NAME].text, cells[CONTENT].text) == (name, content)
    assert cells[NAME if name else CONTENT].confidence == 50


def test_rows_broken_over_a_page_are_joined() -> None:
    tasks = (TASKS[0], (), ("", "", "由各镇配合，共3", "", "并形成记录。"), TASKS[1])
    cells = cells_of(target_form(tasks=tasks))
    assert cells[CONTENT].text == "组织会议。由各镇配合，共3"
    assert cells[CONTENT].raw == "组织会议。\n由各镇配合，共3"
    assert cells[CONTENT].confidence == 88
    assert [place.line for place in cells[CONTENT].continued] == [19]
    assert cells["tasks.2.name"].text == "开展立法调研"


def test_a_join_between_digits_is_unsure_and_a_third_part_joins_too() -> None:
    tasks = (("", "甲", "共3", "1.00", ""), (), ("", "", "0场，分", "", "都好"), (), ("", "", "三批", "", ""))
    cells = cells_of(target_form(tasks=tasks))
    assert (cells[CONTENT].text, cells[CONTENT].confidence) == ("共30场，分三批", 50)
    assert "请核对" in cells[CONTENT].note
    assert len(cells[CONTENT].continued) == 2
    assert cells[EXPECTED].text == "都好"


def test_a_continuation_outside_the_columns_is_reported() -> None:
    assert "row_not_read" in codes(target_form(tasks=(TASKS[0], ("", "", "", "", "", "飞出去的字"))))


def test_headings_repeated_on_a_new_page_are_dropped() -> None:
    text = target_form(tasks=(TASKS[0], (), TASK_HEAD, TASKS[1]))
    assert codes(text) == ["heading_repeated"]
    assert len(table_of(text).tasks) == 2


def test_page_numbers_and_drawn_rules_are_dropped() -> None:
    text = target_form(
        tasks=(TASKS[0], (), ("— 3 —",), ("3",), ("第 4 页，共 9 页",), ("----", "---", ":--:"), TASKS[1])
    )
    assert codes(text) == ["page_number_dropped"] * 3 + ["rule_dropped"]
    assert len(table_of(text).tasks) == 2


def test_the_vertical_label_is_no_content() -> None:
    table = table_of(target_form(tasks=(("年度 重点", *TASKS[0][1:]), ("工作任务", "", "", "", ""))))
    assert [task.name.text for task in table.tasks] == ["召开代表大会"]


def test_a_text_repeated_by_a_merged_cell_is_read_once() -> None:
    cells = cells_of(one("", "召开会议", "召开会议", "组织。", "1.00", "好。"))
    assert (cells[NAME].text, cells[CONTENT].text, cells[EXPECTED].text) == ("召开会议", "组织。", "好。")


def test_texts_without_a_column_are_reported() -> None:
    assert "text_left_over" in codes(one("", "甲", "乙", "1.00", "丙", "丁"))
    assert "text_left_over" in codes(one("", "甲", "乙", "两可", "丙"))


def test_amounts_that_say_not_applicable_or_cannot_be_read_keep_their_place() -> None:
    cells = cells_of(one("", "甲", "乙", "不适用", "丙"))
    assert cells[AMOUNT].state is CellState.NOT_APPLICABLE
    cells = cells_of(one("", "甲", "乙", "约5万元", "丙"))
    assert (cells[AMOUNT].text, cells[AMOUNT].confidence) == ("约5万元", 30)
    assert table_of(one("", "甲", "乙", "约5万元", "丙")).unread[0].address == AMOUNT


def test_a_task_without_an_amount_is_still_a_task() -> None:
    table = table_of(target_form(tasks=(TASKS[0], ("", "没有金额的任务", "内容。", "", "目标。"))))
    assert table.tasks[1].amount.is_blank
    assert [task.number for task in table.planned_tasks] == [1]


def test_two_numbers_in_a_row_of_one_amount_go_by_column() -> None:
    cells = cells_of(one("", "2026", "内容。", "1.00", "目标。"))
    assert (cells[AMOUNT].text, cells[CONTENT].text) == ("1.00", "内容。")


def test_a_task_heading_without_amount_column_or_without_any_heading() -> None:
    head = ("年度重点工作任务", "名称", "主要实施内容", "期望达到的目标(概述)", "拟投入的资金(元)")
    task = table_of(target_form(task_head=head, tasks=(("", "甲", "乙", "丙", "1.00"),))).tasks[0]
    assert [task.name.text, task.content.text, task.expected.text, task.amount.text] == [
        "甲",
        "乙",
        "丙",
        "1.00",
    ]
    head = ("拟投入的资金(元)", "名称", "主要实施内容", "期望达到的目标(概述)", "")
    assert "block_missing" in codes(target_form(task_head=head))
    text = "\n".join(line for line in target_form().split("\n") if "主要实施内容" not in line)
    # The amounts' heading alone still tells the form; the rows have lost their columns.
    text = text.replace("(2026年)", "(2026年)\n拟投入的资金")
    assert "block_missing" in codes(text)


# --- self-evaluations ---


def test_four_amounts_and_the_shifted_total_row() -> None:
    text = evaluation_form()
    table, cells = table_of(text), cells_of(text)
    assert [task.name.value for task in table.tasks] == ["基本支出", "立法工作"]
    amounts = [getattr(table.tasks[1], name).value.yuan for name in ("budget", "budget_fiscal", "executed")]
    assert amounts == [400, 300, 390]
    assert table.totals.executed.value is not None
    assert table.totals.executed.value.yuan == Decimal(990)
    assert (cells["totals.budget"].confidence, cells["totals.budget"].label) == (85, "合计：预算数（元）")


def test_evaluation_rows_broken_over_pages_with_a_cut_label() -> None:
    tasks = (
        (
            "年度 主要 任务 完成",
            "人大立 法工作",
            "调研起",
            "作出决定1",
            "400.00",
            "400.00",
            "390.00",
            "390.00",
        ),
        (),
        ("情况", "", "<p>草。</p>", "<p>件。</p>", "", "", "", ""),
    )
    table = table_of(evaluation_form(tasks=tasks))
    assert len(table.tasks) == 1
    assert [table.tasks[0].name.text, table.tasks[0].content.text, table.tasks[0].completed.text] == [
        "人大立法工作",
        "调研起草。",
        "作出决定1件。",
    ]


def test_fewer_amounts_go_by_column_and_strangers_are_doubted() -> None:
    row = (LABEL, "甲", "乙", "丙", "400.00", "", "390.00", "")
    cells = cells_of(evaluation_form(tasks=(row,)))
    assert (cells["tasks.1.budget"].text, cells["tasks.1.executed"].text) == ("400.00", "390.00")
    assert cells["tasks.1.budget_fiscal"].state is CellState.BLANK
    row = (LABEL, "甲", "乙", "400.00", "", "", "", "")
    assert cells_of(evaluation_form(tasks=(row,)))["tasks.1.budget"].confidence == 50
    row = (LABEL, "甲", "乙", "丙", "1.00", "2.00", "3.00", "4.00", "5.00")
    cells = cells_of(evaluation_form(tasks=(row,)))
    assert cells["tasks.1.executed_fiscal"].text == "4.00"


def test_a_name_that_is_a_number_is_no_amount() -> None:
    row = (LABEL, "2025", "乙", "丙", "4.00", "3.00", "2.00", "1.00")
    assert cells_of(evaluation_form(tasks=(row,)))["tasks.1.name"].text == "2025"


def test_an_empty_total_row_and_no_total_row() -> None:
    text = evaluation_form(totals=((LABEL, "合计", "", "", "", "", "", ""),))
    assert table_of(text).totals.budget.is_blank
    assert table_of(evaluation_form(totals=())).totals.budget.cell is None


def test_second_heading_row_repeated_on_a_new_page() -> None:
    again = ("", "", "", "", "总额", "其中：财政拨款", "总额", "其中：财政拨款")
    table = table_of(evaluation_form(tasks=(*EVALUATION_TASKS, (), again)))
    assert len(table.tasks) == 2


def test_an_evaluation_block_without_rows_that_hold_pieces() -> None:
    table = table_of(evaluation_form(tasks=((LABEL, "", "", "", "", "", "", ""), *EVALUATION_TASKS)))
    assert len(table.tasks) == 2
