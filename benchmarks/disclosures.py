"""Disclosures of any length, made from the samples of the demonstration place."""

from __future__ import annotations

from importlib.resources import files

SAMPLE = "yunchuan-2026-targets.txt"


def samples() -> list[bytes]:
    """The samples as they stand in the repository."""
    folder = files("congress.apps.performance") / "samples"
    return [
        path.read_bytes()
        for path in sorted(folder.iterdir(), key=lambda each: each.name)
        if path.name.endswith(".txt")
    ]


def long_disclosure(indicators: int) -> bytes:
    """The target table of the sample with so many indicators more, each of another name."""
    lines = (files("congress.apps.performance") / "samples" / SAMPLE).read_text("utf-8").split("\n")
    row = next(number for number, line in enumerate(lines) if line.startswith("\t数量指标\t"))
    more = [f"\t\t\t测量用指标{number:04d}\t≥{number + 1}次\t≥{number + 1}次" for number in range(indicators)]
    return "\n".join([*lines[: row + 1], *more, *lines[row + 1 :]]).encode()
