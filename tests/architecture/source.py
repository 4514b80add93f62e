"""The source tree as the architecture tests see it: files, their layer and module, their syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "congress"


@dataclass(frozen=True)
class Source:
    """One Python file of the product."""

    path: Path

    @property
    def shown(self) -> str:
        """Its path from the package, with forward slashes."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def words(self) -> tuple[str, ...]:
        """The parts of that path without the ending: layer, module, … name."""
        return self.path.relative_to(PACKAGE).with_suffix("").parts

    @property
    def is_test(self) -> bool:
        """Whether it belongs to the tests."""
        return "tests" in self.words

    @property
    def is_migration(self) -> bool:
        """Whether it is a migration."""
        return "migrations" in self.words

    @cached_property
    def text(self) -> str:
        """Its content."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)


def sources(*, tests: bool = False, migrations: bool = False) -> Iterator[Source]:
    """Every file of the product; tests and migrations only when asked for."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = Source(path)
        if (tests or not source.is_test) and (migrations or not source.is_migration):
            yield source


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
