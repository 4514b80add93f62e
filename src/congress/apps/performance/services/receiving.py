"""A disclosure comes in: the file is kept at once, reading it is the worker's job."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.domain import PerformanceTable, Reading
from congress.apps.performance.models import Cell, TargetTable
from congress.apps.performance.permissions import Machine, PerformancePermission
from congress.apps.performance.selectors import search_entry, title_of
from congress.apps.performance.services.steps import row_of
from congress.platform.core.actors import Person, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs import enqueue
from congress.platform.documents.api import TakenIn, store_file
from congress.platform.portal.api import notify
from congress.platform.search.api import put
from congress.standards.errors import RuleViolation

# What no database column of text takes: the null character, and halves of characters.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


@command("performance.receive_file", permission=PerformancePermission.PREPARE, target="organisation.Body")
def receive_file(*, actor: Person, at: datetime, target: UUID, taken: TakenIn, act: Act[Any] = DOOR) -> UUID:
    """Keep an uploaded disclosure for a body and queue its reading (导入). Returns the job's id."""
    if act.target.active_until is not None:
        raise RuleViolation(
            "performance.body_closed", "这个单位已经撤销，不能再导入。请选择现在的单位。", field="body"
        )
    file = store_file(act, taken=taken, body=act.target.pk)
    job = enqueue(
        act,
        kind=Machine.IMPORT,
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
    typed: PerformanceTable,
    file_name: str,
    act: Act[Any] = DOOR,
) -> UUID:
    """Store what the worker read, all cells at once (登记导入结果). A job that runs twice records once."""
    known = TargetTable.objects.filter(job=job).first()
    if known is not None:
        act.about(known)
        return known.pk
    table = TargetTable(
        body=act.target,
        title=_storable(title_of(typed) or file_name[:200]),
        year=typed.year.value,
        form=reading.form,
        source_id=source,
        job=job,
        prepared_by=by,
        imported_at=at,
    )
    table.save(force_insert=True)
    table.take_part(account=by, at=at)
    Cell.objects.bulk_create([row_of(table, cell) for cell in reading.cells])
    act.about(table)
    act.body = act.target.pk
    act.note(cells=len(reading.cells), form=reading.form)
    put(act, **search_entry(table, typed))
    notify(
        act,
        accounts=[by],
        title=f"已读完：{table.title}"[:200],
        text="请对照原文核对数据，再提交复核。",
        url=f"/performance/tables/{table.pk}/",
    )
    return table.pk


def _storable(text: str) -> str:
    return _NOT_STORABLE.sub("\ufffd", text)
