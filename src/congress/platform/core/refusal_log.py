"""How many refusals are worth a row: a hammering client fills the log with counts, not with copies."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

ROWS_A_MINUTE = 20
KEPT_ACTORS = 10_000


@dataclass(slots=True)
class _Window:
    minute: datetime
    rows: int = 0
    suppressed: int = 0


_windows: dict[tuple[str, str, str], _Window] = {}
_lock = threading.Lock()


def worth_recording(*, actor: str, command: str, code: str, at: datetime) -> int | None:
    """None when this refusal is only counted; else how many like it were counted without a row since the last one.

    Each actor has `ROWS_A_MINUTE` rows a minute for each command and reason, in each process.
    """
    minute = at.replace(second=0, microsecond=0)
    key = (actor, command, code)
    with _lock:
        if len(_windows) > KEPT_ACTORS:
            _windows.clear()
        window = _windows.setdefault(key, _Window(minute))
        if window.minute != minute:
            window.minute, window.rows = minute, 0
        if window.rows >= ROWS_A_MINUTE:
            window.suppressed += 1
            return None
        window.rows += 1
        suppressed, window.suppressed = window.suppressed, 0
        return suppressed


def forget() -> None:
    """Begin counting anew (tests)."""
    with _lock:
        _windows.clear()
