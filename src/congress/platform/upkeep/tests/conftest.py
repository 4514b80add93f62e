"""A well-run place to look at: folders of its own, processes alive, the trail verified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from congress.platform.access.models import Grant
from congress.platform.audit.api import verify_audit
from congress.platform.audit.services import record_verification
from congress.platform.core.actors import Person, System
from congress.platform.core.guard import unguarded
from congress.platform.upkeep import health
from congress.platform.upkeep.api import beat
from congress.platform.upkeep.contracts import Finding
from congress.platform.upkeep.tests.visiting import signed_in
from tests.support.place import SmallPlace, small_place


@pytest.fixture
def folders(tmp_path: Path, settings: Any) -> Path:
    """Data and keys in folders that are closed to others."""
    data, keys = tmp_path / "data", tmp_path / "keys"
    for each in (data, keys):
        each.mkdir(mode=0o700)
    key = keys / "web.key"
    key.write_text("x" * 60)
    key.chmod(0o600)
    settings.DATA_DIR, settings.KEY_DIR = data, keys
    settings.CLOCK_MOVABLE = False
    return data


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Health is not remembered from one test to the next."""
    health._last = None
    yield
    health._last = None


@pytest.fixture
def well_run(folders: Path, forgetful: None, db: None, at: datetime) -> datetime:
    """Everything is well at this time."""
    beat(process="worker", at=at)
    beat(process="ticker", at=at)
    record_verification(actor=System("audit.verify"), at=at, began_at=at, found=verify_audit())
    return at


def by_code(findings: Any) -> dict[str, Finding]:
    """Findings by their code."""
    return {each.code: each for each in findings}


POWERS = ("upkeep.read", "upkeep.tend", "search.rebuild")


@pytest.fixture
def place(db: None, at: datetime, folders: Path, forgetful: None) -> SmallPlace:
    """A city with two offices."""
    return small_place(at=at)


@pytest.fixture
def operator(place: SmallPlace) -> Person:
    """Who looks after the whole place."""
    person = place.person("罗工", *POWERS)
    with unguarded("fixtures"):
        Grant.objects.filter(account=person.account).update(body=None)
    return person


@pytest.fixture
def browser(operator: Person) -> Client:
    """The operator's browser."""
    return signed_in(operator)
