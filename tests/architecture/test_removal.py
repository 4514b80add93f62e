"""Every app can be taken out by removing its folder: the platform starts and shows its front door without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE
from tests.support.copies import copy_tree

pytestmark = pytest.mark.slow

APPS = sorted(path.parent.name for path in (PACKAGE / "apps").glob("*/apps.py"))

FRONT_DOOR = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
answer = Client().get("/", follow=True)
print("front door", answer.status_code)
from django.urls import get_resolver
get_resolver().reverse_dict
print("addresses stand")
"""


@pytest.mark.parametrize("app", APPS)
def test_the_platform_starts_without_the_app(app: str, tmp_path: Path) -> None:
    copy = copy_tree(tmp_path)
    _remove(copy.package / "apps" / app)
    done = copy.run("-m", "congress.config.manage", "check", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stdout
    (copy.root / "front_door.py").write_text(
        "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'tests.support.settings'\n" + FRONT_DOOR
    )
    done = copy.run("-m", "front_door")
    assert "front door 200" in done.stdout, done.stdout
    assert "addresses stand" in done.stdout, done.stdout


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else os.unlink(path)
    folder.rmdir()
