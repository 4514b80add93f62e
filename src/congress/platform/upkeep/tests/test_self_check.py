"""The self-check: a safe installation passes, each unsafe thing is named with what to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from congress.platform.upkeep import on_postgresql, on_sqlite
from congress.platform.upkeep.api import Level, self_check
from congress.platform.upkeep.checks import clocks, database
from congress.platform.upkeep.checks.folders import private
from congress.platform.upkeep.checks.settings import assets, unsafe
from congress.platform.upkeep.contracts import Finding


def _codes(findings: list[Finding]) -> dict[str, Level]:
    return {each.code: each.level for each in findings}


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> Path:
    """Styles have been packed."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    return tmp_path


@pytest.mark.django_db
def test_a_safe_installation_has_nothing_to_mend(folders: Path, built: Path) -> None:
    usual = {"postgresql.fsync", "postgresql.full_page_writes"}  # test servers run without
    assert set(_codes(self_check())) - usual == set()


@pytest.mark.django_db
def test_every_finding_says_what_to_do(folders: Path, built: Path, settings: Any) -> None:
    settings.DEBUG, settings.TIME_ZONE = True, "UTC"
    found = self_check()
    assert {"debug", "zone"} <= set(_codes(found))
    assert all(each.advice.endswith("。") and each.sentence.endswith("。") for each in found)


def test_folders_open_to_others_are_named(folders: Path, settings: Any) -> None:
    folders.chmod(0o755)
    assert _codes(private()) == {"folder.open": Level.WARNING}
    settings.PRODUCTION = True
    assert _codes(private()) == {"folder.open": Level.FAILING}


def test_keys_open_to_others_are_named(folders: Path, settings: Any) -> None:
    (Path(settings.KEY_DIR) / "web.key").chmod(0o644)
    (finding,) = private()
    assert (finding.code, "web.key" in finding.sentence) == ("keys.open", True)


def test_keys_among_the_data_are_named(folders: Path, settings: Any) -> None:
    settings.KEY_DIR = folders / "keys"
    assert _codes(private()) == {"keys.apart": Level.FAILING}
    settings.KEY_DIR = folders
    assert _codes(private()) == {"keys.apart": Level.FAILING}


def test_unsafe_settings_are_named(folders: Path, settings: Any) -> None:
    assert unsafe() == []
    settings.DEBUG, settings.SECRET_KEY, settings.ALLOWED_HOSTS = True, "short", ["*"]
    assert set(_codes(unsafe())) == {"debug", "secret", "hosts"}


def test_production_needs_https_and_no_root(
    folders: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRODUCTION, settings.SECURE_TRANSPORT = True, False
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert _codes(unsafe()) == {"https": Level.FAILING, "root": Level.WARNING}
    settings.SECURE_TRANSPORT = True
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert unsafe() == []


def test_styles_must_be_built_and_in_production_packed(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(finders, "find", lambda path: None)
    assert _codes(assets()) == {"assets": Level.FAILING}
    monkeypatch.setattr(finders, "find", lambda path: "/somewhere/ui/build.json")
    assert assets() == []
    settings.PRODUCTION = True
    assert _codes(assets()) == {"assets": Level.WARNING}


@pytest.mark.parametrize(("zone", "count"), [("Asia/Shanghai", 0), ("Asia/Urumqi", 0), ("Europe/Berlin", 1)])
def test_days_are_counted_in_chinas_time(zone: str, count: int, settings: Any) -> None:
    settings.TIME_ZONE = zone
    assert len(clocks.zone()) == count


@pytest.mark.django_db
def test_migrations_that_wait_are_counted() -> None:
    assert database.up_to_date() == []
    MigrationRecorder.Migration.objects.filter(app="portal").delete()
    (finding,) = database.up_to_date()
    assert (finding.code, finding.level) == ("migrations", Level.FAILING)
    assert "congress migrate" in finding.advice


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object, *given: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", broken)
    assert [each.code for each in (*database.set_up(), *database.up_to_date())] == ["database", "database"]


class Answers:
    """A cursor that answers what it was told to."""

    def __init__(self, answers: dict[str, str], transaction_mode: str = "IMMEDIATE") -> None:
        self.answers = answers
        self.db = self
        self.transaction_mode = transaction_mode
        self.asked = ""

    def execute(self, sql: str, params: list[str] | None = None) -> None:
        """Remember what was asked for."""
        self.asked = params[0] if params else sql.removeprefix("PRAGMA ")

    def fetchone(self) -> tuple[str]:
        """The answer."""
        return (self.answers[self.asked],)


def test_sqlite_without_its_settings_is_named() -> None:
    good: Any = Answers({"journal_mode": "wal", "foreign_keys": "1"})
    assert on_sqlite.settings_faults(good) == []
    bad: Any = Answers({"journal_mode": "delete", "foreign_keys": "0"}, transaction_mode="DEFERRED")
    assert set(_codes(on_sqlite.settings_faults(bad))) == {
        "sqlite.wal",
        "sqlite.foreign_keys",
        "sqlite.immediate",
    }


def test_postgresql_that_is_old_or_may_lose_data_is_named() -> None:
    settings = {
        "server_version_num": "150018",
        "server_version": "15.18",
        "server_encoding": "UTF8",
        "fsync": "on",
        "full_page_writes": "on",
    }
    good: Any = Answers(settings)
    assert on_postgresql.settings_faults(good) == []
    bad: Any = Answers(
        {**settings, "server_version_num": "140001", "server_encoding": "SQL_ASCII", "fsync": "off"}
    )
    assert set(_codes(on_postgresql.settings_faults(bad))) == {
        "postgresql.version",
        "postgresql.encoding",
        "postgresql.fsync",
    }


@pytest.mark.django_db
def test_the_settings_of_the_database_under_test_are_as_they_must_be() -> None:
    assert {each.code for each in database.set_up()} <= {"postgresql.fsync", "postgresql.full_page_writes"}
    assert connection.vendor in database._DIALECTS
