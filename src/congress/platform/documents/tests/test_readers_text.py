"""Plain text: lines, tabs, encodings and what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.platform.documents.contracts import Place, SourceText
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.readers.media_types import TEXT

from .making import refusal, texts


def read(content: bytes | str, **options: Limits) -> SourceText:
    written = content.encode() if isinstance(content, str) else content
    return read_source(content=written, media_type=TEXT, **options)


def test_lines_and_tabs_become_rows_and_cells() -> None:
    source = read("标题\n\n项目\t 预算数 \t\n基本支出\t4,684.01\t\n说明")
    assert texts(source) == [["标题"], ["项目", " 预算数 ", ""], ["基本支出", "4,684.01", ""], ["说明"]]
    assert [row.line for row in source.rows] == [1, 3, 4, 5]
    assert [row.table for row in source.rows] == [None, 1, 1, None]
    assert source.rows[1].cells[1].place == Place(line=3, column=2)
    assert (source.media_type, source.notes, source.pages) == (TEXT, (), ())


def test_markup_inside_cells_is_left_alone() -> None:
    assert (
        texts(read("绩效\t<p>1. 召开会议</p>\t<table><tr><td>1</td></tr></table>"))[0][1]
        == "<p>1. 召开会议</p>"
    )


def test_a_blank_line_or_a_line_without_tab_ends_a_table() -> None:
    source = read("a\tb\n\nc\td\n标题\ne\tf\n\t\n")
    assert [row.table for row in source.rows] == [1, 2, None, 3, 3]


def test_blank_cells_are_a_row_and_blank_lines_are_not() -> None:
    source = read("a\n \n\t\nb")
    assert [(row.line, len(row.cells)) for row in source.rows] == [(1, 1), (3, 2), (4, 1)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_once(end: str) -> None:
    assert [row.line for row in read(f"甲{end}{end}乙{end}").rows] == [1, 3]


def test_other_separators_stay_inside_their_line() -> None:
    assert texts(read("甲\u2028乙\x0b丙\x0c丁\x85戊")) == [["甲\u2028乙\x0b丙\x0c丁\x85戊"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings(encoding: str) -> None:
    written = "部门名称\t云溪市人民代表大会常务委员会办公室\n预算\t1,000.00\n"
    assert texts(read(written.encode(encoding))) == texts(read(written))


def test_rare_characters_of_gb18030_are_kept() -> None:
    assert texts(read("镕、喆、堃和𠮷等代表出席会议，讨论通过了工作报告，\n".encode("gb18030")))[0][
        0
    ].startswith("镕、喆、堃和𠮷")


def test_stray_control_characters_do_not_hide_a_text() -> None:
    assert len(read("部门整体支出绩效目标\n" * 40 + "表\x01").rows) == 41


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (
            "第一行是好的文字内容\n第二行也是好的文字内容\n".encode()
            + b"\xe4\xbb"
            + "坏了的一行文字".encode(),
            "第 3 行附近",
        ),
        ("每一行是好的文字\n".encode("gb18030") * 9 + b"\xff\xff" + "坏\n".encode("gb18030"), "第 10 行附近"),
        (b"\xff\xfe" + "甲\n".encode("utf-16-le") + b"\x00\xd8\x00\x00", "第 2 行附近"),
        (b"<html>" * 40 + "预算公开说明和绩效目标表".encode() * 4 + b"\xff\n", "第 1 行附近"),
    ],
)
def test_broken_bytes_are_refused_with_their_line(content: bytes, place: str) -> None:
    fault = refusal(lambda: read(content))
    assert (fault.code, fault.place) == ("documents.broken_encoding", place)
    assert "UTF-8" in fault.message


@pytest.mark.parametrize(
    "content", [b"a\x00b\x01\x02\x03", b"a\x01\x02", bytes(range(1, 256)) * 3, "é\xa0ÿ".encode("latin-1")]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert refusal(lambda: read(content)).code == "documents.unknown_type"


def test_too_many_cells_are_refused() -> None:
    assert len(read("\t\t\n\t", limits=Limits(cells=5)).rows) == 2
    assert refusal(lambda: read("\t\t\n\t", limits=Limits(cells=4))).code == "documents.too_many_cells"


@given(st.lists(st.lists(st.text("甲乙0,.< >é", max_size=5), min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    assert texts(read("\n".join("\t".join(row) for row in rows))) == rows


class TestCommas:
    """CSV: told by its regularity, because a text may hold a comma too."""

    def test_fields_with_quotes_commas_and_lines(self) -> None:
        source = read(
            '绩效目标表,,\r\n\r\n指标,"1,234.50","第一行\r\n第二行"\r\n"说""明""",,—\r\n'.encode("gb18030")
        )
        assert texts(source) == [
            ["绩效目标表", "", ""],
            ["指标", "1,234.50", "第一行\r\n第二行"],
            ['说"明"', "", "—"],
        ]
        assert [(row.line, row.table) for row in source.rows] == [(1, 1), (3, 1), (5, 1)]

    @pytest.mark.parametrize(
        "written",
        [
            "a,b,c\nd,e,f\n",
            "a,b\nc,d\ne,f\n",
            "a,b,c\nd,e,f\ng,h\n",
            'a,b,c\nd,e,f\n"g"h,i,j\n',
            "预算为1,234,567元\n其中1,000,000元\n其余见附件\n",
        ],
    )
    def test_a_text_with_commas_is_a_text(self, written: str) -> None:
        assert all(row.table is None for row in read(written.encode()).rows)

    def test_tabs_come_first(self) -> None:
        assert texts(read(b"a,b,c\td\na,b,c\td\na,b,c\td\n")) == [["a,b,c", "d"]] * 3
