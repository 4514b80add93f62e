"""The official layout fills its grid exactly, and what it writes is read back to the same data."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain import as_source_text, assemble, check, official_layout
from congress.apps.performance.domain.layout import LayoutBlock, LayoutCell, grid_of
from congress.apps.performance.tests.sources import (
    EVALUATION_INDICATOR_HEAD,
    MONEY,
    evaluation_form,
    table_of,
    target_form,
    typed,
)
from congress.apps.performance.tests.strategies import evaluation_cells, target_cells

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
WITH_REASON = evaluation_form(
    indicator_head=(*EVALUATION_INDICATOR_HEAD, "偏差原因"),
    indicators=(("年度绩效指标完成情况", "产出", "数量", "立法数量", "2部-5部", "1", "一部推迟。"),),
)
BARE = target_form(head=(), tasks=(), indicators=(), other=(("", "其他需完成的任务", "无", ""),))
FORMS = {
    "target": target_form(),
    "evaluation": evaluation_form(),
    "with reason": WITH_REASON,
    "bare": BARE,
    "without totals": evaluation_form(totals=(), tasks=(), indicators=()),
    **{path.stem: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))},
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_every_block_fills_the_columns_exactly(text: str) -> None:
    layout = official_layout(table=table_of(text))
    assert sum(layout.widths) == 100
    for block in layout.blocks:
        assert len(grid_of(block, columns=len(layout.widths))) == len(block.rows)
        assert block.head_rows <= len(block.rows)


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_what_was_written_is_read_back(text: str) -> None:
    table = table_of(text)
    again = table_of(as_source_text(table=table))
    assert typed(again) == typed(table)


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_our_own_writing_raises_nothing_about_how_amounts_are_written(text: str) -> None:
    again = table_of(as_source_text(table=table_of(text)))
    assert "PQ22" not in {finding.id for finding in check(table=again)}


def test_data_cells_carry_their_address_and_printed_words_do_not() -> None:
    layout = official_layout(table=table_of(target_form()))
    cells = [cell for block in layout.blocks for row in block.rows for cell in row]
    by_address = {cell.address: cell for cell in cells if cell.address}
    assert by_address["money.basic"].text == "100.00"
    assert by_address["money.basic"].align == "end"
    assert by_address["indicators.1.level1"].rowspan == 2
    assert not any(cell.address for cell in cells if cell.header and cell.text.startswith("预算金额"))
    assert layout.subtitle == "(2026年)"
    assert not layout.landscape


def test_amounts_in_another_unit_than_the_heading_say_so() -> None:
    money = (*MONEY[:1], ("", "基本支出", "1,000,000元", "财政拨款", "150.00"), *MONEY[2:])
    layout = official_layout(table=table_of(target_form(money=money)))
    texts = [cell.text for block in layout.blocks for row in block.rows for cell in row]
    assert "1,000,000.00元" in texts
    assert "预算金额(万元)" in texts


def test_a_whole_block_in_yuan_has_a_heading_in_yuan() -> None:
    money = [tuple(text.replace("万元", "元") for text in row) for row in MONEY]
    layout = official_layout(table=table_of(target_form(money=money)))
    assert "预算金额(元)" in [cell.text for block in layout.blocks for row in block.rows for cell in row]
    assert layout.notes[0].startswith("预算整体情况的金额单位为元")


def test_a_year_that_cannot_be_read_is_printed_as_it_stands() -> None:
    text = evaluation_form(body=(("部门（单位）名称", "", "甲", "", "", "预算年度", "", "今年"),))
    cells = [cell.text for row in official_layout(table=table_of(text)).blocks[0].rows for cell in row]
    assert cells[-1] == "今年"
    assert official_layout(table=assemble(form="dongguan", cells=())).subtitle == ""


@pytest.mark.parametrize(
    "rows",
    [
        ((LayoutCell("a", colspan=3),),),
        ((LayoutCell("a"),),),
        ((LayoutCell("a", rowspan=2), LayoutCell("b")),),
        ((LayoutCell("a"), LayoutCell("b", rowspan=2)), (LayoutCell("c", colspan=2),)),
    ],
)
def test_spans_that_do_not_fit_are_a_defect(rows: tuple[tuple[LayoutCell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="row"):
        grid_of(LayoutBlock("块", rows), columns=2)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.one_of(target_cells(), evaluation_cells()))
def test_any_table_survives_being_written_and_read(drawn: tuple[str, list[object]]) -> None:
    form, cells = drawn
    table = assemble(form=form, cells=cells)  # type: ignore[arg-type]
    again = table_of(as_source_text(table=table))
    assert typed(again) == typed(table)
    total = sum((task.amount.value.yuan for task in table.planned_tasks if task.amount.value), Decimal(0))
    assert total == sum(
        (task.amount.value.yuan for task in again.planned_tasks if task.amount.value), Decimal(0)
    )
