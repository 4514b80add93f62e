"""Labelled values are found beside their labels, with the unit of their heading."""

from __future__ import annotations

from decimal import Decimal

from congress.apps.performance.domain import CellKind, CellState
from congress.apps.performance.tests.sources import (
    BODY,
    MONEY,
    cells_of,
    evaluation_form,
    read,
    table_of,
    target_form,
)
from congress.standards.values.money import MoneyUnit


def with_money(**rows: tuple[str, ...]) -> str:
    """The form with rows of the money block replaced by number."""
    money = list(MONEY)
    for name, row in rows.items():
        money[int(name.removeprefix("row"))] = row
    return target_form(money=money)


def test_body_and_money() -> None:
    table = table_of(target_form())
    assert (table.body_name.value, table.staff_count.value, table.subordinate_units.value) == (
        "云川市人大常委会办公室",
        20,
        0,
    )
    assert table.money.basic.value is not None
    assert (table.money.basic.value.yuan, table.money.basic.value.unit) == (
        Decimal(1_000_000),
        MoneyUnit.TEN_THOUSAND_YUAN,
    )
    assert [entry.value and entry.value.yuan for entry in table.money.spending] == [1_000_000, 500_000, 0, 0]


def test_zero_blank_and_not_applicable_are_three_things() -> None:
    cells = cells_of(
        with_money(
            row4=("", "财政专项资金", "0.00", "市本级使用资金", ""),
            row5=("", "其他事业发展性支出", "—", "拟用于对下转移支付资金", "不适用"),
        )
    )
    states = {name: cells[f"money.{name}"].state for name in ("special", "own_level", "other", "transfer")}
    assert states == {
        "special": CellState.VALUE,
        "own_level": CellState.BLANK,
        "other": CellState.NOT_APPLICABLE,
        "transfer": CellState.NOT_APPLICABLE,
    }
    table = table_of(with_money(row4=("", "财政专项资金", "0.00", "市本级使用资金", "")))
    assert table.money.special.value is not None
    assert table.money.own_level.value is None
    assert table.money.own_level.is_blank
    assert not table.money.own_level.is_not_applicable


def test_a_blank_at_the_end_of_a_row_still_has_a_place() -> None:
    cell = cells_of(with_money(row4=("", "财政专项资金", "0.00", "市本级使用资金")))["money.own_level"]
    assert (cell.place.line, cell.place.column, cell.text) == (13, 5, "")


def test_each_side_has_its_own_unit() -> None:
    head = ("", "部门预算支出", "预算金额(万元)", "收入来源", "预算金额（元）")
    cells = cells_of(with_money(row0=head, row1=("", "基本支出", "100.00", "财政拨款", "1,500,000.00")))
    assert cells["money.basic"].kind is CellKind.MONEY_WAN
    assert cells["money.fiscal"].kind is CellKind.MONEY_YUAN


def test_an_amount_may_name_its_own_unit_and_then_says_so() -> None:
    cell = cells_of(with_money(row1=("", "基本支出", "1,000,000元", "财政拨款", "150.00")))["money.basic"]
    assert (cell.kind, cell.confidence) == (CellKind.MONEY_YUAN, 75)
    assert "本格自己写的是元" in cell.note


def test_without_any_unit_the_reading_is_unsure() -> None:
    money = (("", "部门预算支出", "预算金额", "收入来源", "预算金额"), *MONEY[1:3])
    cell = cells_of(target_form(money=money))["money.basic"]
    assert (cell.kind, cell.confidence) == (CellKind.MONEY_YUAN, 50)
    assert "没有写明金额单位" in cell.note


def test_rare_units_are_written_behind_the_amount() -> None:
    head = ("", "部门预算支出", "预算金额(亿元)", "收入来源", "预算金额(亿元)")
    text = with_money(row0=head)
    assert cells_of(text)["money.basic"].text == "100.00亿元"
    table = table_of(text)
    assert table.money.basic.value is not None
    assert table.money.basic.value.yuan == Decimal(10**10)


def test_amounts_that_cannot_be_read_or_look_negative_are_doubted() -> None:
    cells = cells_of(with_money(row1=("", "基本支出", "约一百", "财政拨款", "-150.00")))
    assert cells["money.basic"].confidence == 30
    assert "看不懂金额" in cells["money.basic"].note
    assert cells["money.fiscal"].confidence == 50
    assert "短横线" in cells["money.fiscal"].note


def test_a_count_that_is_no_number_is_doubted_and_not_typed() -> None:
    text = target_form(body=(BODY[0], ("基本信息", "财政供养人员数", "约二十", "下属二级单位数", "2个")))
    assert cells_of(text)["body.staff_count"].confidence == 50
    table = table_of(text)
    assert (table.staff_count.value, table.subordinate_units.value) == (None, 2)
    assert [unread.address for unread in table.unread] == ["body.staff_count"]


def test_missing_fields_and_stray_content_are_reported() -> None:
    reading = read(target_form(money=(*MONEY[:5], ("", "没有见过的栏目", "12.00", "", ""))))
    codes = [problem.code for problem in reading.problems]
    assert codes.count("row_not_read") == 1
    assert codes.count("field_missing") == 2
    assert "拟用于对下转移支付资金" in "".join(problem.message for problem in reading.problems)


def test_a_label_met_twice_counts_once() -> None:
    table = table_of(target_form(money=(*MONEY, ("", "基本支出", "999.00", "", ""))))
    assert table.money.basic.text == "100.00"


def test_other_words_for_the_name_of_the_body() -> None:
    assert (
        table_of(target_form(body=(("单位名称", "云川市人大", "", "", ""), BODY[1]))).body_name.value
        == "云川市人大"
    )
    table = table_of(
        evaluation_form(body=(("单位名称", "", "云川市人大", "", "", "预算年度", "", "2025年"),))
    )
    assert (table.body_name.value, table.year.value) == ("云川市人大", 2025)
