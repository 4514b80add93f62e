"""Fixtures of the fault tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from congress.platform.core import registry
from tests.faults.planted import manifest
from tests.support.processes import Processes


@pytest.fixture(autouse=True)
def _planted(transactional_db: None) -> Iterator[None]:
    """The planted module also in the test itself."""
    registry.register(manifest())
    yield
    registry.unregister("faults")


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    """Processes that end with the test."""
    started = Processes(tmp_path / "log")
    yield started
    started.end()
