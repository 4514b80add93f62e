"""From the command to the first page: the first start with the demonstration place, and every later one."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.measuring import Table, megabytes, once, times
from benchmarks.places import WEB_PROCESSES, demonstration_place, family, memory_bytes, start
from tests.support.serving import Served

RUNS = 3
PROMISED_SECONDS = 5
SETTLED_SECONDS = 3.0
ROOT = Path(__file__).resolve().parents[1]
BARE = {
    "python -c 'import django'": "import django",
    "the platform's modules loaded, nothing served": "import django; django.setup(); import congress.config.urls",
}


def main() -> list[Table]:
    """Measure on SQLite, as `make run` starts it."""
    table = Table("Start", ("what", "seconds", "beside importing Django"))
    with demonstration_place() as folder:
        bare = {what: _imported(program, folder) for what, program in BARE.items()}
        later = [_started(folder, "--demonstration") for _ in range(RUNS)]
        memory = _at_rest(folder)
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as empty:
        first = _started(Path(empty), "--demonstration")
    import_seconds = next(iter(bare.values()))
    rows = {
        "first start: database, demonstration place, first page": first[1],
        "second start to the health probe": statistics.median(probe for probe, _ in later),
        "second start to the first page": statistics.median(page for _, page in later),
        "make looking whether anything is to be rebuilt": _make_looks(),
        **bare,
    }
    for what, seconds in rows.items():
        table.add(what, f"{seconds:.2f} s", times(seconds / import_seconds))
    table.notes += [
        f"`make run` promises a second start below {PROMISED_SECONDS} s.",
        f"At rest, {SETTLED_SECONDS:.0f} s after the start, all processes ({WEB_PROCESSES} for the web) held {megabytes(memory)}.",
    ]
    return [table]


def _started(folder: Path, *words: str) -> tuple[float, float]:
    """Seconds from the command to the first answer of the health probe and to the first page."""
    begun = time.perf_counter()
    served = start(folder, *words)
    try:
        served.wait_until_it_answers()
        probe = time.perf_counter() - begun
        _front_page(served)
        return probe, time.perf_counter() - begun
    finally:
        served.stop()


def _at_rest(folder: Path) -> int:
    served = start(folder, "--workers", str(WEB_PROCESSES))
    try:
        served.wait_until_it_answers()
        _front_page(served)
        time.sleep(SETTLED_SECONDS)
        return memory_bytes(family(served.process.pid))
    finally:
        served.stop()


def _front_page(served: Served) -> None:
    with urllib.request.urlopen(f"{served.address}/", timeout=30) as answer:
        answer.read()


def _imported(program: str, folder: Path) -> float:
    from benchmarks.places import surroundings

    environment = {**surroundings(folder), "DJANGO_SETTINGS_MODULE": "congress.config.settings"}
    command = [sys.executable, "-c", program]
    taken = [once(lambda: subprocess.run(command, env=environment, check=True)) for _ in range(RUNS + 1)]
    return statistics.median(taken[1:])


def _make_looks() -> float:
    """What `make run` does before it calls `congress serve`, when everything is up to date already."""
    built = ".venv/.ready-run", "src/congress/config/static_built/staticfiles.json"
    return once(
        lambda: subprocess.run(["make", "--question", *built], cwd=ROOT, capture_output=True, check=False)
    )


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
