"""A year is judged, played: targets become a self-evaluation, results go in, points come out, a figure comes from the platform.

Scenario. In January Wang Min opens last year's targets and begins the self-evaluation. Targets and budget are there
already, the weights are proposed. She fills in what was reached; one target was missed, and the page asks for the reason.
One figure the platform knows itself: she binds it and takes it over. She writes weights and scores into the table in one
step and downloads the draft of the report. Li Jianguo, who may only read, sees everything and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.test_document_to_public import bring_in, correct
from tests.support.browsing import DESK, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Person = Callable[[int], Visitor]
TABLE = re.compile(r"/performance/tables/[0-9a-f-]{36}/$")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_from_the_targets_to_the_points(person: Person, own_document: Path, width: int) -> None:
    clerk = person(width).sign_in("jingban")
    bring_in(clerk, own_document)
    clerk.press("自评与监控")
    clerk.check_page()
    clerk.reads("缺少预算数或执行数")
    clerk.press("生成自评表")
    clerk.page.wait_for_url(TABLE)
    begun = clerk.page.url.removeprefix(clerk.served.address)
    clerk.check_page()

    correct(clerk, "totals.executed", "4,000.00")
    clerk.open(f"{begun}evaluation/")
    clerk.check_page()
    clerk.picture("evaluation")
    clerk.reads("还没有填写实际完成值")
    clerk.page.get_by_role("link", name=re.compile("^关联")).first.click()
    clerk.page.select_option("select[name=measure]", "performance.tables_published")
    clerk.page.get_by_role("button", name="关联", exact=True).click()
    clerk.check_page()
    clerk.page.get_by_role("button", name=re.compile(r"采用 \d+张 作为完成值")).click()
    clerk.reads("上次采用的数")
    clerk.press("返回自评与监控")
    with clerk.page.expect_response(lambda answer: answer.request.method == "POST"):
        clerk.page.get_by_role("button", name="把分值和得分写入本表").click()
    clerk.page.wait_for_load_state()
    with clerk.page.expect_download() as report:
        clerk.page.get_by_role("link", name="下载自评报告初稿（Word）").first.click()
    assert report.value.suggested_filename.endswith("自评报告.docx")

    reader = person(width).sign_in("fuhe")
    reader.open(f"{begun}evaluation/")
    reader.reads("计分和灯号")
    assert reader.page.get_by_role("button", name="把分值和得分写入本表").count() == 0
