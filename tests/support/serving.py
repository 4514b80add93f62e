"""A whole platform for journeys: `congress serve` on a data folder of its own, as a person would start it."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

READY_SECONDS = 120
ACCOUNTS = "demo-accounts.json"


class NotServing(RuntimeError):
    """The platform did not answer in time."""


@dataclass(slots=True)
class Served:
    """A running platform: where it is, who can sign in, which processes it has."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]
    database: str = ""

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def look(self, sql: str) -> list[tuple[Any, ...]]:
        """Look into the place's database from outside, as an inspector would. Ids come as text without hyphens."""
        if self.database:
            import psycopg

            with psycopg.connect(self.database) as connection:
                return [tuple(_plain(value) for value in row) for row in connection.execute(sql).fetchall()]
        with sqlite3.connect(f"file:{self.data}/db/renda.sqlite3?mode=ro", uri=True) as connection:
            return connection.execute(sql).fetchall()

    def password(self, username: str) -> str:
        """The password of a demonstration account."""
        accounts = json.loads((self.data / ACCOUNTS).read_text(encoding="utf-8"))
        return str(next(each["password"] for each in accounts if each["username"] == username))

    def children(self, word: str) -> list[int]:
        """Processes under the supervisor whose command line ends in a word or holds it: web, work, tick."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                status = (entry / "status").read_text()
                words = (entry / "cmdline").read_bytes().decode().split("\0")
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            parent = next(line for line in status.splitlines() if line.startswith("PPid:")).split()[1]
            if int(parent) == self.process.pid and word in words:
                found.append(int(entry.name))
        return found

    def kill(self, word: str) -> list[int]:
        """Kill processes as a power cut would. Returns which."""
        pids = self.children(word)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        return pids

    def wait_until_it_answers(self) -> None:
        """Block until the web server answers. Raises `NotServing`."""
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise NotServing(f"congress serve ended with {self.process.returncode}: {self.log()[-2000:]}")
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise NotServing(self.log()[-2000:])

    def log(self) -> str:
        """What the platform said so far."""
        return (self.folder / "serve.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Stop it as Ctrl-C would, and make sure."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(folder: Path, **environment: str) -> Served:
    """Start the platform with the demonstration place in a folder."""
    port = _free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RENDA_", "DJANGO_", "DATABASE_"))
    }
    surroundings = {
        **kept,
        "RENDA_DATA": str(folder / "data"),
        "RENDA_KEYS": str(folder / "keys"),
        "RENDA_JOB_LEASE_SECONDS": "2",
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    database = _own_database(folder.name) if os.environ.get("DATABASE_URL") else ""
    if database:
        surroundings["DATABASE_URL"] = database
    command = [sys.executable, "-m", "congress.config.cli", "serve", "--demonstration", "--port", str(port)]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=surroundings, stdout=log, stderr=subprocess.STDOUT)
    served = Served(f"http://localhost:{port}", folder, process, database)
    try:
        served.wait_until_it_answers()
    except BaseException:
        process.kill()
        raise
    return served


def _own_database(name: str) -> str:
    """A fresh database on the PostgreSQL server the suite runs on."""
    import psycopg

    server = urlsplit(os.environ["DATABASE_URL"])
    own = f"{name}_{os.getpid()}_{uuid4().hex[:8]}".lower()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{own}"')
    return urlunsplit(server._replace(path=f"/{own}"))


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
