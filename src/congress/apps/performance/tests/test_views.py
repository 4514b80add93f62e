"""Every page of performance: who reaches it, what it answers, how many queries it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congress.apps.performance.models import Cell, Correction, Publication, TargetTable
from congress.apps.performance.presenters.offered import card, resolve_publications, resolve_tables
from congress.apps.performance.selectors import keyed_findings
from congress.apps.performance.services import correct_cell, issue_table, publish_table, submit_table
from congress.apps.performance.tests.browsers import PART, browser_of, text_of
from congress.apps.performance.tests.factories import (
    TARGETS,
    imported_table,
    made_public,
    reviewed,
    run_all_jobs,
)
from congress.platform.core.actors import Person, Public
from congress.platform.core.guard import unguarded
from congress.platform.core.models import Draft, Job

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> Publication:
    made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    return Publication.objects.get()


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


PAGES = [
    "",
    "import/",
    "tables/{0}/",
    "tables/{0}/data.json",
    "tables/{0}/source/",
    "tables/{0}/corrections/",
]
ACTS = ["cell/", "confirm/", "undo/", "submit/", "recall/", "return/", "approve/", "publish/"]
ACTS += [
    "issue/",
    "withhold/",
    "reopen/",
    "close-correction/",
    "stage/",
    "opening/",
    "decide/",
    "undo-decision/",
    "adopt/",
]


@pytest.mark.parametrize("path", [*PAGES, "tables/{0}/cell/?address=money.basic", "tables/{0}/standing/"])
def test_strangers_are_sent_to_the_sign_in(table: TargetTable, path: str) -> None:
    response = Client().get(f"/performance/{path.format(table.pk)}")
    assert response.status_code == 302
    assert "/sign-in/" in response.headers["Location"]


@pytest.mark.parametrize("path", PAGES)
def test_the_clerk_reaches_every_page_also_by_head(clerk: Client, table: TargetTable, path: str) -> None:
    address = f"/performance/{path.format(table.pk)}"
    assert clerk.get(address).status_code == 200
    assert clerk.head(address).status_code == 200


@pytest.mark.parametrize("path", [each for each in PAGES if "{0}" in each])
def test_another_office_finds_nothing(foreigner: Person, table: TargetTable, path: str) -> None:
    browser = browser_of(foreigner)
    assert browser.get(f"/performance/{path.format(table.pk)}").status_code == 403
    assert table.title not in text_of(browser.get("/performance/"))


@pytest.mark.parametrize("act", ACTS)
def test_another_office_does_nothing(foreigner: Person, table: TargetTable, act: str) -> None:
    given = {
        "version": 1,
        "address": "money.basic",
        "before": "100.00",
        "text": "1",
        "reason": "无",
        "correction": 1,
        "stage": "approved",
        "key": "0" * 64,
        "kind": "accepted",
        "decision": 1,
    }
    assert browser_of(foreigner).post(f"/performance/tables/{table.pk}/{act}", given).status_code == 403
    table.refresh_from_db()
    assert (table.version, table.state) == (1, "preparing")


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_sent_not_opened(
    clerk: Client, reviewer: Person, issuer: Person, table: TargetTable, act: str
) -> None:
    if act in ("issue/", "withhold/", "publish/"):
        browser = browser_of(issuer)
    else:
        browser = browser_of(reviewer) if act in ("return/", "approve/") else clerk
    if act not in ("cell/", "opening/"):
        assert browser.get(f"/performance/tables/{table.pk}/{act}").status_code == 405


def test_the_reviewer_may_not_import_and_is_not_invited(reviewer: Person) -> None:
    browser = browser_of(reviewer)
    assert browser.get("/performance/import/").status_code == 403
    assert "/performance/import/" not in text_of(browser.get("/performance/"))


def test_the_source_is_handed_out_sealed_and_under_its_name(clerk: Client, table: TargetTable) -> None:
    response = clerk.get(f"/performance/tables/{table.pk}/source/")
    assert b"".join(response.streaming_content).decode() == TARGETS
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


# --- queries ---------------------------------------------------------------------------------------------------


def test_the_list_takes_as_many_queries_for_ten_tables_as_for_one(
    clerk: Client, place: SmallPlace, preparer: Person, table: TargetTable, at: datetime
) -> None:
    clerk.get("/performance/")
    one = queries_of(lambda: clerk.get("/performance/"))
    for _ in range(9):
        imported_table(place=place, by=preparer, at=at)
    assert queries_of(lambda: clerk.get("/performance/")) == one
    assert one <= 14


def test_the_review_screen_takes_a_fixed_number_of_queries(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    address = f"/performance/tables/{table.pk}/"
    clerk.get(address)
    fresh = queries_of(lambda: clerk.get(address))
    for before, text in (("50.00", "51.00"), ("51.00", "52.00"), ("52.00", "50.00")):
        correct_cell(
            actor=preparer, at=at, target=table.pk, address="money.project", before=before, text=text
        )
    assert queries_of(lambda: clerk.get(address)) <= fresh + 2  # worked out anew once
    assert queries_of(lambda: clerk.get(f"{address}?show=faulty&order=doubt")) == fresh
    assert fresh <= 28


def test_the_public_page_and_the_card_are_cheap(
    published: Publication, preparer: Person, at: datetime
) -> None:
    stranger = Client()
    assert queries_of(lambda: stranger.get(f"/open/performance/{published.pk}/")) <= 8
    assert queries_of(lambda: stranger.get("/open/performance/")) <= 8
    assert queries_of(lambda: card(preparer, at)) <= 2


# --- the review screen -----------------------------------------------------------------------------------------


def test_a_cell_opens_closes_and_is_saved_as_part_and_as_page(clerk: Client, table: TargetTable) -> None:
    address = f"/performance/tables/{table.pk}/cell/"
    part = clerk.get(f"{address}?address=money.project", **PART)
    assert "<textarea" in text_of(part)
    assert "<html" not in text_of(part)
    assert "<html" in text_of(clerk.get(f"{address}?address=money.project"))
    left = clerk.post(f"{address}leave/", {"address": "money.project"}, **PART)
    assert "<textarea" not in text_of(left)
    saved = clerk.post(
        address, {"address": "money.project", "before": "50.00", "text": "55.00", "seen": 1}, **PART
    )
    page = text_of(saved)
    assert saved.status_code == 200
    for renewed in ("findings", "data-tabs", "corrections", "page-version", "submit-version"):
        assert f'id="{renewed}"' in page
    assert 'value="2" id="submit-version"' in page
    plain = clerk.post(address, {"address": "money.project", "before": "55.00", "text": "50.00"})
    assert plain.headers["Location"].endswith("#cell-money-project")


def test_on_conflict_both_texts_are_shown(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.project", before="50.00", text="51.11"
    )
    given = {"address": "money.project", "before": "50.00", "text": "52.22"}
    response = clerk.post(f"/performance/tables/{table.pk}/cell/", given, **PART)
    page = text_of(response)
    assert response.status_code == 422
    assert "51.11" in page
    assert "52.22" in page
    assert 'name="before" value="51.11"' in page
    assert "保留现在的内容" in page
    confirmed = clerk.post(f"/performance/tables/{table.pk}/confirm/", given, **PART)
    assert (confirmed.status_code, "51.11" in text_of(confirmed)) == (422, True)


def test_whoever_has_not_seen_another_change_is_told(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    correct_cell(actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00", text="101")
    given = {"address": "money.project", "before": "50.00", "text": "55.00", "seen": 1}
    page = text_of(clerk.post(f"/performance/tables/{table.pk}/cell/", given, **PART))
    assert "其他同事刚才也改了本表" in page
    assert 'id="submit-version"' not in page


def test_refusals_of_a_cell_keep_the_cell(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    address = f"/performance/tables/{table.pk}/"
    long = clerk.post(
        f"{address}cell/",
        {"address": "goals.overall", "text": "长" * 20_001, "before": "1. 开好代表大会。"},
        **PART,
    )
    assert (long.status_code, "20,000" in text_of(long)) == (422, True)
    nul = clerk.post(
        f"{address}cell/", {"address": "money.basic", "before": "100.00", "text": "1\x002"}, **PART
    )
    assert (nul.status_code, 'id="cell-money-basic"' in text_of(nul)) == (422, True)
    assert clerk.post(f"{address}cell/", {"text": "1"}).status_code == 422
    assert clerk.get(f"{address}cell/?address=nowhere").status_code == 422
    submit_table(actor=preparer, at=at, target=table.pk, version=1)
    given = {"address": "money.basic", "before": "100.00", "text": "1"}
    for act in ("cell/", "confirm/"):
        late = clerk.post(f"{address}{act}", given, **PART)
        assert (late.status_code, "不能修改" in text_of(late)) == (422, True)
    assert "<textarea" not in text_of(clerk.get(f"{address}cell/?address=money.basic", **PART))


def test_confirming_and_undoing(clerk: Client, table: TargetTable) -> None:
    address = f"/performance/tables/{table.pk}/"
    given = {"address": "money.basic", "before": "100.00", "seen": 1}
    assert clerk.post(f"{address}confirm/", given, **PART).status_code == 200
    assert Cell.objects.get(table=table, address="money.basic").is_confirmed
    clerk.post(f"{address}cell/", {"address": "money.basic", "before": "100.00", "text": "100.50"})
    correction = Correction.objects.get().pk
    assert "预算整体情况 · 基本支出" in text_of(clerk.get(address))
    assert clerk.post(f"{address}undo/", {"correction": correction - 1}).status_code == 422
    assert clerk.post(f"{address}undo/", {}).status_code == 422
    assert clerk.post(f"{address}undo/", {"correction": correction}).status_code == 302
    assert Cell.objects.get(table=table, address="money.basic").text == "100.00"
    assert "撤销" in text_of(clerk.get(f"{address}corrections/"))


def test_the_views_of_the_data(clerk: Client, preparer: Person, table: TargetTable, at: datetime) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.fiscal", before="150.00", text="180.00"
    )
    address = f"/performance/tables/{table.pk}/"
    faulty = text_of(clerk.get(f"{address}?show=faulty"))
    assert 'id="cell-money-fiscal"' in faulty
    assert 'id="cell-body-name"' not in faulty
    assert "按把握从低到高" in text_of(clerk.get(f"{address}?order=doubt"))
    with unguarded("fixtures"):
        Cell.objects.update(is_confirmed=True)
    assert "没有要核对的格子了" in text_of(clerk.get(f"{address}?show=doubtful"))


def test_a_refused_submission_keeps_the_words_and_learns_the_version(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    correct_cell(actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00", text="100.0")
    address = f"/performance/tables/{table.pk}/"
    refused = clerk.post(f"{address}submit/", {"version": 1, "note": "原表如此"})
    page = text_of(refused)
    assert (refused.status_code, "原表如此" in page) == (422, True)
    assert 'value="2" id="submit-version"' in page
    assert clerk.post(f"{address}submit/", {"version": 2, "note": "原表如此"}).status_code == 302
    assert clerk.post(f"{address}submit/", {"note": "x"}).status_code == 422


def test_the_draft_of_the_note_is_there_again_and_goes_on_submitting(
    clerk: Client, preparer: Person, table: TargetTable
) -> None:
    kept = clerk.post(f"/drafts/{table.submit_draft_key}/", {"note": "写到一半", "version": "1"})
    assert kept.status_code == 204
    assert "写到一半" in text_of(clerk.get(f"/performance/tables/{table.pk}/"))
    clerk.post(f"/performance/tables/{table.pk}/submit/", {"version": 1, "note": "写完了"})
    assert not Draft.objects.exists()


def test_from_submitting_to_publishing_and_back(
    clerk: Client, reviewer: Person, issuer: Person, table: TargetTable
) -> None:
    address, office = f"/performance/tables/{table.pk}/", browser_of(reviewer)
    clerk.post(f"{address}submit/", {"version": 1, "note": "说明"})
    assert clerk.post(f"{address}recall/", {"version": 2}).status_code == 302
    clerk.post(f"{address}submit/", {"version": 3, "note": "说明"})
    empty = office.post(f"{address}return/", {"version": 4, "reason": ""})
    assert (empty.status_code, "请写明退回的原因" in text_of(empty)) == (422, True)
    office.post(f"{address}return/", {"version": 4, "reason": "请核对"})
    assert "请核对" in text_of(clerk.get(address))
    clerk.post(f"{address}submit/", {"version": 5, "note": "改好了"})
    assert office.post(f"{address}approve/", {"version": 6}).status_code == 302
    assert office.post(f"{address}issue/", {"version": 7}).status_code == 403
    office = browser_of(issuer)
    assert office.post(f"{address}issue/", {"version": 7}).status_code == 302
    assert office.post(f"{address}publish/", {"version": 8}).status_code == 302
    assert "正在生成公开文件" in text_of(office.get(address))
    assert office.get(f"{address}standing/", **PART).status_code == 204
    assert office.get(f"{address}standing/").status_code == 302
    run_all_jobs()
    assert office.get(f"{address}standing/", **PART).headers["HX-Refresh"] == "true"
    assert "看公开页" in text_of(clerk.get(address))


def test_a_publication_that_broke_off_can_begin_again(
    reviewer: Person, issuer: Person, preparer: Person, table: TargetTable, at: datetime
) -> None:
    office, address = browser_of(issuer), f"/performance/tables/{table.pk}/"
    reviewed(table, by=preparer, reviewer=reviewer, at=at)
    issue_table(actor=issuer, at=at, target=table.pk, version=table.version)
    job = publish_table(actor=issuer, at=at, target=table.pk, version=table.version + 1)
    with unguarded("fixtures"):
        Job.objects.filter(pk=job).update(state="failed", ended_at=at, message="缺少字体。")
    page = text_of(office.get(address))
    assert "公开文件没有生成" in page
    assert "缺少字体" in page
    assert office.post(f"{address}publish/", {"version": table.version + 2}).status_code == 302
    run_all_jobs()
    table.refresh_from_db()
    assert table.state == "published"


def test_a_source_that_is_gone_does_not_take_the_data_down(clerk: Client, table: TargetTable) -> None:
    from congress.apps.performance.selectors import sources
    from congress.platform.documents import vault

    sources._read.cache_clear()
    vault.path_of(table.source.keyed_digest).unlink()
    page = clerk.get(f"/performance/tables/{table.pk}/")
    assert (page.status_code, "原文读不出来" in text_of(page)) == (200, True)


# --- the public side -------------------------------------------------------------------------------------------


def test_strangers_read_what_was_published(published: Publication) -> None:
    stranger = Client()
    assert published.title in text_of(stranger.get("/open/performance/"))
    page = stranger.get(f"/open/performance/{published.pk}/")
    assert (page.status_code, "召开代表大会" in text_of(page)) == (200, True)
    assert stranger.head(f"/open/performance/{published.pk}/").status_code == 200
    assert stranger.post(f"/open/performance/{published.pk}/").status_code == 405
    for file in (published.pdf_id, published.docx_id, published.xlsx_id):
        assert stranger.get(f"/documents/{file}/download/").status_code == 200
    assert stranger.get(f"/documents/{published.table.source_id}/download/").status_code == 403
    assert stranger.get(f"/open/performance/{uuid4()}/").status_code == 403


def test_public_data_says_nothing_of_how_it_was_read(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    correct_cell(
        actor=preparer,
        at=at,
        target=table.pk,
        address="tasks.1.content",
        before="组织会议。",
        text="组织开会。",
    )
    made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    data = Client().get(f"/open/performance/{Publication.objects.get().pk}/data.json")
    text = text_of(data)
    assert "组织开会。" in text
    for word in ("组织会议。", '"raw"', '"confidence"', '"place"', "由经办人更正"):
        assert word not in text


def test_links_of_other_pages(
    published: Publication, table: TargetTable, preparer: Person, foreigner: Person
) -> None:
    assert resolve_tables(preparer, [table.pk])[table.pk].url == f"/performance/tables/{table.pk}/"
    assert resolve_tables(foreigner, [table.pk]) == {}
    shown = resolve_publications(Public("web"), [published.pk])[published.pk]
    assert (shown.url, shown.status) == (f"/open/performance/{published.pk}/", "已公开")


def test_what_nobody_can_read_stops_the_submission_and_leads_the_findings(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00", text="一百来万"
    )
    response = clerk.post(f"/performance/tables/{table.pk}/submit/", {"version": 2, "note": "已核"})
    page = text_of(response)
    assert (response.status_code, "读不懂，请先逐处改好" in page, "已核" in page) == (422, True, True)
    assert "提交前必须改好" in page


def test_a_proposal_is_taken_over_with_one_click(
    clerk: Client, place: SmallPlace, preparer: Person, at: datetime
) -> None:
    text = TARGETS.replace("市本级使用资金\t150.00", "市本级使用资金\t").replace("批复", "申报")
    table = imported_table(place=place, by=preparer, at=at, text=text)
    assert "采用建议：150.00" in text_of(clerk.get(f"/performance/tables/{table.pk}/"))
    address = f"/performance/tables/{table.pk}/"
    found = keyed_findings(table)
    (key,) = [each for each, finding in found.items() if finding.proposal]
    assert clerk.post(f"{address}adopt/", {"key": key}).status_code == 302
    assert Cell.objects.get(table=table, address="money.own_level").text == "150.00"
    assert "采用检查建议" in Correction.objects.latest("pk").note
    late = clerk.post(f"{address}adopt/", {"key": key})
    assert (late.status_code, "已经变化" in text_of(late)) == (422, True)
    assert "采用建议" not in text_of(clerk.get(f"/performance/tables/{table.pk}/"))


def test_a_block_is_copied_as_a_grid_that_computes_nothing(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    correct_cell(
        actor=preparer,
        at=at,
        target=table.pk,
        address="tasks.1.content",
        before="组织会议。",
        text="=A1\n第二行",
    )
    address = f"/performance/tables/{table.pk}/section/copy/"
    tasks = text_of(clerk.get(f"{address}?section=tasks"))
    assert tasks.startswith(
        "年度重点工作任务\t名称\t主要实施内容\t\t拟投入的资金(元)\t期望达到的目标(概述)\n"
    )
    assert '\t召开代表大会\t"\'=A1\n第二行"\t\t500,000.00\t会议顺利召开。\n' in tasks
    assert "\t基本支出\t100.00\t财政拨款\t150.00\t\n" in text_of(clerk.get(f"{address}?section=money"))


def test_the_list_is_filtered_by_state_and_year(clerk: Client, table: TargetTable) -> None:
    assert table.title in text_of(clerk.get("/performance/?state=preparing&year=2026"))
    for query in ("state=published", "year=2025"):
        assert table.title not in text_of(clerk.get(f"/performance/?{query}"))
