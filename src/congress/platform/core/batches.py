"""Parts for long acts: open a batch, count its rows, close or abandon it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from congress.platform.core.commands import Act, part
from congress.platform.core.models import Batch, BatchRefusal
from congress.standards.errors import RuleViolation


@part
def open_batch(act: Act[Any], *, kind: str, title: str) -> Batch:
    """Begin a batch under the act's trace; its rows stay invisible until it is closed."""
    batch = Batch(kind=kind, title=title, trace=act.trace, opened_at=act.at)
    batch.save(force_insert=True)
    act.about(batch)
    return batch


@part
def count_rows(
    act: Act[Any], *, batch: Batch, rows: int, refused: Iterable[tuple[int, str, str]] = ()
) -> None:
    """Note that a short act wrote `rows` rows of the batch and refused some (row number, field, reason)."""
    if batch.state != "open":
        raise RuleViolation("core.batch_ended", "这一批数据已经结束，不能再写入。请重新开始导入。")
    refusals = [BatchRefusal(batch=batch, number=n, field=field, message=why) for n, field, why in refused]
    BatchRefusal.objects.bulk_create(refusals)
    batch.row_count += rows
    batch.refused_count += len(refusals)
    batch.save(update_fields=["row_count", "refused_count"])
    act.note(batch=str(batch.pk), rows=rows, refused=len(refusals))


@part
def close_batch(act: Act[Any], *, batch: Batch) -> None:
    """Hand the batch over: with this commit all its rows become visible at once."""
    _end(act, batch, "closed")


@part
def abandon_batch(act: Act[Any], *, batch: Batch) -> None:
    """Give the batch up: its rows never become visible."""
    _end(act, batch, "abandoned")


def _end(act: Act[Any], batch: Batch, state: str) -> None:
    if batch.state != "open":
        raise RuleViolation("core.batch_ended", "这一批数据已经结束，无需再次提交。")
    batch.state, batch.ended_at = state, act.at
    batch.save(update_fields=["state", "ended_at"])
    act.about(batch)
    act.note(rows=batch.row_count, refused=batch.refused_count)
