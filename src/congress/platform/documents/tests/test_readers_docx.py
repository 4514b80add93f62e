"""Word documents: the body in its order, merged cells once, nothing from outside the package."""

from __future__ import annotations

import socket

import docx
import pytest

from congress.platform.documents.contracts import Place, SourceText
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.readers.media_types import DOCX

from .making import docx_members, docx_of, p, refusal, tc, texts, zipped


def read(body: str, **options: Limits) -> SourceText:
    return read_source(content=docx_of(body), media_type=DOCX, **options)


def tbl(*rows: str) -> str:
    return "<w:tbl><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_paragraphs_and_tables_in_the_order_of_the_body() -> None:
    source = read(p("开", "头") + p() + tbl(tc("甲") + tc("1")) + p("间") + tbl(tc("乙")) + "<w:sectPr/>")
    assert texts(source) == [["开头"], ["甲", "1"], ["间"], ["乙"]]
    assert [(row.line, row.table) for row in source.rows] == [(1, None), (3, 1), (4, None), (5, 2)]
    assert source.notes == ()


def test_document_of_the_usual_library(tmp_path: object) -> None:
    made = docx.Document()
    made.add_heading("标题", 1)
    grid = made.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in grid.rows for cell in row.cells):
        cell.text = str(number)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "横"
    grid.cell(1, 2).merge(grid.cell(2, 2)).text = "竖"
    path = f"{tmp_path}/a.docx"
    made.save(path)
    with open(path, "rb") as file:
        source = read_source(content=file.read(), media_type=DOCX)
    assert texts(source) == [["标题"], ["横", "·", "2"], ["3", "4", "竖"], ["6", "7", "·"]]
    assert source.rows[3].cells[2].origin == Place(3, 3)


def test_merged_cells_are_read_once_with_their_origin() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    source = read(
        tbl(
            tc("任务", down) + tc("预算", wide) + tc("末"),
            tc("看不见", on) + tc("总额") + tc("拨款") + tc("x"),
            tc("", '<w:vMerge w:val="continue"/>') + tc("1") + tc("2") + tc("y"),
            tc("新", down) + tc("3", wide) + tc("z"),
        )
    )
    assert texts(source) == [
        ["任务", "预算", "·", "末"],
        ["·", "总额", "拨款", "x"],
        ["·", "1", "2", "y"],
        ["新", "3", "·", "z"],
    ]
    assert source.rows[2].cells[0].origin == Place(1, 1)
    assert source.rows[3].cells[2].origin == Place(4, 2)


def test_merge_without_beginning_is_a_cell_of_its_own() -> None:
    assert texts(read(tbl(tc("甲", "<w:vMerge/>")))) == [["甲"]]


def test_merge_ends_where_a_plain_cell_stands() -> None:
    rows = (tc("甲", '<w:vMerge w:val="restart"/>'), tc("乙"), tc("丙", "<w:vMerge/>"))
    assert texts(read(tbl(*rows))) == [["甲"], ["乙"], ["丙"]]


def test_row_that_begins_further_right() -> None:
    row = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + tc("甲")
    assert texts(read(tbl(row))) == [["", "", "甲"]]


@pytest.mark.parametrize("written", ["x", "-1", "", "１"])
def test_nonsense_spans_are_one(written: str) -> None:
    assert texts(read(tbl(tc("甲", f'<w:gridSpan w:val="{written}"/>')))) == [["甲"]]


def test_nested_table_follows_its_row() -> None:
    cell = f"<w:tc>{p('外')}{tbl(tc('内'))}{p()}</w:tc>"
    source = read(tbl(cell + tc("旁"), tc("下")))
    assert [(row.line, row.table, row.within, row.cells[0].text) for row in source.rows] == [
        (1, 1, None, "外"),
        (2, 2, Place(1, 1), "内"),
        (3, 1, None, "下"),
    ]


def test_cells_hold_lines_and_running_lines_are_rows() -> None:
    lines = "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:cr/></w:r></w:p>"
    source = read(lines + tbl(f"<w:tc>{lines}{p('四')}</w:tc>"))
    assert texts(source) == [["一"], ["二\t三"], ["一\n二\t三\n\n四"]]
    assert [row.line for row in source.rows] == [1, 2, 4]


def test_wrappers_are_opened() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
        f"<w:customXml>{p('自定义')}</w:customXml>"
        '<w:p><w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtContent><w:r><w:t>内</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>'
    )
    assert texts(read(body)) == [["控件"], ["自定义"], ["链接内3"]]


def test_characters_that_are_not_letters() -> None:
    body = (
        '<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/>'
        '<w:sym w:char="F0AA"/><w:instrText>PAGE</w:instrText></w:r></w:p>'
    )
    assert texts(read(body)) == [["a-☑\ufffd"]]


def test_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{p('框')}{tbl(tc('框表'))}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>段</w:t><mc:AlternateContent><mc:Choice><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read(body)) == [["段"], ["框"], ["框表"]]
    old = f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict><w:t>段</w:t></w:r></w:p>"
    assert texts(read(old)) == [["段"], ["框"], ["框表"]]
    assert texts(read(tbl(f"<w:tc>{old}</w:tc>"))) == [["段\n框"], ["框表"]]


def test_box_inside_a_box_is_read_once() -> None:
    inner = f"<w:p><w:r><w:pict><w:txbxContent>{p('里')}</w:txbxContent></w:pict></w:r></w:p>"
    outer = f"<w:p><w:r><w:pict><w:txbxContent>{p('外')}{inner}</w:txbxContent></w:pict></w:r></w:p>"
    assert texts(read(outer)) == [["外"], ["里"]]


def test_what_was_left_out_is_said() -> None:
    body = (
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>编号</w:t></w:r>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
        '<w:r><w:footnoteReference w:id="1"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>'
        '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing><w:drawing/></w:r></w:p>'
    )
    source = read(body)
    assert texts(source) == [["编号增显"]]
    assert len(source.notes) == 5
    assert "编号没有读入" in source.notes[1]


def test_rows_removed_under_tracking_are_left_out() -> None:
    source = read(tbl("<w:trPr><w:del/></w:trPr>" + tc("删"), tc("留")))
    assert texts(source) == [["留"]]
    assert "修订" in source.notes[0]


def test_numbering_of_a_blank_paragraph_says_nothing() -> None:
    assert read("<w:p><w:pPr><w:numPr/></w:pPr></w:p>" + p("字")).notes == ()


def test_strict_files_differ_only_in_their_namespace() -> None:
    members = docx_members(p("字") + tbl(tc("格", '<w:gridSpan w:val="2"/>')))
    document = str(members["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    source = read_source(content=zipped(members | {"word/document.xml": document}), media_type=DOCX)
    assert texts(source) == [["字"], ["格", "·"]]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        zipped({"a": "b"}),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": ""}),
        zipped({"word/document.xml": "<document/>"}),
        zipped({"word/document.xml": b"\xff\xfe<\x00"}),
        docx_of(p("字"))[:-30],
        docx_of("<w:p>"),
        docx_of("<w:p>" * 400 + "</w:p>" * 400),
    ],
)
def test_broken_files_are_refused_with_a_sentence(content: bytes) -> None:
    fault = refusal(lambda: read_source(content=content, media_type=DOCX))
    assert fault.code == "documents.broken_file"
    assert "重新保存" in fault.message


def test_damaged_member_is_refused() -> None:
    content = bytearray(docx_of(p("字" * 500)))
    at = content.index(b"word/document.xml") + 40
    content[at : at + 20] = b"\x55" * 20
    assert (
        refusal(lambda: read_source(content=bytes(content), media_type=DOCX)).code == "documents.broken_file"
    )


class TestHostile:
    def test_external_entity_is_not_read(self) -> None:
        prolog = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        content = docx_of("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", prolog)
        assert refusal(lambda: read_source(content=content, media_type=DOCX)).code == "documents.broken_file"

    def test_billion_laughs(self) -> None:
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        prolog = f'<!DOCTYPE d [<!ENTITY e0 "ha">{entities}]>'
        content = docx_of("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", prolog)
        assert refusal(lambda: read_source(content=content, media_type=DOCX)).code == "documents.broken_file"

    def test_declared_types_outside_the_prolog_of_other_encodings(self) -> None:
        document = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'
        content = zipped({"word/document.xml": document.encode("utf-16")})
        assert refusal(lambda: read_source(content=content, media_type=DOCX)).code == "documents.broken_file"

    def test_nothing_outside_is_fetched(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_arguments: object) -> None:
            raise AssertionError("the reader opened a connection")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        members = docx_members(p("字") + '<w:altChunk r:id="r1"/><w:subDoc r:id="r2"/>')
        members["word/_rels/document.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Target="http://127.0.0.1:9/x.docx" TargetMode="External"/>'
            '<Relationship Id="r2" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
        )
        assert texts(read_source(content=zipped(members), media_type=DOCX)) == [["字"]]

    def test_members_with_paths_that_climb_are_never_written(self) -> None:
        members = docx_members(p("字")) | {"../../../tmp/evil": b"x", "/etc/evil": b"x", "C:\\evil": b"x"}
        assert texts(read_source(content=zipped(members), media_type=DOCX)) == [["字"]]

    def test_cell_limits(self) -> None:
        body = tbl(tc("甲", '<w:gridSpan w:val="900"/>') * 3)
        assert refusal(lambda: read(body, limits=Limits(cells=2000))).code == "documents.too_many_cells"
        blank = tbl('<w:trPr><w:gridBefore w:val="999"/></w:trPr>' + tc("甲"))
        assert refusal(lambda: read(blank, limits=Limits(cells=500))).code == "documents.too_many_cells"
        assert refusal(lambda: read(p("甲") * 3, limits=Limits(cells=2))).code == "documents.too_many_cells"

    def test_bomb_is_refused_by_the_reader_too(self) -> None:
        limits = Limits(unpacked_bytes=100)
        assert refusal(lambda: read(p("字"), limits=limits)).code == "documents.unpacks_too_large"
