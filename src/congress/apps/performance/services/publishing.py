"""Publishing: the worker renders the files, one act makes data and files public together."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.domain.lifecycle import TableState, require_state
from congress.apps.performance.events import TablePublished
from congress.apps.performance.models import Publication, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.platform.core.actors import Person, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs import enqueue
from congress.platform.core.models import DataClass
from congress.platform.core.subjects import Subject
from congress.platform.documents.api import store_file
from congress.platform.events.api import tell
from congress.platform.search.api import put

PUBLISH_JOB = "performance.publish"


@command("performance.publish_table", permission=PerformancePermission.PUBLISH, target=TargetTable)
def publish_table(
    *, actor: Person, at: datetime, target: UUID, version: int, act: Act[TargetTable] = DOOR
) -> UUID:
    """Make an approved table public (公开): queue the rendering of its files. Returns the job's id."""
    table = act.target
    require_state(state=table.stands_at, wanted=TableState.APPROVED, act="公开")
    table.change(state=TableState.PUBLISHING)
    act.body = table.body_id
    job = enqueue(
        act,
        kind=PUBLISH_JOB,
        title=f"公开：{table.title}"[:200],
        arguments={"table": str(table.pk), "by": str(actor.account)},
    )
    return job.pk


@command("performance.record_publication", permission=PerformancePermission.RECORD, target=TargetTable)
def record_publication(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    by: UUID,
    data: dict[str, Any],
    sheet: dict[str, Any],
    words: str,
    pdf: bytes,
    docx: bytes,
    act: Act[TargetTable] = DOOR,
) -> UUID:
    """Store the published data and files and show them to everyone (登记公开结果)."""
    table = act.target
    if table.stands_at is TableState.PUBLISHED:  # the job was run twice: the first run stands
        return table.publications.latest("number").pk
    require_state(state=table.stands_at, wanted=TableState.PUBLISHING, act="公开")
    publication = Publication(
        table=table,
        number=table.publications.count() + 1,
        title=table.title,
        year=table.year,
        form=table.form,
        body_name=table.body.name,
        data=data,
        sheet=sheet,
        digest=hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest(),
        pdf=_public_file(act, table, pdf, "pdf"),
        docx=_public_file(act, table, docx, "docx"),
        published_at=at,
        published_by=by,
    )
    publication.save(force_insert=True)
    table.change(state=TableState.PUBLISHED)
    act.body = table.body_id
    _make_findable(act, table, publication, words)
    tell(
        act,
        TablePublished(
            subject_id=table.pk,
            title=table.title,
            year=table.year,
            prepared_by=str(table.submitted_by or table.prepared_by),
        ),
    )
    act.about(publication)
    act.note(number=publication.number, digest=publication.digest)
    return publication.pk


def _public_file(act: Act[TargetTable], table: TargetTable, content: bytes, extension: str) -> Any:
    return store_file(
        act,
        content=content,
        name=f"{table.title}.{extension}",
        body=table.body_id,
        data_class=DataClass.PUBLIC,
        is_public=True,
        for_reading=False,
    )


def _make_findable(act: Act[TargetTable], table: TargetTable, publication: Publication, words: str) -> None:
    put(
        act,
        subject=Subject.of(publication),
        body_id=table.body_id,
        app="performance",
        kind_title="绩效目标公开",
        title=publication.title,
        text=words,
        url=f"/open/performance/{publication.pk}/",
        permission=PerformancePermission.READ_PUBLISHED,
        public=True,
    )
