"""The pages of the design system in a real browser: accessible, fitting at every width, quiet, right on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from congress.platform.core.tests.ui_stage import AXE, PAGES, launched, opened, page_html, work_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# 390: phone · 820: pad · 1440: desk · 320: a 1280 px window at 400 %, or a 640 px one at 200 % · 720: a desk at 200 %
WIDTHS = [320, 390, 720, 820, 1440]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture(params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    ("width", "large"), [(390, False), (390, True), (820, False), (1440, False), (1440, True)]
)
def test_axe_finds_nothing(browser: Browser, name: str, width: int, large: bool) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci --ignore-scripts, with development packages)")
    page = opened(browser, page_html(name, large=large), width=width)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    page.context.close()
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("large", [False, True])
def test_the_page_never_scrolls_sideways(browser: Browser, name: str, large: bool) -> None:
    page = opened(browser, page_html(name, large=large), width=1440)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


FONT_SIZES = """['h1', 'td', '.btn', '.field-help'].map(
    name => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"""


def test_large_type_scales_everything(browser: Browser) -> None:
    sizes = []
    for large in (False, True):
        page = opened(browser, page_html("style", large=large))
        sizes.append(page.evaluate(FONT_SIZES))
        page.context.close()
    assert [round(big / usual, 3) for usual, big in zip(*sizes, strict=True)] == [1.375] * 4


def test_nothing_is_blocked_and_nothing_fails(browser: Browser, name: str) -> None:
    page = opened(browser, page_html(name))
    page.wait_for_timeout(200)
    assert page.complaints == []  # type: ignore[attr-defined]
    page.context.close()


def test_icons_are_drawn_from_the_sprite(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    assert page.evaluate("document.querySelector('.brand use').getBBox().width") > 10
    page.context.close()


def test_first_key_press_offers_to_skip_to_the_matter(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


# The file input covers its drop zone and is itself invisible; the zone carries the ring.
RING = """() => {
    const own = document.activeElement;
    const drawn = own.closest('file-drop')?.querySelector('.file-drop-zone') ?? own;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    return own === document.body ? null : [outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2, own.outerHTML];
}"""


@pytest.mark.parametrize("page_name", ["public", "style", "sign-in"])
def test_focus_is_always_visible(browser: Browser, page_name: str) -> None:
    page = opened(browser, page_html(page_name))
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        ring = page.evaluate(RING)
        if ring is None:
            break
        seen.append(ring)
    assert len(seen) > 4
    assert [html for is_visible, html in seen if not is_visible] == []
    page.context.close()


def test_little_moves_for_those_who_ask(browser: Browser) -> None:
    page = opened(browser, page_html("style"), reduced_motion="reduce")
    turns = "getComputedStyle(document.querySelector('[aria-busy]'), '::after').animationIterationCount"
    assert page.evaluate(turns) == "1"
    page.context.close()


def test_error_pages_stand_without_any_shell() -> None:
    for status in (202, 400, 403, 404, 405, 413, 422, 500, 503):
        made = render_to_string(
            "errors/page.html", {"status": status, "title": "标题", "message": "一句话。", "error_id": ""}
        )
        assert "接下来可以" in made
        assert made.count("<li>") >= 1
        assert "错误编号</span>" not in made
    with_id = render_to_string(
        "errors/page.html", {"status": 500, "title": "标题", "message": "一句话。", "error_id": "0198"}
    )
    assert ">0198</code>" in with_id


def test_error_fragments_stand_where_the_person_looks() -> None:
    refused = render_to_string(
        "errors/fragment.html", {"status": 403, "title": "没有权限", "message": "一句话。"}
    )
    broken = render_to_string(
        "errors/fragment.html", {"status": 500, "title": "意外", "message": "一句话。", "error_id": "0198"}
    )
    assert 'data-tone="warn"' in refused
    assert 'data-tone="bad"' in broken
    assert "0198" in broken


# --- paper


def printed(page: Page, folder: Path) -> pypdfium2.PdfDocument:
    page.emulate_media(media="print")
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    page.context.close()
    return pypdfium2.PdfDocument(file.read_bytes())


def words(document: pypdfium2.PdfDocument) -> list[str]:
    """What each sheet says; blanks are left out, because PDF text has them anywhere."""
    return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def size_mm(document: pypdfium2.PdfDocument) -> tuple[int, int]:
    width, height = document[0].get_size()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


LONG: dict[str, Any] = {"rows": [(f"第 {number} 项", f"{number}.00") for number in range(1, 121)]}
ROWS = "{% for name, amount in rows %}<tr><td>{{ name }}</td><td class='figure'>{{ amount }}</td></tr>{% endfor %}"
HEAD = "<thead><tr><th>项目名目</th><th class='figure'>金额</th></tr></thead>"
TABLE = f"{{% table '长表' %}}{HEAD}<tbody>{ROWS}</tbody>{{% endtable %}}"


def test_paper_is_a4_with_heads_repeated_and_no_menus(browser: Browser, tmp_path: Path) -> None:
    document = printed(opened(browser, work_page(TABLE, **LONG)), tmp_path)
    sheets = words(document)
    assert size_mm(document) == (210, 297)
    assert len(sheets) >= 3
    assert all("项目名目" in sheet for sheet in sheets)
    assert "第120项" in sheets[-1]
    assert not any("主菜单" in sheet or "待办" in sheet or "大字版" in sheet for sheet in sheets)


def test_wide_tables_ask_for_a3(browser: Browser, tmp_path: Path) -> None:
    content = f"<div class='print-a3-landscape'>{TABLE}</div>"
    document = printed(opened(browser, work_page(content, **LONG)), tmp_path)
    sizes = {tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in document}
    assert (420, 297) in sizes


def test_the_public_page_prints_its_name_and_not_its_tools(browser: Browser, tmp_path: Path) -> None:
    sheets = words(printed(opened(browser, page_html("public")), tmp_path))
    assert "云江市人民代表大会常务委员会" in sheets[0]
    assert "查找公开内容" not in "".join(sheets)
    assert "下载" not in "".join(sheets)
