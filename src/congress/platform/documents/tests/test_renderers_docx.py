"""DOCX: a real table that an office can go on editing."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from congress.platform.documents.contracts import Grid, GridCell, Orientation, Paper, Paragraph, Sheet
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.media_types import DOCX
from congress.platform.documents.renderers import render_docx
from congress.platform.documents.sniffing import sniff

from .making import texts
from .sheets import MARKUP, TITLE, facts, sheet, tasks

# Opening the library's template takes most of a tenth of a second.
pytestmark = pytest.mark.slow


def opened(of: Sheet) -> Any:
    return docx.Document(io.BytesIO(render_docx(sheet=of)))


def test_what_is_rendered_reads_back() -> None:
    content = render_docx(sheet=sheet(2))
    assert sniff(head=content[:64], whole=content, name="a").media_type == DOCX
    source = read_source(content=content, media_type=DOCX)
    assert source.notes == ()
    read = texts(source)
    assert read[:2] == [["2026年云溪市人民代表大会常务委员会"], ["办公室部门整体支出绩效目标表"]]
    assert ["基本信息", "财政供养人员数", "66", "—"] in read
    assert ["·", "下属二级单位数", "0", MARKUP] in read
    assert ["年度主要任务", "主要内容", "预算数（元）", "·"] in read
    assert ["·", "·", "总额", "其中：财政拨款"] in read
    assert ["合计", "·", "9,999,999.00", "0.00"] in read
    assert read[-4:-2] == [["金额按元填列。"], ["保留两位小数。"]]


def test_head_rows_are_repeated_and_only_high_rows_break() -> None:
    table = opened(sheet(4, long_at=2)).tables[1]
    rows = [row._tr.trPr for row in table.rows]
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert [row.find(qn("w:cantSplit")) is not None for row in rows] == [
        True,
        True,
        True,
        False,
        True,
        True,
        True,
    ]


def test_columns_add_up_to_the_page_and_merges_are_real() -> None:
    document = opened(sheet())
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    table = document.tables[1]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert sum(widths) * 635 == pytest.approx(room, rel=0.001)
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 2)._tc is table.cell(0, 3)._tc
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "年度主要任务表"


def test_chinese_faces_by_name() -> None:
    document = opened(sheet())
    faces = document.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert (faces.get(qn("w:eastAsia")), faces.get(qn("w:ascii"))) == ("仿宋", "Times New Roman")
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        properties = document.styles[name].element.rPr
        assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "宋体"
        assert properties.find(qn("w:color")) is None
    cell = document.tables[0].cell(0, 0).paragraphs[0].runs[0]
    assert cell._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "宋体"
    assert cell.bold


@pytest.mark.parametrize(
    ("paper", "orientation", "size_mm"),
    [
        ("A4", "portrait", (210, 297)),
        ("A4", "landscape", (297, 210)),
        ("A3", "portrait", (297, 420)),
        ("A3", "landscape", (420, 297)),
    ],
)
def test_paper(paper: Paper, orientation: Orientation, size_mm: tuple[int, int]) -> None:
    section = opened(Sheet("题", paper=paper, orientation=orientation)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size_mm
    assert section.orientation == (1 if orientation == "landscape" else 0)


def test_pages_are_numbered() -> None:
    footer = opened(Sheet("题")).sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")).strip() for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(text.text for text in footer._p.iter(qn("w:t"))) == "第 1 页　共 1 页"


def test_title_and_language_but_no_author_and_no_date() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(sheet=sheet()))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert f">{TITLE}<" in core
        assert ">zh-CN<" in core
        assert "python-docx" not in core
        assert not re.search(r"dcterms:(created|modified)", core)
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert 'w:eastAsia="zh-CN"' in archive.read("word/settings.xml").decode()
        assert 'w:eastAsia="zh-CN"' in archive.read("word/styles.xml").decode()


def test_same_sheet_same_bytes() -> None:
    assert render_docx(sheet=sheet()) == render_docx(sheet=sheet())


def test_tables_that_touch_are_kept_apart() -> None:
    bare = Grid((1,), ((GridCell("甲"),),))
    document = opened(Sheet("题", blocks=(bare, bare, Paragraph("尾", indent=False))))
    assert len(document.tables) == 2
    assert [child.tag for child in document.element.body][1:4] == [qn("w:tbl"), qn("w:p"), qn("w:tbl")]


def test_control_characters_line_feeds_and_tabs() -> None:
    grid = Grid((1,), ((GridCell("甲\x00\x0b乙\t丙\r\n丁"),),), caption="表\x01\n一")
    source = read_source(content=render_docx(sheet=Sheet("题", blocks=(grid,))), media_type=DOCX)
    assert texts(source)[-1] == ["甲\n乙\t丙\n丁"]


def test_grid_that_does_not_add_up_is_a_defect() -> None:
    with pytest.raises(ValueError, match="no cell"):
        render_docx(sheet=Sheet("题", blocks=(Grid((1, 1), ((GridCell(),),)),)))


def test_unit_stands_above_the_table() -> None:
    document = opened(Sheet("题", blocks=(tasks(1), facts())))
    written = [paragraph.text for paragraph in document.paragraphs]
    assert written == ["题", "年度主要任务表", "单位：元", "基本情况表"]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs[1:])
