"""How the benchmarks measure: a place of their own, medians of several runs, a table at the end."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: what, how much, in which unit, and beside what."""

    what: str
    value: float
    unit: str
    beside: str = ""

    def line(self) -> str:
        """The figure as a line of the report."""
        return f"| {self.what} | {self.value:,.1f} {self.unit} | {self.beside} |"


def report(title: str, figures: list[Figure]) -> None:
    """Print a table in Markdown."""
    print(f"\n### {title}\n\n| what | measured | beside |\n|---|---|---|")
    for figure in figures:
        print(figure.line())


def seconds(work: Callable[[], object], *, runs: int = 5) -> float:
    """The median time of some runs, after one that is thrown away."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


@contextmanager
def own_place() -> Iterator[Path]:
    """A data folder that goes away afterwards; Django runs on it, on `DATABASE_URL` when that is set."""
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as folder:
        os.environ["RENDA_DATA"] = f"{folder}/data"
        os.environ["RENDA_KEYS"] = f"{folder}/keys"
        os.environ["RENDA_LOG_LEVEL"] = "ERROR"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield Path(folder)


def database() -> str:
    """Which database was measured."""
    from django.db import connection

    return connection.vendor
