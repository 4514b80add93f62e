"""What stands above the table is sorted into title, opening paragraph, name of the form and year."""

from __future__ import annotations

from congress.apps.performance.tests.sources import (
    TARGET_HEAD,
    cells_of,
    evaluation_form,
    table_of,
    target_form,
)


def test_title_notice_form_title_and_year() -> None:
    table = table_of(target_form())
    assert table.title.text == TARGET_HEAD[0][0]
    assert table.notice.text == TARGET_HEAD[2][0]
    assert (table.form_title.text, table.year.value) == ("云川市部门整体预算绩效目标表", 2026)
    assert table.stage is not None
    assert table.stage.label == "批复"


def test_a_title_over_two_lines_is_joined_and_says_so() -> None:
    head = (("2026年云川市人大常委会",), ("办公室部门整体支出绩效目标批复情况",), ("云川市目标表",))
    title = cells_of(target_form(head=head))["head.title"]
    assert title.text == "2026年云川市人大常委会办公室部门整体支出绩效目标批复情况"
    assert [place.line for place in (title.place, *title.continued)] == [1, 2]
    assert "拼接" in title.note


def test_a_year_not_stated_is_taken_from_a_title_with_less_confidence() -> None:
    cell = cells_of(target_form(head=(("2026年云川市部门整体预算绩效目标表",),)))["head.year"]
    assert (cell.text, cell.raw, cell.confidence) == ("2026年", "2026年云川市部门整体预算绩效目标表", 75)
    assert "取自标题" in cell.note


def test_no_year_anywhere_is_no_year() -> None:
    table = table_of(target_form(head=(("云川市部门整体预算绩效目标表",),)))
    assert table.year.cell is None
    assert table.year.value is None


def test_attachments_and_unit_lines_are_no_titles_and_two_form_names_are_title_and_form() -> None:
    head = (
        ("附件 3",),
        ("单位：元",),
        ("部门整体支出绩效目标表",),
        ("", "部门整体支出绩效自评表", "", "", "", "", "", ""),
    )
    table = table_of(evaluation_form(head=head))
    assert (table.title.text, table.form_title.text) == ("部门整体支出绩效目标表", "部门整体支出绩效自评表")
    assert table.stage is not None
    assert table.stage.label == "自评"


def test_a_title_spread_over_cells_is_put_together() -> None:
    cell = cells_of(target_form(head=(("2026年", "部门整体支出情况"), *TARGET_HEAD[3:])))["head.title"]
    assert (cell.text, cell.raw, cell.confidence) == (
        "2026年 部门整体支出情况",
        "2026年\t部门整体支出情况",
        75,
    )


def test_a_form_without_any_heading_is_read_all_the_same() -> None:
    table = table_of(target_form(head=()))
    assert table.title.cell is None
    assert table.stage is None
    assert table.body_name.value == "云川市人大常委会办公室"


def test_a_dated_title_line_without_year_keeps_looking() -> None:
    table = table_of(target_form(head=(("云川市2026年绩效情况",), ("云川市部门整体预算绩效目标表",))))
    assert table.year.value == 2026
