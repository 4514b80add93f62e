"""OFD files: text and strokes where the page shows them, read into rows as a PDF's are."""

from __future__ import annotations

import pytest

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import ofd
from congress.platform.documents.readers.limits import Limits

from .making import ofd_line, ofd_members, ofd_of, ofd_text, refusal, texts, zipped


def read(*pages: str, templates: str = "") -> SourceText:
    return ofd.read(content=ofd_of(*pages, templates=templates))


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> str:
    """Ruled lines over the whole width and height."""
    level = "".join(ofd_line(xs[0], y, xs[-1], y) for y in ys)
    return level + "".join(ofd_line(x, ys[0], x, ys[-1]) for x in xs)


def path(data: str, more: str = "") -> str:
    return f'<ofd:PathObject ID="2" Boundary="0 0 210 297" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def test_lines_from_top_to_bottom() -> None:
    source = read(ofd_text("说明文字", 20, 60) + ofd_text("绩效目标表", 60, 30))
    assert texts(source) == [["绩效目标表"], ["说明文字"]]
    assert [(row.line, row.page, row.table) for row in source.rows] == [(1, 1, None), (2, 1, None)]
    assert source.notes == ("OFD 按文字和表格线的位置读入，请对照原文核对表格的行列。",)


def test_a_ruled_table_with_a_blank_and_a_merged_cell() -> None:
    strokes = grid((20, 60, 100, 140), (40, 50, 60))
    strokes = strokes.replace(ofd_line(60, 40, 60, 60), ofd_line(60, 50, 60, 60))
    words = ofd_text("指标名称", 22, 47) + ofd_text("数量", 22, 57) + ofd_text("≥3", 102, 57)
    source = read(strokes + words)
    assert texts(source) == [["指标名称", "·", ""], ["数量", "", "≥3"]]


def test_a_line_that_its_cell_broke_is_one_line() -> None:
    strokes = grid((20, 41, 80), (40, 60))
    words = (
        ofd_text("一二三四五", 20.5, 46)
        + ofd_text("六七", 20.5, 52)
        + ofd_text("八", 45, 46)
        + ofd_text("九", 45, 52)
    )
    assert texts(read(strokes + words)) == [["一二三四五六七", "八\n九"]]


@pytest.mark.parametrize(
    ("following", "text"),
    [
        ("五。六", "一二三四五。六"),
        ("五》六", "一二三四五》六"),
        ("（五六", "一二三四（五六"),
        ("五六七", "一二三四\n五六七"),
    ],
)
def test_a_line_with_room_left_goes_on_when_nothing_would_have_fitted_in(following: str, text: str) -> None:
    strokes = grid((20, 44.5, 80), (40, 60))
    words = ofd_text("一二三四", 20.5, 46) + ofd_text(following, 20.5, 52) + ofd_text("八", 46, 46)
    assert texts(read(strokes + words)) == [[text, "八"]]


class TestRunningText:
    """Lines of a page that are one text, and lines that are not."""

    LINE = "现将本年度的绩效目标公开如下请社会各界监督并提出意见和建议谢谢"

    def told(self, *lines: tuple[str, float]) -> list[list[str]]:
        written = "".join(ofd_text(text, left, 30 + 6 * number) for number, (text, left) in enumerate(lines))
        return texts(read(written + ofd_text(self.LINE, 20, 200)))[:-1]

    def test_a_line_that_reaches_the_edge_goes_on(self) -> None:
        assert self.told((self.LINE, 20), ("其余见附件。", 20)) == [[self.LINE + "其余见附件。"]]

    def test_one_that_is_set_in_begins_anew(self) -> None:
        assert self.told((self.LINE, 20), ("其余见附件。", 28)) == [[self.LINE], ["其余见附件。"]]

    def test_one_that_ends_early_has_ended(self) -> None:
        assert self.told((self.LINE[:20], 20), ("其余见附件。", 20)) == [[self.LINE[:20]], ["其余见附件。"]]

    def test_lines_of_a_table_of_contents_are_lines(self) -> None:
        first = self.LINE[:24] + "......3"
        assert self.told((first, 20), ("第二章", 20)) == [[first], ["第二章"]]

    def test_latin_words_keep_their_blank(self) -> None:
        first = self.LINE[:-3] + "report"
        assert self.told((first, 20), ("on targets", 20))[0][0].startswith(f"{first} on")


def test_a_table_that_goes_on_over_the_page_keeps_its_number() -> None:
    strokes = grid((20, 60, 100), (20, 30))
    source = read(strokes + ofd_text("一", 22, 27), strokes + ofd_text("二", 22, 27))
    assert [(row.table, row.page) for row in source.rows] == [(1, 1), (1, 2)]


def test_columns_without_rules() -> None:
    rows = "".join(
        ofd_text(left, 20, y) + ofd_text(right, 80, y)
        for left, right, y in (("甲", "一", 30), ("乙", "二", 36))
    )
    assert texts(read(rows)) == [["甲", "一"], ["乙", "二"]]


class TestCharacters:
    def test_advances_in_groups_and_one_by_one(self) -> None:
        assert texts(read(ofd_text("预算AB 元", 20, 30, deltas="g 2 4 2 2 2"))) == [["预算AB 元"]]
        assert texts(read(ofd_text("一二三", 20, 30, deltas="30 30"))) == [["一\t二\t三"]]

    def test_without_any_advance_characters_follow_one_another(self) -> None:
        assert texts(read(ofd_text("预算12", 20, 30, deltas=""))) == [["预算12"]]

    def test_advances_that_are_no_numbers_or_too_many(self) -> None:
        assert texts(read(ofd_text("一二", 20, 30, deltas="g 999999999 4 g -1 x g"))) == [["一二"]]
        assert texts(read(ofd_text("一二", 20, 30, deltas="g 4"))) == [["一二"]]

    def test_down_the_page(self) -> None:
        written = '<ofd:TextObject Size="4" Boundary="20 20 9 90"><ofd:TextCode X="0" Y="4" DeltaY="g 2 10">一二三</ofd:TextCode></ofd:TextObject>'
        assert texts(read(written)) == [["一"], ["二"], ["三"]]

    def test_turned_and_scaled_objects_stand_where_they_are_drawn(self) -> None:
        words = ofd_text("大", 20, 40, more='CTM="2 0 0 2 0 0"') + ofd_text("字", 36, 44)
        assert texts(read(words)) == [["大 字"]]

    def test_a_second_code_begins_where_it_says_or_goes_on(self) -> None:
        codes = '<ofd:TextCode X="0" Y="4">甲</ofd:TextCode><ofd:TextCode>乙</ofd:TextCode><ofd:CGTransform/><ofd:TextCode X="40">丙</ofd:TextCode>'
        assert texts(read(f'<ofd:TextObject Size="4" Boundary="20 20 90 9">{codes}</ofd:TextObject>')) == [
            ["甲乙\t丙"]
        ]

    def test_no_size_or_no_text_is_not_seen(self) -> None:
        nothing = '<ofd:TextObject Boundary="20 20 9 9"><ofd:TextCode X="0" Y="4">甲</ofd:TextCode><ofd:TextCode/></ofd:TextObject>'
        hidden = ofd_text("乙", 20, 40, more='Visible="false"')
        assert texts(read(nothing + hidden + ofd_text("丙", 20, 60))) == [["丙"]]

    def test_text_without_a_place(self) -> None:
        assert texts(read('<ofd:TextObject Size="4"><ofd:TextCode>甲</ofd:TextCode></ofd:TextObject>')) == [
            ["甲"]
        ]


class TestPaths:
    CELL = ofd_text("甲", 22, 47) + ofd_text("乙", 62, 47)

    def test_boxes_drawn_in_one_path(self) -> None:
        boxes = path("M 20 40 L 60 40 L 60 50 L 20 50 C S 60 40 L 100 40 L 100 50 L 60 50 C")
        assert texts(read(boxes + self.CELL)) == [["甲", "乙"]]
        assert read(boxes + self.CELL).rows[0].table == 1

    def test_thin_filled_shapes_are_strokes(self) -> None:
        bars = "".join(
            path(f"M {x} 40 L {x + 0.3} 40 L {x + 0.3} 50 L {x} 50 C", 'Fill="true" Stroke="false"')
            for x in (20, 60, 100)
        )
        bars += "".join(
            path(f"M 20 {y} L 100 {y} L 100 {y + 0.3} L 20 {y + 0.3} C", 'Stroke="false"') for y in (40, 50)
        )
        assert texts(read(bars + self.CELL)) == [["甲", "乙"]]

    def test_what_is_no_ruled_line(self) -> None:
        shapes = path("M 20 40 L 60 40 L 60 50 L 20 50 C", 'Stroke="false"')
        shapes += path("M 0 0 Q 1 1 100 0 B 0 0 1 1 0 90 A 1 1 0 0 1 5 5 L 90 90")
        shapes += (
            path("M 0 0 L 1") + path("X 1 2") + path("M L L L") + path("M 5 5") + path("M 0 0 L 0.5 0.5")
        )
        assert read(shapes + self.CELL).rows[0].table is None

    def test_a_path_of_nothing(self) -> None:
        assert texts(read('<ofd:PathObject Boundary="0 0 1 1"/>' + ofd_text("甲", 20, 20))) == [["甲"]]

    def test_no_more_strokes_than_may_be(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("congress.platform.documents.readers.ofd_page.MOST_RULES", 3)
        strokes = grid((20, 60, 100), (40, 50))
        assert read(strokes + self.CELL).rows[0].table is None


def test_templates_are_behind_the_page_or_before_it() -> None:
    source = read(ofd_text("正文", 20, 60), templates=ofd_text("页眉", 20, 20))
    assert texts(source) == [["页眉"], ["正文"]]
    members = ofd_members(ofd_text("正文", 20, 60), templates=ofd_text("页眉", 20, 20))
    page = "Doc_0/Pages/Page_0/Content.xml"
    members[page] = str(members[page]).replace("Background", "Foreground")
    assert texts(ofd.read(content=zipped(members))) == [["页眉"], ["正文"]]
    members[page] = str(members[page]).replace('TemplateID="9"', 'TemplateID="8"')
    assert texts(ofd.read(content=zipped(members))) == [["正文"]]


def test_blocks_within_blocks_and_pictures() -> None:
    block = f'<ofd:PageBlock><ofd:PageBlock>{ofd_text("甲", 20, 20)}</ofd:PageBlock><ofd:CompositeObject ID="1"/></ofd:PageBlock>'
    source = read(block, '<ofd:ImageObject ID="3"/>')
    assert texts(source) == [["甲"]]
    assert source.notes[1] == "第 2 页是图片，没有读入文字。"


def test_two_documents_in_one_file_follow_one_another() -> None:
    members = ofd_members(ofd_text("一", 20, 20), ofd_text("二", 20, 20))
    root = str(members["OFD.xml"])
    body = root[root.index("<ofd:DocBody>") : root.index("</ofd:OFD>")]
    members["OFD.xml"] = root.replace(body, body * 2)
    assert texts(ofd.read(content=zipped(members))) == [["一"], ["二"], ["一"], ["二"]]


class TestRefusals:
    @pytest.mark.parametrize(
        ("spoilt", "code"),
        [
            ({"OFD.xml": "<a"}, "documents.broken_file"),
            ({"OFD.xml": "<a/>"}, "documents.broken_file"),
            ({"Doc_0/Document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "documents.broken_file"),
            ({"Doc_0/Document.xml": "<a><Page BaseLoc='../../etc/passwd'/></a>"}, "documents.broken_file"),
            ({"Doc_0/Pages/Page_0/Content.xml": "<a/>"}, "documents.no_text_layer"),
            ({"Encryptions.xml": "<a/>"}, "documents.password_locked"),
        ],
    )
    def test_unreadable(self, spoilt: dict[str, bytes | str], code: str) -> None:
        content = zipped(ofd_members(ofd_text("一", 20, 20)) | spoilt)
        assert refusal(lambda: ofd.read(content=content)).code == code

    def test_a_scan(self) -> None:
        fault = refusal(lambda: read('<ofd:ImageObject ID="3"/>'))
        assert (fault.code, "扫描件" in fault.message) == ("documents.no_text_layer", True)

    def test_limits(self) -> None:
        content = ofd_of(ofd_text("一", 20, 20), ofd_text("二", 20, 20))
        few_pages, few_cells = Limits(pages=1), Limits(cells=1)
        assert refusal(lambda: ofd.read(content=content, limits=few_pages)).code == "documents.too_many_pages"
        assert refusal(lambda: ofd.read(content=content, limits=few_cells)).code == "documents.too_many_cells"
        few_bytes = Limits(unpacked_bytes=100)
        assert (
            refusal(lambda: ofd.read(content=content, limits=few_bytes)).code == "documents.unpacks_too_large"
        )

    def test_a_template_named_again_and_again(self) -> None:
        members = ofd_members(ofd_text("一", 20, 20), templates=ofd_text("页眉" * 100, 20, 10))
        page = "Doc_0/Pages/Page_0/Content.xml"
        used = '<ofd:Template TemplateID="9" ZOrder="Background"/>'
        members[page] = str(members[page]).replace(used, used * 200)
        content = zipped(members)
        limits = Limits(unpacked_bytes=20_000)
        assert refusal(lambda: ofd.read(content=content, limits=limits)).code == "documents.unpacks_too_large"
