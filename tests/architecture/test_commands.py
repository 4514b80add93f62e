"""The one door: what a `services` offers is a command (in the platform also a part), declared, described and tested."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from congress.platform.core.commands import COMMANDS
from congress.platform.core.registry import command_words, permissions
from tests.architecture.source import PACKAGE, ROOT, sources


def service_functions() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Module folder, dotted name and function of everything public that a `services` defines."""
    for each in sources():
        if "services" not in each.words:
            continue
        module = import_module(".".join(("congress", *each.words)).removesuffix(".__init__"))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                yield "/".join(each.words[:2]), f"{module.__name__}.{name}", function


def test_every_public_function_of_services_is_a_command_or_in_the_platform_a_part() -> None:
    wrong = [
        name
        for folder, name, function in service_functions()
        if not hasattr(function, "command")
        and not (hasattr(function, "part") and folder.startswith("platform"))
    ]
    assert wrong == []


def test_every_command_and_part_has_a_docstring() -> None:
    wrong = [name for _, name, function in service_functions() if not inspect.getdoc(function)]
    wrong += [name for name, spec in COMMANDS.items() if not inspect.getdoc(spec.body)]
    assert wrong == []


def test_every_command_needs_a_declared_permission() -> None:
    known = permissions()
    assert [f"{spec.name}: {spec.permission}" for spec in _own() if str(spec.permission) not in known] == []


def test_every_command_is_named_after_its_module() -> None:
    wrong = [spec.name for spec in _own() if spec.name.split(".")[0] != spec.body.__module__.split(".")[2]]
    assert wrong == []


def test_every_command_has_chinese_words_for_the_audit_pages() -> None:
    words = command_words()
    assert [spec.name for spec in _own() if spec.name not in words] == []


def test_every_command_and_part_of_services_is_named_by_a_test() -> None:
    wrong = []
    for folder, name, _ in service_functions():
        word = re.compile(rf"\b{name.rpartition('.')[2]}\b")
        if not any(word.search(path.read_text()) for path in _tests_of(folder)):
            wrong.append(name)
    assert wrong == []


def _tests_of(folder: str) -> list[Path]:
    elsewhere = [path for path in (ROOT / "tests").rglob("*.py") if "architecture" not in path.parts]
    return [*(PACKAGE / folder / "tests").rglob("*.py"), *elsewhere]


def _own() -> list[Any]:
    return [
        spec for spec in COMMANDS.values() if ".tests." not in spec.body.__module__ and _is_ours(spec.body)
    ]


def _is_ours(body: Callable[..., Any]) -> bool:
    return body.__module__.startswith("congress.")
