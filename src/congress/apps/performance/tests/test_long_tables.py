"""Long tables come in by several short acts: seen by nobody before the last, whole or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from congress.apps.performance import tasks
from congress.apps.performance.domain import assemble, read_disclosure
from congress.apps.performance.models import Cell, TargetTable
from congress.apps.performance.permissions import Machine
from congress.apps.performance.selectors import tables
from congress.apps.performance.services import (
    abandon_table,
    open_table,
    receive_file,
    record_cells,
    record_table,
)
from congress.apps.performance.tests.factories import TARGETS, imported_table, run_all_jobs, taken
from congress.apps.performance.tests.sources import source_of
from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Person, System
from congress.platform.core.guard import unguarded
from congress.platform.core.jobs import Cancelled
from congress.platform.core.models import Batch, Job
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db

MACHINE = System(Machine.IMPORT)


@pytest.fixture
def given(place: SmallPlace, preparer: Person, at: datetime, clock_at: datetime) -> dict[str, Any]:
    """What the worker knows of one file."""
    job = receive_file(actor=preparer, at=at, target=place.office, taken=taken())
    source = UUID(Job.objects.get(pk=job).arguments["file"])
    reading = read_disclosure(source=source_of(TARGETS))
    typed = assemble(form=reading.form, cells=reading.cells)
    return {
        "actor": MACHINE,
        "at": at,
        "target": place.office,
        "job": job,
        "source": source,
        "by": preparer.account,
        "reading": reading,
        "typed": typed,
        "file_name": "目标表.txt",
    }


def write(given: dict[str, Any], table: UUID, begin: int, end: int) -> None:
    cells = given["reading"].cells[begin:end]
    record_cells(actor=MACHINE, at=given["at"], target=given["target"], table=table, cells=cells)


def test_a_long_table_is_seen_when_it_is_whole(given: dict[str, Any], preparer: Person) -> None:
    table = open_table(**given)
    assert open_table(**given) == table
    write(given, table, 0, 10)
    with pytest.raises(RuleViolation, match="还没有写完"):
        record_table(**given)
    assert not tables(actor=preparer).exists()
    write(given, table, 5, 1000)
    assert record_table(**given) == table
    assert tables(actor=preparer).get().cells.count() == len(given["reading"].cells)
    assert record_table(**given) == table
    batch = Batch.objects.get()
    assert (batch.state, batch.row_count) == ("closed", len(given["reading"].cells))


def test_a_closed_table_takes_no_more_cells_and_is_not_given_up(given: dict[str, Any]) -> None:
    table = record_table(**given)
    with pytest.raises(RuleViolation, match="已经登记完毕"):
        write(given, table, 0, 1)
    with pytest.raises(RuleViolation, match="不能放弃"):
        abandon_table(actor=MACHINE, at=given["at"], target=given["target"], table=table)


def test_a_table_that_is_given_up_leaves_nothing_but_the_trail(given: dict[str, Any]) -> None:
    table = open_table(**given)
    write(given, table, 0, 10)
    abandon_table(actor=MACHINE, at=given["at"], target=given["target"], table=table)
    assert not TargetTable.objects.exists()
    assert not Cell.objects.exists()
    assert Batch.objects.get().state == "abandoned"
    assert AuditRow.objects.filter(command="performance.abandon_table").exists()


def test_the_worker_divides_what_is_long(
    place: SmallPlace, preparer: Person, at: datetime, clock_at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "CELLS_AT_ONCE", 10)
    table = imported_table(place=place, by=preparer, at=at)
    assert table.cells.count() > 20
    assert tables(actor=preparer).get() == table
    written = AuditRow.objects.filter(command="performance.record_cells").count()
    assert written == -(-table.cells.count() // 10)


def test_a_worker_that_broke_off_goes_on_where_it_was(
    place: SmallPlace, preparer: Person, at: datetime, clock_at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "CELLS_AT_ONCE", 10)
    real, calls = tasks.record_cells, []

    def dies(**given: Any) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("killed")
        real(**given)

    monkeypatch.setattr(tasks, "record_cells", dies)
    job = receive_file(actor=preparer, at=at, target=place.office, taken=taken())
    run_all_jobs()
    assert not tables(actor=preparer).exists()
    monkeypatch.setattr(tasks, "record_cells", real)
    with unguarded("fixtures"):
        Job.objects.filter(pk=job).update(state="queued", lease_until=None, run_after=at)
    run_all_jobs()
    table = tables(actor=preparer).get()
    assert (table.job, table.cells.count()) == (job, Batch.objects.get().row_count)


def test_a_job_that_is_stopped_leaves_nothing(
    place: SmallPlace, preparer: Person, at: datetime, clock_at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "CELLS_AT_ONCE", 10)

    def stopped(**given: Any) -> None:
        raise Cancelled

    monkeypatch.setattr(tasks, "record_cells", stopped)
    job = receive_file(actor=preparer, at=at, target=place.office, taken=taken())
    run_all_jobs()
    assert Job.objects.get(pk=job).state == "cancelled"
    assert not TargetTable.objects.exists()
