"""Health: everything well, and each thing that can go wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import DatabaseError, connection
from pytest_django import DjangoAssertNumQueries

from congress.platform.audit.contracts import Fault, Verification
from congress.platform.audit.protection import protection
from congress.platform.audit.services import record_verification
from congress.platform.core.actors import System
from congress.platform.core.guard import unguarded
from congress.platform.core.ids import new_id
from congress.platform.core.models import Job
from congress.platform.events.models import Delivery, OutboxEvent
from congress.platform.upkeep.api import Health, Level, beat, end_beat, health
from congress.platform.upkeep.checks import database, folders, work
from congress.platform.upkeep.health import glance, looked_at, recent_health
from congress.platform.upkeep.manifest import MANIFEST
from congress.platform.upkeep.tests.conftest import by_code


class Usage(NamedTuple):
    """What `disk_usage` answers."""

    total: int
    used: int
    free: int


def _job(at: datetime, **values: Any) -> Job:
    with unguarded("fixtures"):
        job = Job(**{"kind": "search.rebuild", "title": "重建", "run_after": at, "created_at": at, **values})
        job.save(force_insert=True)
    return job


def test_a_well_run_place_is_well(well_run: datetime) -> None:
    found = health(at=well_run)
    assert found.level is Level.GOOD, found.faults
    assert set(by_code(found.findings)) == {
        "database",
        "folder",
        "disk",
        "worker",
        "ticker",
        "jobs.waiting",
        "jobs.failed",
        "deliveries",
        "audit.tail",
        "audit.faults",
        "audit.protection",
        "clock",
    }
    assert all(each.sentence.endswith("。") and not each.advice for each in found.findings)


@pytest.mark.parametrize("process", ["worker", "ticker"])
def test_a_process_that_is_silent_or_not_there_is_told(process: str, well_run: datetime) -> None:
    later = well_run + timedelta(seconds=45)
    for other in {"worker", "ticker"} - {process}:
        beat(process=other, at=later)
    finding = by_code(health(at=later).findings)[process]
    assert finding.level is Level.FAILING
    assert "已有 45 秒没有动静" in finding.sentence and "congress serve" in finding.advice
    end_beat(process=process)
    assert "没有运行" in by_code(health(at=later).findings)[process].sentence


def test_one_of_several_workers_is_enough_and_so_is_a_job_kept_alive(well_run: datetime) -> None:
    later = well_run + timedelta(minutes=5)
    beat(process="worker-2", at=later)
    assert by_code(health(at=later).findings)["worker"].is_good
    end_beat(process="worker-2")
    assert not by_code(health(at=later).findings)["worker"].is_good
    _job(well_run, state="running")
    assert not by_code(health(at=later).findings)["worker"].is_good
    _job(well_run, state="running", heartbeat_at=later)
    assert by_code(health(at=later).findings)["worker"].is_good


def test_failed_and_late_jobs_are_counted(well_run: datetime) -> None:
    _job(well_run, state="failed", ended_at=well_run)
    _job(well_run, state="failed", ended_at=well_run - timedelta(days=2))
    _job(well_run - timedelta(minutes=11))
    _job(well_run - timedelta(minutes=9))
    found = by_code(health(at=well_run).faults)
    del found["clock"]  # the day of this test is not the database's
    assert set(found) == {"jobs.failed", "jobs.waiting"}
    assert "有 1 项后台工作没有完成" in found["jobs.failed"].sentence
    assert "有 1 项后台工作已等候" in found["jobs.waiting"].sentence
    assert {each.level for each in found.values()} == {Level.WARNING}


def test_stuck_deliveries_are_counted(well_run: datetime) -> None:
    with unguarded("fixtures"):
        event = OutboxEvent(
            name="a.b", payload_version=1, subject_id=new_id(), at=well_run, trace=new_id(), payload={}
        )
        event.save(force_insert=True)
        for handler, state in (("a.one", "stuck"), ("a.two", "waiting")):
            Delivery(
                event=event, handler=handler, subject_id=event.subject_id, state=state, next_at=well_run
            ).save()
    assert "有 1 条" in by_code(health(at=well_run).faults)["deliveries"].sentence


def test_a_trail_that_waits_for_its_seal_is_told(well_run: datetime) -> None:
    later = well_run + timedelta(minutes=31)
    assert "已有 31 分钟" in by_code(health(at=later).faults)["audit.tail"].sentence


def test_a_trail_not_verified_for_days_or_never_is_told(
    well_run: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "三天以上" in by_code(health(at=well_run + timedelta(days=4)).faults)["audit.faults"].sentence
    monkeypatch.setattr(work, "last_verification", lambda: None)
    assert "还没有核验过" in by_code(health(at=well_run).faults)["audit.faults"].sentence


def test_faults_in_the_trail_are_the_worst_there_is(well_run: datetime) -> None:
    found = Verification()
    found.add(Fault("changed", number=1))
    at = well_run + timedelta(seconds=1)
    record_verification(actor=System("audit.verify"), at=at, began_at=at, found=found)
    fault = health(at=at).faults[0]
    assert (fault.code, fault.level) == ("audit.faults", Level.FAILING)
    assert "备份" in fault.advice


def test_a_trail_without_protection_is_told(well_run: datetime) -> None:
    with connection.cursor() as cursor:
        protection().take_down(cursor)
    assert by_code(health(at=well_run).faults)["audit.protection"].level is Level.FAILING


@pytest.mark.parametrize(
    ("free", "level"),
    [(folders.GIB // 2, "failing"), (2 * folders.GIB, "warning"), (9 * folders.GIB, "good")],
)
def test_the_room_on_the_disk_is_told(
    free: int, level: str, well_run: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, free))
    finding = folders.room()
    assert finding.level == level
    assert f"{free / folders.GIB:.1f} GiB" in finding.sentence


def test_a_data_folder_that_is_gone_or_closed_is_told(
    well_run: datetime, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file"
    assert folders.writable().level is Level.FAILING
    settings.DATA_DIR = tmp_path / "nowhere"
    assert folders.room().level is Level.FAILING


def test_a_database_that_takes_no_writes_is_told_and_spares_the_checks_that_need_it(
    well_run: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object, **values: object) -> int:
        raise DatabaseError("readonly")

    monkeypatch.setattr("django.db.models.query.QuerySet.update", broken)
    found = health(at=well_run)
    assert found.level is Level.FAILING
    assert set(by_code(found.findings)) == {"database", "folder", "disk", "ticker"}
    assert "不能写入" in by_code(found.findings)["database"].sentence


@pytest.mark.django_db
def test_the_database_is_asked_with_little_patience_and_as_patient_as_before_afterwards() -> None:
    dialect = database._DIALECTS[connection.vendor]
    asked = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"

    def patience() -> str:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return str(cursor.fetchone()[0])

    before = patience()
    with connection.cursor() as cursor, dialect.impatient(cursor):
        assert patience() in ("2000", "2s")
    assert patience() == before


def test_a_check_that_breaks_is_a_finding(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Any:
        raise ZeroDivisionError

    (finding,) = looked_at("odd", broken)
    assert (finding.code, finding.level) == ("odd", Level.FAILING)
    assert "ZeroDivisionError" in finding.sentence
    assert "the check odd broke" in caplog.text


CLOCKS: list[tuple[str, timedelta, bool, Level, str]] = [
    ("long ago", timedelta(days=-400), False, Level.FAILING, "早于平台发布"),
    ("backwards", timedelta(minutes=-10), False, Level.FAILING, "倒退"),
    ("movable", timedelta(), True, Level.WARNING, "人为调整"),
]


@pytest.mark.parametrize(("_name", "shift", "movable", "level", "words"), CLOCKS)
def test_a_clock_that_cannot_be_right_is_told(
    _name: str, shift: timedelta, movable: bool, level: Level, words: str, well_run: datetime, settings: Any
) -> None:
    settings.CLOCK_MOVABLE = movable
    _job(well_run)
    finding = by_code(health(at=well_run + shift).findings)["clock"]
    assert finding.level is level
    assert words in finding.sentence


def test_a_clock_apart_from_the_databases_is_told(well_run: datetime) -> None:
    now = datetime.now(UTC)
    _job(now)
    assert by_code(health(at=now).findings)["clock"].is_good
    assert "相差" in by_code(health(at=now + timedelta(hours=1)).findings)["clock"].sentence


def test_health_is_remembered_for_some_seconds(
    well_run: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = recent_health(at=well_run)
    with django_assert_num_queries(0):
        assert recent_health(at=well_run + timedelta(seconds=4)) is first
    assert recent_health(at=well_run + timedelta(seconds=6)) is not first
    assert recent_health(at=well_run) is not first


def test_the_worst_comes_first_and_nothing_is_good() -> None:
    assert Health(datetime(2026, 3, 2, tzinfo=UTC), ()).level is Level.GOOD


def test_the_card_costs_two_queries(
    well_run: datetime, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    (card,) = MANIFEST.cards
    with django_assert_num_queries(2):
        content = card.content(System("x"), well_run)
    assert (content.lines, content.figure) == ((), "")
    end_beat(process="ticker")
    content = card.content(System("x"), well_run)
    assert content.figure == "1"
    assert "定时进程没有运行" in content.lines[0].text
    assert len(glance(at=well_run)) == 4
