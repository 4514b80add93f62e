"""The tree: names that say nothing, files and functions that grew too long, and who may read the clock."""

from __future__ import annotations

import ast

from tests.architecture.source import PACKAGE, Source, functions, sources

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}
FILE_LINES, FILE_LINES_USUAL = 500, 350
FUNCTION_LINES, FUNCTION_LINES_USUAL = 60, 45

CLOCK_CALLS = {
    "clock.now",
    "clock.today",
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
    "timezone.now",
    "timezone.localdate",
}
MAY_READ_THE_CLOCK = {"views", "jobs", "management", "tasks", "middleware", "manifest", "schedules"}
NAMED_EXCEPTIONS = {
    "platform/core/clock.py": "it is the clock",
    "platform/core/ids.py": "an id carries the time of its making",
    "platform/access/powers.py": "a grant holds from a day to a day, and every question is about today",
    "platform/portal/shell.py": "the shell is drawn around every page and belongs to the views",
    "platform/identity/tidying.py": "the daily job of tidying up, run by the worker",
}


def test_no_file_has_a_name_that_says_nothing() -> None:
    wrong = [each.shown for each in sources(tests=True) if NAMES_THAT_SAY_NOTHING & set(each.words)]
    assert wrong == []


def test_every_folder_with_python_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [
        str(each.relative_to(PACKAGE)) for each in sorted(folders) if not (each / "__init__.py").is_file()
    ] == []


def test_every_module_begins_with_a_sentence() -> None:
    wrong = [
        each.shown
        for each in sources(tests=True)
        if each.text.strip() and not (ast.get_docstring(each.tree) or "").strip()
    ]
    assert wrong == []


def test_files_stay_within_their_budget() -> None:
    lengths = {each.shown: each.text.count("\n") for each in sources(tests=True)}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}
    assert _nearly_all(list(lengths.values())) <= FILE_LINES_USUAL


def test_functions_stay_within_their_budget() -> None:
    lengths = {
        f"{each.shown}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for each in sources()
        for function in functions(each.tree)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
    assert _nearly_all(list(lengths.values())) <= FUNCTION_LINES_USUAL


def test_nobody_below_the_views_reads_the_clock() -> None:
    wrong = [
        f"{each.shown}:{line} {call}"
        for each in sources()
        if each.words[0] != "config" and not _may_read_the_clock(each)
        for line, call in clock_calls(each.tree)
    ]
    assert wrong == []


def test_every_exception_to_the_clock_is_still_needed() -> None:
    read = {each.shown for each in sources() if list(clock_calls(each.tree))}
    assert set(NAMED_EXCEPTIONS) <= read


def _may_read_the_clock(source: Source) -> bool:
    return bool(MAY_READ_THE_CLOCK & set(source.words)) or source.shown in NAMED_EXCEPTIONS


def clock_calls(tree: ast.Module) -> list[tuple[int, str]]:
    """The calls of a file that ask for the present time."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            called = f"{_last_name(node.value)}.{node.attr}"
            if called in CLOCK_CALLS:
                found.append((node.lineno, called))
    return found


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _nearly_all(lengths: list[int]) -> int:
    """The length that 95 of 100 do not exceed."""
    return sorted(lengths)[int(len(lengths) * 0.95)]
