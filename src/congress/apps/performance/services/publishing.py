"""Publishing: what the worker rendered becomes public, data and files in one act; a correction takes its place."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.domain.lifecycle import MoveKind, TableState, require_state
from congress.apps.performance.events import TablePublished
from congress.apps.performance.models import Publication, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.services.reviewing import DISCLOSE_TODO, PUBLISH_TODO
from congress.platform.core.actors import System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.models import DataClass
from congress.platform.core.subjects import Subject
from congress.platform.documents.api import TakenIn, store_file
from congress.platform.events.api import tell
from congress.platform.portal.api import close_todo, notify
from congress.platform.search.api import put, remove
from congress.standards.errors import RuleViolation


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
    xlsx: TakenIn,
    act: Act[TargetTable] = DOOR,
) -> UUID:
    """Store the published data and files and show them to everyone (登记公开结果).

    After a correction they become the next version; the earlier one stays readable, and search finds the later.
    A job that runs twice publishes once; one that was given up meanwhile publishes nothing.
    """
    table = act.target
    if table.stands_at is TableState.PUBLISHED and table.publish_job == job:
        return table.publications.latest("number").pk
    require_state(state=table.stands_at, wanted=TableState.PUBLISHING, act="公开")
    if table.publish_job != job:
        raise RuleViolation("performance.publishing_again", "本表已经重新开始公开，这一次的结果没有采用。")
    before = table.publications.order_by("-number").first()
    publication = Publication(
        table=table,
        number=before.number + 1 if before else 1,
        corrects=before,
        reason=table.correction_reason,
        title=table.title,
        year=table.year,
        form=table.form,
        body_name=table.body.name,
        data=data,
        sheet=sheet,
        digest=hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest(),
        pdf=_public_file(act, pdf),
        docx=_public_file(act, docx),
        xlsx=_public_file(act, xlsx),
        published_at=at,
        published_by=by,
    )
    publication.save(force_insert=True)
    table.remember(kind=MoveKind.PUBLISHED, by=by, at=at, note=table.correction_reason)
    table.change(state=TableState.PUBLISHED, is_public=True, correction_reason="")
    act.body = table.body_id
    _make_findable(act, table, publication, words)
    _tell(act, table, publication, by)
    act.about(publication)
    act.note(number=publication.number, digest=publication.digest)
    return publication.pk


def _tell(act: Act[TargetTable], table: TargetTable, publication: Publication, by: UUID) -> None:
    for kind in (PUBLISH_TODO, DISCLOSE_TODO):
        close_todo(act, subject=Subject.of(table), kind=kind)
    notify(
        act,
        accounts=[by],
        title=f"已公开：{table.title}"[:200],
        text="网页、PDF、Word 和 Excel 文件都已生成，公众现在可以看到了。",
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
    if publication.corrects is not None:
        remove(act, subject=Subject.of(publication.corrects))
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
