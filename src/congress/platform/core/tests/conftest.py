"""Fixtures of the ground's tests: the planted module, and rows arranged before the door is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from congress.platform.core import clock, refusal_log, registry
from congress.platform.core.guard import unguarded
from congress.platform.core.manifest import Manifest
from congress.platform.core.tests.ground import planted

Plant = Callable[..., Manifest]


@pytest.fixture
def plant() -> Iterator[Plant]:
    """Register the planted module, with more in its manifest if wanted."""
    names: list[str] = []

    def register(**more: Any) -> Manifest:
        if "ground" in names:
            registry.unregister("ground")
        manifest = planted(**more)
        registry.register(manifest)
        names[:] = ["ground"]
        return manifest

    yield register
    for name in names:
        registry.unregister(name)


@pytest.fixture
def ground(plant: Plant) -> Manifest:
    """The planted module as it is."""
    return plant()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No refusals remembered from another test, and the clock shows the real time afterwards."""
    refusal_log.forget()
    yield
    clock.reset()


@contextmanager
def arranging() -> Iterator[None]:
    """Write rows directly."""
    with unguarded("fixtures"):
        yield
