"""`make test`: the whole suite on SQLite, and again on a real PostgreSQL where one is installed.

Words given (`make test ARGS="…"`) go to pytest. Where everything is required (`RENDA_REQUIRE_ALL=1`), a machine
without PostgreSQL is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.coverage_gate import gaps
from tests.support.left_out import REQUIRE_ALL
from tests.support.postgres import NoPostgres, running_postgres

ROOT = Path(__file__).resolve().parents[2]
NO_TESTS = 5
LONGEST_LINE = 300
WORKERS = ("-n", "2", "--dist", "worksteal")


def say(sentence: str) -> None:
    """One line between the runs."""
    sys.stdout.write(f"\n=== {sentence}\n")
    sys.stdout.flush()


def run_pytest(words: list[str], *, database: str = "") -> int:
    """One run of the suite."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if database:
        environment["DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *WORKERS, *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


def on_sqlite(words: list[str]) -> bool:
    """The suite on SQLite, with coverage when all of it runs."""
    say("SQLite")
    if words:
        return run_pytest(words) in (0, NO_TESTS)
    with tempfile.TemporaryDirectory(prefix="renda-coverage-") as folder:
        os.environ["COVERAGE_FILE"] = f"{folder}/coverage"
        report = Path(folder) / "coverage.json"
        measuring = ["--cov=congress", "--cov-branch", f"--cov-report=json:{report}", "--cov-report="]
        status = run_pytest(measuring)
        missing = gaps(report) if status in (0, 1) and report.exists() else ["no coverage was measured"]
    for line in missing:
        sys.stdout.write(f"not covered: {line[:LONGEST_LINE]}\n")
    sys.stdout.write(f"coverage gate: {'FAILED' if missing else 'every branch that must be covered is'}\n")
    return status == 0 and not missing


def on_postgresql(words: list[str]) -> bool:
    """The suite on PostgreSQL."""
    say("PostgreSQL")
    try:
        with running_postgres() as database:
            return run_pytest(words, database=database) in (0, NO_TESTS)
    except NoPostgres as reason:
        sys.stdout.write(f"left out: the whole suite on PostgreSQL: {reason}\n")
        return not REQUIRE_ALL


def main(words: list[str]) -> int:
    """Both runs, whatever the first one says."""
    verdicts = {"SQLite": on_sqlite(words), "PostgreSQL": on_postgresql(words)}
    failed = [name for name, is_good in verdicts.items() if not is_good]
    say(f"make test: {'FAILED on ' + ' and '.join(failed) if failed else 'passed'}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
