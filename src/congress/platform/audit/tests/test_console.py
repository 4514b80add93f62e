"""The trail from the command line, its jobs and its card."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from click.testing import CliRunner
from pytest_django import DjangoAssertNumQueries

from congress.platform.audit.api import last_verification
from congress.platform.audit.management import cli
from congress.platform.audit.manifest import MANIFEST
from congress.platform.audit.models import AuditRow, Seal
from congress.platform.audit.sealing import seal_rows
from congress.platform.audit.services import record_verification
from congress.platform.audit.tests.conftest import attack, raw
from congress.platform.audit.verifying import verify_audit
from congress.platform.core import clock
from congress.platform.core.actors import System
from congress.platform.core.jobs import run_one
from congress.platform.core.models import Job
from congress.platform.core.registry import job_kinds, subject_kinds
from congress.platform.core.scheduler import tick

Write = Callable[..., list[AuditRow]]


def test_a_sound_trail_ends_well(write: Write, at: datetime) -> None:
    write(3)
    seal_rows(at=at)
    result = CliRunner().invoke(cli, ["verify"])
    assert result.exit_code == 0, result.output
    assert "没有发现改动" in result.output
    assert Seal.objects.get(number=3).chain in result.output


def test_a_faulty_trail_ends_with_an_exit_code(write: Write, at: datetime) -> None:
    write(30)
    seal_rows(at=at)
    with attack():
        raw("UPDATE audit_auditrow SET address = '10.9.9.9'")
    result = CliRunner().invoke(cli, ["verify"])
    assert result.exit_code == 1
    assert "第 1 条：内容与写入时不一致" in result.output
    assert "共 30 处" in result.output
    whole = CliRunner().invoke(cli, ["verify", "--json"])
    content = json.loads(whole.output)
    assert whole.exit_code == 1
    assert (content["sound"], content["fault_count"], len(content["faults"])) == (False, 30, 30)
    assert content["faults"][0]["number"] == 1


@pytest.mark.django_db
def test_an_empty_trail_is_told_as_such() -> None:
    result = CliRunner().invoke(cli, ["verify"])
    assert result.exit_code == 0
    assert "还没有封存" in result.output


def test_rows_are_sealed_from_the_command_line(write: Write) -> None:
    write(2)
    result = CliRunner().invoke(cli, ["seal"])
    assert "已封存 2 条" in result.output
    assert Seal.objects.count() == 2


@pytest.mark.django_db
def test_the_schedules_seal_and_verify(at: datetime) -> None:
    tick(at=at)
    kinds = {"audit.seal", "audit.seal_everything", "audit.verify"}
    assert kinds <= set(Job.objects.values_list("kind", flat=True))
    clock.move_to(at)
    try:
        while run_one():
            pass
    finally:
        clock.reset()
    assert set(Job.objects.filter(kind__in=kinds).values_list("state", flat=True)) == {"done"}
    assert Seal.objects.exists()
    last = last_verification()
    assert last is not None and last.fault_count == 0
    assert kinds <= set(job_kinds())


def test_the_card_tells_of_the_last_verification(
    write: Write, at: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    (card,) = MANIFEST.cards
    reader = System("audit.verify")
    assert "还没有核验过" in card.content(reader, at).empty
    record_verification(actor=reader, at=at, began_at=at, found=verify_audit())
    with django_assert_num_queries(1):
        content = card.content(reader, at)
    assert content.figure == "0"
    assert "没有发现改动" in content.lines[0].text
    assert content.lines[0].note == "2026-03-02 09:00"


def test_a_recorded_verification_can_be_shown_as_a_subject(write: Write, at: datetime) -> None:
    run = record_verification(actor=System("audit.verify"), at=at, began_at=at, found=verify_audit())
    kind = subject_kinds()["audit.verification"]
    assert kind.resolve(System("audit.verify"), [run]) == {}
