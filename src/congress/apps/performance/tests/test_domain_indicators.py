"""Indicator rows: labels, names and values find their columns; what was lost is not made up."""

from __future__ import annotations

import re

import pytest

from congress.apps.performance.domain import assemble, read_disclosure
from congress.apps.performance.tests.sources import (
    EVALUATION_INDICATOR_HEAD,
    INDICATOR_HEAD,
    cells_of,
    evaluation_form,
    read,
    source_of,
    table_of,
    target_form,
)
from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText

FIRST = ("", "产出指标", "数量指标", "召开会议次数", "1次", "1次")
Row = tuple[str, str, str, str, str]


def rows(*indicators: tuple[str, ...]) -> list[Row]:
    """The indicators of a form, empty rows included: level 1, level 2, name, period, annual."""
    return [
        (row.level1.text, row.level2.text, row.name.text, row.period.text, row.annual.text)
        for row in table_of(target_form(indicators=indicators)).indicator_rows
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("", "", "", "培训期数", "2期", "2期"), ("产出指标", "数量指标", "培训期数", "2期", "2期")),
        (("培训费标准", "", "", "≤550元", "≤550元", ""), ("产出指标", "数量指标", "培训费标准", "≤550元", "≤550元")),
        (("质量指标", "达标率", "≥95%", "≥95%", "", ""), ("产出指标", "质量指标", "达标率", "≥95%", "≥95%")),
        (("绩效指标", "质量指标", "达标率", "≥95%", "≥95%", ""), ("产出指标", "质量指标", "达标率", "≥95%", "≥95%")),
        (("", "质量指标", "", "达标率", "≥95%", "≥95%"), ("产出指标", "质量指标", "达标率", "≥95%", "≥95%")),
        (("", "满意率", "", "≥95%", "≥95%", ""), ("产出指标", "数量指标", "满意率", "≥95%", "≥95%")),
        (("", "", "推动发展（是/否）", "", "是", "是"), ("产出指标", "数量指标", "推动发展（是/否）", "是", "是")),
        (("可持续影响指标", "", "法治保障", "长期", "长期", ""), ("效益指标", "可持续影响指标", "法治保障", "长期", "长期")),
        (("社会成本指标", "", "", "", "", ""), ("成本指标", "社会成本指标", "", "", "")),
        (("", "效益指标", "", "经济效益", "助推发展（是/否）", "是"), ("效益指标", "经济效益", "助推发展（是/否）", "是", "")),
        (("", "效益指标", "", "助推发展", "是", "是"), ("效益指标", "", "助推发展", "是", "是")),
        (("", "满意度指标", "服务对象满意度", "服务对象满意度", "≥95%", "≥95%"), ("满意度指标", "服务对象满意度", "服务对象满意度", "≥95%", "≥95%")),
        (("", "", "", "服务对象满意度", "长期", "长期"), ("产出指标", "数量指标", "服务对象满意度", "长期", "长期")),
        (("", "效益指标", "政治效益", "凝聚力量", "是", "是"), ("效益指标", "政治效益", "凝聚力量", "是", "是")),
        (("", "效益指标", "政治效益", "凝聚力量", "", ""), ("效益指标", "政治效益", "凝聚力量", "", "")),
        (("", "党建指标", "政治效益", "凝聚力量", "是", "是"), ("党建指标", "政治效益", "凝聚力量", "是", "是")),
        (("", "", "", "", "≥95%", "≥95%"), ("产出指标", "数量指标", "", "≥95%", "≥95%")),
        (("", "", "", "", "长期", "长期"), ("产出指标", "数量指标", "", "长期", "长期")),
        (("", "", "", "培训期数", "2期", ""), ("产出指标", "数量指标", "培训期数", "2期", "")),
        (("", "", "", "培训期数", "", "2期"), ("产出指标", "数量指标", "培训期数", "", "2期")),
        (("", "", "培训期数", "2期", "", ""), ("产出指标", "数量指标", "培训期数", "2期", "")),
        (("", "", "", "培训", "期数", "2期", "3期"), ("产出指标", "数量指标", "培训 期数", "2期", "3期")),
        (("", "", "", "培训期数", "", "", "2期"), ("产出指标", "数量指标", "培训期数", "2期", "")),
        (("", "效益指标", "", "经济效益", "助推发展", "", "是"), ("效益指标", "经济效益", "助推发展", "", "是")),
    ],
)  # fmt: skip
def test_one_row_below_a_whole_one(row: tuple[str, ...], expected: Row) -> None:
    assert rows(FIRST, row) == [("产出指标", "数量指标", "召开会议次数", "1次", "1次"), expected]


def cell(address: str, *indicators: tuple[str, ...]) -> tuple[str, str, int, str]:
    """A cell as text, state, confidence and note."""
    found = cells_of(target_form(indicators=indicators))[address]
    return found.text, found.state.value, found.confidence, found.note


def test_inherited_levels_say_so_and_point_at_their_own_cell() -> None:
    cells = cells_of(target_form(indicators=(FIRST, ("", "", "", "培训期数", "2期", "2期"))))
    level = cells["indicators.2.level2"]
    assert (level.raw, level.text, level.confidence) == ("", "数量指标", 90)
    assert "沿用上一行" in level.note
    assert (level.place.line - cells["indicators.1.level2"].place.line, level.place.column) == (1, 3)


def test_a_first_level_is_implied_by_the_second_where_its_label_stands_further_down() -> None:
    text, _, confidence, note = cell("indicators.1.level1", ("", "数量指标", "", "期数", "2期", "2期"))
    assert (text, confidence) == ("产出指标", 75)
    assert "推定" in note


def test_a_value_pushed_out_of_the_table_is_blank_and_least_certain() -> None:
    shifted = ("", "效益指标", "", "经济效益", "助推发展（是/否）", "是")
    text, state, confidence, note = cell("indicators.1.annual", shifted)
    assert (text, state, confidence) == ("", "blank", 30)
    assert "挤出表外" in note
    assert cell("indicators.1.period", shifted)[2] == 50


def test_shifted_names_and_values_say_where_they_came_from() -> None:
    shifted = ("培训费标准", "", "", "≤550元", "≤550元", "")
    assert "第1列" in cell("indicators.1.name", shifted)[3]
    assert "第4列，按顺序归到第5列" in cell("indicators.1.period", shifted)[3]


def test_more_cells_than_columns_are_doubted() -> None:
    crowded = ("", "产出指标", "数量指标", "培训", "期数", "2期", "3期")
    assert cell("indicators.1.name", crowded)[2] == 50
    assert cell("indicators.1.annual", crowded)[2] == 50
    nameless = ("", "产出指标", "数量指标", "", "1期", "2期", "3期")
    assert rows(nameless)[0][2:] == ("1期", "2期", "3期")


def test_a_share_under_an_inherited_count_is_kept_and_doubted() -> None:
    level = cell("indicators.2.level2", FIRST, ("", "", "", "办结率", "≥95%", "≥95%"))
    assert level[0] == "数量指标"
    assert level[2] == 50
    assert "质量指标" in level[3]
    own = cell("indicators.1.level2", ("", "产出指标", "数量指标", "办结率", "≥95%", "≥95%"))
    assert own[2] == 100


def test_both_trees() -> None:
    former = table_of(target_form(indicators=(FIRST, ("", "成本指标", "", "总成本", "≤5万元", "≤5万元"))))
    assert [row.group for row in former.indicators] == ["output.quantity", "output.cost"]
    current = table_of(
        target_form(
            indicators=(
                ("", "成本指标", "经济成本指标", "会议费", "≤5万元", "≤5万元"),
                ("", "", "社会成本指标", "", "", ""),
                ("", "生态环境成本指标", "", "不适用", "不适用", "不适用"),
                FIRST,
            )
        )
    )
    assert [row.group for row in current.indicators] == ["cost.economic", "output.quantity"]
    assert [row.level2.value for row in current.empty_rows] == ["社会成本指标", "生态环境成本指标"]
    assert [row.is_empty for row in current.indicator_rows] == [False, True, True, False]


def test_a_group_falls_back_to_the_first_level_and_may_be_unknown() -> None:
    table = table_of(
        target_form(
            indicators=(
                ("", "效益指标", "政治效益", "凝聚力量", "是", "是"),
                ("", "党建指标", "政治效益", "凝聚力量", "是", "是"),
            )
        )
    )
    assert [row.group for row in table.indicators] == ["benefit", None]


def test_a_name_cut_by_a_page_end_is_joined_in_either_order() -> None:
    for cut in (
        (("", "", "", "对治理的推动作用得", "", ""), (), ("", "", "", "到认可", "是", "是")),
        (("", "", "", "对治理的推动作用得", "是", "是"), (), ("", "", "", "到认可", "", "")),
    ):
        assert rows(FIRST, *cut)[1:] == [("产出指标", "数量指标", "对治理的推动作用得到认可", "是", "是")]


def test_what_is_whole_is_not_joined_over_a_page_end() -> None:
    second = ("", "", "", "培训期数", "2期", "2期")
    assert len(rows(FIRST, (), second)) == 2
    assert len(rows((), ("", "", "", "无值", "", ""), (), ("", "", "", "也无值", "", ""))) == 2
    assert len(rows(("社会成本指标", "", "", "", "", ""), (), ("", "", "", "名称", "", ""))) == 2
    assert len(rows((), ("", "", "", "名称", "", ""))) == 1


def test_footnotes_and_label_rows_are_no_indicators() -> None:
    notes = (("备注：", "", ""), ("以上数据由各处室提供。",))
    reading = read(target_form(indicators=(FIRST, *notes, ("绩效", "", "", "", "", ""))))
    assert [problem.code for problem in reading.problems] == ["footnote"] * 2
    names = [cell.text for cell in reading.cells if re.fullmatch(r"indicators\.\d+\.name", cell.address)]
    assert names == ["召开会议次数"]


def test_a_heading_without_levels_is_reported() -> None:
    text = target_form(indicator_head=("", "", "", "三级指标", "实施周期指标值", "年度指标值"))
    assert "block_missing" in [problem.code for problem in read(text).problems]
    text = evaluation_form(indicator_head=("", "", "", "三级指标", "预期指标值", "实际完成指标值"))
    assert "block_missing" in [problem.code for problem in read(text).problems]


def test_values_merged_over_two_columns_count_for_both() -> None:
    source = source_of(target_form(indicators=(("", "产出指标", "数量指标", "期数", "2期", ""),)))
    last = source.rows[-1]
    merged = SourceCell(last.cells[5].place, "", origin=last.cells[4].place)
    row = SourceRow(last.line, (*last.cells[:5], merged))
    reading = read_disclosure(source=SourceText("text/html", (*source.rows[:-1], row)))
    table = assemble(form=reading.form, cells=reading.cells)
    assert table.indicators[0].annual.text == "2期"
    assert table.indicators[0].annual.cell is not None
    assert table.indicators[0].annual.cell.confidence == 90


def test_a_new_page_counts_as_a_break() -> None:
    def row(line: int, page: int, *texts: str) -> SourceRow:
        return SourceRow(
            line,
            tuple(SourceCell(Place(line, at, page), text) for at, text in enumerate(texts, start=1)),
            page=page,
        )

    source = source_of(target_form(indicators=()))
    last = source.rows[-1].line
    rows = (
        row(last + 1, 1, "", "", "", "推动作用得", "", ""),
        row(last + 2, 2, "", "", "", "到认可", "是", "是"),
    )
    reading = read_disclosure(source=SourceText("application/pdf", (*source.rows, *rows)))
    assert [cell.text for cell in reading.cells if cell.address == "indicators.1.name"] == [
        "推动作用得到认可"
    ]


def test_blank_rows_kept_by_a_reader_count_as_a_break() -> None:
    text = target_form(
        indicators=(("", "", "", "推动作用得", "", ""), (), ("", "", "", "到认可", "是", "是"))
    )
    reading = read_disclosure(source=source_of(text, keep_blank_lines=True))
    assert [cell.text for cell in reading.cells if cell.address == "indicators.1.name"] == [
        "推动作用得到认可"
    ]


def test_evaluations_have_actual_values_and_may_have_reasons() -> None:
    table = table_of(evaluation_form())
    assert [(row.annual.text, row.actual.text) for row in table.indicators] == [
        ("2部-5部", "3"),
        ("≥60 人次", "66"),
    ]
    assert table.indicators[0].period.cell is None
    head = (*EVALUATION_INDICATOR_HEAD, "偏差原因")
    row = ("年度绩效指标完成情况", "产出", "数量", "立法数量", "2部-5部", "1", "一部推迟到下一年度。")
    table = table_of(evaluation_form(indicator_head=head, indicators=(row,)))
    assert table.indicators[0].reason.value == "一部推迟到下一年度。"


def test_a_heading_that_lost_its_value_columns_keeps_every_word_with_the_name() -> None:
    text = target_form(
        head=(("(2026年)", "实施周期指标值", "年度指标值"),), indicator_head=(*INDICATOR_HEAD[:4], "", "")
    )
    cells = cells_of(text)
    assert cells["indicators.1.name"].text == "召开会议次数 1次 1次"
    assert cells["indicators.1.name"].confidence == 50
    assert "indicators.1.annual" not in cells
