"""Fixtures of the portal's tests: a small place, planted modules, nothing remembered from the test before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from congress.platform.core import registry
from congress.platform.core.manifest import CardContent, HomeCard, Manifest
from congress.platform.portal import neighbours
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.selectors import todos
from congress.platform.portal.tests.world import World


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    neighbours.forget()
    todos.forget()


@pytest.fixture
def world(db: None, at: datetime) -> World:
    """A small place to arrange."""
    return World(at)


@pytest.fixture
def plant() -> Iterator[Callable[[Manifest], Manifest]]:
    """Plant a module for one test."""
    planted: list[str] = []

    def add(manifest: Manifest) -> Manifest:
        registry.register(manifest)
        planted.append(manifest.name)
        return manifest

    yield add
    for name in planted:
        registry.unregister(name)


@pytest.fixture
def card() -> Callable[..., Manifest]:
    """Makes a module with one home card that every account may see."""

    def make(name: str, code: str, content: Any = None, *, order: int = 100, **more: Any) -> Manifest:
        shown = content or (lambda actor, at: CardContent(figure="3", figure_label="件"))
        return Manifest(
            name=name,
            title=name,
            cards=(HomeCard(code, f"{code}卡片", PortalPermission.OWN_PAGE, shown, order),),
            **more,
        )

    return make
