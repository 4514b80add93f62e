"""One platform for all journeys of a run, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.support.browsing import ARGUMENTS, Visitor, chromium, visitor
from tests.support.serving import Served, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS_OF_RUN = ARGUMENTS


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`congress serve` with the demonstration place, started as its users start it."""
    running = serve(tmp_path_factory.mktemp("served"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; the journeys are left out, and listed, where it is not installed."""
    path = chromium()
    if not path:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    from tests.support.player import the_player

    opened = the_player().chromium.launch(executable_path=path, args=ARGUMENTS_OF_RUN)
    yield opened
    opened.close()


@pytest.fixture
def person(served: Served, browser: Browser) -> Iterator[Callable[[int], Visitor]]:
    """Makes people at browsers of a width; their windows close afterwards."""
    made: list[Visitor] = []

    def make(width: int) -> Visitor:
        made.append(visitor(served, browser, width))
        return made[-1]

    yield make
    for each in made:
        each.page.context.close()


@pytest.fixture
def own_document(tmp_path: Path) -> Path:
    """A target table of our own writing, with one figure wrong."""
    from importlib.resources import files

    sample = files("congress.apps.performance") / "samples" / "yunchuan-2026-targets.txt"
    copy = tmp_path / "云川市2026年目标表.txt"
    # each journey has a document of its own: the platform asks before it takes the same file twice
    text = sample.read_text("utf-8").replace("（虚构样例）", f"（虚构样例{uuid4().hex[:6]}）")
    copy.write_text(text, encoding="utf-8")
    return copy
