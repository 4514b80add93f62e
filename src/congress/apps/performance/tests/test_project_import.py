"""Project documents come in like any other: read by the worker, stored cell by cell, the same data again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors.cells import assembled
from congress.apps.performance.tests.factories import imported_table
from congress.apps.performance.tests.sources import table_of, typed
from congress.platform.core.actors import Person

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*project*.txt"))


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_what_is_stored_is_what_was_read(
    path: Path, place: SmallPlace, preparer: Person, clock_at: datetime
) -> None:
    text = path.read_text(encoding="utf-8")
    table: TargetTable = imported_table(place=place, by=preparer, at=clock_at, text=text)
    assert typed(assembled(table)) == typed(table_of(text))
    lengths = {"address": 80, "label": 120, "note": 300}
    for cell in table.cells.all():
        assert all(len(getattr(cell, field)) <= longest for field, longest in lengths.items())
