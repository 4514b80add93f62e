"""Processes that a test starts, waits for, kills, and never leaves behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The address of this test's own database, as another process must be told."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{facts['NAME']}"
    who = f"{quote(facts['USER'])}:{quote(facts['PASSWORD'])}"
    return f"postgresql://{who}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that shares this test's place."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RENDA_", "COV_", "PYTEST_"))
    }
    return {
        **kept,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "RENDA_DATA": str(settings.DATA_DIR),
        "RENDA_KEYS": str(settings.KEY_DIR),
        "RENDA_WORKER_POLL_SECONDS": "0.05",
        "RENDA_JOB_LEASE_SECONDS": "1",
        "DATABASE_URL": database_url(),
        **more,
    }


class Processes:
    """What one test started."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a Python module as a process of its own; what it prints goes to the log."""
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=self._log.open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def said(self) -> str:
        """Everything they printed."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def end(self) -> None:
        """Kill what still runs, and what those had started."""
        for process in self._started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def wait_for(self, what: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait until something is so; a failure shows what the processes printed."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if what():
                return
            time.sleep(0.03)
        raise AssertionError(f"it did not come to pass within {seconds} s\n{self.said()[-4000:]}")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
