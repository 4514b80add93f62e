"""签发: a third person signs what one prepared and another reviewed, or sends it back; every step is remembered."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from congress.apps.performance.models import Move, Publication, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.services import (
    approve_table,
    issue_table,
    publish_table,
    return_table,
    submit_table,
    withhold_table,
)
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.factories import imported_table, made_public, reviewed, run_all_jobs
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.models import Job
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.portal.models import Notice, Todo
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(table: TargetTable, preparer: Person, reviewer: Person, at: datetime) -> TargetTable:
    """A table that waits for its signature."""
    return reviewed(table, by=preparer, reviewer=reviewer, at=at)


def open_todos() -> dict[str, str]:
    return dict(Todo.objects.filter(state="open").values_list("kind", "permission"))


def test_signing_hands_the_table_to_whoever_publishes(
    approved: TargetTable, issuer: Person, preparer: Person, at: datetime
) -> None:
    assert open_todos() == {"performance.issue": P.ISSUE}
    issue_table(actor=issuer, at=at, target=approved.pk, version=approved.version, note="同意")
    approved.refresh_from_db()
    assert (approved.state, approved.issued_by, approved.issue_note) == ("issued", issuer.account, "同意")
    assert open_todos() == {"performance.publish": P.PUBLISH}
    assert Notice.objects.filter(account=preparer.account, title__startswith="已签发").exists()
    assert not Job.objects.filter(kind="performance.publish").exists()


def test_signing_may_publish_at_once(approved: TargetTable, issuer: Person, at: datetime) -> None:
    issue_table(actor=issuer, at=at, target=approved.pk, version=approved.version, publishes=True)
    approved.refresh_from_db()
    assert approved.state == "publishing"
    run_all_jobs()
    approved.refresh_from_db()
    assert (approved.state, approved.is_public, open_todos()) == ("published", True, {})


def test_the_steps_are_remembered_in_order(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    steps = [(move.kind, move.by) for move in table.moves.all()]
    assert steps == [
        ("submitted", preparer.account),
        ("approved", reviewer.account),
        ("issued", issuer.account),
        ("published", issuer.account),
    ]
    assert str(table.moves.first()) == "提交复核"


def test_whoever_prepared_or_reviewed_does_not_sign(
    table: TargetTable, place: SmallPlace, at: datetime
) -> None:
    everything = (P.READ, P.PREPARE, P.REVIEW, P.ISSUE)
    clerk, reviewer = place.person("one", *everything), place.person("two", *everything)
    own = reviewed(imported_table(place=place, by=clerk, at=at), by=clerk, reviewer=reviewer, at=at)
    with pytest.raises(RuleViolation, match="参与了本表的经办，不能由您签发"):
        issue_table(actor=clerk, at=at, target=own.pk, version=own.version)
    with pytest.raises(RuleViolation, match="由您复核，不能再由您签发"):
        issue_table(actor=reviewer, at=at, target=own.pk, version=own.version)
    own.refresh_from_db()
    assert own.state == "approved"


def test_the_database_refuses_one_hand_for_two_steps(
    approved: TargetTable, reviewer: Person, preparer: Person, at: datetime
) -> None:
    for wrong in (
        {"state": "issued"},
        {"state": "issued", "issued_by": reviewer.account},
        {"state": "issued", "issued_by": preparer.account},
        {"state": "published", "issued_by": None, "is_public": True},
        {"publish_by": at.date(), "replied_on": None},
    ):
        with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
            TargetTable.objects.filter(pk=approved.pk).update(**wrong)


def test_published_without_being_public_is_refused_by_the_database(
    approved: TargetTable, issuer: Person
) -> None:
    for wrong in ({"is_public": False}, {"is_public": True, "correction_reason": "还在改"}):
        with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
            TargetTable.objects.filter(pk=approved.pk).update(
                state="published", issued_by=issuer.account, **wrong
            )


def test_a_step_back_without_a_word_is_refused_by_the_database(
    approved: TargetTable, issuer: Person, at: datetime
) -> None:
    with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
        Move(table=approved, kind="withheld", by=issuer.account, at=at).save(force_insert=True)


def test_only_the_signer_signs_and_only_what_was_reviewed(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="目前是“经办中”，不能签发"):
        issue_table(actor=issuer, at=at, target=table.pk, version=table.version)
    own = reviewed(table, by=preparer, reviewer=reviewer, at=at)
    with pytest.raises(Refused):
        issue_table(actor=reviewer, at=at, target=own.pk, version=own.version)
    with pytest.raises(Conflict):
        issue_table(actor=issuer, at=at, target=own.pk, version=own.version - 1)


def test_what_is_not_signed_is_not_published(approved: TargetTable, issuer: Person, at: datetime) -> None:
    with pytest.raises(RuleViolation, match="目前是“待签发”，不能公开"):
        publish_table(actor=issuer, at=at, target=approved.pk, version=approved.version)
    assert not Publication.objects.exists()


def test_the_signer_sends_a_table_back_with_a_reason_and_both_are_told(
    approved: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="退回的原因"):
        withhold_table(actor=issuer, at=at, target=approved.pk, version=approved.version, reason=" ")
    withhold_table(actor=issuer, at=at, target=approved.pk, version=approved.version, reason="会议费偏高")
    approved.refresh_from_db()
    last = approved.moves.latest("pk")
    assert (approved.state, last.kind, last.note) == ("returned", "withheld", "会议费偏高")
    assert Todo.objects.get(state="open").assignee_id == preparer.account
    assert Notice.objects.filter(account=reviewer.account, text="会议费偏高").exists()


def test_a_signature_is_taken_back_before_the_publication_and_not_after(
    approved: TargetTable, issuer: Person, preparer: Person, reviewer: Person, at: datetime
) -> None:
    issue_table(actor=issuer, at=at, target=approved.pk, version=approved.version)
    withhold_table(actor=issuer, at=at, target=approved.pk, version=approved.version + 1, reason="再核一遍")
    approved.refresh_from_db()
    assert approved.state == "returned"
    made_public(approved, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    with pytest.raises(RuleViolation, match="目前是“已公开”，不能退回"):
        withhold_table(actor=issuer, at=at, target=approved.pk, version=approved.version, reason="晚了")


def test_the_reviewer_takes_back_what_was_signed(
    approved: TargetTable, reviewer: Person, issuer: Person, at: datetime
) -> None:
    issue_table(actor=issuer, at=at, target=approved.pk, version=approved.version)
    return_table(actor=reviewer, at=at, target=approved.pk, version=approved.version + 1, reason="漏看一处")
    approved.refresh_from_db()
    assert (approved.state, open_todos()) == ("returned", {"performance.returned": ""})


def test_a_broken_publication_is_sent_back_by_the_signer(
    approved: TargetTable, issuer: Person, at: datetime
) -> None:
    issue_table(actor=issuer, at=at, target=approved.pk, version=approved.version, publishes=True)
    with unguarded("fixtures"):
        Job.objects.filter(kind="performance.publish").update(
            state="failed", ended_at=at, message="缺少字体。"
        )
    withhold_table(actor=issuer, at=at, target=approved.pk, version=approved.version + 1, reason="生成不了")
    approved.refresh_from_db()
    assert approved.state == "returned"


def test_a_table_returned_goes_through_all_steps_again(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    submit_table(actor=preparer, at=at, target=table.pk, version=1, note="说明")
    return_table(actor=reviewer, at=at, target=table.pk, version=2, reason="看一下")
    submit_table(actor=preparer, at=at, target=table.pk, version=3, note="改好了")
    approve_table(actor=reviewer, at=at, target=table.pk, version=4, note="可以")
    withhold_table(actor=issuer, at=at, target=table.pk, version=5, reason="再改")
    table.refresh_from_db()
    made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    kinds = [move.kind for move in table.moves.all()]
    assert kinds == [
        "submitted", "returned", "submitted", "approved", "withheld", "submitted", "approved", "issued", "published",
    ]  # fmt: skip


def test_what_reviewer_and_signer_write_stands_with_the_steps(
    table: TargetTable, clerk: Client, reviewer: Person, issuer: Person
) -> None:
    address = f"/performance/tables/{table.pk}/"
    clerk.post(f"{address}submit/", {"version": 1, "note": "说明"})
    browser_of(reviewer).post(f"{address}approve/", {"version": 2, "note": "金额已核对"})
    seen = text_of(browser_of(issuer).get(address))
    assert "复核人意见：金额已核对" in seen
    given = {"version": 3, "note": "同意公开", "publishes": "on"}
    assert browser_of(issuer).post(f"{address}issue/", given).status_code == 302
    page = text_of(clerk.get(address))
    assert "同意公开" in page
    assert "正在生成公开文件" in page


def test_two_reasons_on_one_page_have_ids_of_their_own(approved: TargetTable, place: SmallPlace) -> None:
    both = place.person("both", P.READ, P.REVIEW, P.ISSUE)
    page = text_of(browser_of(both).get(f"/performance/tables/{approved.pk}/"))
    ids = re.findall(r' id="([^"]+)"', page)
    assert {"id_reason", "withhold_reason"} <= set(ids)
    assert [each for each, count in Counter(ids).items() if count > 1] == []
