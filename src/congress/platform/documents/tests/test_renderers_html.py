"""HTML: heard as well as seen, and nothing of a text becomes markup."""

from __future__ import annotations

import re

from lxml import etree, html

from congress.platform.documents.contracts import Grid, GridCell, Heading, Paragraph, Sheet
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.media_types import HTML
from congress.platform.documents.renderers import render_html, render_html_page

from .making import texts
from .sheets import MARKUP, TITLE, facts, head, sheet


def article(of: Sheet) -> etree._Element:
    return html.fragment_fromstring(render_html(sheet=of))


def test_structure_for_those_who_listen() -> None:
    root = article(sheet())
    assert (root.tag, root.get("lang")) == ("article", "zh-CN")
    assert root.xpath("string(h1)") == TITLE
    assert [found.tag for found in root if found.tag in ("h2", "h3", "h4")] == ["h2", "h3", "h4"]
    assert root.xpath("//caption/text()") == ["基本情况表", "年度主要任务表"]
    assert root.xpath("//caption/span[@class='sheet-unit']/text()") == ["单位：元"]
    regions = root.xpath("//div[@class='sheet-grid']")
    assert [(box.get("role"), box.get("tabindex"), box.get("aria-label")) for box in regions] == [
        ("region", "0", "基本情况表"),
        ("region", "0", "年度主要任务表"),
    ]


def test_header_cells_say_what_they_head() -> None:
    root = article(sheet())
    by_text = {cell.text: cell.get("scope") for cell in root.iter("th")}
    assert by_text["总额"] == by_text["主要内容"] == "col"
    assert by_text["预算数（元）"] == "colgroup"
    assert by_text["基本信息"] == "rowgroup"
    assert by_text["部门名称"] == by_text["任务1"] == "row"
    assert all(cell.get("scope") is None for cell in root.iter("td"))
    assert [len(found) for found in root.iter("thead")] == [2]


def test_every_text_is_escaped() -> None:
    grid = Grid((1,), ((GridCell(MARKUP),),), caption=MARKUP, unit=MARKUP)
    blocks = (Heading(MARKUP), Paragraph(MARKUP), grid)
    root = article(Sheet(MARKUP, MARKUP, (MARKUP,), blocks, (MARKUP,)))
    assert not list(root.iter("b"))
    assert root.xpath("string(//td)") == MARKUP
    assert root.xpath("string(h1)") == MARKUP
    assert root.xpath("//div/@aria-label") == [MARKUP]
    assert "<script" not in render_html(sheet=Sheet('"><script>alert(1)</script>'))


def test_no_style_of_its_own() -> None:
    written = render_html(sheet=sheet())
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", written)
    assert {name for names in article(sheet()).xpath("//@class") for name in names.split()} == {
        "sheet", "sheet-title", "sheet-subtitle", "sheet-intro", "sheet-grid", "sheet-unit", "sheet-notes",
        "is-center", "is-end", "is-strong", "is-indented",
    }  # fmt: skip


def test_line_feeds_alignment_and_columns() -> None:
    root = article(sheet())
    assert "金额按元填列。<br>保留两位小数。" in render_html(sheet=sheet())
    assert root.xpath("//p[contains(@class, 'is-end')]/@class") == ["is-end is-strong"]
    assert root.xpath("(//colgroup)[1]/col/@width") == ["16%", "34%", "16%", "34%"]


def test_bare_sheet_and_table_without_caption() -> None:
    assert (
        render_html(sheet=Sheet("题"))
        == '<article class="sheet" lang="zh-CN">\n<h1 class="sheet-title">题</h1>\n</article>\n'
    )
    wide = Sheet("题", blocks=(Grid((1,) * 5, (tuple(GridCell(str(n)) for n in range(5)),)),))
    root = article(wide)
    assert root.xpath("//table/@class") == ["is-wide"]
    assert root.xpath("//div/@aria-label") == ["题"]
    assert not root.xpath("//caption | //thead")
    unit = article(Sheet("题", blocks=(Grid((1,), ((head("甲"),),), unit="单位：元"),)))
    assert unit.xpath("string(//caption)") == "单位：元"


def test_page_that_stands_alone() -> None:
    page = render_html_page(sheet=sheet(orientation="landscape", paper="A3"))
    root = html.document_fromstring(page)
    assert root.get("lang") == "zh-CN"
    assert root.xpath("string(//title)") == TITLE
    assert root.xpath("//meta/@charset") == ["utf-8"]
    assert "size: A3 landscape" in page
    assert not re.search(r"https?://|url\(|@import|<script", page)


def test_what_is_rendered_reads_back() -> None:
    source = read_source(
        content=render_html_page(sheet=Sheet("题", blocks=(facts(),))).encode(), media_type=HTML
    )
    assert texts(source)[-3:] == [
        ["部门名称", "云溪市人民代表大会常务委员会办公室", "·", "·"],
        ["基本信息", "财政供养人员数", "66", "—"],
        ["·", "下属二级单位数", "0", MARKUP],
    ]
