"""Verification: whatever was done to the trail behind the platform's back is found and named."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from congress.platform.audit import verifying
from congress.platform.audit.anchors import keep_anchor
from congress.platform.audit.contracts import KEPT_FAULTS, Fault, Verification
from congress.platform.audit.leaves import chained, leaf_of
from congress.platform.audit.models import AuditRow, Seal
from congress.platform.audit.protection import protection
from congress.platform.audit.sealing import seal_rows
from congress.platform.audit.tests.conftest import attack, raw
from congress.platform.audit.verifying import verify_audit

Write = Callable[..., list[AuditRow]]


@pytest.fixture
def rows(write: Write, at: datetime) -> list[AuditRow]:
    """Six sealed rows, of which the last head is kept outside."""
    written = write(6)
    seal_rows(at=at)
    head = Seal.objects.get(number=6)
    keep_anchor(number=6, chain=head.chain, at=at)
    return written


def _faults() -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.number) for fault in verify_audit().faults]


def test_an_untouched_trail_is_sound(rows: list[AuditRow], write: Write) -> None:
    write(2)
    seen: list[int] = []
    found = verify_audit(progress=seen.append)
    assert found.is_sound
    assert (found.sealed, found.tail, found.anchors) == (6, 2, 1)
    assert found.head == Seal.objects.get(number=6).chain
    assert seen == [6]
    assert "没有发现" in found.sentence


@pytest.mark.django_db
def test_an_empty_trail_is_sound() -> None:
    found = verify_audit()
    assert (found.is_sound, found.sealed, found.head) == (True, 0, "")


def test_the_trail_is_read_block_by_block(rows: list[AuditRow], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "BLOCK", 2)
    seen: list[int] = []
    assert verify_audit(progress=seen.append).is_sound
    assert seen == [2, 4, 6]


@pytest.mark.parametrize(
    "change",
    [
        "outcome = 'denied'",
        "object_title = '别的'",
        "address = '10.9.9.9'",
        "detail = '{\"rows\": 1}'",
        "leaf = '00'",
    ],
)
def test_a_changed_row_is_found(rows: list[AuditRow], change: str) -> None:
    with attack():
        raw(f"UPDATE audit_auditrow SET {change} WHERE id = %s", rows[2].pk)
    assert _faults() == [("changed", 3)]


def test_a_changed_row_with_its_digest_made_anew_is_found(rows: list[AuditRow]) -> None:
    rows[2].outcome = "denied"
    with attack():
        raw(
            "UPDATE audit_auditrow SET outcome = 'denied', leaf = %s WHERE id = %s",
            leaf_of(rows[2]),
            rows[2].pk,
        )
    assert _faults() == [("changed", 3)]


def test_a_changed_seal_is_found_even_when_it_fits_its_row(rows: list[AuditRow]) -> None:
    rows[2].outcome = "denied"
    leaf = leaf_of(rows[2])
    with attack():
        raw("UPDATE audit_auditrow SET outcome = 'denied', leaf = %s WHERE id = %s", leaf, rows[2].pk)
        raw("UPDATE audit_seal SET leaf = %s WHERE number = 3", leaf)
    assert _faults() == [("reordered", 3)]


def test_a_digest_named_wrongly_is_found(rows: list[AuditRow]) -> None:
    with attack():
        raw("UPDATE audit_auditrow SET algorithm = 'none' WHERE id = %s", rows[2].pk)
    assert _faults() == [("changed", 3)]


def test_a_removed_row_is_found(rows: list[AuditRow]) -> None:
    with attack():
        raw("DELETE FROM audit_auditrow WHERE id = %s", rows[3].pk)
    assert _faults() == [("removed", 4)]


def test_reordered_rows_are_found(rows: list[AuditRow]) -> None:
    second, third = Seal.objects.filter(number__in=[2, 3]).order_by("number")
    with attack():
        raw("UPDATE audit_seal SET number = 99 WHERE number = 2")
        raw("UPDATE audit_seal SET number = 2 WHERE number = 3")
        raw("UPDATE audit_seal SET number = 3 WHERE number = 99")
    assert {kind for kind, _ in _faults()} == {"reordered"}
    assert _faults()[0] == ("reordered", 2)


def test_a_removed_seal_is_found_and_its_row_waits_again(rows: list[AuditRow]) -> None:
    with attack():
        raw("DELETE FROM audit_seal WHERE number = 3")
    found = verify_audit()
    assert [(fault.kind, fault.number) for fault in found.faults] == [("gap", 3)]
    assert found.tail == 1


def test_a_removed_row_with_its_seal_is_found(rows: list[AuditRow]) -> None:
    with attack():
        raw("DELETE FROM audit_seal WHERE number = 3")
        raw("DELETE FROM audit_auditrow WHERE id = %s", rows[2].pk)
    assert _faults() == [("gap", 3)]


def test_a_cut_off_end_is_found_by_the_head_kept_outside(rows: list[AuditRow]) -> None:
    with attack():
        raw("DELETE FROM audit_seal WHERE number > 4")
        raw("DELETE FROM audit_auditrow WHERE id >= %s", rows[4].pk)
    assert _faults() == [("truncated", 5)]


def test_a_trail_emptied_altogether_is_found_by_the_head_kept_outside(rows: list[AuditRow]) -> None:
    with attack():
        raw("DELETE FROM audit_seal")
        raw("DELETE FROM audit_auditrow")
    assert _faults() == [("truncated", 1)]


def test_a_chain_made_anew_is_found_by_the_head_kept_outside(rows: list[AuditRow]) -> None:
    rows[2].outcome = "denied"
    leaves = {row.pk: row.leaf for row in rows} | {rows[2].pk: leaf_of(rows[2])}
    with attack():
        raw(
            "UPDATE audit_auditrow SET outcome = 'denied', leaf = %s WHERE id = %s",
            leaves[rows[2].pk],
            rows[2].pk,
        )
        chain = ""
        for seal in Seal.objects.order_by("number"):
            chain = chained(chain, leaves[seal.row], "sha256")
            raw(
                "UPDATE audit_seal SET leaf = %s, chain = %s WHERE number = %s",
                leaves[seal.row],
                chain,
                seal.number,
            )
    assert _faults() == [("rewritten", 6)]


def test_a_changed_row_in_the_tail_is_found(write: Write) -> None:
    (row,) = write()
    with attack():
        raw("UPDATE audit_auditrow SET outcome = 'denied' WHERE id = %s", row.pk)
    assert _faults() == [("changed", None)]


def test_a_protection_that_was_removed_or_hollowed_out_is_found(rows: list[AuditRow]) -> None:
    with connection.cursor() as cursor:
        protection().take_down(cursor)
    found = verify_audit()
    assert {fault.kind for fault in found.faults} == {"unprotected"}
    assert all(fault.name in fault.message for fault in found.faults)


def test_every_kind_of_fault_has_its_sentence_and_many_are_counted() -> None:
    found = Verification(sealed=1234)
    for kind in ("changed", "removed", "reordered", "gap", "truncated", "rewritten", "unprotected"):
        fault = Fault(kind, number=7, name="x")
        assert fault.message.endswith("。")
        found.add(fault)
    for _ in range(KEPT_FAULTS):
        found.add(Fault("changed"))
    assert (len(found.faults), found.fault_count, found.is_sound) == (KEPT_FAULTS, KEPT_FAULTS + 7, False)
    assert "1,234" in found.sentence and "1,007 处问题" in found.sentence
    assert "尚未封存" in Fault("changed").message
