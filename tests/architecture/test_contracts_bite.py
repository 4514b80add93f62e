"""The import contracts keep on two clean planted apps, and each of them is broken by the fault it is there for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sown import append, sow
from tests.support.copies import Copy, copy_tree

pytestmark = pytest.mark.slow

FAULTS = {
    "mission": ("standards/errors.py", "from congress.platform.core import clock\n"),
    "platform": ("platform/audit/leaves.py", "from congress.platform.access import powers\n"),
    "platform-doors": ("platform/portal/shell.py", "from congress.platform.identity import models\n"),
    "apps-meet-at-doors": ("apps/barley/services.py", "from congress.apps.oats import models\n"),
    "apps-acyclic": ("apps/barley/services.py", "from congress.apps.oats import api\n"),
    "app-anatomy": ("apps/barley/domain.py", "from congress.apps.barley import services\n"),
    "thin-views": ("apps/barley/views.py", "from congress.apps.barley import models\n"),
    "apps-enter-by-the-door": ("apps/barley/services.py", "from congress.platform.audit import trail\n"),
    "tests-are-leaves": ("platform/core/clock.py", "from congress.platform.core.tests import test_ids\n"),
    "pure-core": ("apps/barley/domain.py", "import django\n"),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy with two clean apps."""
    copy = copy_tree(tmp_path_factory.mktemp("contracts"))
    sow(copy, "barley", "oats")
    return copy


@pytest.fixture
def restored(tree: Copy) -> Iterator[Copy]:
    """The copy, put right again afterwards."""
    before = {path: path.read_text() for path in _touched(tree)}
    yield tree
    for path in _touched(tree):
        if path in before:
            path.write_text(before[path])
        else:
            path.unlink()


def _touched(tree: Copy) -> set[Path]:
    planted = {tree.package / path for path, _ in FAULTS.values()}
    return (
        planted
        | set((tree.package / "apps/barley").glob("*.py"))
        | set((tree.package / "apps/oats").glob("*.py"))
    )


def _judge(tree: Copy, contract: str) -> str:
    done = tree.run("lint-imports", "--no-cache", "--contract", contract)
    return (
        "broken"
        if done.returncode
        else f"kept\n{done.stdout[-500:]}"
        if "1 kept" not in done.stdout
        else "kept"
    )


@pytest.mark.parametrize("contract", FAULTS)
def test_the_contract_keeps_on_clean_apps_and_is_broken_by_its_fault(contract: str, restored: Copy) -> None:
    assert _judge(restored, contract) == "kept"
    path, line = FAULTS[contract]
    append(restored, path, line)
    if contract == "apps-acyclic":
        append(restored, "apps/oats/services.py", "from congress.apps.barley import contracts\n")
    assert _judge(restored, contract) == "broken"


def test_a_stray_file_in_an_app_breaks_the_anatomy(restored: Copy) -> None:
    restored.plant("apps/barley/gadgets.py", '"""A file of a kind nobody decided on."""\n')
    assert _judge(restored, "app-anatomy") == "broken"


def test_a_folder_that_is_no_package_is_seen_by_the_linter(restored: Copy) -> None:
    restored.plant("apps/barley/hidden/rows.py", '"""Rows."""\n')
    done = restored.run("ruff", "check", "--no-cache", "--select", "INP001", "src/congress/apps/barley")
    (restored.package / "apps/barley/hidden/rows.py").unlink()
    (restored.package / "apps/barley/hidden").rmdir()
    assert "INP001" in done.stdout
