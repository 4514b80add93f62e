"""The coverage gate: every branch of standards, of the apps' domains, of all services and of the command door."""

from __future__ import annotations

import json
from fnmatch import fnmatch
from pathlib import Path

COMPLETE = (
    "src/congress/standards/*.py",
    "src/congress/apps/*/domain.py",
    "src/congress/apps/*/domain/*.py",
    "src/congress/*/*/services.py",
    "src/congress/*/*/services/*.py",
    "src/congress/platform/core/commands.py",
    "src/congress/platform/core/guard.py",
    "src/congress/platform/core/held.py",
    "src/congress/platform/core/batches.py",
    "src/congress/platform/core/drafts.py",
    "src/congress/platform/core/registry.py",
    "src/congress/platform/core/scheduler.py",
    "src/congress/platform/core/jobs/*.py",
    "src/congress/platform/events/*.py",
)


def gaps(report: Path) -> list[str]:
    """What a coverage report (JSON) misses in the files that must be complete."""
    files = json.loads(report.read_text())["files"]
    found = []
    for name, facts in sorted(files.items()):
        if not any(fnmatch(name, pattern) for pattern in COMPLETE):
            continue
        lines = [str(line) for line in facts["missing_lines"]]
        branches = [
            f"{start}→{end if end > 0 else 'end'}" for start, end in facts.get("missing_branches", [])
        ]
        if lines or branches:
            found.append(
                f"{name}: lines {', '.join(lines) or 'none'}; branches {', '.join(branches) or 'none'}"
            )
    return found
