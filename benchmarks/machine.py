"""What the figures were measured on: nothing that names the machine, everything that explains it."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import UTC, datetime


def described() -> str:
    """Date, cores, memory, how busy the machine was, and the versions that matter, in one line."""
    cores = len(os.sched_getaffinity(0))
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    facts = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{cores} cores",
        f"{memory_bytes / 1024**3:.0f} GiB of memory",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    return ", ".join(facts)


def load() -> str:
    """How many processes wanted a core in the last minute: well above the number of cores, figures say little."""
    return f"{os.getloadavg()[0]:.1f}"
