"""Cells are the truth: the table is typed from them alone, and nothing they say can break it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congress.apps.performance.domain import (
    Block,
    CellKind,
    CellState,
    Goal,
    PerformanceTable,
    ReadCell,
    assemble,
    goals_of,
    state_of,
)
from congress.apps.performance.domain.table import Stage, stage_named_in
from congress.apps.performance.tests.sources import evaluation_form, read, target_form
from congress.platform.documents.contracts import Place


def corrected(address: str, **changes: object) -> PerformanceTable:
    """A form's table after one cell was changed."""
    reading = read(target_form())
    cells = [
        replace(cell, **changes) if cell.address == address else cell  # type: ignore[arg-type]
        for cell in reading.cells
    ]
    return assemble(form=reading.form, cells=cells)


def cell(address: str, text: str, kind: CellKind = CellKind.TEXT, order: int = 999) -> ReadCell:
    """A cell of somebody's own making."""
    return ReadCell(address, Block.TASKS, order, "", kind, text, text, state_of(text=text), Place(1, 1), 100)


def test_a_corrected_text_is_what_counts() -> None:
    table = corrected("money.basic", text="120.00")
    assert table.money.basic.value is not None
    assert table.money.basic.value.yuan == 1_200_000
    assert table.money.basic.cell is not None
    assert table.money.basic.cell.raw == "100.00"


def test_emptying_a_cell_makes_it_blank_whatever_its_state_says() -> None:
    table = corrected("money.basic", text="", state=CellState.VALUE)
    assert table.money.basic.value is None
    assert not table.unread


@pytest.mark.parametrize(
    ("address", "changes", "sentence"),
    [
        ("money.basic", {"text": "约一百"}, "看不懂金额"),
        ("money.basic", {"kind": CellKind.TEXT}, "没有标明是元还是万元"),
        ("head.year", {"text": "今年"}, "没有年度"),
        ("body.staff_count", {"text": "二十多"}, "不是整数"),
        ("tasks.1.amount", {"text": "1,97,680"}, "千分位"),
    ],
)
def test_what_cannot_be_typed_is_listed_with_a_sentence(
    address: str, changes: dict[str, object], sentence: str
) -> None:
    unread = corrected(address, **changes).unread
    assert [entry.address for entry in unread] == [address]
    assert sentence in unread[0].message
    assert unread[0].message.endswith("。")


def test_rows_can_be_removed_and_added_and_keep_their_numbers() -> None:
    reading = read(target_form())
    cells = [cell for cell in reading.cells if not cell.address.startswith("tasks.1.")]
    added = cell("tasks.7.name", "新增任务")
    table = assemble(form=reading.form, cells=[*cells, added])
    assert [(task.number, task.name.value) for task in table.tasks] == [(2, "开展立法调研"), (7, "新增任务")]
    assert table.tasks[1].amount.cell is None
    assert not table.tasks[1].amount.is_blank


def test_strange_and_double_cells_are_listed() -> None:
    reading = read(target_form())
    strangers = [cell("tasks.1.colour", "红"), cell("money.pocket", "1"), cell("body.name", "又一个名称")]
    table = assemble(form=reading.form, cells=[*reading.cells, *strangers])
    assert [entry.address for entry in table.unread] == [stranger.address for stranger in strangers]
    assert table.body_name.value == "云川市人大常委会办公室"


def test_no_cells_at_all_make_an_empty_table() -> None:
    table = assemble(form="dongguan", cells=())
    assert (table.tasks, table.indicators, table.unread, table.stage) == ((), (), (), None)


def test_every_cell_read_finds_its_way_into_the_table() -> None:
    for text in (target_form(), evaluation_form()):
        reading = read(text)
        assert not assemble(form=reading.form, cells=reading.cells).unread


def test_goals_are_numbered_as_written() -> None:
    assert goals_of("1. 开会。\n目标2: 立法。\n总的要求\n\n3、") == (
        Goal(1, "开会。"),
        Goal(2, "立法。"),
        Goal(None, "总的要求"),
    )


def test_stages_named_by_titles() -> None:
    assert stage_named_in("绩效目标申报表") is Stage.DECLARED
    assert stage_named_in("绩效目标申报表（批复）") is Stage.APPROVED
    assert stage_named_in("绩效目标调整批复表") is Stage.ADJUSTED
    assert stage_named_in("绩效目标完成情况自评表") is Stage.SELF_EVALUATED
    assert stage_named_in("绩效目标表") is None


def test_labels_for_screens() -> None:
    assert [block.label for block in Block][0] == "标题与说明"
    assert [stage.label for stage in Stage] == ["申报", "批复", "调整", "公开", "自评"]


def test_states() -> None:
    assert state_of(text="") is CellState.BLANK
    assert state_of(text="          ") is CellState.BLANK
    assert state_of(text="不适用") is CellState.NOT_APPLICABLE
    assert state_of(text="0") is CellState.VALUE
    assert state_of(text="一段比较长的文字") is CellState.VALUE
