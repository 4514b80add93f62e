"""PDF: ruled tables cell by cell, other lines by where they stand, pages numbered."""

from __future__ import annotations

import pytest

from congress.platform.documents.contracts import Place, SourceText
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.readers.media_types import PDF

from .making import pdf_of, refusal, texts

CHECK_NOTE = "PDF 按文字和表格线的位置读入，请对照原文核对表格的行列。"
# A stream of two characters without any code: what a face without a character map leaves.
LOCKED = (
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n"
    b"4 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -44 /O <"
    + b"ab" * 32
    + b"> /U <"
    + b"cd" * 32
    + b"> >>\nendobj\n"
    b"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\n%%EOF\n"
)


def read(content: bytes, **options: Limits) -> SourceText:
    return read_source(content=content, media_type=PDF, **options)


def write(*lines: tuple[float, float, str], size: int = 10) -> str:
    return " ".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, text in lines)


def rules(xs: list[int], ys: list[int]) -> str:
    """Full horizontal and vertical lines."""
    across = " ".join(f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys)
    return across + " " + " ".join(f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs) + " "


def test_lines_from_top_to_bottom_with_pages() -> None:
    source = read(pdf_of(write((20, 100, "second"), (20, 150, "first")), write((20, 150, "third"))))
    assert texts(source) == [["first"], ["second"], ["third"]]
    assert [(row.line, row.page, row.table) for row in source.rows] == [
        (1, 1, None),
        (2, 1, None),
        (3, 2, None),
    ]
    assert source.rows[2].cells[0].place == Place(line=3, column=1, page=2)
    assert source.notes == (CHECK_NOTE,)


def test_words_keep_their_blanks_and_one_wide_gap_stays_running_text() -> None:
    assert texts(read(pdf_of(write((20, 150, "two words"), (200, 150, "right"))))) == [["two words\tright"]]


def test_lines_with_gaps_in_a_row_are_a_table() -> None:
    content = write(
        (20, 180, "Title"),
        (20, 150, "Item"), (100, 150, "Plan"), (180, 150, "Done"),
        (20, 136, "Roads"), (182, 136, "80"),
        (20, 122, "Schools"), (101, 122, "90"), (150, 122, "x"), (181, 122, "85"),
        (20, 60, "Far"), (100, 60, "away"),
    )  # fmt: skip
    source = read(pdf_of(content))
    assert texts(source)[0] == ["Title"]
    assert texts(source)[2] == ["Roads", "", "", "80"]
    assert texts(source)[3] == ["Schools", "90", "x", "85"]
    assert texts(source)[4] == ["Far\taway"]
    assert [row.table for row in source.rows] == [None, 1, 1, 1, None]


def test_two_pieces_over_one_column_are_joined() -> None:
    content = write(
        (20, 150, "AAAAAAAAAAAA"),
        (150, 150, "B"),
        (20, 136, "a"),
        (60, 136, "b"),
        (20, 122, "c"),
        (150, 122, "d"),
    )
    assert texts(read(pdf_of(content))) == [["AAAAAAAAAAAA", "B"], ["a b", ""], ["c", "d"]]


def test_ruled_table_cell_by_cell() -> None:
    content = rules([20, 100, 180], [150, 130, 110]) + write(
        (22, 135, "Item"), (102, 135, "1.00"), (22, 115, "Sum")
    )
    source = read(pdf_of(content))
    assert texts(source) == [["Item", "1.00"], ["Sum", ""]]
    assert [row.table for row in source.rows] == [1, 1]


def test_missing_walls_make_merged_cells() -> None:
    walls = "20 150 m 180 150 l S 100 130 m 180 130 l S 20 110 m 180 110 l S 20 90 m 180 90 l S"
    walls += " 20 150 m 20 90 l S 100 150 m 100 110 l S 180 150 m 180 90 l S"
    words = write((22, 127, "Tall"), (102, 135, "a"), (102, 115, "b"), (90, 97, "Wide"))
    source = read(pdf_of(f"{walls} {words}"))
    assert texts(source) == [["Tall", "a"], ["·", "b"], ["Wide", "·"]]
    assert source.rows[1].cells[0].origin == Place(1, 1, 1)
    assert source.rows[2].cells[1].origin == Place(3, 1, 1)


@pytest.mark.parametrize(
    "drawing",
    [
        "20 110 160 40 re S 20 130 m 180 130 l S 100 110 m 100 150 l S",
        "20 149.5 160 1 re f 20 129.5 160 1 re f 20 109.5 160 1 re f 19.5 110 1 40 re f 99.5 110 1 40 re f 179.5 110 1 40 re f",
        "20 110 m 20 150 l 180 150 l 180 110 l s 20 130 m 60 130 l S 58 130.6 m 180 130.6 l S 100 110 m 100 150 l S",
        "q 2 0 0 2 0 0 cm 10 55 80 20 re S 10 65 m 90 65 l S 50 55 m 50 75 l S Q",
    ],
)
def test_lines_however_they_are_drawn(drawing: str) -> None:
    words = write((22, 135, "a"), (102, 135, "b"), (22, 115, "c"), (102, 115, "d"))
    assert texts(read(pdf_of(f"{drawing} {words}"))) == [["a", "b"], ["c", "d"]]


def test_what_is_no_table_stays_running_text() -> None:
    box = "10 20 m 290 20 l S 10 190 m 290 190 l S 10 20 m 10 190 l S 290 20 m 290 190 l S"
    filled = "0.9 g 10 20 280 170 re f 0 g"
    ticked = f"{box} 100 190 m 100 180 l S 150 20 m 150 30 l S"
    curve = "10 10 m 20 40 60 40 90 10 c S"
    for drawing in (box, ticked, filled, curve, "20 148 m 80 148 l S", "5 5 m 7 5 l S", ""):
        assert texts(read(pdf_of(f"{drawing} {write((20, 150, 'plain'))}"))) == [["plain"]]


def test_separate_tables_and_the_text_between_them() -> None:
    upper, lower = rules([20, 100, 180], [190, 170, 150]), rules([20, 60, 180], [110, 90, 70])
    words = write((22, 175, "a"), (22, 130, "between"), (22, 95, "b"), (22, 40, "below"))
    source = read(pdf_of(f"{upper} {lower} {words}"))
    assert [(row.table, row.cells[0].text) for row in source.rows] == [
        (1, "a"), (1, ""), (None, "between"), (2, "b"), (2, ""), (None, "below"),
    ]  # fmt: skip


def test_table_that_goes_on_keeps_its_number() -> None:
    grid = rules([20, 100, 180], [190, 170, 150])
    other = rules([20, 120, 180], [190, 170, 150])
    title = write((20, 195, "T"), size=4)
    foot = write((140, 10, "2"))
    pages = (grid + " " + foot, grid, grid + " " + title, other)
    assert [row.table for row in read(pdf_of(*pages)).rows if row.table] == [1, 1, 1, 1, 2, 2, 3, 3]


def test_lines_broken_by_the_edge_flow_on_others_do_not() -> None:
    grid = rules([20, 80, 180], [150, 100, 90])
    words = write((22, 140, "abcdefgh ij"), (22, 128, "klm"), (22, 116, "end"), (82, 140, "note (x)"))
    assert texts(read(pdf_of(f"{grid} {words}")))[0][0] == "abcdefgh ij klm\nend"
    figures = write((22, 140, "1234567890"), (22, 128, "23"))
    assert texts(read(pdf_of(f"{grid} {figures}")))[0][0] == "123456789023"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_page_is_read_as_it_is_seen(rotate: int) -> None:
    turn = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 300 0", 180: "-1 0 0 -1 300 200", 270: "0 -1 1 0 0 200"}[rotate]
    width, height = (300, 200) if rotate in (0, 180) else (200, 300)
    drawing = rules([20, 80, 140], [height - 50, height - 70, height - 90])
    words = write((22, height - 65, "a"), (82, height - 85, "d"), (20, height - 20, "top"))
    source = read(pdf_of(f"q {turn} cm {drawing} {words} Q", rotate=rotate))
    assert width
    assert texts(source) == [["top"], ["a", ""], ["", "d"]]


def test_bold_by_printing_twice_is_read_once() -> None:
    assert texts(read(pdf_of(write((20, 150, "Bold"), (20.2, 150, "Bold"))))) == [["Bold"]]


def mapped(pairs: str) -> tuple[str, ...]:
    """A character map, as an object of its own."""
    body = (
        f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar {pairs} endbfchar endcmap"
    )
    return (f"<< /Length {len(body)} >>\nstream\n{body}\nendstream",)


def test_characters_without_code_are_counted_and_rare_ones_kept() -> None:
    more = mapped("<41> <9879> <42> <D842DFB7> <43> <FFFD> <44> <0041>")
    source = read(pdf_of(write((20, 150, "ABACD")), font="/ToUnicode 5 0 R", more=more))
    assert texts(source) == [["项𠮷项 A"]]
    assert source.notes[1] == "有 1 个字因 PDF 缺少字符编码没有读入，请对照原文补充。"


def test_half_a_rare_character_is_not_read() -> None:
    more = mapped("<41> <9879> <42> <DFB7> <43> <0009> <44> <0002>")
    assert texts(read(pdf_of(write((20, 150, "ABACD")), font="/ToUnicode 5 0 R", more=more)))[0][
        0
    ].startswith("项项")


def test_lines_drawn_inside_forms_are_where_they_are_seen() -> None:
    drawing = rules([10, 50, 90], [75, 65, 55])
    form = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 300 200] /Matrix [2 0 0 2 0 0] "
        f"/Length {len(drawing)} >>\nstream\n{drawing}\nendstream"
    )
    words = write((22, 135, "a"), (102, 115, "d"))
    source = read(pdf_of(f"/X Do {words}", extra="/XObject << /X 5 0 R >>", more=(form,)))
    assert texts(source) == [["a", ""], ["", "d"]]


def test_page_that_cannot_be_loaded_is_refused() -> None:
    torn = pdf_of(write((20, 150, "a"))).replace(b"/Type /Page /Parent", b"/Type /Font /Parent")
    assert refusal(lambda: read(torn)).code in ("documents.broken_file", "documents.no_text_layer")


def test_pages_that_are_pictures_are_named() -> None:
    picture = "q 100 0 0 100 10 10 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"
    source = read(pdf_of(write((20, 150, "text")), picture, "", picture))
    assert source.notes[1] == "第 2、4 页是图片，没有读入文字。"


def test_scan_is_refused() -> None:
    fault = refusal(lambda: read(pdf_of("0 0 300 200 re f")))
    assert (fault.code, "文字识别" in fault.message) == ("documents.no_text_layer", True)


def test_limits() -> None:
    line = write((20, 150, "a"))
    assert (
        refusal(lambda: read(pdf_of(line, line), limits=Limits(pages=1))).code == "documents.too_many_pages"
    )
    assert (
        refusal(lambda: read(pdf_of(line, line), limits=Limits(cells=1))).code == "documents.too_many_cells"
    )
    grid = rules([20, 100, 180], [190, 170, 150]) + line
    assert refusal(lambda: read(pdf_of(grid), limits=Limits(cells=3))).code == "documents.too_many_cells"


def test_locked_file_is_refused() -> None:
    fault = refusal(lambda: read(LOCKED))
    assert (fault.code, "取消密码保护" in fault.message) == ("documents.password_locked", True)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\x00" * 500, pdf_of()])
def test_broken_files_are_refused_with_a_sentence(content: bytes) -> None:
    assert refusal(lambda: read(content)).code == "documents.broken_file"


def test_too_fine_a_net_of_lines_is_no_table() -> None:
    net = " ".join(f"{x} 5 m {x} 195 l S" for x in range(5, 295, 4))
    net += " " + " ".join(f"5 {y / 2} m 290 {y / 2} l S" for y in range(10, 390, 8))
    source = read(pdf_of(f"{net} {write((20, 150, 'text'))}"))
    assert source.rows
