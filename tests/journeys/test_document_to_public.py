"""The thin path, played: a document goes in, is corrected, reviewed, signed by a third person, published, corrected.

Scenario. Wang Min drops last week's target table into the browser. The platform reads it and finds that income and
spending differ by 0.50 万元. She looks at the source beside the data, corrects the figure, confirms what was read with
doubt, says which notice the table rests on and when the reply came, sees until when it must be public, and submits with
a note. Li Jianguo finds it on his to-do list and approves. Zhang Zhiyuan signs and publishes. A stranger reads the page,
downloads the PDF, and finds it by search with a two-character word; the auditor sees every step. Days later a figure turns
out wrong: it is corrected in public through the same three people, and both versions can be read.
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
    clerk.page.wait_for_url(re.compile(r"/performance/tables/[0-9a-f-]{36}/$"), timeout=90_000)
    return clerk.page.url.removeprefix(clerk.served.address)


def correct(clerk: Visitor, address: str, text: str) -> None:
    """Correct one cell on the review screen."""
    cell = clerk.page.locator(f"#cell-{address.replace('.', '-')}")
    cell.scroll_into_view_if_needed()
    cell.get_by_text("更正", exact=True).first.click()
    clerk.page.locator(f"#cell-{address.replace('.', '-')}-text").fill(text)
    with clerk.page.expect_response(lambda response: response.request.method == "POST"):
        cell.get_by_role("button", name="保存", exact=True).click()


def say_what_it_rests_on(clerk: Visitor, table: str) -> None:
    """Give the notice and the day of the reply; the paragraph and the last day follow."""
    clerk.page.get_by_role("link", name="填写批复日期和所依据的文件").click()
    clerk.reads("已从原文的说明里摘出文件")
    clerk.check_page()
    clerk.picture("opening")
    clerk.page.fill("input[name=replied_on]", "2026-02-10")
    clerk.page.fill("input[name=office_2]", "云川市财政局")
    clerk.page.get_by_role("button", name="保存", exact=True).click()
    clerk.page.wait_for_url(re.compile(r"/performance/tables/[0-9a-f-]{36}/(#.*)?$"))
    clerk.reads("最后期限")
    clerk.reads("现将2026年云川市人民代表大会常务委员会办公室")


def hand_in(clerk: Visitor, note: str) -> None:
    """Submit with a note."""
    clerk.page.fill("textarea[name=note]", note)
    clerk.page.locator("#submit button", has_text="提交复核").click()
    clerk.reads("待复核")


def approve(reviewer: Visitor) -> None:
    """Find the table right."""
    reviewer.page.locator("#approve button", has_text="复核通过").click()
    reviewer.reads("待签发")


def sign_and_publish(issuer: Visitor, table: str) -> str:
    """Sign, and wait until it is public; returns the path of the public page."""
    issuer.page.locator("#issue button", has_text="签发并公开").click()
    issuer.page.locator(".lead", has_text="已公开").wait_for(timeout=90_000)
    issuer.open(table)
    issuer.press("看公开页")
    return issuer.page.url.removeprefix(issuer.served.address)


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
    say_what_it_rests_on(clerk, table)
    hand_in(clerk, "收入来源已按批复更正。")

    reviewer = person(width).sign_in("fuhe")
    reviewer.open("/todos/")
    reviewer.check_page()
    reviewer.open(table)
    reviewer.reads("收入来源已按批复更正。")
    reviewer.picture("reviewing")
    approve(reviewer)
    assert reviewer.page.locator("#issue").count() == 0

    issuer = person(width).sign_in("qianfa")
    issuer.open("/todos/")
    issuer.reads("签发：")
    issuer.open(table)
    issuer.check_page()
    issuer.picture("signing")
    public = sign_and_publish(issuer, table)

    stranger = person(width)
    answer = stranger.open(public)
    assert answer is not None
    assert answer.status == 200
    stranger.check_page()
    stranger.reads("4,573.75")
    stranger.reads("现将2026年云川市人民代表大会常务委员会办公室")
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
    for words in ("上传绩效文件", "更正一格", "提交复核", "复核通过", "签发", "登记公开结果"):
        auditor.reads(words)
    auditor.picture("audit")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_what_is_public_is_corrected_in_public(person: Person, own_document: Path, width: int) -> None:
    clerk, reviewer, issuer = (person(width).sign_in(name) for name in ("jingban", "fuhe", "qianfa"))
    table = bring_in(clerk, own_document)
    accept_first_finding(clerk)
    hand_in(clerk, "差额已报财政局。")
    reviewer.open(table)
    approve(reviewer)
    issuer.open(table)
    first = sign_and_publish(issuer, table)

    clerk.open(table)
    clerk.page.locator("#reopen textarea").fill("财政拨款少写了 0.50 万元。")
    clerk.page.locator("#reopen button", has_text="开始更正").click()
    clerk.reads("正在更正已公开的表")
    clerk.check_page()
    clerk.picture("correcting")
    correct(clerk, "money.fiscal", "4,573.75")
    clerk.reads("已更正")
    stranger = person(width)
    stranger.open(first)
    stranger.reads("4,573.25")

    hand_in(clerk, "按批复更正。")
    reviewer.open(table)
    reviewer.reads("财政拨款少写了 0.50 万元。")
    approve(reviewer)
    issuer.open(table)
    second = sign_and_publish(issuer, table)
    assert second != first

    stranger.open(first)
    stranger.reads("本版已更正")
    stranger.check_page()
    stranger.picture("corrected-first")
    stranger.press("看现行的一版")
    assert stranger.page.url.removeprefix(stranger.served.address) == second
    stranger.reads("财政拨款少写了 0.50 万元。")
    stranger.reads("4,573.75")
    stranger.check_page()
    stranger.picture("corrected-second")
    stranger.open("/open/performance/")
    assert stranger.page.locator(f"a[href='{first}']").count() == 0
    assert stranger.page.locator(f"a[href='{second}']").count() >= 1


def accept_first_finding(clerk: Visitor) -> None:
    """Say of the first finding that it is left for later."""
    finding = clerk.page.locator(".finding", has_text="各部分之和与合计不相等").first
    finding.get_by_text("先不改：接受或不采纳").click()
    finding.locator("textarea").fill("已报财政局，留待调整。")
    with clerk.page.expect_response(lambda response: response.request.method == "POST"):
        finding.get_by_role("button", name="接受，留待处理").click()
    clerk.reads("已写明处理意见 1 条")
    clerk.picture("decided")


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
    clerk.reads("或在“提交说明”中写明原因")
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
