"""The one clock. Views, jobs and the worker read it; nobody below them does.

Tests and demonstrations may move it: a file in the data folder holds the offset in seconds and is honoured only
where the settings say `CLOCK_MOVABLE`, so that every process of one place agrees on the time.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

_remembered: tuple[int, timedelta] | None = None


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC) + _offset()


def today() -> date:
    """The present legal day in the place's zone."""
    return local_day(now())


def local_day(instant: datetime) -> date:
    """The legal day, in the place's zone, on which an instant falls."""
    return instant.astimezone(zone()).date()


def zone() -> ZoneInfo:
    """The place's zone, Asia/Shanghai unless the place says otherwise."""
    return ZoneInfo(settings.TIME_ZONE)


def move_to(instant: datetime) -> None:
    """Set the movable clock so that it now shows `instant` and runs on from there."""
    _write(instant - datetime.now(UTC))


def reset() -> None:
    """Let the clock show the real time again."""
    _file().unlink(missing_ok=True)


def _offset() -> timedelta:
    global _remembered
    if not settings.CLOCK_MOVABLE:
        return timedelta()
    try:
        stamp = os.stat(_file()).st_mtime_ns
    except FileNotFoundError:
        return timedelta()
    if _remembered is None or _remembered[0] != stamp:
        _remembered = (stamp, timedelta(seconds=float(_file().read_text())))
    return _remembered[1]


def _write(offset: timedelta) -> None:
    if not settings.CLOCK_MOVABLE:
        raise RuntimeError("the clock of this place cannot be moved")
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(repr(offset.total_seconds()))
    beside.replace(path)


def _file() -> Path:
    return Path(settings.DATA_DIR) / "tmp" / "clock-offset"
