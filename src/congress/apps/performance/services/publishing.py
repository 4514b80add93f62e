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
from congress.apps.performance.permissions import Machine, PerformancePermission
from congress.apps.performance.selectors import publishing_trouble
from congress.apps.performance.services.reviewing import PUBLISH_TODO
from congress.platform.core.actors import Person, System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs import enqueue
from congress.platform.core.models import DataClass
from congress.platform.core.subjects import Subject
from congress.platform.documents.api import TakenIn, store_file
from congress.platform.events.api import tell
from congress.platform.portal.api import close_todo, notify
from congress.platform.search.api import put
from congress.standards.errors import RuleViolation


@command("performance.publish_table", permission=PerformancePermission.PUBLISH, target=TargetTable)
def publish_table(
    *, actor: Person, at: datetime, target: UUID, version: int, act: Act[TargetTable] = DOOR
) -> UUID:
    """Make an approved table public (公开): queue the rendering of its files. Returns the job's id.

    Where the rendering broke off before, it begins again.
    """
    table = act.target
    if not publishing_trouble(table):
        require_state(state=table.stands_at, wanted=TableState.APPROVED, act="公开")
    act.body = table.body_id
    job = enqueue(
        act,
        kind=Machine.PUBLISH,
        title=f"公开：{table.title}"[:200],
        arguments={"table": str(table.pk), "by": str(actor.account)},
    )
    table.change(state=TableState.PUBLISHING, publish_job=job.pk)
    return job.pk


@command("performance.record_publication", permission=PerformancePermission.RECORD, target=TargetTable)
def record_publication(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    job: UUID,
    by: UUID,
    data: dict[str, Any],
    sheet: dict[str, Any],
    words: str,
    pdf: TakenIn,
    docx: TakenIn,
    act: Act[TargetTable] = DOOR,
) -> UUID:
    """Store the published data and files and show them to everyone (登记公开结果).

    A job that runs twice publishes once; one that was given up meanwhile publishes nothing.
    """
    table = act.target
    if table.stands_at is TableState.PUBLISHED and table.publish_job == job:
        return table.publications.latest("number").pk
    require_state(state=table.stands_at, wanted=TableState.PUBLISHING, act="公开")
    if table.publish_job != job:
        raise RuleViolation("performance.publishing_again", "本表已经重新开始公开，这一次的结果没有采用。")
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
        pdf=_public_file(act, pdf),
        docx=_public_file(act, docx),
        published_at=at,
        published_by=by,
    )
    publication.save(force_insert=True)
    table.change(state=TableState.PUBLISHED)
    act.body = table.body_id
    _make_findable(act, table, publication, words)
    _tell(act, table, publication, by)
    act.about(publication)
    act.note(number=publication.number, digest=publication.digest)
    return publication.pk


def _tell(act: Act[TargetTable], table: TargetTable, publication: Publication, by: UUID) -> None:
    close_todo(act, subject=Subject.of(table), kind=PUBLISH_TODO)
    notify(
        act,
        accounts=[by],
        title=f"已公开：{table.title}"[:200],
        text="网页、PDF 和 Word 文件都已生成，公众现在可以看到了。",
        url=f"/open/performance/{publication.pk}/",
    )
    tell(
        act,
        TablePublished(
            subject_id=table.pk,
            title=table.title,
            year=table.year,
            prepared_by=str(table.submitted_by or table.prepared_by),
        ),
    )


def _public_file(act: Act[TargetTable], taken: TakenIn) -> Any:
    return store_file(act, taken=taken, body=act.target.body_id, data_class=DataClass.PUBLIC, is_public=True)


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
