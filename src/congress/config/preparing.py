"""Before the doors open: the database is brought up to date, and a new place may get its demonstration.

A first start is built beside, in the data folder's `tmp`, and moved into place when it is complete; a first start that
was interrupted therefore leaves nothing half-made and simply begins again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from congress.config.children import command_line

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
    _run(["migrate"], folders.data, folders.keys)
    if demonstration and not folders.is_embedded:
        _run(["demo", "--if-empty"], folders.data, folders.keys)


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
