"""The thin path, played: a document goes in, is corrected, reviewed by another person, published, read and found.

Scenario. Wang Min drops last week's target table into the browser. The platform reads it and finds that income and
spending differ by 0.50 万元. She looks at the source beside the data, corrects the figure, confirms what was read with
doubt and submits with a note. Li Jianguo finds it on his to-do list, approves and publishes. A stranger reads the page
and downloads the PDF, finds it by search with a two-character word, and the auditor sees every step.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.browsing import DESK, PHONE, TABLET, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Person = Callable[[int], Visitor]


def bring_in(clerk: Visitor, document: Path) -> str:
    """Import a document; returns the path of its review screen."""
    clerk.open("/performance/import/")
    clerk.check_page()
    clerk.page.set_input_files("input[type=file]", str(document))
    clerk.press("开始导入")
    clerk.page.wait_for_url(re.compile(r"/performance/tables/[0-9a-f-]{36}/$"), timeout=30_000)
    return clerk.page.url.removeprefix(clerk.served.address)


def correct(clerk: Visitor, address: str, text: str) -> None:
    """Correct one cell on the review screen."""
    cell = clerk.page.locator(f"#cell-{address.replace('.', '-')}")
    cell.scroll_into_view_if_needed()
    cell.get_by_text("更正", exact=True).first.click()
    clerk.page.locator(f"#cell-{address.replace('.', '-')}-text").fill(text)
    with clerk.page.expect_response(lambda response: response.request.method == "POST"):
        cell.get_by_role("button", name="保存").click()


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE])
def test_from_the_file_to_the_public(person: Person, own_document: Path, width: int) -> None:
    clerk = person(width).sign_in("jingban")
    clerk.check_page()
    clerk.picture("home")
    table = bring_in(clerk, own_document)
    clerk.check_page()
    clerk.reads("各部分之和与合计不相等")
    clerk.picture("review")

    correct(clerk, "money.fiscal", "4,573.75")
    clerk.page.locator(".finding", has_text="相差 0.50 万元").wait_for(state="detached")
    clerk.reads("已更正")
    clerk.page.fill("textarea[name=note]", "收入来源已按批复更正。")
    clerk.page.locator("#submit button", has_text="提交复核").click()
    clerk.reads("待复核")

    reviewer = person(width).sign_in("fuhe")
    reviewer.open("/todos/")
    reviewer.check_page()
    reviewer.open(table)
    reviewer.reads("收入来源已按批复更正。")
    reviewer.picture("reviewing")
    reviewer.page.locator("#approve button", has_text="复核通过").click()
    reviewer.reads("已复核")
    reviewer.page.locator("#publish button", has_text="公开本表").click()
    for _ in range(40):
        reviewer.page.wait_for_timeout(500)
        reviewer.open(table)
        if reviewer.page.get_by_text("看公开页").count():
            break
    reviewer.press("看公开页")
    public = reviewer.page.url.removeprefix(reviewer.served.address)

    stranger = person(width)
    answer = stranger.open(public)
    assert answer is not None
    assert answer.status == 200
    stranger.check_page()
    stranger.reads("4,573.75")
    stranger.picture("published")
    with stranger.page.expect_download() as pdf:
        stranger.press("下载 PDF")
    assert Path(pdf.value.path()).read_bytes().startswith(b"%PDF-")

    stranger.open("/search/?q=绩效")
    stranger.check_page()
    assert stranger.page.locator(f"main a[href='{public}']").count() >= 1
    stranger.picture("search")

    auditor = person(width).sign_in("shenji")
    auditor.open("/audit/")
    auditor.check_page()
    for words in ("上传绩效文件", "更正一格", "提交复核", "复核通过", "登记公开结果"):
        auditor.reads(words)
    auditor.picture("audit")


def test_strangers_are_refused(person: Person, own_document: Path) -> None:
    clerk = person(DESK).sign_in("jingban")
    table = bring_in(clerk, own_document)

    nobody = person(PHONE)
    nobody.open(table)
    assert "/sign-in/" in nobody.page.url
    nobody.check_page()
    nobody.picture("sign-in")

    county = person(DESK).sign_in("wangjiang")
    answer = county.open(table)
    assert answer is not None
    assert answer.status == 403
    county.reads("没有权限")
    county.picture("refused")
    county.open("/performance/")
    assert county.page.locator(f"a[href='{table}']").count() == 0
    county.open("/search/?q=绩效")
    assert county.page.locator(f"a[href='{table}']").count() == 0


def test_one_does_not_review_ones_own_table(person: Person, own_document: Path) -> None:
    clerk = person(DESK).sign_in("jingban")
    table = bring_in(clerk, own_document)
    clerk.page.fill("textarea[name=note]", "差额已报财政局。")
    clerk.page.locator("#submit button", has_text="提交复核").click()
    clerk.reads("待复核")
    assert clerk.page.locator("#approve").count() == 0
    answer = clerk.page.request.post(f"{clerk.served.address}{table}approve/")
    assert answer.status == 403


def test_a_refused_submission_keeps_what_was_typed(person: Person, own_document: Path) -> None:
    clerk = person(DESK).sign_in("jingban")
    bring_in(clerk, own_document)
    clerk.page.locator("#submit button", has_text="提交复核").click()
    clerk.reads("请改好，或在“提交说明”中写明原因")
    assert clerk.page.locator("#submit").count() == 1


def test_something_that_is_no_disclosure_gets_a_sentence(person: Person, tmp_path: Path) -> None:
    wrong = tmp_path / "日记.txt"
    wrong.write_text("今天天气很好。", encoding="utf-8")
    clerk = person(PHONE).sign_in("jingban")
    clerk.open("/performance/import/")
    clerk.page.set_input_files("input[type=file]", str(wrong))
    clerk.press("开始导入")
    clerk.reads("未完成")
    clerk.check_page()
