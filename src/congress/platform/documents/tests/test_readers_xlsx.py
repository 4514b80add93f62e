"""Workbooks: values as a reader would write them, and none that only look blank."""

from __future__ import annotations

import datetime
import struct

import pytest
import xlsxwriter

from congress.platform.documents.contracts import Place, SourceText
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.readers.media_types import XLSX

from .making import refusal, texts, xlsx_members, xlsx_of, zipped


def read(content: bytes, **options: Limits) -> SourceText:
    return read_source(content=content, media_type=XLSX, **options)


def read_rows(rows: str, **parts: str) -> SourceText:
    return read(zipped(xlsx_members(rows, **parts)))


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234.50, None, "1234.5"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5678, "#,##0.00", "1,234.5678"),
        (-0.5, "#,##0", "-0.5"),
        (-1234, '_ * #,##0.00_ ;[Red]-#,##0.00;"-"', "-1,234.00"),
        (0, '¥#,##0.00;"-"', "0.00"),
        (12, "0.00_);(0.00)", "12.00"),
        (12, "0", "12"),
        (12345678, "0.00,,", "12345678"),
        (12345678, "#,##0,", "12345678"),
        (0.5, "?/?", "0.5"),
        (1500, "0.00E+00", "1500"),
        (0.1 + 0.2, None, "0.3"),
        (100003 * 0.1, None, "10000.3"),
        (3.0, None, "3"),
        (-0.0, None, "0"),
        (-5.25, None, "-5.25"),
        (1e-7, None, "0.0000001"),
        (1e22, None, "1" + "0" * 22),
        (123456789012345.0, None, "123456789012345"),
        (0, None, "0"),
        ("0010", None, "0010"),
        ("440100200001011234", None, "440100200001011234"),
        (" 甲\n乙\t", None, " 甲\n乙\t"),
        (True, None, "TRUE"),
        (False, None, "FALSE"),
        (0.5, "0%", "50%"),
        (0.285, "0.00%", "28.50%"),
        (0.95, '"≥"0.0%', "95.0%"),
        (0.95, '0.00"%"', "0.95"),
        (datetime.date(2026, 1, 31), "yyyy-mm-dd", "2026-01-31"),
        (datetime.date(2026, 1, 31), 'yyyy"年"m"月"d"日"', "2026-01-31"),
        (datetime.datetime(2026, 1, 31, 8, 30), "yyyy-mm-dd hh:mm", "2026-01-31T08:30:00"),  # noqa: DTZ001
        (datetime.time(8, 30), "hh:mm", "08:30:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (-0.5, "[h]:mm:ss", "-12:00:00"),
    ],
)
def test_values_as_a_reader_would_write_them(value: object, number_format: str | None, text: str) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, value, book.add_format({"num_format": number_format}) if number_format else None)

    assert texts(read(xlsx_of(fill))) == [[text]]


def test_rows_and_columns_are_those_of_the_sheet() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("收入")
        sheet.write(2, 1, "项目")
        sheet.write(2, 2, 5)
        sheet.write(5, 1, "末")
        book.add_worksheet("空")
        book.add_worksheet("支出").write(0, 0, "甲")

    source = read(xlsx_of(fill))
    assert texts(source) == [["", "项目", "5"], ["", "末", ""], ["甲"]]
    assert [(row.line, row.table, row.page) for row in source.rows] == [(3, 1, 1), (6, 1, 1), (1, 3, 3)]
    assert source.rows[0].cells[1].place == Place(line=3, column=2, page=1)
    assert source.pages == ("收入", "空", "支出")


def test_merged_cells_are_read_once() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 1, 1, "合并")
        sheet.write(0, 2, "a")
        sheet.write(1, 2, "b")

    source = read(xlsx_of(fill))
    assert texts(source) == [["合并", "·", "a"], ["·", "·", "b"]]
    assert source.rows[1].cells[1].origin == Place(1, 1, 1)


def test_hidden_sheets_are_left_out_and_said_charts_are_no_sheets() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("看得见").write(0, 0, "甲")
        for name in ("藏一", "藏二"):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "x")
            sheet.hide()
        book.add_chartsheet("图")

    source = read(xlsx_of(fill))
    assert texts(source) == [["甲"]]
    assert source.notes == ("隐藏的工作表没有读入：藏一、藏二。",)
    assert source.pages == ("看得见",)


def test_errors_are_shown_not_blank() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet.write(0, 1, 5)

    assert texts(read(xlsx_of(fill))) == [["#DIV/0!", "5"]]


@pytest.mark.parametrize(
    "cell", ["<f>A1*2</f><v></v>", "<f>A1*2</f><v/>", "<f>A1*2</f>", "<x:f>1</x:f><x:v> </x:v>"]
)
def test_formula_without_saved_result_is_refused(cell: str) -> None:
    rows = f'<row r="7"><c r="A7"><v>1</v></c><c r="C7">{cell}</c></row>'.replace("<x:", "<").replace(
        "</x:", "</"
    )
    fault = refusal(lambda: read_rows(rows))
    assert (fault.code, fault.place) == ("documents.formula_without_value", "工作表“表”第 7 行第 3 列")
    assert "保存一次" in fault.message


def test_formulas_with_results_are_read_also_empty_text() -> None:
    rows = '<row><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert texts(read_rows(rows)) == [["2", ""]]


def test_formula_in_a_hidden_sheet_does_not_matter() -> None:
    members = xlsx_members('<row><c r="A1"><f>1</f></c></row>')
    book = str(members["xl/workbook.xml"]).replace('name="表"', 'name="表" state="hidden"')
    assert read(zipped(members | {"xl/workbook.xml": book})).rows == ()


def test_cells_without_names_are_counted_on() -> None:
    rows = '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c></row><row r="4"><c/><c><v>2</v></c></row>'
    source = read_rows(rows)
    assert texts(source) == [["甲", "1"], ["", "2"]]
    assert [row.line for row in source.rows] == [1, 4]


def test_styled_blanks_far_away_do_not_matter() -> None:
    source = read_rows(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert texts(source) == [["1"]]


def test_percent_formats_come_from_the_cell_styles_only() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="0.0%"/><numFmt numFmtId="x" formatCode="0%"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="10"/><xf/></cellXfs>'
    )
    rows = (
        '<row><c r="A1" s="0"><v>0.5</v></c><c r="B1" s="1"><v>0.5</v></c><c r="C1" s="2"><v>1</v></c></row>'
    )
    assert texts(read_rows(rows, styles=styles)) == [["0.5", "50.0%", "100.00%"]]
    assert texts(read_rows(rows, styles="<cellStyleXfs/>")) == [["0.5", "0.5", "1"]]


def test_workbook_without_styles_part() -> None:
    members = xlsx_members('<row><c r="A1"><v>0.5</v></c></row>')
    del members["xl/styles.xml"]
    assert texts(read(zipped(members))) == [["0.5"]]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        zipped({"a": "b"}),
        zipped({"xl/workbook.xml": "<workbook"}),
        zipped({"xl/workbook.xml": "<workbook/>"}),
        xlsx_of(lambda book: book.add_worksheet())[:-40],
        zipped(xlsx_members('<row><c r="A0B"><v>1</v></c></row>')),
        zipped(xlsx_members('<row r="x"><c r="A1"><v>1</v></c></row>')),
        zipped(xlsx_members('<row><c r="A1" r="B2"><v>1</v></c></row>')),
        zipped(xlsx_members("") | {"xl/worksheets/sheet1.xml": "<worksheet/>".encode("utf-16")}),
        zipped(xlsx_members("") | {"xl/styles.xml": "<styleSheet"}),
    ],
)
def test_broken_files_are_refused_with_a_sentence(content: bytes) -> None:
    assert refusal(lambda: read(content)).code == "documents.broken_file"


def test_titles_and_notes_as_wide_as_the_sheet_are_no_rows_of_its_table() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.merge_range("A1:C2", "绩效目标表")
        sheet.merge_range("A3:C3", "（2026年度）")
        sheet.write_row("A4", ["指标", "目标", "备注"])
        sheet.merge_range("A5:C5", "产出指标")
        sheet.write_row("A6", ["次数", "≥3次", ""])
        sheet.merge_range("A7:C7", "注：金额单位为元。")
        book.add_worksheet("只有一列").write_column("A1", ["甲", "乙"])

    source = read(xlsx_of(fill))
    assert texts(source)[:6] == [
        ["绩效目标表"],
        ["（2026年度）"],
        ["指标", "目标", "备注"],
        ["产出指标", "·", "·"],
        ["次数", "≥3次", ""],
        ["注：金额单位为元。"],
    ]
    assert [row.table for row in source.rows] == [None, None, 1, 1, 1, None, 2, 2]
    assert [row.line for row in source.rows[:6]] == [1, 3, 4, 5, 6, 7]


class TestHostile:
    """Small files that would take the reading library, and with it the process, down."""

    @pytest.mark.parametrize(
        "rows",
        [
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c z="&gt;>" r="xfd1048576"><v>1</v></c></row>',
            '<row r="1"><c><v>1</v></c></row><row r="1048576"><c r="XFC1048576"><v>1</v></c><c><v>1</v></c></row>',
            '<row r="1"><c r = \'ZZZ1\'><v>1</v></c><c r="A9999999"><v>1</v></c></row>',
        ],
    )
    def test_two_cells_in_opposite_corners(self, rows: str) -> None:
        assert refusal(lambda: read_rows(rows)).code == "documents.too_many_cells"

    def test_string_table_that_claims_billions(self) -> None:
        strings = ' count="4294967295" uniqueCount=\'4294967295\'><si><t>甲 count="9"</t></si>'
        rows = '<row><c r="A1" t="s"><v>0</v></c></row>'
        assert texts(read_rows(rows, strings=strings)) == [['甲 count="9"']]

    def test_merge_over_the_whole_sheet(self) -> None:
        members = xlsx_members('<row><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
        sheet = str(members["xl/worksheets/sheet1.xml"])
        merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
        members["xl/worksheets/sheet1.xml"] = sheet.replace("</worksheet>", merges)
        assert texts(read(zipped(members))) == [["1"]]

    def test_date_beyond_the_calendar_is_broken_not_a_crash(self) -> None:
        styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
        rows = '<row><c r="A1" s="1"><v>-1e308</v></c></row>'
        assert refusal(lambda: read_rows(rows, styles=styles)).code == "documents.broken_file"

    def test_entities_are_refused(self) -> None:
        members = xlsx_members('<row><c r="A1"><v>1</v></c></row>')
        prolog = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        for name in ("xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
            hostile = members | {name: prolog + str(members[name])}
            assert refusal(lambda hostile=hostile: read(zipped(hostile))).code == "documents.broken_file"  # type: ignore[misc]

    def test_entities_in_a_sheet_are_not_expanded(self) -> None:
        members = xlsx_members('<row><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>')
        prolog = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        sheet = prolog + str(members["xl/worksheets/sheet1.xml"])
        try:
            source = read(zipped(members | {"xl/worksheets/sheet1.xml": sheet}))
        except Exception as fault:
            assert getattr(fault, "code", "") == "documents.broken_file"
        else:
            assert "root:" not in str(texts(source))

    def test_size_that_the_directory_understates(self) -> None:
        content = bytearray(zipped(xlsx_members('<row><c r="A1"><v>1</v></c></row>' * 200)))
        entry = content.rindex(b"xl/worksheets/sheet1.xml") - 46
        struct.pack_into("<I", content, entry + 24, 10)
        assert refusal(lambda: read(bytes(content))).code == "documents.broken_file"

    def test_too_many_cells_over_all_sheets(self) -> None:
        def fill(book: xlsxwriter.Workbook) -> None:
            for _ in range(3):
                book.add_worksheet().write_row(0, 0, range(10))

        assert len(read(xlsx_of(fill), limits=Limits(cells=30)).rows) == 3
        assert (
            refusal(lambda: read(xlsx_of(fill), limits=Limits(cells=29))).code == "documents.too_many_cells"
        )
