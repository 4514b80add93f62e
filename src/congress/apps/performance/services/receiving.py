"""A disclosure comes in: the file is kept at once, reading it is the worker's job."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from congress.apps.performance.domain.cells import ReadCell, Reading
from congress.apps.performance.models import Cell, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.platform.core.actors import Person, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs import enqueue
from congress.platform.core.subjects import Subject
from congress.platform.documents.api import store_file
from congress.platform.search.api import put

IMPORT_JOB = "performance.import"


@command("performance.receive_file", permission=PerformancePermission.PREPARE, target="organisation.Body")
def receive_file(
    *, actor: Person, at: datetime, target: UUID, content: BinaryIO | bytes, name: str, act: Act[Any] = DOOR
) -> UUID:
    """Keep an uploaded disclosure for a body and queue its reading (导入). Returns the job's id."""
    file = store_file(act, content=content, name=name, body=act.target.pk)
    job = enqueue(
        act,
        kind=IMPORT_JOB,
        title=f"导入：{file.name}"[:200],
        arguments={"file": str(file.pk), "body": str(act.target.pk), "by": str(actor.account)},
    )
    act.about(file)
    act.body = act.target.pk
    return job.pk


@command("performance.record_table", permission=PerformancePermission.RECORD, target="organisation.Body")
def record_table(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    job: UUID,
    source: UUID,
    by: UUID,
    reading: Reading,
    title: str,
    year: int | None,
    words: str,
    act: Act[Any] = DOOR,
) -> UUID:
    """Store what the worker read, all cells at once (登记导入结果). A job that runs twice records once."""
    known = TargetTable.objects.filter(job=job).first()
    if known is not None:
        act.about(known)
        return known.pk
    table = TargetTable(
        body=act.target,
        title=title[:200],
        year=year,
        form=reading.form,
        source_id=source,
        job=job,
        prepared_by=by,
        imported_at=at,
    )
    table.save(force_insert=True)
    Cell.objects.bulk_create([_row(table, cell) for cell in reading.cells])
    act.about(table)
    act.body = act.target.pk
    act.note(cells=len(reading.cells), form=reading.form)
    put(
        act,
        subject=Subject.of(table),
        body_id=act.target.pk,
        app="performance",
        kind_title="绩效目标表",
        title=table.title,
        text=words,
        url=f"/performance/tables/{table.pk}/",
        permission=PerformancePermission.READ,
        public=False,
    )
    return table.pk


def _row(table: TargetTable, cell: ReadCell) -> Cell:
    return Cell(
        table=table,
        address=cell.address,
        block=cell.block,
        order=cell.order,
        label=cell.label,
        kind=cell.kind,
        raw=cell.raw,
        text=cell.text,
        state=cell.state,
        line=cell.place.line,
        column=cell.place.column,
        page=cell.place.page,
        continued=[[place.line, place.column, place.page] for place in cell.continued],
        confidence=cell.confidence,
        note=cell.note,
    )
