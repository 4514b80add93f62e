"""`make bench`: every benchmark, or those named; with `--write` their tables go into docs/performance.md.

make bench                            all of them, printed
make bench ARGS="commands pages"      two of them
make bench ARGS=--write               all of them, printed and written
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path

from benchmarks.machine import described, load
from benchmarks.measuring import Table
from benchmarks.places import KEPT

NAMES = ("commands", "users", "start", "pages", "reading", "comparing", "importing", "large")
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def main(words: list[str]) -> int:
    """Run, print, write. The exit code says only whether all of them could be run: nothing here is a test."""
    asked = _asked(words)
    failed = []
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as kept:
        os.environ[KEPT] = kept
        for name in asked.names or NAMES:
            before, begun = load(), time.perf_counter()
            try:
                tables = import_module(f"benchmarks.{name}").main()
            except Exception:  # the others are still worth having
                traceback.print_exc()
                failed.append(name)
                continue
            taken = time.perf_counter() - begun
            text = _section(
                tables, f"Measured {described()}; load {before} before, {load()} after; {taken:.0f} s."
            )
            print(f"\n## {name}\n\n{text}", flush=True)
            if asked.write:
                _write(name, text)
    for name in failed:
        print(f"could not be measured: {name}", file=sys.stderr)
    return bool(failed)


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of {', '.join(NAMES)}; all by default")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    asked = parser.parse_args(words)
    for name in set(asked.names) - set(NAMES):
        parser.error(f"there is no benchmark “{name}”; there are {', '.join(NAMES)}")
    return asked


def _section(tables: list[Table], measured: str) -> str:
    return "\n".join([*(each.markdown() for each in tables), f"*{measured}*\n"])


def _write(name: str, text: str) -> None:
    """Put a benchmark's tables between its two marks; what people wrote around them stays."""
    begin, end = f"<!-- measured: {name} -->\n", f"<!-- end of {name} -->"
    document = DOCUMENT.read_text("utf-8")
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"{DOCUMENT.name} has no place for “{name}”: {begin.strip()} … {end}")
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
