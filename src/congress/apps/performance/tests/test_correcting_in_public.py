"""更正: a published table is opened again, goes through every step, and becomes the next version; the first stays."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from congress.apps.performance.models import Publication, TargetTable
from congress.apps.performance.presenters.offered import resolve_publications
from congress.apps.performance.selectors import keyed_findings
from congress.apps.performance.services import (
    close_correction,
    correct_cell,
    reopen_table,
    submit_table,
    undo_correction,
)
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.factories import made_public
from congress.apps.performance.tests.schemas import misfits
from congress.platform.core.actors import Person, Public
from congress.platform.core.guard import unguarded
from congress.platform.search.api import find
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> TargetTable:
    """A table that is public in its first version."""
    return made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)


@pytest.fixture
def corrected(
    public: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> TargetTable:
    """One that is public in its second."""
    begin(public, preparer, at)
    correct_cell(
        actor=preparer,
        at=at,
        target=public.pk,
        address="tasks.1.content",
        before="组织会议。",
        text="组织代表大会会议。",
    )
    return made_public(public, by=preparer, reviewer=reviewer, issuer=issuer, at=at)


def begin(table: TargetTable, by: Person, at: datetime) -> None:
    reopen_table(actor=by, at=at, target=table.pk, version=table.version, reason="主要内容写漏了")
    table.refresh_from_db()


def test_a_correction_needs_a_published_table_and_a_reason(
    table: TargetTable, public: TargetTable, preparer: Person, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="写明更正的原因"):
        reopen_table(actor=preparer, at=at, target=public.pk, version=public.version, reason=" ")
    begin(public, preparer, at)
    with pytest.raises(RuleViolation, match="不能更正"):
        reopen_table(actor=preparer, at=at, target=public.pk, version=public.version, reason="再来")


def test_the_first_version_stays_public_while_it_is_corrected(
    public: TargetTable, preparer: Person, at: datetime
) -> None:
    first = Publication.objects.get()
    begin(public, preparer, at)
    correct_cell(
        actor=preparer,
        at=at,
        target=public.pk,
        address="tasks.1.content",
        before="组织会议。",
        text="改了一半",
    )
    stranger = Client()
    page = text_of(stranger.get(f"/open/performance/{first.pk}/"))
    assert "组织会议。" in page
    assert "改了一半" not in page
    assert first.title in text_of(stranger.get("/open/performance/"))
    assert stranger.get(f"/performance/tables/{public.pk}/").status_code == 302
    assert find(actor=Public("web"), words="改了一半").total == 0
    assert stranger.get(f"/documents/{first.pdf_id}/download/").status_code == 200


def test_the_corrected_table_is_the_second_version_and_both_know_each_other(corrected: TargetTable) -> None:
    first, second = Publication.objects.order_by("number")
    assert (second.number, second.corrects_id, second.reason) == (2, first.pk, "主要内容写漏了")
    assert (corrected.state, corrected.correction_reason) == ("published", "")
    stranger = Client()
    old, new = (text_of(stranger.get(f"/open/performance/{each.pk}/")) for each in (first, second))
    assert "本版已更正" in old
    assert f"/open/performance/{second.pk}/" in old
    assert "组织会议。" in old
    assert "本版是更正" in new
    assert f"/open/performance/{first.pk}/" in new
    assert "组织代表大会会议。" in new
    assert "本表为第 2 版，更正了此前公布的内容。更正原因：主要内容写漏了" in new
    assert "本表为第" not in old
    listed = text_of(stranger.get("/open/performance/"))
    assert f"/open/performance/{second.pk}/" in listed
    assert f"/open/performance/{first.pk}/" not in listed


def test_links_of_other_pages_say_which_version_is_in_force(corrected: TargetTable) -> None:
    first, second = Publication.objects.order_by("number")
    shown = resolve_publications(Public("web"), [first.pk, second.pk])
    assert (shown[first.pk].status, shown[second.pk].status) == ("已更正", "已公开")


def test_search_finds_the_current_version(corrected: TargetTable) -> None:
    found = find(actor=Public("web"), words="绩效目标")
    assert [hit.url for hit in found.hits] == [
        f"/open/performance/{Publication.objects.latest('number').pk}/"
    ]


def test_each_version_can_be_had_in_every_format(corrected: TargetTable) -> None:
    stranger = Client()
    schema = stranger.get("/open/performance/schema.json").json()
    for each in Publication.objects.all():
        for file in (each.pdf_id, each.docx_id, each.xlsx_id):
            assert stranger.get(f"/documents/{file}/download/").status_code == 200
        page = stranger.get(f"/open/performance/{each.pk}/page.html")
        assert page.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert text_of(page).startswith("<!doctype html>")
        data = stranger.get(f"/open/performance/{each.pk}/data.json").json()
        assert data["publication"]["number"] == each.number
        assert list(misfits(data, schema, schema)) == []


def test_the_data_link_the_versions(corrected: TargetTable) -> None:
    first, second = Publication.objects.order_by("number")
    old, new = (
        Client().get(f"/open/performance/{each.pk}/data.json").json()["publication"]
        for each in (first, second)
    )
    assert old["corrected_by"].endswith(f"/open/performance/{second.pk}/data.json")
    assert (old["corrects"], new["corrected_by"]) == (None, None)
    assert (new["correction_reason"], old["correction_reason"]) == ("主要内容写漏了", None)


def test_a_public_table_offers_what_the_unit_may_change_itself(
    public: TargetTable, preparer: Person, at: datetime
) -> None:
    begin(public, preparer, at)
    correct_cell(
        actor=preparer, at=at, target=public.pk, address="money.fiscal", before="150.00", text="180.00"
    )
    remedies = {found.remedy.value for found in keyed_findings(public).values() if found.severity == "R"}
    assert remedies == {"finance"}


def test_a_correction_is_given_up_while_nothing_was_changed(
    public: TargetTable, preparer: Person, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="没有可以取消的更正"):
        close_correction(actor=preparer, at=at, target=public.pk, version=public.version)
    begin(public, preparer, at)
    correct_cell(
        actor=preparer, at=at, target=public.pk, address="tasks.1.content", before="组织会议。", text="改了"
    )
    public.refresh_from_db()
    with pytest.raises(RuleViolation, match="不能取消更正"):
        close_correction(actor=preparer, at=at, target=public.pk, version=public.version)
    undo_correction(actor=preparer, at=at, target=public.pk, correction=public.corrections.latest("pk").pk)
    public.refresh_from_db()
    close_correction(actor=preparer, at=at, target=public.pk, version=public.version)
    public.refresh_from_db()
    assert (public.state, public.correction_reason) == ("published", "")
    assert public.moves.latest("pk").kind == "closed"


def test_a_correction_in_review_is_not_given_up(public: TargetTable, preparer: Person, at: datetime) -> None:
    begin(public, preparer, at)
    submit_table(actor=preparer, at=at, target=public.pk, version=public.version, note="说明")
    with pytest.raises(RuleViolation, match="没有可以取消的更正"):
        close_correction(actor=preparer, at=at, target=public.pk, version=public.version + 1)


def test_the_page_offers_a_correction_and_says_that_one_is_under_way(
    clerk: Client, reviewer: Person, public: TargetTable
) -> None:
    address = f"/performance/tables/{public.pk}/"
    assert 'id="reopen"' in text_of(clerk.get(address))
    assert 'id="reopen"' not in text_of(browser_of(reviewer).get(address))
    assert clerk.post(f"/drafts/{public.reopen_draft_key}/", {"reason": "写到一半"}).status_code == 204
    assert "写到一半" in text_of(clerk.get(address))
    empty = clerk.post(f"{address}reopen/", {"version": public.version, "reason": ""})
    assert (empty.status_code, "请写明更正的原因" in text_of(empty)) == (422, True)
    given = {"version": public.version, "reason": "漏了一项"}
    assert clerk.post(f"{address}reopen/", given).status_code == 302
    page = text_of(clerk.get(address))
    assert "正在更正已公开的表" in page
    assert "开始更正" in page
    assert 'id="close-correction"' in page
    closed = clerk.post(f"{address}close-correction/", {"version": public.version + 1})
    assert closed.status_code == 302


def test_the_database_refuses_a_correction_that_names_nothing(corrected: TargetTable) -> None:
    first = Publication.objects.get(number=1)
    given = {
        name: getattr(first, name)
        for name in (
            "table_id", "title", "form", "body_name", "data", "sheet", "digest", "pdf_id", "docx_id", "xlsx_id",
            "published_at", "published_by",
        )
    }  # fmt: skip
    for wrong in ({"number": 3, "corrects": None, "reason": "有"}, {"number": 1, "reason": "有"}):
        with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
            Publication(**given, **wrong).save(force_insert=True)
