"""What stands in the data folder: the lock, the demonstration accounts, a first start that is complete or not there."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from congress.config import preparing
from congress.config.demonstration import DemonstrationAccount, read_accounts, write_accounts
from congress.config.lock import FolderTaken, folder_lock
from congress.config.preparing import DATABASE, Folders, NotPrepared, migrations, prepare


def test_one_holder_at_a_time_and_the_other_is_told_who(tmp_path: Path) -> None:
    with folder_lock(tmp_path / "data"):
        with pytest.raises(FolderTaken) as taken, folder_lock(tmp_path / "data"):
            pass
        assert taken.value.holder == os.getpid()
    with folder_lock(tmp_path / "data"):
        pass


def test_an_unreadable_holder_is_nobody(tmp_path: Path) -> None:
    with folder_lock(tmp_path):
        (tmp_path / "serve.lock").write_text("?")
        with pytest.raises(FolderTaken) as taken, folder_lock(tmp_path):
            pass
    assert taken.value.holder == 0


def test_demonstration_accounts_are_for_the_owners_eyes(tmp_path: Path) -> None:
    assert read_accounts(tmp_path) == []
    accounts = [DemonstrationAccount("clerk", "密码-1", "经办")]
    write_accounts(tmp_path, [])
    write_accounts(tmp_path, accounts)
    assert read_accounts(tmp_path) == accounts
    path = tmp_path / "demo-accounts.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())[0]["username"] == "clerk"


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The steps of a preparation are noted instead of run; `migrate` makes a database, `demo` the accounts."""
    done: list[tuple[str, ...]] = []

    def run(words: list[str], data: Path, keys: Path) -> None:
        done.append((*words, data.name))
        if words == ["migrate"]:
            (data / "db").mkdir(parents=True, exist_ok=True)
            if not (data / DATABASE).exists():
                (data / DATABASE).write_text("database")
        elif "break" in os.environ.get("RENDA_TEST_STEP", ""):
            raise NotPrepared("demo")
        else:
            (data / "files").mkdir()
            (data / "files" / "one").write_text("bytes")

    monkeypatch.setattr(preparing, "_run", run)
    return done


def folders(tmp_path: Path, *, is_embedded: bool = True) -> Folders:
    """A place's folders."""
    return Folders(data=tmp_path / "data", keys=tmp_path / "keys", is_embedded=is_embedded)


def test_a_first_start_is_built_beside_and_moved_into_place(
    tmp_path: Path, steps: list[tuple[str, ...]]
) -> None:
    place = folders(tmp_path)
    (place.data / "db").mkdir(parents=True)
    (place.data / "files").mkdir()
    prepare(place, demonstration=True)
    assert steps == [("migrate", "first-start"), ("demo", "first-start")]
    assert (place.data / DATABASE).read_text() == "database"
    assert (place.data / "files" / "one").exists()
    assert not (place.data / "tmp" / "first-start").exists()
    prepare(place, demonstration=True)
    assert steps[2:] == [("migrate", "data")], (
        "the demonstration is built once, never into a place that exists"
    )


def test_a_place_that_is_up_to_date_is_not_migrated_again(
    tmp_path: Path, steps: list[tuple[str, ...]]
) -> None:
    place = folders(tmp_path)
    (place.data / "db").mkdir(parents=True)
    with closing(sqlite3.connect(place.data / DATABASE)) as connection:
        connection.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        connection.executemany("INSERT INTO django_migrations VALUES (?, ?)", list(migrations())[1:])
        connection.commit()
        prepare(place, demonstration=True)
        assert steps == [("migrate", "data")], "one is missing"
        connection.executemany("INSERT INTO django_migrations VALUES (?, ?)", list(migrations()))
        connection.commit()
    prepare(place, demonstration=True)
    assert steps == [("migrate", "data")]


@pytest.mark.django_db
def test_every_migration_is_known_by_the_names_django_gives_it() -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    assert migrations() == set(MigrationLoader(connection, ignore_no_migrations=True).disk_migrations)


def test_an_interrupted_first_start_leaves_no_place_and_begins_again(
    tmp_path: Path, steps: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folders(tmp_path)
    monkeypatch.setenv("RENDA_TEST_STEP", "break")
    with pytest.raises(NotPrepared):
        prepare(place, demonstration=True)
    assert not (place.data / DATABASE).exists()
    monkeypatch.delenv("RENDA_TEST_STEP")
    prepare(place, demonstration=True)
    assert (place.data / DATABASE).exists()


def test_a_place_without_demonstration_has_none(tmp_path: Path, steps: list[tuple[str, ...]]) -> None:
    prepare(folders(tmp_path), demonstration=False)
    assert steps == [("migrate", "first-start")]


def test_a_database_elsewhere_is_prepared_where_it_is(tmp_path: Path, steps: list[tuple[str, ...]]) -> None:
    place = folders(tmp_path, is_embedded=False)
    prepare(place, demonstration=False)
    (place.data / "files").rmdir() if (place.data / "files").exists() else None
    prepare(place, demonstration=True)
    assert steps == [("migrate", "data"), ("migrate", "data"), ("demo", "--if-empty", "data")]


def test_a_step_that_fails_stops_the_preparation(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotPrepared):
        preparing._run(["no-such-command"], tmp_path / "data", tmp_path / "keys")
    assert "no-such-command" in capfd.readouterr().err
