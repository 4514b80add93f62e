"""Fixtures every test may use."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unit tests cannot reach the network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def at() -> datetime:
    """A fixed instant: 2026-03-02 09:00 in Shanghai."""
    return datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def today() -> date:
    """The legal day of `at`."""
    return date(2026, 3, 2)


@pytest.fixture
def arranged(db: None) -> Iterator[None]:
    """Lets a unit test arrange rows directly instead of through commands."""
    from congress.platform.core.guard import unguarded

    with unguarded("fixtures"):
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents; tests that need it are skipped where it is not there."""
    default = Path(__file__).resolve().parents[2].parent / "shared"
    folder = Path(os.environ.get("RENDA_SHARED", default))
    if not (folder / "disclosures").is_dir():
        pytest.skip("the folder of real published documents is not beside the repository (set RENDA_SHARED)")
    return folder


@pytest.fixture
def place(db: None, at: datetime) -> SmallPlace:
    """A small arranged place: a city, two offices, and a way to make people with permissions."""
    from tests.support.place import small_place

    return small_place(at=at)
