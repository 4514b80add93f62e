"""Signs of life: each process leaves a small file, so that health can be told while the database is away."""

from __future__ import annotations

import json
import os
import re
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SELDOM = timedelta(seconds=1)

_last: dict[str, datetime] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Beat:
    """The last sign of life of a process: its name, its number in the operating system, and when."""

    process: str
    pid: int
    at: datetime


def beat(*, process: str, at: datetime) -> None:
    """Say that a process (`worker`, `ticker`, `worker-2` …) lives; call it in every round of its loop.

    Cheap enough for that: nothing is written within a second of the last sign, and never to the database.
    Raises `ValueError` for a name that is no plain lower-case word.
    """
    path = _file(process)
    with _lock:
        before = _last.get(str(path))
        if before is not None and timedelta() <= at - before < _SELDOM and path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.new")
        beside.write_text(json.dumps({"pid": os.getpid(), "at": at.isoformat()}))
        beside.replace(path)
        _last[str(path)] = at


def end_beat(*, process: str) -> None:
    """Take the sign of life back: the process stops on purpose."""
    path = _file(process)
    with _lock:
        _last.pop(str(path), None)
        path.unlink(missing_ok=True)


def beats() -> list[Beat]:
    """Every process's last sign of life, by name; a file that cannot be read counts as none."""
    found = []
    for path in sorted(_folder().glob("*.json")):
        try:
            content = json.loads(path.read_text())
            found.append(Beat(path.stem, int(content["pid"]), datetime.fromisoformat(content["at"])))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found


def _file(process: str) -> Path:
    if not _NAME.fullmatch(process):
        raise ValueError(f"not a process name: {process!r}")
    return _folder() / f"{process}.json"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "tmp" / "beats"
