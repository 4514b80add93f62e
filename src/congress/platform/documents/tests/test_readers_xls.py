"""Excel 97–2003 workbooks: the same texts as those of an XLSX file, and sizes believed only when counted."""

from __future__ import annotations

import io
import struct

import pytest
from python_calamine import CalamineWorkbook

from congress.platform.documents.contracts import Place, SourceText
from congress.platform.documents.readers import biff, xls
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.sniffing import sniff

from .making import held, refusal, texts
from .old_office import container_of, formula, label, merged, number_cell, record, shared, wide, xls_of


def read(*sheets: bytes, **options: object) -> SourceText:
    return xls.read(content=xls_of(*sheets, **options))  # type: ignore[arg-type]


def styled(*formats: int | str) -> bytes:
    """Cell styles with these formats, given by number or as written."""
    own = b"".join(
        record(0x041E, struct.pack("<HH", 164 + number, len(each)) + wide(each))
        for number, each in enumerate(formats)
        if isinstance(each, str)
    )
    numbers = [164 + number if isinstance(each, str) else each for number, each in enumerate(formats)]
    return own + b"".join(record(0x00E0, struct.pack("<HH", 0, each) + bytes(16)) for each in numbers)


def shown(value: float, written: int | str, before: bytes = b"") -> str:
    """What a number reads as in this format."""
    return read(number_cell(0, 0, value, 0), before=before + styled(written)).rows[0].cells[0].text


def test_texts_numbers_and_blanks_where_they_stand() -> None:
    source = read(
        label(0, 0, 1) + number_cell(1, 2, 1234.5) + number_cell(1, 1, 0.0),
        label(3, 1, 0),
        before=shared("甲", "乙"),
    )
    assert texts(source) == [["乙", "", ""], ["", "0", "1234.5"], ["", "甲"]]
    assert [(row.line, row.table, row.page) for row in source.rows] == [(1, 1, 1), (2, 1, 1), (4, 2, 2)]
    assert source.rows[1].cells[2].place == Place(2, 3, 1)
    assert source.pages == ("表1", "表2")


def test_sheets_that_are_hidden_or_charts_are_left_out() -> None:
    source = read(
        number_cell(0, 0, 1), number_cell(0, 0, 2), number_cell(0, 0, 3), states=(0, 2, 0), kinds=(0, 0, 2)
    )
    assert (texts(source), source.pages) == ([["1"]], ("表1",))
    assert source.notes == ("隐藏的工作表没有读入：表2。",)


def test_charts_inside_a_sheet_are_passed_over() -> None:
    chart = record(0x0809, struct.pack("<HH", 0x0600, 0x20)) + number_cell(0, 0, 7) + record(0x0A)
    assert texts(read(chart + number_cell(0, 0, 1))) == [["1"]]


def test_a_sheet_of_nothing() -> None:
    assert read(b"").rows == ()


def test_merged_areas_are_read_once() -> None:
    cells = label(0, 0, 0) + label(1, 0, 1) + label(1, 1, 1) + number_cell(2, 1, 5)
    source = read(cells + merged((0, 0, 0, 1), (1, 9, 0, 0)), before=shared("题", "行"))
    assert texts(source) == [["题"], ["行", "行"], ["·", "5"]]
    assert source.rows[2].cells[0].origin == Place(2, 1, 1)


def test_packed_numbers() -> None:
    def packed(number: int) -> bytes:
        return struct.pack("<H", 0) + struct.pack("<I", number)

    several = struct.pack("<HH", 1, 0) + packed(3 << 2 | 2) + packed(250 << 2 | 3) + struct.pack("<H", 1)
    half = struct.unpack("<I", struct.pack("<d", 0.5)[4:])[0]
    cells = record(0x027E, struct.pack("<HH", 0, 0) + packed(0xFFFFFFFE)) + record(0x00BD, several)
    assert texts(read(cells + record(0x027E, struct.pack("<HH", 0, 1) + packed(half)))) == [
        ["-1", "0.5"],
        ["3", "2.5"],
    ]


def test_truth_errors_and_results_of_formulas() -> None:
    cells = record(0x0205, struct.pack("<HHHBB", 0, 0, 0, 1, 0)) + record(
        0x0205, struct.pack("<HHHBB", 0, 1, 0, 7, 1)
    )
    cells += formula(1, 0, struct.pack("<d", 2.5)) + formula(1, 1, b"\x02\x00\x2a\x00\x00\x00\xff\xff")
    cells += formula(2, 0, b"\x00\x00\x00\x00\x00\x00\xff\xff") + record(
        0x0207, struct.pack("<H", 1) + wide("文")
    )
    cells += formula(2, 1, b"\x01\x00\x00\x00\x00\x00\xff\xff") + formula(
        3, 0, b"\x03\x00\x00\x00\x00\x00\xff\xff"
    )
    cells += record(0x0207, struct.pack("<H", 1) + wide("无")) + record(
        0x0205, struct.pack("<HHHBB", 3, 1, 0, 99, 1)
    )
    assert texts(read(cells)) == [["TRUE", "#DIV/0!"], ["2.5", "#N/A"], ["文", "FALSE"], ["", "#N/A"]]


@pytest.mark.parametrize(
    ("value", "written", "text"),
    [
        (0.5, 9, "50%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, '#,##0.00"元"', "1,234.50"),
        (-3.0, "0.00;[Red]-0.00", "-3.00"),
        (46053.0, 14, "2026-01-31"),
        (46053.0, 57, "2026-01-31"),
        (46053.0, "yyyy年m月d日", "2026-01-31"),
        (46053.0, "[$-804]yyyy\\-mm\\-dd", "2026-01-31"),
        (46053.25, 22, "2026-01-31T06:00:00"),
        (0.375, 20, "09:00:00"),
        (1.5, 46, "36:00:00"),
        (1.5, "[h]:mm", "36:00:00"),
        (59.0, 14, "1900-02-28"),
        (61.0, 14, "1900-03-01"),
        (46053.0, "G/通用格式", "46053"),
        (46053.0, "General", "46053"),
        (-1.0, 14, "-1"),
        (9e9, 14, "9000000000"),
        (7.0, 999, "7"),
    ],
)
def test_values_as_their_formats_show_them(value: float, written: int | str, text: str) -> None:
    assert shown(value, written) == text


def test_dates_that_begin_in_1904() -> None:
    since = record(0x0022, struct.pack("<H", 1))
    assert shown(44591.0, 14, since) == "2026-01-31"
    assert shown(0.25, 14, since) == "1904-01-01T06:00:00"


def test_a_style_that_is_not_there_is_plain() -> None:
    assert texts(read(number_cell(0, 0, 1.5, 40))) == [["1.5"]]


def test_texts_go_on_in_further_records_with_a_width_of_their_own() -> None:
    long = "绩" * 10
    first = struct.pack("<IIH", 2, 2, 14) + b"\x01" + long.encode("utf-16-le")
    strings = record(0x00FC, first) + record(0x003C, b"\x00abcd" + struct.pack("<H", 2) + wide("二次"))
    assert texts(read(label(0, 0, 0) + label(0, 1, 1), before=strings)) == [[f"{long}abcd", "二次"]]
    whole = (
        record(0x0204, struct.pack("<HHHH", 0, 0, 0, 6) + wide("一二"))
        + record(0x003C, b"\x00ab")
        + record(0x003C, wide("三四五"))
    )
    assert texts(read(whole)) == [["一二ab三四"]]


def test_runs_and_phonetic_guides_are_no_text() -> None:
    rich = (
        struct.pack("<HB", 2, 0x0D)
        + struct.pack("<HI", 1, 3)
        + "富文".encode("utf-16-le")
        + bytes(4)
        + b"xyz"
    )
    strings = record(0x00FC, struct.pack("<II", 2, 2) + rich + struct.pack("<H", 1) + wide("后"))
    assert texts(read(label(0, 0, 0) + label(0, 1, 1), before=strings)) == [["富文", "后"]]
    inline = record(0x00D6, struct.pack("<HHHHB", 0, 0, 0, 1, 0x0C) + struct.pack("<HI", 1, 1) + b"a")
    assert texts(read(inline)) == [["a"]]


def test_a_text_cut_short_is_what_is_left_of_it() -> None:
    strings = record(0x00FC, struct.pack("<IIH", 1, 1, 9) + b"\x00ab")
    assert texts(read(label(0, 0, 0), before=strings)) == [["ab"]]
    assert texts(read(record(0x0204, struct.pack("<HHHH", 0, 0, 0, 3)) + number_cell(0, 1, 1))) == [["", "1"]]
    assert biff.shared_texts(record=biff.BiffRecord(0x00FC, struct.pack("<IIH", 1, 1, 9))) == [""]


class TestBeforeExcel97:
    def test_texts_in_the_code_page_of_the_workbook(self) -> None:
        def text(row: int, written: bytes) -> bytes:
            return record(0x0204, struct.pack("<HHHH", row, 0, 0, len(written)) + written)

        chinese = text(0, "绩效".encode("gb18030"))
        pages = record(0x0042, struct.pack("<H", 936))
        styles = record(0x041E, struct.pack("<HB", 200, 2) + b"0%") + record(
            0x00E0, struct.pack("<HH", 0, 200) + bytes(12)
        )
        source = read(chinese + number_cell(1, 0, 0.5), before=pages + styles, version=0x0500, name="Book")
        assert (texts(source), source.pages) == ([["绩效"], ["50%"]], ("表1",))

    @pytest.mark.parametrize(
        ("number", "encoding"), [(936, "gb18030"), (1252, "cp1252"), (1200, "utf-16-le"), (7, "gb18030")]
    )
    def test_code_pages(self, number: int, encoding: str) -> None:
        assert biff.encoding_of(code_page=number) == encoding


class TestRefusals:
    def test_locked(self) -> None:
        content = xls_of(number_cell(0, 0, 1), before=record(0x002F, bytes(6)))
        assert refusal(lambda: xls.read(content=content)).code == "documents.password_locked"

    def test_a_broken_one_is_refused_before_it_is_kept(self) -> None:
        content = xls_of(b"", before=record(0x0085, b"\x00"))
        assert (
            refusal(lambda: sniff(head=content[:512], whole=content, name="a")).code
            == "documents.broken_file"
        )

    def test_cells_are_counted_not_believed(self) -> None:
        corners = number_cell(0, 0, 1) + number_cell(65535, 255, 2)
        assert len(read(corners).rows) == 2
        limits = Limits(cells=5)
        wide_rows = b"".join(number_cell(row, 1, row) for row in range(3))
        for sheet in (wide_rows, b"".join(number_cell(0, column, 1) for column in range(6))):
            content = xls_of(sheet)
            fault = refusal(lambda content=content: xls.read(content=content, limits=limits))  # type: ignore[misc]
            assert fault.code == "documents.too_many_cells"

    def test_a_sheet_named_again_and_again_counts_each_time(self) -> None:
        sheet = number_cell(0, 0, 1) + number_cell(0, 9, 1)
        limits = Limits(cells=25)
        assert (
            refusal(lambda: xls.read(content=xls_of(sheet, sheet, sheet), limits=limits)).code
            == "documents.too_many_cells"
        )
        assert len(xls.read(content=xls_of(sheet, sheet), limits=limits).rows) == 2

    def test_merged_areas_are_counted(self) -> None:
        content = xls_of(number_cell(0, 0, 1) + number_cell(9, 9, 1) + merged((0, 65535, 0, 255)))
        limits = Limits(cells=99)
        assert refusal(lambda: xls.read(content=content, limits=limits)).code == "documents.too_many_cells"
        many = merged(*[(0, 0, 0, 1)] * 1000) * 101
        assert refusal(lambda: read(number_cell(0, 0, 1) + many)).code == "documents.broken_file"

    @pytest.mark.parametrize(
        "content",
        [
            b"nothing",
            container_of({"Workbook": b""}),
            container_of({"Workbook": bytes(20)}),
            container_of({"Workbook": record(0x0809, struct.pack("<HH", 0x0400, 5))}),
            container_of({"Workbook": record(0x0809, struct.pack("<HH", 0x0600, 5)) + b"\xfc\x00\xff\x00"}),
            container_of({"Other": b"x"}),
            xls_of(label(0, 0, 5)),
            xls_of(number_cell(0, 0, float("nan"))),
            xls_of(record(0x0203, b"\x00")),
            xls_of(b"", before=record(0x0085, struct.pack("<IBBB", 2, 0, 0, 0))),
            xls_of(b"", before=record(0x0085, struct.pack("<IBBB", 99999, 0, 0, 0))),
        ],
    )
    def test_broken(self, content: bytes) -> None:
        assert refusal(lambda: xls.read(content=content)).code == "documents.broken_file"


def test_a_workbook_of_an_office_suite_reads_as_its_newer_form_does() -> None:
    source = xls.read(content=held("values.xls"))
    assert texts(source)[:6] == [
        ["云溪市绩效目标表"],
        ["产出指标", "数量", "1,234.50", "50.00%"],
        ["·", "日期", "2026-01-31", "2026-01-31T08:30:00"],
        ["·", "时间", "09:00:00", "36:00:00"],
        ["#DIV/0!", "2,469.00", "富文本尾", "TRUE"],
        ["-12.25", "1000000000000000", "0.3", "12"],
    ]
    assert texts(source)[6] == ["长" * 9000, "mixé" * 3000, "", ""]
    assert source.pages == ("目标", "第二张")


def test_the_library_for_newer_workbooks_agrees() -> None:
    content = held("values.xls")
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("第二张").to_python()
    ours = [row for row in texts(xls.read(content=content)) if row[-1].startswith("文字")]
    assert [[str(value) for value in row] for row in theirs] == [
        [text for text in row if text] for row in ours
    ]


@pytest.mark.parametrize("step", range(8))
def test_spoilt_bytes_end_in_rows_or_in_a_refusal(step: int) -> None:
    cells = (
        label(0, 0, 0)
        + number_cell(1, 1, 5, 0)
        + merged((0, 0, 0, 1))
        + formula(2, 0, struct.pack("<d", 2.5))
    )
    content = xls_of(cells, before=styled("yyyy-mm-dd") + shared("甲", "乙"))
    for at in range(step, len(content), 8 * 3):
        spoilt = bytearray(content)
        spoilt[at] ^= 0xFF
        try:
            xls.read(content=bytes(spoilt))
        except Exception as fault:
            assert getattr(fault, "code", "").startswith("documents."), (at, fault)
