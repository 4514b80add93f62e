"""Findings that are not mended are decided about: accepted for now or not taken up, with a reason, and undone."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from congress.apps.performance.domain.decisions import DecisionKind
from congress.apps.performance.models import Decision, TargetTable
from congress.apps.performance.selectors import keyed_findings, standing_decisions
from congress.apps.performance.services import (
    approve_table,
    correct_cell,
    decide_finding,
    submit_table,
    undo_decision,
)
from congress.apps.performance.tests.browsers import PART, browser_of, text_of
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db
ACCEPT, DISMISS = DecisionKind.ACCEPTED, DecisionKind.DISMISSED


@pytest.fixture
def faulty(table: TargetTable, preparer: Person, at: datetime) -> TargetTable:
    """A table whose income and spending differ."""
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.fiscal", before="150.00", text="180.00"
    )
    table.refresh_from_db()
    return table


def red_of(table: TargetTable) -> list[str]:
    return [key for key, found in keyed_findings(table).items() if found.severity == "R"]


def decide(table: TargetTable, by: Person, at: datetime, kind: DecisionKind = ACCEPT) -> None:
    for key in red_of(table):
        decide_finding(actor=by, at=at, target=table.pk, key=key, kind=kind, reason="已报财政，留待调整")


def test_a_decided_red_finding_needs_no_word_at_submission(
    faulty: TargetTable, preparer: Person, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="严重问题"):
        submit_table(actor=preparer, at=at, target=faulty.pk, version=faulty.version)
    decide(faulty, preparer, at)
    faulty.refresh_from_db()
    decision = Decision.objects.first()
    assert decision is not None
    assert (decision.kind, decision.by, decision.reason) == (
        "accepted",
        preparer.account,
        "已报财政，留待调整",
    )
    assert "money.fiscal" in decision.addresses
    assert str(decision) == "已接受，留待处理"
    submit_table(actor=preparer, at=at, target=faulty.pk, version=faulty.version)


def test_a_changed_cell_brings_the_finding_back(faulty: TargetTable, preparer: Person, at: datetime) -> None:
    decide(faulty, preparer, at, DISMISS)
    assert all(key in standing_decisions(faulty) for key in red_of(faulty))
    correct_cell(
        actor=preparer, at=at, target=faulty.pk, address="money.fiscal", before="180.00", text="190.00"
    )
    assert red_of(faulty)
    assert not any(key in standing_decisions(faulty) for key in red_of(faulty))
    correct_cell(
        actor=preparer, at=at, target=faulty.pk, address="money.fiscal", before="190.00", text="180.00"
    )
    assert all(key in standing_decisions(faulty) for key in red_of(faulty))


def test_a_decision_is_taken_back_once(faulty: TargetTable, preparer: Person, at: datetime) -> None:
    decide(faulty, preparer, at)
    first = Decision.objects.earliest("pk")
    undo_decision(actor=preparer, at=at, target=faulty.pk, decision=first.pk)
    assert first.key not in standing_decisions(faulty)
    with pytest.raises(RuleViolation, match="没有找到这条处理意见"):
        undo_decision(actor=preparer, at=at, target=faulty.pk, decision=first.pk)
    undone = Decision.objects.latest("pk")
    assert (undone.kind, undone.undoes_id) == ("undone", first.pk)
    decide_finding(actor=preparer, at=at, target=faulty.pk, key=first.key, kind=DISMISS, reason="换个说法")


def test_what_was_decided_is_not_decided_twice_and_what_is_gone_not_at_all(
    faulty: TargetTable, preparer: Person, at: datetime
) -> None:
    decide(faulty, preparer, at)
    given = {"actor": preparer, "at": at, "target": faulty.pk, "reason": "理由"}
    with pytest.raises(RuleViolation, match="已经有人处理过"):
        decide_finding(key=red_of(faulty)[0], kind=ACCEPT, **given)
    with pytest.raises(RuleViolation, match="已经变化"):
        decide_finding(key="0" * 64, kind=ACCEPT, **given)
    with pytest.raises(RuleViolation, match="写明"):
        decide_finding(key="0" * 64, kind=ACCEPT, **{**given, "reason": ""})


def test_nothing_is_decided_during_review(faulty: TargetTable, preparer: Person, at: datetime) -> None:
    decide(faulty, preparer, at)
    faulty.refresh_from_db()
    submit_table(actor=preparer, at=at, target=faulty.pk, version=faulty.version)
    with pytest.raises(RuleViolation, match="不能修改"):
        undo_decision(actor=preparer, at=at, target=faulty.pk, decision=Decision.objects.earliest("pk").pk)
    with pytest.raises(RuleViolation, match="不能修改"):
        decide(faulty, preparer, at)


def test_whoever_decided_does_not_review(
    faulty: TargetTable,
    preparer: Person,
    place,
    at: datetime,  # type: ignore[no-untyped-def]
) -> None:
    from congress.apps.performance.permissions import PerformancePermission as P

    both = place.person("both", P.READ, P.PREPARE, P.REVIEW)
    decide(faulty, both, at)
    faulty.refresh_from_db()
    submit_table(actor=preparer, at=at, target=faulty.pk, version=faulty.version)
    with pytest.raises(RuleViolation, match="换一位"):
        approve_table(actor=both, at=at, target=faulty.pk, version=faulty.version + 1)


def test_the_database_refuses_a_decision_without_a_reason(faulty: TargetTable, at: datetime) -> None:
    row = {
        "table": faulty,
        "key": "0" * 64,
        "rule": "PQ21",
        "case": "x",
        "message": "x",
        "by": faulty.pk,
        "at": at,
    }
    for wrong in ({"kind": "accepted", "reason": ""}, {"kind": "undone", "reason": "无"}):
        with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
            Decision(**row, **wrong).save(force_insert=True)


# --- the panel -------------------------------------------------------------------------------------------------


def test_the_panel_says_who_can_mend_and_keeps_decided_findings_apart(
    clerk: Client, reviewer: Person, faulty: TargetTable, preparer: Person
) -> None:
    address = f"/performance/tables/{faulty.pk}/"
    page = text_of(clerk.get(address))
    assert "须报财政调整" in page
    assert "采用建议" not in page
    assert "先不改：接受或不采纳" in page
    for key in red_of(faulty):
        given = {"key": key, "kind": "accepted", "reason": "留待调整"}
        assert clerk.post(f"{address}decide/", given).status_code == 302
    page = text_of(clerk.get(address))
    assert "已写明处理意见" in page
    assert "留待调整" in page
    assert "preparer" in page
    seen = text_of(browser_of(reviewer).get(address))
    assert "留待调整" in seen
    assert "撤销这条处理意见" not in seen


def test_a_part_answers_with_the_panel_and_the_version(clerk: Client, faulty: TargetTable) -> None:
    address, key = f"/performance/tables/{faulty.pk}/", red_of(faulty)[0]
    given = {"key": key, "kind": "dismissed", "reason": "口径不同"}
    part = clerk.post(f"{address}decide/", given, **PART)
    faulty.refresh_from_db()
    assert part.status_code == 200
    assert f'value="{faulty.version}" id="submit-version"' in text_of(part)
    decision = Decision.objects.latest("pk").pk
    undone = clerk.post(f"{address}undo-decision/", {"decision": decision}, **PART)
    assert "已写明处理意见" not in text_of(undone)
    assert clerk.post(f"{address}undo-decision/", {"decision": decision}).status_code == 422


def test_a_refused_decision_keeps_what_was_typed(clerk: Client, faulty: TargetTable) -> None:
    address, key = f"/performance/tables/{faulty.pk}/", red_of(faulty)[0]
    empty = clerk.post(f"{address}decide/", {"key": key, "kind": "accepted", "reason": ""}, **PART)
    assert (empty.status_code, "请写明理由" in text_of(empty)) == (422, True)
    none = clerk.post(f"{address}decide/", {"key": key, "kind": "", "reason": "写了一半"})
    page = text_of(none)
    assert (none.status_code, "请选择" in page, "写了一半" in page) == (422, True, True)
    assert not Decision.objects.exists()
