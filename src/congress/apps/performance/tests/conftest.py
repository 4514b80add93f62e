"""People and a table for the tests of acts and pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from congress.apps.performance.models import TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.tests.browsers import browser_of
from congress.apps.performance.tests.factories import imported_table
from congress.platform.core import clock
from congress.platform.core.actors import Person

if TYPE_CHECKING:
    from tests.support.place import SmallPlace


@pytest.fixture
def clock_at(at: datetime) -> Iterator[datetime]:
    """The place's clock shows `at`."""
    clock.move_to(at)
    yield at
    clock.reset()


@pytest.fixture
def preparer(place: SmallPlace) -> Person:
    """The office's clerk."""
    return place.person("preparer", P.READ, P.PREPARE)


@pytest.fixture
def reviewer(place: SmallPlace) -> Person:
    """The office's reviewer."""
    return place.person("reviewer", P.READ, P.REVIEW)


@pytest.fixture
def issuer(place: SmallPlace) -> Person:
    """Whoever signs for the office, and publishes."""
    return place.person("issuer", P.READ, P.ISSUE, P.PUBLISH)


@pytest.fixture
def foreigner(place: SmallPlace) -> Person:
    """The clerk of another office."""
    return place.person("foreigner", P.READ, P.PREPARE, P.REVIEW, P.ISSUE, P.PUBLISH, body=place.other_office)


@pytest.fixture
def table(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A table brought in by the clerk."""
    return imported_table(place=place, by=preparer, at=clock_at)


@pytest.fixture
def clerk(preparer: Person) -> Client:
    """A browser in which the clerk is signed in."""
    return browser_of(preparer)
