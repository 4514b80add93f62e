"""Where cells stand, how wide columns become, how titles break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.platform.documents.contracts import Grid, GridCell
from congress.platform.documents.renderers.fitting import (
    TYPE_SIZES,
    em_width,
    fit,
    height_pt,
    high_rows,
    page_of,
)
from congress.platform.documents.renderers.layout import lay_out, printable, shares
from congress.platform.documents.renderers.titles import plain_title, title_lines

from .sheets import TITLE, facts, tasks

C = GridCell


def test_cells_are_placed_around_spans() -> None:
    placed = [(at.row, at.column, at.cell.text) for at in lay_out(grid=tasks(1))]
    assert placed[:5] == [
        (0, 0, "年度主要任务"),
        (0, 1, "主要内容"),
        (0, 2, "预算数（元）"),
        (1, 2, "总额"),
        (1, 3, "其中：财政拨款"),
    ]
    assert len(lay_out(grid=facts())) == 9


@pytest.mark.parametrize(
    ("grid", "message"),
    [
        (Grid((), ()), "needs columns"),
        (Grid((1, 0), ((C(), C()),)), "positive width"),
        (Grid((1,), ((C(),),), 2), "head rows"),
        (Grid((1,), ((C(),),), -1), "head rows"),
        (Grid((1, 1), ((C(),),)), "no cell in column 1"),
        (Grid((1,), ((C(), C()),)), "wider"),
        (Grid((1, 1), ((C(), C(colspan=2)),)), "wider"),
        (Grid((1,), ((C(rowspan=2),),)), "reaches out"),
        (Grid((1,), ((C(rowspan=2),), ()), 1), "reaches out of the head"),
        (Grid((1,), ((C(colspan=0),),)), "at least 1"),
        (Grid((1, 1, 1), ((C(), C(rowspan=2), C()), (C(colspan=2), C()))), "overlap"),
    ],
)
def test_grids_that_do_not_add_up_are_defects(grid: Grid, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lay_out(grid=grid)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("甲\r\n乙\r丙\u2028丁\x0b戊", "甲\n乙\n丙\n丁\n戊"),
        ("a\x00b\x1b\x7fc\ud800d\ufffee", "abcde"),
        ("\t 甲 ", "\t 甲 "),
    ],
)
def test_text_that_every_format_can_hold(text: str, clean: str) -> None:
    assert printable(text) == clean


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(12, 1000))
def test_shares_add_up(widths: list[int], total: int) -> None:
    assert sum(shares(widths=widths, total=total)) == total
    assert shares(widths=[1, 1, 2], total=100) == [25, 25, 50]


class TestFitting:
    def test_papers(self) -> None:
        portrait, landscape = (
            page_of(paper="A4", orientation="portrait"),
            page_of(paper="A3", orientation="landscape"),
        )
        assert (portrait.width_mm, portrait.height_mm) == (210, 297)
        assert (landscape.width_mm, landscape.height_mm) == (420, 297)
        assert portrait.text_width_pt == pytest.approx(459.2, abs=0.1)
        assert portrait.text_height_pt > landscape.text_height_pt * 0.9

    def test_wanted_proportion_when_there_is_room(self) -> None:
        grid = Grid((1, 3), ((C("甲"), C("1.00")),))
        assert fit(widths=grid.widths, cells=lay_out(grid=grid), available_pt=400).widths_pt == (100, 300)

    def test_a_column_widens_for_its_figures_and_the_others_share_the_rest(self) -> None:
        grid = Grid((8, 4, 1), ((C("甲"), C("乙"), C("12,345,678.00")),))
        fitted = fit(widths=grid.widths, cells=lay_out(grid=grid), available_pt=400)
        assert fitted.size_pt == TYPE_SIZES[0]
        assert fitted.widths_pt[2] > em_width(text="12,345,678.00") * fitted.size_pt
        assert fitted.widths_pt[0] == pytest.approx(2 * fitted.widths_pt[1])
        assert sum(fitted.widths_pt) == pytest.approx(400)

    def test_smaller_type_when_figures_need_it_and_never_more_than_the_page(self) -> None:
        cells = tuple(C("123,456,789.00") for _ in range(8))
        grid = Grid((1,) * 8, (cells,))
        assert fit(widths=grid.widths, cells=lay_out(grid=grid), available_pt=700).size_pt == 9.0
        tight = fit(widths=grid.widths, cells=lay_out(grid=grid), available_pt=300)
        assert (tight.size_pt, sum(tight.widths_pt)) == (TYPE_SIZES[-1], pytest.approx(300))

    def test_cells_over_columns_ask_for_nothing(self) -> None:
        grid = Grid((1, 1), ((C("x" * 200, colspan=2),), (C(), C())))
        assert fit(widths=grid.widths, cells=lay_out(grid=grid), available_pt=100).widths_pt == (50, 50)

    def test_only_rows_with_much_text_may_be_broken(self) -> None:
        page = page_of(paper="A4", orientation="portrait")
        grid = tasks(4, long_at=2)
        cells = lay_out(grid=grid)
        fitted = fit(widths=grid.widths, cells=cells, available_pt=page.text_width_pt)
        assert high_rows(cells=cells, fitted=fitted, page=page) == {3}

    def test_height_counts_lines(self) -> None:
        one = height_pt(text="甲", width_pt=100, size_pt=10)
        assert height_pt(text="甲\n乙", width_pt=100, size_pt=10) > one
        assert height_pt(text="甲" * 10, width_pt=100, size_pt=10) > one
        assert height_pt(text="", width_pt=1, size_pt=10) == one


class TestTitles:
    def test_short_title_stays_on_one_line_even_where_a_break_was_wished(self) -> None:
        assert title_lines(title="短\n标题", most_em=20) == ["短标题"]
        assert plain_title(title=" 短 \n标题\r\n") == "短标题"

    def test_long_title_breaks_where_a_phrase_ends(self) -> None:
        assert title_lines(title=TITLE, most_em=21) == [
            "2026年云溪市人民代表大会常务委员会",
            "办公室部门整体支出绩效目标表",
        ]

    def test_words_and_years_stay_whole(self) -> None:
        lines = title_lines(title="云溪市2026年度部门整体支出绩效目标完成情况自评表以及附表", most_em=21)
        assert lines == ["云溪市2026年度部门整体支出", "绩效目标完成情况自评表以及附表"]

    def test_wished_breaks_are_kept_and_too_long_parts_broken_further(self) -> None:
        lines = title_lines(title="云溪市\n部门整体支出绩效目标完成情况自评表以及附表", most_em=21)
        assert lines[0] == "云溪市"
        assert "".join(lines[1:]) == "部门整体支出绩效目标完成情况自评表以及附表"

    @given(st.text("云溪市人民代表大会的（）《》2026aZ，关于", min_size=1, max_size=80), st.integers(5, 30))
    def test_nothing_is_lost_and_nothing_too_wide(self, title: str, most: int) -> None:
        lines = title_lines(title=title, most_em=most)
        assert "".join(lines) == title
        assert all(em_width(text=line) <= most for line in lines)
