"""A disclosure comes in: the file is kept at once, reading it is the worker's job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.domain import PerformanceTable, Problem, ReadCell, Reading
from congress.apps.performance.models import Cell, TargetTable, storable
from congress.apps.performance.permissions import Machine, PerformancePermission
from congress.apps.performance.selectors import search_entry, title_of
from congress.platform.core.actors import Person, System
from congress.platform.core.batches import abandon_batch, close_batch, count_rows, open_batch
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs import enqueue
from congress.platform.documents.api import TakenIn, store_file
from congress.platform.portal.api import notify
from congress.platform.search.api import put
from congress.standards.errors import RuleViolation


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


@command("performance.open_table", permission=PerformancePermission.RECORD, target="organisation.Body")
def open_table(
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
    """Begin a long table (开始登记长表), unseen until `record_table` closes it. Returns its id; once for a job."""
    known = TargetTable.objects.filter(job=job).first()
    if known is None:
        known = _table(act, job, source, by, reading, typed, file_name)
        known.batch = open_batch(act, kind="performance.table", title=known.title)
        known.save(force_insert=True)
    act.about(known)
    act.body = act.target.pk
    return known.pk


@command("performance.record_cells", permission=PerformancePermission.RECORD, target="organisation.Body")
def record_cells(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    table: UUID,
    cells: Sequence[ReadCell],
    act: Act[Any] = DOOR,
) -> None:
    """Write some cells of a long table (登记一段数据); those written before the worker died are not written twice."""
    row = TargetTable.objects.select_related("batch").get(pk=table, body=act.target)
    if row.batch is None or row.batch.state != "open":
        raise RuleViolation(
            "performance.table_not_open", "这张表已经登记完毕，不能再写入。请重新导入原文件。"
        )
    there = set(
        row.cells.filter(address__in=[each.address for each in cells]).values_list("address", flat=True)
    )
    new = [Cell.of(row, each) for each in cells if each.address not in there]
    Cell.objects.bulk_create(new)
    count_rows(act, batch=row.batch, rows=len(new))
    act.about(row)
    act.body = act.target.pk


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
    """Store what the worker read (登记导入结果), or close the long table whose cells are all written.

    A job that runs twice records once.
    """
    table = TargetTable.objects.select_related("batch").filter(job=job).first()
    if table is None:
        table = _table(act, job, source, by, reading, typed, file_name)
        table.save(force_insert=True)
        Cell.objects.bulk_create([Cell.of(table, cell) for cell in reading.cells])
    elif table.batch is not None and table.batch.state == "open":
        if table.cells.count() != len(reading.cells):
            raise RuleViolation("performance.table_not_whole", "这张表的数据还没有写完，不能结束登记。")
        close_batch(act, batch=table.batch)
    else:
        act.about(table)
        return table.pk
    table.take_part(account=by, at=at)
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


@command("performance.abandon_table", permission=PerformancePermission.RECORD, target="organisation.Body")
def abandon_table(*, actor: System, at: datetime, target: UUID, table: UUID, act: Act[Any] = DOOR) -> None:
    """Give a long table up that was not closed (放弃登记): its cells go, and nothing of it is left but the trail."""
    row = TargetTable.objects.select_related("batch").get(pk=table, body=act.target)
    if row.batch is None or row.batch.state != "open":
        raise RuleViolation("performance.table_not_open", "这张表已经登记完毕，不能放弃。")
    abandon_batch(act, batch=row.batch)
    row.cells.all().delete()
    row.delete()
    act.body = act.target.pk


def _table(
    act: Act[Any],
    job: UUID,
    source: UUID,
    by: UUID,
    reading: Reading,
    typed: PerformanceTable,
    file_name: str,
) -> TargetTable:
    return TargetTable(
        body=act.target,
        title=storable(title_of(typed) or file_name[:200]),
        year=typed.year.value,
        form=reading.form,
        source_id=source,
        job=job,
        prepared_by=by,
        imported_at=act.at,
        problems=[_kept(each) for each in reading.problems],
    )


def _kept(problem: Problem) -> dict[str, Any]:
    place = problem.place
    where = [place.line, place.column, place.page] if place else None
    return {"code": problem.code, "message": storable(problem.message), "place": where}
