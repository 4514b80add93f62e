"""Which database: SQLite in the data folder, or whatever `DATABASE_URL` names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

WEB_PROCESS = "RENDA_WEB_PROCESS"

_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
    "PRAGMA mmap_size=268435456; PRAGMA foreign_keys=ON;"
)


def database_from_environment(data_dir: Path) -> dict[str, Any]:
    """Django's settings for the one database. Raises `ValueError` for an address it does not understand."""
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        return sqlite(data_dir / "db" / "renda.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            **_kept_connections(),
        }
    raise ValueError(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {parts.scheme!r}")


def _kept_connections() -> dict[str, Any]:
    """How connections to a server are kept.

    A web process answers each request in a thread of its own that ends with it: a connection kept by a thread would be
    lost with it, open at the server. Web processes therefore share a pool; workers keep theirs.
    """
    if os.environ.get(WEB_PROCESS, "") == "1":
        return {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": {"min_size": 1, "max_size": 20, "timeout": 10}}}
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as it must be run under load: WAL, IMMEDIATE transactions, patience instead of errors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 0,  # opening the file costs less than what threads that have ended would keep open
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_START},
    }
