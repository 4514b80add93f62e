"""XLSX: amounts as numbers, everything else as text that can never be a formula."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from congress.platform.documents.contracts import Align, Grid, GridCell, Paragraph, Sheet
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.media_types import XLSX
from congress.platform.documents.renderers import render_xlsx
from congress.platform.documents.sniffing import sniff

from .making import refusal, texts
from .sheets import MARKUP, TITLE, head, sheet, tasks


def part(of: Sheet, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(render_xlsx(sheet=of))) as archive:
        return archive.read(name).decode()


def one_cell(text: str, align: Align = "start") -> Sheet:
    return Sheet("题", blocks=(Grid((1,), ((GridCell(text, align=align),),)),))


def test_what_is_rendered_reads_back() -> None:
    content = render_xlsx(sheet=sheet(2))
    assert sniff(head=content[:64], whole=content, name="a").media_type == XLSX
    source = read_source(content=content, media_type=XLSX)
    assert source.pages == ("基本情况表", "年度主要任务表")
    read = texts(source)
    assert read[0] == [TITLE]
    assert ["·", "下属二级单位数", "0", MARKUP] in read
    assert ["年度主要任务", "主要内容", "预算数（元）", "·"] in read
    assert ["任务1", "组织代表视察重点项目并督促落实；" * 2, "1,234,567.00", "34,567.50"] in read
    assert read[-1][0].startswith("注：")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－1", '=HYPERLINK("http://x")']
)
@pytest.mark.parametrize("align", ["start", "end"])
def test_text_can_never_become_a_formula(text: str, align: Align) -> None:
    of = one_cell(text, align)
    assert "<f>" not in part(of, "xl/worksheets/sheet1.xml")
    assert 'quotePrefix="1"' in part(of, "xl/styles.xml")
    assert texts(read_source(content=render_xlsx(sheet=of), media_type=XLSX))[-1] == [
        text.replace("\r", "\n")
    ]


def test_formulas_are_not_made_of_titles_and_paragraphs_either() -> None:
    of = Sheet(
        "=1+1", "=2", ("=3",), (Paragraph("=4", indent=False), Paragraph("https://example.org")), ("=5",)
    )
    written = part(of, "xl/worksheets/sheet1.xml")
    assert "<f>" not in written
    assert "<hyperlink" not in written


@pytest.mark.parametrize(
    ("text", "align", "shown"),
    [
        ("4,684.01", "end", "#,##0.00"),
        ("-0.50", "end", "#,##0.00"),
        ("5", "end", None),
        ("1234.5", "end", "0.0"),
        ("12,345", "end", None),
        ("123456789012.345", "end", "0.000"),
    ],
)
def test_amounts_are_numbers_with_their_decimals(text: str, align: Align, shown: str | None) -> None:
    of = one_cell(text, align)
    assert re.search(r'<c r="A2" s="\d+"><v>', part(of, "xl/worksheets/sheet1.xml"))
    if shown:
        assert f'formatCode="{shown}"' in part(of, "xl/styles.xml")


@pytest.mark.parametrize(
    ("text", "align"),
    [
        ("4,684.01", "start"),
        ("007", "end"),
        ("1,23", "end"),
        ("1234,567", "end"),
        ("5%", "end"),
        ("1.2345678", "end"),
        ("1234567890123456", "end"),
        ("12 万", "end"),
        ("", "end"),
        ("—", "end"),
    ],
)
def test_everything_else_stays_text(text: str, align: Align) -> None:
    assert not re.search(r'<c r="A2" s="\d+"><v>', part(one_cell(text, align), "xl/worksheets/sheet1.xml"))


def test_merged_amount() -> None:
    of = Sheet(
        "题",
        blocks=(
            Grid((1, 1), ((GridCell("1,000.00", colspan=2, align="end"),), (GridCell("a"), GridCell("b")))),
        ),
    )
    assert '<mergeCell ref="A2:B2"/>' in part(of, "xl/worksheets/sheet1.xml")
    assert texts(read_source(content=render_xlsx(sheet=of), media_type=XLSX))[-2] == ["1,000.00"]


def test_ready_to_print() -> None:
    written = part(
        Sheet("题", blocks=(tasks(2),), orientation="landscape", paper="A3"), "xl/worksheets/sheet1.xml"
    )
    assert 'paperSize="8"' in written
    assert 'orientation="landscape"' in written
    assert 'fitToHeight="0"' in written
    assert "第 &amp;P 页　共 &amp;N 页" in written
    book = part(Sheet("题", blocks=(tasks(2),)), "xl/workbook.xml")
    assert "'年度主要任务表'!$4:$5" in book.replace("年度主要任务表!", "'年度主要任务表'!")


def test_sheets_without_grids_and_with_equal_names() -> None:
    assert texts(read_source(content=render_xlsx(sheet=Sheet("只有题", intro=("话",))), media_type=XLSX)) == [
        ["只有题"],
        ["　　话"],
    ]
    grids = tuple(Grid((1,), ((head("甲"),),), caption=caption) for caption in ("表", "表", "[:]", "长" * 60))
    source = read_source(content=render_xlsx(sheet=Sheet("题", blocks=grids)), media_type=XLSX)
    assert source.pages == ("表", "表（2）", "表3", "长" * 27)


def test_text_too_long_for_excel_is_refused_not_dropped() -> None:
    fault = refusal(lambda: render_xlsx(sheet=one_cell("字" * 32_768)))
    assert fault.code == "documents.cell_too_long"
    assert "DOCX" in fault.message
    assert texts(read_source(content=render_xlsx(sheet=one_cell("字" * 32_767)), media_type=XLSX))[-1] == [
        "字" * 32_767
    ]


def test_same_sheet_same_bytes() -> None:
    assert render_xlsx(sheet=sheet()) == render_xlsx(sheet=sheet())
