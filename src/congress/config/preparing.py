"""Before the doors open: the database is brought up to date, and a new place may get its demonstration.

A first start is built beside, in the data folder's `tmp`, and moved into place when it is complete; a first start that
was interrupted therefore leaves nothing half-made and simply begins again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from congress.config.children import command_line

PACKAGE = Path(__file__).resolve().parents[1]
DATABASE = Path("db") / "renda.sqlite3"


class NotPrepared(RuntimeError):
    """A step of the preparation failed; its own output says why."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a place keeps its data and its keys, and whether the database is a file among them."""

    data: Path
    keys: Path
    is_embedded: bool


def prepare(folders: Folders, *, demonstration: bool) -> None:
    """Make the place ready to be served. Raises `NotPrepared`."""
    if folders.is_embedded and not (folders.data / DATABASE).exists():
        _first_start(folders, demonstration=demonstration)
        return
    if not folders.is_embedded or not is_current(folders.data / DATABASE):
        _run(["migrate"], folders.data, folders.keys)
    if demonstration and not folders.is_embedded:
        _run(["demo", "--if-empty"], folders.data, folders.keys)


def is_current(database: Path) -> bool:
    """Whether every migration there is has been applied to a database file; asked without starting Django."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)) as connection:
            applied = set(connection.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.Error:
        return False
    return migrations() <= applied


def migrations() -> set[tuple[str, str]]:
    """App and name of every migration of the product and of what it uses of Django's own."""
    import django

    found = [
        path for layer in ("platform", "apps") for path in (PACKAGE / layer).glob("*/migrations/[0-9]*.py")
    ]
    found += (Path(django.__file__).parent / "contrib/sessions/migrations").glob("[0-9]*.py")
    return {(path.parents[1].name, path.stem) for path in found}


def _first_start(folders: Folders, *, demonstration: bool) -> None:
    scratch = folders.data / "tmp" / "first-start"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    _run(["migrate"], scratch, folders.keys)
    if demonstration:
        _run(["demo"], scratch, folders.keys)
    _move_into_place(scratch, folders.data)


def _move_into_place(scratch: Path, data: Path) -> None:
    """Everything else first, the database last: the place exists from the moment its database does."""
    shutil.rmtree(scratch / "tmp", ignore_errors=True)
    shutil.rmtree(data / "db", ignore_errors=True)  # an empty folder, or the rest of a broken start
    names = [each.name for each in scratch.iterdir() if each.name != "db"]
    for name in names:
        target = data / name
        if target.is_dir():
            shutil.rmtree(target)
        os.replace(scratch / name, target)
    os.replace(scratch / "db", data / "db")
    shutil.rmtree(scratch, ignore_errors=True)


def _run(words: list[str], data: Path, keys: Path) -> None:
    environment: Mapping[str, str] = {**os.environ, "RENDA_DATA": str(data), "RENDA_KEYS": str(keys)}
    if subprocess.run(command_line(*words), env=dict(environment), check=False).returncode:
        raise NotPrepared(" ".join(words))
