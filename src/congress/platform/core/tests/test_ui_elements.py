"""What the custom elements do in a real browser, and what remains without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request, expect

from congress.platform.core.tests.ui_stage import Answer, launched, opened, page_html, work_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


def says(status: int, body: str = "", **headers: str) -> Answer:
    return status, body, headers


# --- without a script


def test_without_a_script_the_page_still_works(browser: Browser) -> None:
    page = opened(browser, page_html("style"), width=390, java_script_enabled=False)
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.locator(".bottom-bar a[href='#menu']").click()
    expect(menu).to_be_visible()
    page.locator("#menu [data-close-menu]").click()
    expect(menu).to_be_hidden()
    assert page.locator("#id_report").is_visible()
    assert not page.locator("print-button").first.is_visible()
    assert page.locator("#list-filters").is_visible()
    assert page.locator(".pane-first").is_visible()
    assert page.locator(".pane-second").is_visible()
    assert not page.locator("#sample-dialog").is_visible()
    page.locator("summary", has_text="更多操作").click()
    expect(page.get_by_text("复制为新年度申报表")).to_be_visible()
    page.context.close()


# --- menus


def test_side_menu_keeps_the_focus_and_gives_it_back(browser: Browser) -> None:
    page = opened(browser, page_html("style"), width=390)
    opener = page.locator(".bottom-bar a[href='#menu']")
    opener.focus()
    page.keyboard.press("Space")
    expect(page.locator("#menu")).to_be_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#menu"
    page.context.close()


def test_drop_menu_moves_by_arrows_and_closes(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    summary = page.locator("summary", has_text="更多操作")
    panel = page.get_by_text("查看历史版本")
    summary.focus()
    page.keyboard.press("ArrowDown")
    expect(panel).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert "查看历史版本" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    summary.click()
    page.locator("h1").click()
    expect(panel).to_be_hidden()
    page.context.close()


def test_filters_fold_on_a_phone(browser: Browser) -> None:
    page = opened(browser, page_html("style"), width=390)
    fields = page.locator("#list-filters")
    expect(fields).to_be_hidden()
    page.locator("#list .filter-toggle").click()
    expect(fields).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator("#list .filter-toggle")).to_be_hidden()
    expect(fields).to_be_visible()
    page.context.close()


def test_rows_are_cards_on_a_phone(browser: Browser) -> None:
    page = opened(browser, page_html("style"), width=390)
    assert page.evaluate("getComputedStyle(document.querySelector('#list tbody tr')).display") == "flex"
    label = page.evaluate(
        "getComputedStyle(document.querySelector('#list td:nth-child(4)'), '::before').content"
    )
    assert label == '"预算金额（万元）"'
    page.context.close()


# --- dialogs


def test_dialog_opens_and_closes_by_key(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    dialog = page.locator("#sample-dialog")
    page.locator("open-dialog[for=sample-dialog] a").click()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("open-dialog[for=sample-dialog] a").click()
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_be_hidden()
    page.context.close()


def test_where_dialogs_are_unknown_the_link_leads_to_the_page(browser: Browser) -> None:
    page = opened(browser, page_html("style"), answers={"/style/": lambda _: says(200, "<h1>退回</h1>")})
    page.evaluate("delete HTMLDialogElement.prototype.showModal")
    page.locator("open-dialog[for=sample-dialog] a").click()
    page.wait_for_url("**/style/")
    page.context.close()


# --- files


def test_file_drop_names_sizes_and_refuses(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    list_ = page.locator("file-drop").first.locator(".file-drop-list")
    page.set_input_files(
        "#id_report", [{"name": "申报表.txt", "mimeType": "text/plain", "buffer": b"x" * 1536}]
    )
    expect(list_).to_contain_text("申报表.txt")
    expect(list_).to_contain_text("1.5 KB")
    assert page.evaluate("document.querySelector('#id_report').checkValidity()")
    page.set_input_files("#id_report", [{"name": "图.bmp", "mimeType": "image/bmp", "buffer": b"x"}])
    expect(list_).to_contain_text("不接受这种文件")
    assert not page.evaluate("document.querySelector('#id_report').checkValidity()")
    page.set_input_files("#id_report", [{"name": "空.txt", "mimeType": "text/plain", "buffer": b""}])
    expect(list_).to_contain_text("这是一个空文件")
    list_.get_by_role("button").click()
    expect(list_).to_be_empty()
    assert page.evaluate("document.querySelector('#id_report').checkValidity()")
    page.context.close()


def test_file_drop_says_when_a_file_is_too_large(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    page.evaluate("document.querySelector('file-drop').dataset.maxBytes = '1024'")
    page.set_input_files("#id_report", [{"name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * 1025}])
    expect(page.locator("file-drop").first).to_contain_text("文件超过 1.0 KB")
    page.context.close()


GIVE = """way => {
    const data = new DataTransfer();
    data.items.add(new File(['内容'], '拖来.txt', {type: 'text/plain'}));
    const more = {bubbles: true, cancelable: true};
    const zone = document.querySelector('file-drop');
    if (way === 'drop') zone.dispatchEvent(new DragEvent('drop', {dataTransfer: data, ...more}));
    else document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, ...more}));
}"""


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_files_may_be_dropped_and_pasted(browser: Browser, way: str) -> None:
    page = opened(browser, page_html("style"))
    page.evaluate(GIVE, way)
    expect(page.locator("file-drop").first).to_contain_text("拖来.txt")
    assert page.evaluate("document.querySelector('#id_report').files.length") == 1
    page.context.close()


# --- drafts


def test_drafts_are_saved_in_pauses(browser: Browser) -> None:
    kept: list[Request] = []

    def keep(request: Request) -> Answer:
        kept.append(request)
        return says(204)

    page = opened(browser, page_html("style"), answers={"/style/draft/": keep})
    page.fill("#id_title", "2026 年绩效目标")
    note = page.locator("auto-draft [role=status]")
    expect(note).to_contain_text("已自动保存", timeout=5000)
    assert len(kept) == 1
    assert kept[0].headers["x-draft"] == "1"
    assert "title=2026" in (kept[0].post_data or "")
    assert not page.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    page.context.close()


def test_a_draft_that_was_not_kept_is_said_and_guarded(browser: Browser) -> None:
    page = opened(browser, page_html("style"), answers={"/style/draft/": lambda _: says(500)})
    page.fill("#id_title", "未存")
    note = page.locator("auto-draft [role=status]")
    expect(note).to_have_text("未能保存，内容仍在本页", timeout=5000)
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    page.context.close()


ASKS_BEFORE_LEAVING = "!dispatchEvent(new Event('beforeunload', {cancelable: true}))"
COUNT_SENT = """sent = 0; document.addEventListener('submit', event => {
    if (!event.defaultPrevented) sent += 1;
    event.preventDefault();
})"""


def test_a_sent_form_is_not_guarded_and_goes_once(browser: Browser) -> None:
    form = "<form method='post' action='/go/'><input name='a' aria-label='a'>{% button '送' %}</form>"
    page = opened(browser, work_page(f"{{% leave_guard %}}{form}{{% endleave_guard %}}"))
    page.evaluate(COUNT_SENT)
    page.fill("[name=a]", "1")
    assert page.evaluate(ASKS_BEFORE_LEAVING)
    send = page.get_by_role("button", name="送")
    send.click()
    assert send.get_attribute("aria-busy") == "true"
    send.click()
    assert page.evaluate("sent") == 1
    assert not page.evaluate(ASKS_BEFORE_LEAVING)
    page.context.close()


# --- source beside data


def test_places_light_up_together_and_come_into_sight(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    page.locator("tr[data-place=total] button").click()
    chosen = page.evaluate(
        "[...document.querySelectorAll('.pane-first .is-chosen')].map(each => each.textContent)"
    )
    assert chosen == ["3,638.01", "1,119.48", "28.66", "4,785.75"]
    page.locator(".pane-first [data-place=people]").hover()
    assert page.evaluate("document.querySelector('tr[data-place=people]').classList.contains('is-linked')")
    page.locator(".finding [data-show-place=visits]").click()
    assert page.evaluate("document.querySelector('tr[data-place=visits]').classList.contains('is-chosen')")
    page.context.close()


def test_the_divider_moves_by_keys(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    divider = page.get_by_role("separator")
    divider.focus()
    before = page.locator(".pane-first").bounding_box()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    after = page.locator(".pane-first").bounding_box()
    assert divider.get_attribute("aria-valuenow") == "60"
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] + 50
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert divider.get_attribute("aria-valuenow") == "75"
    page.keyboard.press("Enter")
    assert divider.get_attribute("aria-valuenow") == "50"
    page.context.close()


def test_on_a_phone_one_pane_shows_and_a_place_turns_to_the_other(browser: Browser) -> None:
    page = opened(browser, page_html("style"), width=390)
    first, second = page.locator(".pane-first"), page.locator(".pane-second")
    expect(first).to_be_hidden()
    page.locator("tr[data-place=visits] button").click()
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    page.get_by_role("button", name="数据", exact=True).click()
    expect(second).to_be_visible()
    page.context.close()


# --- htmx as configured


def test_refused_parts_are_shown_and_failures_become_messages(browser: Browser) -> None:
    sent: list[dict[str, str]] = []

    def refuse(request: Request) -> Answer:
        sent.append(request.headers)
        return says(422, "<p id='part'>金额合计不符。</p>")

    content = (
        "<p id='part'>原样</p>"
        "<button type='button' hx-post='/refuse/' hx-target='#part' hx-swap='outerHTML'>一</button>"
        "<button type='button' hx-post='/forbidden/' hx-target='#part'>二</button>"
        "<button type='button' hx-get='/broken/' hx-target='#part'>三</button>"
    )
    answers = {"/refuse/": refuse, "/forbidden/": lambda _: says(403), "/broken/": lambda _: says(500)}
    page = opened(browser, work_page(content), answers=answers)
    page.get_by_role("button", name="一").click()
    expect(page.locator("#part")).to_have_text("金额合计不符。")
    assert sent[0]["x-csrftoken"] == "a-token"
    for name, sentence in (("二", "您没有这项操作的权限"), ("三", "系统出现意外")):
        page.get_by_role("button", name=name).click()
        expect(page.locator("#toasts")).to_contain_text(sentence)
    expect(page.locator("#part")).to_have_text("金额合计不符。")
    page.locator("#toasts [data-close]").first.click()
    expect(page.locator("#toasts flash-message")).to_have_count(1)
    page.context.close()


def test_progress_renews_itself_until_it_is_done(browser: Browser) -> None:
    asked: list[str] = []

    def poll(request: Request) -> Answer:
        asked.append(request.url)
        return says(200, "<div class='progress-note' id='job-1'>已完成</div>")

    job = {"id": 1, "title": "导入", "state": "running", "done": 1, "total": 2, "poll_url": "/poll/"}
    page = opened(browser, work_page("{% progress job %}", job=job), answers={"/poll/": poll})
    expect(page.locator("#job-1")).to_have_text("已完成", timeout=5000)
    page.wait_for_timeout(2500)
    assert len(asked) == 1
    page.context.close()


def test_a_list_renews_in_place_and_the_address_follows(browser: Browser) -> None:
    asked: list[Request] = []

    def renew(request: Request) -> Answer:
        asked.append(request)
        count = "<p data-announce>共 7 条</p>"
        return says(
            200, f"<section class='list' id='list'>{count}<a id='list-next' href='#'>下一页</a></section>"
        )

    html = page_html("style").replace('href="#list" rel="next"', 'href="/renewed/?page=3" rel="next"')
    html = html.replace('action=""', 'action="/renewed/"', 1)
    page = opened(browser, html, answers={"/renewed/": renew})
    page.locator("#list a[rel=next]").click()
    expect(page.locator("#announcer")).to_have_text("共 7 条")
    assert page.url.endswith("/renewed/?page=3")
    assert asked[0].headers["hx-target"] == "list"
    assert page.evaluate("document.activeElement.id") == "list-next"
    page.go_back()
    expect(page.locator("#list a[rel=next]")).to_be_visible()
    expect(page.locator("#announcer")).to_be_empty()
    page.select_option("#list-state", "review")
    expect(page.locator("#announcer")).to_have_text("共 7 条")
    assert "state=review" in asked[-1].url
    page.context.close()


def test_copying_works_without_the_clipboard_interface(browser: Browser) -> None:
    page = opened(browser, page_html("style"))
    page.evaluate("document.addEventListener('copy', () => { copied = document.activeElement.value; })")
    page.get_by_role("button", name="复制文号").click()
    expect(page.locator("copy-button").first).to_contain_text("已复制")
    assert page.evaluate("copied") == "云财函〔2026〕48 号"
    page.context.close()
