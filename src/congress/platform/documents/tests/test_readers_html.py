"""Web pages: spans laid out with their origin, nested tables once, nothing that is not seen."""

from __future__ import annotations

import pytest

from congress.platform.documents.contracts import Place, SourceText
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.readers.media_types import HTML

from .making import refusal, texts


def read(page: str | bytes, **options: Limits) -> SourceText:
    written = page.encode() if isinstance(page, str) else page
    return read_source(content=written, media_type=HTML, **options)


def table(rows: str) -> str:
    return f"<!doctype html><table>{rows}</table>"


def test_running_text_is_one_row_per_line() -> None:
    source = read(
        "<h1>标 题</h1>开头 <b>粗</b>体<p>甲<br>乙&nbsp;丙</p><ul><li>一<li>二</ul><div><div>丁</div></div>尾"
    )
    assert texts(source) == [["标 题"], ["开头 粗体"], ["甲"], ["乙\xa0丙"], ["一"], ["二"], ["丁"], ["尾"]]
    assert [row.line for row in source.rows] == list(range(1, 9))
    assert all(row.table is None for row in source.rows)


def test_preformatted_text_keeps_its_white_space() -> None:
    assert texts(read("<!doctype html><pre>甲\t乙  丙\n丁</pre>戊  己")) == [
        ["甲\t乙  丙"],
        ["丁"],
        ["戊 己"],
    ]


def test_spans_are_laid_out_and_say_where_they_begin() -> None:
    source = read(
        table("<tr><th rowspan=2>任务<th colspan=2>预算</tr><tr><td>总额<td>拨款</tr><tr><td>甲<td>1<td>2")
    )
    assert texts(source) == [["任务", "预算", "·"], ["·", "总额", "拨款"], ["甲", "1", "2"]]
    assert source.rows[0].cells[2].origin == Place(1, 2)
    assert source.rows[1].cells[0].origin == Place(1, 1)
    assert {row.table for row in source.rows} == {1}


def test_blank_differs_from_covered() -> None:
    row = read(table("<tr><td><td colspan=2>甲")).rows[0]
    assert [(cell.text, cell.origin) for cell in row.cells] == [("", None), ("甲", None), ("", Place(1, 2))]


def test_row_spans_end_with_their_group() -> None:
    page = table("<thead><tr><th rowspan=9>甲<th>乙</tr></thead><tbody><tr><td>1<td>2</tr></tbody>")
    assert texts(read(page)) == [["甲", "乙"], ["1", "2"]]


def test_row_span_of_zero_reaches_to_the_end() -> None:
    assert texts(read(table("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3"))) == [
        ["甲", "1"],
        ["·", "2"],
        ["·", "3"],
    ]


def test_overlapping_spans_cover_a_place_once() -> None:
    page = table("<tr><td>1<td rowspan=2>2<tr><td colspan=3>3")
    assert texts(read(page)) == [["1", "2"], ["3", "·", "·"]]


def test_gap_left_by_a_span_from_above_is_blank() -> None:
    page = table("<tr><td>1<td>2<td rowspan=2>3<tr>")
    assert texts(read(page)) == [["1", "2", "3"], ["", "", "·"]]


@pytest.mark.parametrize(
    ("written", "columns"), [("2", 2), ("+2", 2), ("2.9", 2), ("0", 1), ("-3", 1), ("x", 1), ("", 1)]
)
def test_spans_are_read_as_browsers_read_them(written: str, columns: int) -> None:
    assert len(read(table(f'<tr><td colspan="{written}">甲')).rows[0].cells) == columns


def test_cells_hold_lines() -> None:
    page = table("<tr><td><p>一</p><p>二</p>三<br>四<ul><li>五</ul><td> 甲\n 乙 ")
    assert texts(read(page)) == [["一\n二\n三\n四\n五", "甲 乙"]]


def test_nested_table_is_read_once_and_says_where_it_stands() -> None:
    source = read(table("<tr><td>外<table><tr><td>内1<td>内2</table>后<td>旁<tr><td>下"))
    assert texts(source) == [["外\n后", "旁"], ["内1", "内2"], ["下"]]
    assert [(row.line, row.table, row.within) for row in source.rows] == [
        (1, 1, None),
        (2, 2, Place(1, 1)),
        (3, 1, None),
    ]


def test_tables_are_numbered_in_order_and_captions_stand_before_them() -> None:
    source = read(table("<caption>表一</caption><tr><td>1") + "<p>间</p><table><tr><td>2</table>")
    assert [(row.table, row.cells[0].text) for row in source.rows] == [
        (None, "表一"),
        (1, "1"),
        (None, "间"),
        (2, "2"),
    ]


def test_careless_markup_is_read_as_browsers_do() -> None:
    page = "<!doctype html><table><td>1<td>2<tr><td>3</table></table><td>游离<tr>尾"
    assert texts(read(page)) == [["1", "2"], ["3"], ["游离尾"]]


def test_text_between_rows_is_not_lost() -> None:
    assert ["散落"] in texts(read("<!doctype html><table><tr><td>1</tr>散落<tr><td>2</table>"))


def test_rows_without_cells_are_no_rows() -> None:
    assert texts(read(table("<tr></tr><tr><td>1</tr>"))) == [["1"]]


def test_what_is_not_seen_is_not_read() -> None:
    page = (
        "<html><head><title>题</title><style>p{}</style><script>alert(1)</script></head><body>"
        "<script>document.write('x')</script><noscript>n</noscript><template>t</template><textarea>a</textarea>"
        "<svg><text>s</text></svg><iframe src='http://127.0.0.1:1/'>f</iframe><!-- c --><?p i?>"
        "<select><option>o</option></select><img src='http://127.0.0.1:1/x.png' onerror='x()' alt='图'>正文"
    )
    source = read(page)
    assert texts(source) == [["正文"]]
    assert source.notes == ()


def test_hidden_parts_are_left_out_and_said() -> None:
    page = "<!doctype html><p hidden>甲</p><table style='DISPLAY : none'><tr><td>乙</table>丙<pre hidden>x</pre>丁  戊"
    source = read(page)
    assert texts(source) == [["丙"], ["丁 戊"]] or texts(source) == [["丙丁 戊"]]
    assert source.notes == ("网页中隐藏的内容没有读入。",)
    assert read("<!doctype html><p hidden> </p>甲").notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_bytes_tell_the_encoding_not_the_page(encoding: str) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>绩效目标申报表</body></html>'
    assert texts(read(page.encode(encoding))) == [["绩效目标申报表"]]


def test_empty_page_is_broken() -> None:
    for page in ("", " ", "<!-- -->"):
        assert refusal(lambda page=page: read(page)).code == "documents.broken_file"  # type: ignore[misc]


class TestHostile:
    def test_entities_and_external_types_are_inert(self) -> None:
        page = (
            '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
            "<html><body><p>&b;&x;</p></body></html>"
        )
        read_back = " ".join(cell for row in texts(read(page)) for cell in row)
        assert "haha" not in read_back
        assert "root:" not in read_back

    def test_huge_spans_are_refused(self) -> None:
        page = table("<tr><td colspan=1000 rowspan=65534>甲" + "<tr><td colspan=1000>" * 500)
        assert refusal(lambda: read(page, limits=Limits(cells=9_000))).code == "documents.too_many_cells"

    def test_hanging_spans_cost_too(self) -> None:
        page = table("<tr>" + "<td rowspan=0>" * 50 + "<tr>" * 300)
        assert refusal(lambda: read(page, limits=Limits(cells=10_000))).code == "documents.too_many_cells"

    def test_too_much_running_text(self) -> None:
        assert (
            refusal(lambda: read("<html>" + "<p>a" * 20, limits=Limits(cells=19))).code
            == "documents.too_many_cells"
        )

    def test_nesting_without_end_is_refused_rather_than_cut_off(self) -> None:
        assert refusal(lambda: read("<html>" + "<div>" * 5000 + "末")).code == "documents.broken_file"
        assert (
            refusal(lambda: read("<html>" + "<table><tr><td>" * 2000 + "末")).code == "documents.broken_file"
        )
