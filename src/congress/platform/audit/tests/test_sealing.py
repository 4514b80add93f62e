"""Sealing: every committed row once, in a chain across blocks, whoever seals and whenever a row arrives."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from congress.platform.audit import sealing
from congress.platform.audit.anchors import anchor_file, anchors
from congress.platform.audit.leaves import chained
from congress.platform.audit.models import AuditRow, Seal
from congress.platform.audit.sealing import seal_rows, unsealed, unsealed_since
from congress.platform.audit.tests.conftest import attack, raw
from congress.platform.audit.verifying import verify_audit
from congress.platform.core import ids

Write = Callable[..., list[AuditRow]]


def _chain_is_whole() -> None:
    chain = ""
    for number, seal in enumerate(Seal.objects.order_by("number"), start=1):
        chain = chained(chain, seal.leaf, seal.algorithm)
        assert (seal.number, seal.chain) == (number, chain)


def test_committed_rows_are_chained_in_order(write: Write, at: datetime) -> None:
    rows = write(3)
    assert seal_rows(at=at) == 3
    assert list(Seal.objects.order_by("number").values_list("row", "leaf")) == [(r.pk, r.leaf) for r in rows]
    _chain_is_whole()
    assert seal_rows(at=at) == 0


def test_the_chain_goes_on_across_blocks_and_passes(
    write: Write, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BLOCK", 2)
    monkeypatch.setattr(sealing, "WINDOW", 4)
    write(5)
    assert seal_rows(at=at) == 5
    write(4)
    assert seal_rows(at=at) == 4
    assert Seal.objects.count() == 9
    _chain_is_whole()
    assert verify_audit().is_sound


def test_a_row_that_began_earlier_and_was_committed_later_takes_a_later_place(
    write: Write, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = ids.new_id()
    write(2)
    seal_rows(at=at)
    (late,) = _with_id(early, write, monkeypatch)
    assert seal_rows(at=at) == 1
    assert Seal.objects.get(row=late.pk).number == 3
    assert verify_audit().is_sound


def test_a_row_whose_id_tells_a_long_past_time_is_caught_by_the_pass_over_everything(
    write: Write, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    seal_rows(at=at)
    _with_id(_id_at(at - timedelta(days=400)), write, monkeypatch)
    assert seal_rows(at=at) == 0
    assert verify_audit().tail == 1
    assert seal_rows(at=at, everything=True) == 1
    assert verify_audit().is_sound


def test_a_clock_that_was_ahead_does_not_hide_the_rows_that_follow(
    write: Write, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    _with_id(_id_at(now + timedelta(days=900)), write, monkeypatch)
    assert seal_rows(at=now) == 1
    write()
    assert seal_rows(at=now) == 1


def test_how_long_rows_wait_is_told(write: Write, at: datetime) -> None:
    assert unsealed_since(at=at) is None
    write(at=at - timedelta(minutes=7))
    write(at=at)
    assert unsealed_since(at=at) == at - timedelta(minutes=7)
    seal_rows(at=at)
    assert unsealed_since(at=at) is None


def test_a_sealer_that_comes_too_late_gives_way(
    write: Write, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(3)
    real = sealing._seal_block

    def overtaken(when: datetime, rows: Sequence[tuple[UUID, str]]) -> None:
        monkeypatch.setattr(sealing, "_seal_block", real)
        head = Seal.objects.order_by("-number").first()
        assert head is None
        real(when, rows)
        with pytest.raises(IntegrityError), transaction.atomic(), sealing.unguarded("sealing"):
            Seal(number=1, row=ids.new_id(), leaf="0", chain="0", sealed_at=when).save(force_insert=True)
        raise IntegrityError

    monkeypatch.setattr(sealing, "_seal_block", overtaken)
    assert seal_rows(at=at) == 0
    assert Seal.objects.count() == 3
    _chain_is_whole()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_every_row_once(
    write: Write, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BLOCK", 20)
    write(300)
    together = threading.Barrier(2)
    failures: list[BaseException] = []

    def seal() -> None:
        try:
            together.wait()
            for _ in range(30):
                seal_rows(at=at)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Seal.objects.count() == 300
    _chain_is_whole()
    found = verify_audit()
    assert found.is_sound
    assert found.anchors == len(anchors()) > 0


@pytest.mark.django_db(transaction=True)
def test_the_head_of_each_block_is_kept_outside_the_database(write: Write, at: datetime) -> None:
    write(3)
    seal_rows(at=at)
    write(2)
    seal_rows(at=at)
    chain = dict(Seal.objects.values_list("number", "chain"))
    assert anchors() == {3: chain[3], 5: chain[5]}
    assert anchor_file().stat().st_mode & 0o777 == 0o600


def test_what_was_rolled_back_leaves_no_head(write: Write, at: datetime) -> None:
    write(3)
    seal_rows(at=at)
    assert not anchor_file().exists()


@pytest.mark.django_db(transaction=True)
def test_a_head_that_cannot_be_kept_does_not_stop_the_sealing(
    write: Write, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    anchor_file().parent.mkdir()
    anchor_file().mkdir()
    write(1)
    assert seal_rows(at=at) == 1
    assert "could not be kept" in caplog.text
    anchor_file().rmdir()


def test_lines_that_are_no_heads_are_passed_over_and_the_first_head_stands(db: None) -> None:
    anchor_file().parent.mkdir()
    first, second = "a" * 64, "b" * 64
    anchor_file().write_text(f"nonsense\n7 {first} x\n7 {second} y\n8 short z\n")
    assert anchors() == {7: first}


def test_sealed_rows_are_no_longer_unsealed(write: Write, at: datetime) -> None:
    rows = write(2)
    assert [row.pk for row in unsealed()] == [row.pk for row in rows]
    seal_rows(at=at)
    with attack():
        raw("DELETE FROM audit_seal WHERE number = 2")
    assert [row.pk for row in unsealed()] == [rows[1].pk]


def _id_at(instant: datetime) -> UUID:
    return UUID(int=(int(instant.timestamp() * 1000) << 80) | 0x7 << 76 | 0b10 << 62)


def _with_id(row_id: UUID, write: Write, monkeypatch: pytest.MonkeyPatch) -> list[AuditRow]:
    field = AuditRow._meta.get_field("id")
    with monkeypatch.context() as patch:
        patch.setattr(field, "default", lambda: row_id)
        patch.setitem(field.__dict__, "_get_default", lambda: row_id)
        return write()
