"""Each measurement in a process of its own, on SQLite and, where a server can be started, on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

T = TypeVar("T")

# Never `DATABASE_URL`: whoever has one set would have a real place filled with what is arranged here.
OWN_DATABASE = "RENDA_BENCH_DATABASE"
# As a production server runs; the tests run theirs without any of it.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def in_own_process(work: Callable[..., T], *words: object, **environment: str) -> T:
    """Run a function of a module in a fresh Python process: settings are read once, so each place needs its own."""
    with (
        patch.dict(os.environ, environment),
        ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool,
    ):
        result, failure = pool.submit(_kept, work, *words).result()
    if failure:
        raise RuntimeError(f"{work.__qualname__} failed in its own process\n{failure}")
    return result  # type: ignore[return-value]


def _kept(work: Callable[..., T], *words: object) -> tuple[T | None, str]:
    """The result, or the failure as text: an exception of a model cannot be read where Django is not set up."""
    try:
        return work(*words), ""
    except Exception:
        return None, traceback.format_exc()


def on_each_database(work: Callable[[], list[T]]) -> tuple[list[T], str]:
    """What the work gives on SQLite and on PostgreSQL; and a sentence when PostgreSQL was left out."""
    from tests.support import postgres

    found = in_own_process(work)
    try:
        with patch.dict(postgres.SETTINGS, DURABLE), postgres.running_postgres() as address:
            return found + in_own_process(work, **{OWN_DATABASE: address}), ""
    except postgres.NoPostgres as reason:
        return found, f"PostgreSQL was left out: {reason}."


@contextmanager
def own_place() -> Iterator[Path]:
    """A place that goes away afterwards, with Django on it."""
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as folder:
        open_place(Path(folder))
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield Path(folder)


def open_place(folder: Path) -> None:
    """Let Django run on the place of a folder."""
    os.environ["RENDA_DATA"] = f"{folder}/data"
    os.environ["RENDA_KEYS"] = f"{folder}/keys"
    os.environ["RENDA_LOG_LEVEL"] = "ERROR"
    os.environ["DATABASE_URL"] = os.environ.get(OWN_DATABASE, "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.config.settings")
    import django

    django.setup()


def database_name() -> str:
    """Which database is measured, with its version."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            return f"SQLite {cursor.fetchone()[0]}"
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
