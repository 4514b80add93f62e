"""The locks: every package with its hash, no registry's address, and the same versions for running and developing."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def faults() -> list[str]:
    """What is wrong with the lock files."""
    run, dev = _pinned("run"), _pinned("dev")
    found = [
        f"{name}: {run[name]} to run, {dev.get(name)} to develop"
        for name in run
        if run[name] != dev.get(name)
    ]
    for path in (ROOT / "requirements/run.txt", ROOT / "requirements/dev.txt"):
        text = path.read_text()
        found += [
            f"{path.name}: an address: {line}"
            for line in text.splitlines()
            if "://" in line or "index-url" in line
        ]
        found += [
            f"{path.name}: {name} has no hash" for name in re.findall(r"^([a-z0-9-]+)==[^\\\n]*$", text, re.M)
        ]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    found += [
        f"package-lock.json: {name} names its address"
        for name, facts in packages.items()
        if "resolved" in facts
    ]
    return found + [
        f"package-lock.json: {n} has no hash"
        for n, facts in packages.items()
        if n and "integrity" not in facts
    ]


def _pinned(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s\\;]+)", text, re.M))


if __name__ == "__main__":
    wrong = faults()
    sys.stdout.write("\n".join(wrong or ["the locks are in order"]) + "\n")
    sys.exit(bool(wrong))
