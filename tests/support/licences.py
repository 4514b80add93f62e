"""Licences of everything that runs in a place: an allow-list, and a reason for each name that needs one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ALLOWED = {
    "0BSD",
    "Apache Software License",
    "Apache-2.0",
    "BSD License",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MIT License",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "Python-2.0",
    "Unlicense",
}
NAMED = {
    ("psycopg", "LGPL-3.0-only"): "used unmodified as a separate package",
    ("psycopg-binary", "LGPL-3.0-only"): "used unmodified as a separate package",
    ("psycopg-pool", "LGPL-3.0-only"): "used unmodified as a separate package",
    (
        "pypdfium2",
        "dependency licenses",
    ): "the licences of what PDFium contains: BSD, MIT, Apache, zlib, FreeType",
}


def faults() -> list[str]:
    """Packages of the run-time lock and of the front end whose licence is on no list."""
    return [*_python_faults(), *_node_faults()]


def _python_faults() -> list[str]:
    names = sorted(set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements/run.txt").read_text(), re.M)))
    words = [
        str(Path(sys.executable).with_name("pip-licenses")),
        "--from=mixed",
        "--format=json",
        "--packages",
    ]
    found = json.loads(subprocess.run([*words, *names], check=True, capture_output=True, text=True).stdout)
    missing = set(names) - {each["Name"].lower().replace("_", "-") for each in found}
    return [f"{name}: not installed, licence unknown" for name in sorted(missing)] + [
        fault for each in found for fault in _judge(each["Name"].lower(), each["License"])
    ]


def _node_faults() -> list[str]:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return [
        fault
        for path, facts in packages.items()
        if path
        for fault in _judge(path.rpartition("node_modules/")[2], facts.get("license", "none stated"))
    ]


def _judge(name: str, stated: str) -> list[str]:
    """Every part of the statement must be allowed; of an OR one part is enough."""
    for part in re.split(r"\s*[;,]\s*|\s+AND\s+", stated):
        choices = re.split(r"\s+OR\s+", part.strip("() "))
        if not any(choice in ALLOWED or (name, choice) in NAMED for choice in choices):
            return [f"{name}: {stated}"]
    return []


if __name__ == "__main__":
    found = faults()
    sys.stdout.write("\n".join(found or ["every licence is on the list"]) + "\n")
    sys.exit(bool(found))
