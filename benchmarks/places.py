"""The demonstration place, built once for a run and copied; `congress serve` over a copy, as an operator runs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.databases import OWN_DATABASE
from tests.support.serving import Served

KEPT = "RENDA_BENCH_PLACE"
WEB_PROCESSES = 2


def congress(folder: Path, *words: str) -> None:
    """Run a `congress` command on the place of a folder."""
    command = [sys.executable, "-m", "congress.config.cli", *words]
    done = subprocess.run(command, env=surroundings(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"congress {' '.join(words)} failed: {done.stderr[-3000:]}")


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a process that serves the place of a folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RENDA_", "DJANGO_", "DATABASE_"))
    }
    return {
        **kept,
        "RENDA_DATA": str(folder / "data"),
        "RENDA_KEYS": str(folder / "keys"),
        "DATABASE_URL": os.environ.get(OWN_DATABASE, ""),
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def demonstration_place() -> Iterator[Path]:
    """A folder with the demonstration place in it; it goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as name:
        folder, kept = Path(name), "" if os.environ.get(OWN_DATABASE) else os.environ.get(KEPT, "")
        if kept and (Path(kept) / "data").is_dir():
            shutil.copytree(kept, folder, dirs_exist_ok=True)
        else:
            congress(folder, "migrate")
            congress(folder, "demo")
            if kept:
                shutil.copytree(folder, kept, dirs_exist_ok=True)
        yield folder


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    """`congress serve` on loopback over the place of a folder; stopped afterwards."""
    served = start(folder, *words)
    try:
        served.wait_until_it_answers()
        yield served
    finally:
        served.stop()


def start(folder: Path, *words: str) -> Served:
    """Start `congress serve` and do not wait for it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "congress.config.cli", "serve", "--port", str(port), *words]
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(command, env=surroundings(folder), stdout=log, stderr=subprocess.STDOUT)
    return Served(f"http://localhost:{port}", folder, process)


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def memory_bytes(pids: list[int]) -> int:
    """The memory some processes hold together; what they share is counted once."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def processor_seconds(pids: list[int]) -> float:
    """The processor time some processes have used so far."""
    ticks = 0
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")
