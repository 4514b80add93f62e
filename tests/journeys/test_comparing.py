"""Two years side by side, played.

Scenario. Wang Min wants to know what changed since last year's self-evaluation. She opens 绩效目标比较, takes the ready
link of her office, reads what is worth a look, sees the charts, follows a figure to its cell and comes back. One match is
marked to be looked at: she confirms it and finds her word kept. She takes the workbook along. Her colleague Li Jianguo
looks at the same comparison on his phone and may not judge. A clerk of the county sees only what was published.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.support.browsing import DESK, PHONE, TABLET, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Person = Callable[[int], Visitor]


def test_two_years_side_by_side(person: Person) -> None:
    clerk = person(DESK).sign_in("jingban")
    clerk.open("/performance/compare/")
    clerk.check_page()
    clerk.page.get_by_role(
        "link", name=re.compile("云川市人民代表大会常务委员会办公室：.*2025、2026(、2027)?年")
    ).click()
    clerk.reads("值得注意")
    clerk.page.locator("comparison-chart svg").first.wait_for()
    clerk.check_page()
    clerk.picture("compare")
    comparison = clerk.page.url

    clerk.page.locator("#row-money-basic, #row-tasks-sum").first.locator(".compare-figure").last.click()
    clerk.page.wait_for_url(re.compile(r"/performance/tables/[0-9a-f-]{36}/#cell-"))
    assert clerk.page.locator(f"#{clerk.page.url.partition('#')[2]}").count() == 1

    clerk.page.goto(comparison)
    clerk.page.get_by_role("link", name="请核对对应关系").first.click()
    clerk.check_page()
    clerk.page.get_by_role("button", name="是同一项").first.click()
    clerk.reads("由人工确认")
    clerk.check_page()
    clerk.press("回到对比")
    clerk.reads("由人工确认")
    with clerk.page.expect_download() as download:
        clerk.press("下载 Excel")
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("width", [PHONE, TABLET])
def test_a_reviewer_reads_it_on_a_smaller_screen_and_judges_nothing(person: Person, width: int) -> None:
    reviewer = person(width).sign_in("fuhe")
    reviewer.open("/performance/compare/")
    reviewer.page.get_by_role(
        "link", name=re.compile("云川市人民代表大会常务委员会办公室：.*2025、2026(、2027)?年")
    ).click()
    reviewer.page.locator("comparison-chart svg").first.wait_for()
    reviewer.check_page()
    reviewer.picture("compare")
    reviewer.page.get_by_role("link", name=re.compile("对应关系$")).first.click()
    reviewer.reads("要由表格所属单位的经办人办理")
    assert reviewer.page.get_by_role("button", name="是同一项").count() == 0


def test_a_clerk_of_the_county_sees_what_was_published_and_no_more(person: Person) -> None:
    clerk = person(DESK).sign_in("wangjiang")
    clerk.open("/performance/compare/")
    clerk.reads("只看公开内容")
    assert "经办中" not in clerk.page.locator("main").inner_text()
