"""PDF: for keeping, for printing and for those who listen, with nothing of the machine in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from congress.platform.documents.contracts import Grid, GridCell, Orientation, Paper, Paragraph, Sheet
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.media_types import PDF
from congress.platform.documents.renderers import FontsMissing, render_pdf

from .making import fonts, texts
from .sheets import MARKUP, TITLE, facts, head, sheet, tasks


@pytest.fixture(scope="module")
def faces() -> Path:
    return fonts()


def page_texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


@pytest.mark.slow
def test_what_is_rendered_reads_back(faces: Path) -> None:
    source = read_source(content=render_pdf(sheet=sheet(2), fonts=faces), media_type=PDF)
    read = texts(source)
    assert read[:3] == [
        ["2026年云溪市人民代表大会常务委员会"],
        ["办公室部门整体支出绩效目标表"],
        ["（2026年）"],
    ]
    assert ["部门名称", "云溪市人民代表大会常务委员会办公室", "·", "·"] in read
    assert ["年度主要任务", "主要内容", "预算数（元）", "·"] in read
    assert any(row[-2:] == ["1,234,567.00", "34,567.50"] for row in read)
    assert ["合计", "·", "9,999,999.00", "0.00"] in read
    assert read[-1] == ["第1页 共1页"]


@pytest.mark.slow
def test_head_rows_and_page_numbers_on_every_page(faces: Path) -> None:
    pages = page_texts(render_pdf(sheet=Sheet("题", blocks=(tasks(60),)), fonts=faces))
    assert len(pages) >= 3
    for number, text in enumerate(pages, start=1):
        assert "财政拨" in text
        assert f"第 {number} 页" in text
        assert f"共 {len(pages)} 页" in text


@pytest.mark.slow
def test_a_cell_longer_than_a_page_goes_on_and_loses_nothing(faces: Path) -> None:
    words = "".join(f"第{number}项工作；" for number in range(1500))
    grid = Grid(
        (1, 3),
        ((head("甲"), head("乙")), (GridCell("长"), GridCell(words)), (GridCell("后"), GridCell("末"))),
        1,
    )
    pages = page_texts(render_pdf(sheet=Sheet("题", blocks=(grid,)), fonts=faces))
    assert len(pages) >= 3
    whole = "".join("".join(pages).split())
    assert all(f"第{number}项" in whole for number in range(0, 1500, 37))
    assert whole.count("项") == 1500


@pytest.mark.slow
def test_text_is_never_read_as_markup(faces: Path) -> None:
    grid = Grid((1,), ((GridCell(MARKUP),),), caption="#panic()", unit="$x$")
    hostile = Sheet(
        "#panic(1)",
        "*强*",
        ('#read("/etc/passwd")',),
        (Paragraph('#import "@preview/x:1.0.0"'), grid),
        ("= 标题",),
    )
    text = page_texts(render_pdf(sheet=hostile, watermark="#panic()", fonts=faces))[0]
    for written in ("#panic(1)", "*强*", '#read("/etc/passwd")', "@preview/x:1.0.0", "$x$", "= 标题"):
        assert written.replace(" ", "") in text.replace(" ", "")
    assert "<b>" in text
    assert "root:" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("paper", "orientation", "size_mm"),
    [("A4", "portrait", (210, 297)), ("A4", "landscape", (297, 210)), ("A3", "landscape", (420, 297))],
)
def test_paper(faces: Path, paper: Paper, orientation: Orientation, size_mm: tuple[int, int]) -> None:
    document = pypdfium2.PdfDocument(
        render_pdf(sheet=Sheet("题", paper=paper, orientation=orientation), fonts=faces)
    )
    assert tuple(round(length / 72 * 25.4) for length in document[0].get_size()) == size_mm
    document.close()


@pytest.mark.slow
def test_for_keeping_and_for_screen_readers(faces: Path) -> None:
    made = render_pdf(sheet=sheet(), fonts=faces, at=datetime(2026, 3, 5, 8, 30, tzinfo=UTC))
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(zh-CN)" in made
    document = pypdfium2.PdfDocument(made)
    properties = document.get_metadata_dict()
    document.close()
    assert properties["Title"] == TITLE
    assert properties["CreationDate"].startswith("D:20260305083000")


@pytest.mark.slow
def test_watermark_lies_over_every_page(faces: Path) -> None:
    pages = page_texts(render_pdf(sheet=Sheet("题", blocks=(tasks(60),)), watermark="草稿", fonts=faces))
    assert all("草稿" in text for text in pages)


@pytest.mark.slow
def test_same_sheet_same_bytes(faces: Path) -> None:
    assert render_pdf(sheet=sheet(), fonts=faces) == render_pdf(sheet=sheet(), fonts=faces)


@pytest.mark.slow
def test_faces_are_embedded_and_none_of_the_machine_is_used(faces: Path) -> None:
    made = render_pdf(sheet=Sheet("题", blocks=(facts(),)), fonts=faces)
    names = {
        line.split(b"/FontName/")[1].split(b"/")[0] for line in made.splitlines() if b"/FontName/" in line
    }
    assert names
    assert all(b"NotoSerifSC" in name for name in names)


def test_missing_faces_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="run the front-end build"):
        render_pdf(sheet=Sheet("题"), fonts=tmp_path)
