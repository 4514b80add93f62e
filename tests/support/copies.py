"""Copies of the source tree in which a test may plant faults or take things away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TAKEN = ("src", "tests", "pyproject.toml", "conftest.py")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "static_built", "static", "*.egg-info", ".*_cache")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the tree in a folder of its own, with a data folder of its own."""

    root: Path

    @property
    def package(self) -> Path:
        """The product's package in the copy."""
        return self.root / "src" / "congress"

    def plant(self, path: str, text: str) -> None:
        """Write a file below the package, with its folders as packages."""
        target = self.package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")

    def run(self, *words: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a Python module or tool in the copy; what it prints comes back together."""
        environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("RENDA_", "PYTEST_", "COV_"))
            },
            "PYTHONPATH": f"{self.root / 'src'}:{self.root}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "RENDA_DATA": str(self.root / "data"),
            "CI": "true",  # pytest then prints what differs in full
        }
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(
            [sys.executable, *words]
            if words[0] == "-m"
            else [str(Path(sys.executable).with_name(words[0])), *words[1:]],
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )


def copy_tree(folder: Path) -> Copy:
    """Copy what the product needs to start and to be judged."""
    for name in TAKEN:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEFT_OUT)
        else:
            shutil.copy2(source, target)
    return Copy(folder)
