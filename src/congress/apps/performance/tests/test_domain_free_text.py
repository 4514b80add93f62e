"""Tasks written into one cell come apart at their amounts, and a dash is never a minus there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congress.apps.performance.domain import Block, CellKind, CellState
from congress.apps.performance.domain.forms.free_text_tasks import free_text_of
from congress.apps.performance.tests.sources import TASK_HEAD, cells_of, table_of, target_form


def other(text: str, **parts: object) -> str:
    """A form whose free-text cell holds a text."""
    return target_form(other=(("", "其他需完成的任务（可选填）", text, "", "", ""),), **parts)  # type: ignore[arg-type]


def told(text: str) -> list[tuple[str, str, Decimal | None]]:
    """The free-text tasks as name, content and yuan."""
    return [
        (task.name.text, task.content.text, task.amount.value.yuan if task.amount.value else None)
        for task in table_of(other(text)).tasks
        if task.is_free_text
    ]


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (
            "<p>系统运维—1. 巡检。2. 维护。-363300.00、培训干部，提高效率—分两期。-80600.00</p>",
            [("系统运维", "1. 巡检。2. 维护。", 363300), ("培训干部，提高效率", "分两期。", 80600)],
        ),
        (
            "<p>宣传--办好栏目。-576500.00</p> <p>调研--分批开展。-200000.00</p>",
            [("宣传", "办好栏目。", 576500), ("调研", "分批开展。", 200000)],
        ),
        ("宣传—办栏目（363,300.00元）\n调研——分批（20万元）", None),
        ("宣传-办好栏目-3,000", [("宣传", "办好栏目", 3000)]),
        ("没有名称只有内容。第二句—还有-5000元；", [("", "没有名称只有内容。第二句—还有", 5000)]),
        ("执行2021-2023年规划、编制总结-12000.00", [("", "执行2021-2023年规划、编制总结", 12000)]),
        (
            "培训至2023-12000.00、按10.00-20.00、30-12000、发放-5,000",
            [("", "培训至2023", 12000), ("", "按10.00-20.00、30-12000、发放", 5000)],
        ),
        ("参加第—2023、届会议—好-12000.00", [("参加第", "2023、届会议—好", 12000)]),
        ("按50,000元（每年）补助—按月（5,000.00元）", [("按50,000元（每年）补助", "按月", 5000)]),
        ("—" + "只有内容-12000.00", [("", "—只有内容", 12000)]),
        ("甲—乙（金额未填）、丙—丁-１２０００．００", [("甲", "乙", None), ("丙", "丁", 12000)]),
        (
            "前一项—内容-12000.00、后面没有金额的话",
            [("前一项", "内容", 12000), ("", "后面没有金额的话", None)],
        ),
        ("、-12000.00", [("", "", 12000)]),
        ("无", []),
        ("", []),
    ],
)
def test_sections(text: str, tasks: list[tuple[str, str, int | None]] | None) -> None:
    if tasks is None:
        text, tasks = text.replace("\n", "</p> <p>"), [("宣传", "办栏目", 363300), ("调研", "分批", 200000)]
    assert told(text) == tasks


def test_every_piece_keeps_its_raw_text_place_and_a_note() -> None:
    cells = cells_of(other("<p>系统运维—巡检。-363300.00、</p>"))
    name, content, amount = (cells[f"tasks.3.{field}"] for field in ("name", "content", "amount"))
    assert (name.raw, content.raw, amount.raw) == ("系统运维", "巡检。", "-363300.00")
    assert amount.text == "363300.00"
    assert {cell.block for cell in (name, content, amount)} == {Block.OTHER_TASKS}
    assert {(cell.place.line, cell.place.column) for cell in (name, content, amount)} == {(19, 3)}
    assert "不是负号" in amount.note
    assert "不是负号" not in cells_of(other("甲—乙（5,000.00元）"))["tasks.3.amount"].note


def test_a_missing_amount_or_name_says_so() -> None:
    cells = cells_of(other("只有一段话"))
    assert cells["tasks.3.amount"].state is CellState.BLANK
    assert (cells["tasks.3.amount"].confidence, cells["tasks.3.name"].confidence) == (50, 50)


def test_a_cell_cut_by_a_page_end_is_mended_before_it_is_divided() -> None:
    text = target_form(
        other=(
            ("", "其他需完成的任务（可选填）", "系统运", "", ""),
            (),
            ("", "", "维—巡检。-363300.00", "", ""),
        )
    )
    cells = cells_of(text)
    assert (cells["tasks.3.name"].text, cells["tasks.3.content"].text) == ("系统运维", "巡检。")


def test_the_unit_is_that_of_the_task_heading() -> None:
    head = (*TASK_HEAD[:3], "拟投入的资金(万元)", TASK_HEAD[4])
    assert cells_of(other("甲—乙-12.50、", task_head=head))["tasks.3.amount"].kind is CellKind.MONEY_WAN
    head = (*TASK_HEAD[:3], "拟投入的资金", TASK_HEAD[4])
    cell = cells_of(other("甲—乙-12.50、", task_head=head))["tasks.3.amount"]
    assert (cell.kind, cell.confidence) == (CellKind.MONEY_YUAN, 50)


def test_a_form_without_the_free_text_row() -> None:
    assert len(table_of(target_form(other=())).tasks) == 2


def test_writing_a_task_into_running_text() -> None:
    assert free_text_of("甲", "乙", "5.00元") == "甲—乙（5.00元）"
    assert free_text_of("", "乙", "") == "乙（金额未填）"
