"""Which database: SQLite in the data folder, PostgreSQL by its address, and how connections are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from congress.config.database import WEB_PROCESS, database_from_environment

ADDRESS = "postgresql://clerk:p%40ss@db.example:5433/place"


def test_without_an_address_it_is_a_file_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    facts = database_from_environment(tmp_path)
    assert facts["NAME"] == str(tmp_path / "db" / "renda.sqlite3")
    assert (facts["OPTIONS"]["transaction_mode"], facts["CONN_MAX_AGE"]) == ("IMMEDIATE", 0)


def test_a_file_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite://{tmp_path}/a%20b.sqlite3")
    assert database_from_environment(tmp_path)["NAME"] == str(tmp_path / "a b.sqlite3")


def test_a_server_is_reached_by_its_address_and_workers_keep_their_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", ADDRESS)
    monkeypatch.delenv(WEB_PROCESS, raising=False)
    facts = database_from_environment(tmp_path)
    assert [facts[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "place",
        "clerk",
        "p@ss",
        "db.example",
        "5433",
    ]
    assert facts["CONN_MAX_AGE"] == 60 and "OPTIONS" not in facts


def test_web_processes_share_a_pool_because_their_threads_end_with_each_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", ADDRESS)
    monkeypatch.setenv(WEB_PROCESS, "1")
    facts = database_from_environment(tmp_path)
    assert facts["CONN_MAX_AGE"] == 0 and facts["OPTIONS"]["pool"]["max_size"] == 20


def test_an_address_nobody_understands_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere/place")
    with pytest.raises(ValueError, match="must begin with"):
        database_from_environment(tmp_path)
