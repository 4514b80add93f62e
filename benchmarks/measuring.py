"""How the benchmarks measure: medians, peers measured in turn with what they are beside, tables of Markdown."""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FLUSH_BYTES = 4096


@dataclass(slots=True)
class Table:
    """What one benchmark found: a head, rows of text, and sentences under them."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Add a row; it must be as wide as the head."""
        if len(cells) != len(self.head):
            raise ValueError(f"{self.title}: {len(cells)} cells under a head of {len(self.head)}")
        self.rows.append(cells)

    def markdown(self) -> str:
        """The table as it stands in the documentation."""
        marks = ["---", *["---:"] * (len(self.head) - 1)]
        lines = [f"### {self.title}", "", *map(_line, [self.head, tuple(marks), *self.rows])]
        return "\n".join([*lines, *[f"\n{note}" for note in self.notes], ""])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def seconds(work: Callable[[], object], *, runs: int = 5) -> float:
    """The median time of some runs, after one that is thrown away."""
    return in_turn([work], runs=runs)[0]


def in_turn(works: Sequence[Callable[[], object]], *, runs: int = 5) -> list[float]:
    """The median time of each, run one after the other again and again.

    What else the machine does meanwhile then slows all of them, and their ratio stays what it is.
    """
    taken: list[list[float]] = [[] for _ in works]
    for number in range(runs + 1):
        for work, times in zip(works, taken, strict=True):
            begun = time.perf_counter()
            work()
            if number:
                times.append(time.perf_counter() - begun)
    return [statistics.median(times) for times in taken]


def once(work: Callable[[], object]) -> float:
    """The time of one run, for what takes long or cannot be repeated."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def flushes_a_second(folder: Path, *, for_seconds: float = 1.0) -> float:
    """How often the disk can be asked to make 4 KiB durable: no transaction that waits for it can be faster."""
    path, count = folder / "flushes", 0
    with path.open("wb", buffering=0) as file:
        begun = time.perf_counter()
        while (taken := time.perf_counter() - begun) < for_seconds:
            file.write(b"\0" * FLUSH_BYTES)
            os.fdatasync(file.fileno())
            count += 1
    path.unlink()
    return count / taken


def number(value: float) -> str:
    """A figure with no more digits than it is worth."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def milliseconds(value_seconds: float) -> str:
    """A time in milliseconds."""
    return f"{number(value_seconds * 1000)} ms"


def times(ratio: float) -> str:
    """A ratio."""
    return f"{number(ratio)} ×"


def kilobytes(size_bytes: float) -> str:
    """A size in KiB."""
    return f"{size_bytes / 1024:,.1f} KB"


def megabytes(size_bytes: float) -> str:
    """A size in MiB."""
    return f"{size_bytes / 1024 / 1024:,.0f} MB"
