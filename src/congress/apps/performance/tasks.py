"""The worker's jobs: reading what came in, rendering what goes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.domain import Reading, assemble, official_layout, read_disclosure
from congress.apps.performance.domain.publication import public_data
from congress.apps.performance.models import TargetTable
from congress.apps.performance.presenters.sheets import kept_sheet, sheet_of, with_correction
from congress.apps.performance.selectors import stage_of, to_publish, words_of
from congress.apps.performance.services import (
    abandon_table,
    open_table,
    record_cells,
    record_publication,
    record_table,
    tell_failed_import,
)
from congress.platform.core import clock
from congress.platform.core.context import surrounded
from congress.platform.core.jobs import Cancelled, JobContext
from congress.platform.core.refusals import AlreadyDone
from congress.platform.documents.api import (
    content_of,
    read_source,
    render_docx,
    render_pdf,
    render_xlsx,
    stored_file,
    take_in,
)
from congress.platform.documents.contracts import Sheet
from congress.standards.errors import RuleViolation

# So many cells are written in one act: well under a quarter of a second.
CELLS_AT_ONCE = 1500
# Each file a publication has: its suffix, what people call it, how the sheet becomes it.
RENDERED: tuple[tuple[str, str, Callable[[Sheet, datetime], bytes]], ...] = (
    ("pdf", "PDF", lambda sheet, at: render_pdf(sheet=sheet, at=at)),
    ("docx", "Word 文档", lambda sheet, at: render_docx(sheet=sheet)),
    ("xlsx", "Excel 工作簿", lambda sheet, at: render_xlsx(sheet=sheet)),
)


def run_import(context: JobContext) -> dict[str, str]:
    """Read one uploaded disclosure into a table; may be killed at any point and run again.

    A file that cannot be read ends the job with its sentence, place included, and its owner is told.
    """
    file = stored_file(UUID(context.arguments["file"]))
    context.advance(done=0, total=2, message="正在读取文件")
    try:
        source = read_source(content=content_of(file), media_type=file.media_type)
        reading = read_disclosure(source=source)
    except RuleViolation as refusal:
        _tell_failed(context, file.name, str(refusal))
        raise RuleViolation(refusal.code, str(refusal)) from refusal
    table = _recorded(context, file, reading)
    context.advance(done=2, total=2, message="已读完，请核对")
    return {"table": str(table), "url": f"/performance/tables/{table}/"}


def _recorded(context: JobContext, file: Any, reading: Reading) -> UUID:
    """Store a table: a long one in several short acts, seen by nobody before the last of them."""
    body = UUID(context.arguments["body"])
    given = {
        "job": context.id,
        "source": file.pk,
        "by": UUID(context.arguments["by"]),
        "reading": reading,
        "typed": assemble(form=reading.form, cells=reading.cells),
        "file_name": file.name,
    }
    pieces = range(0, len(reading.cells), CELLS_AT_ONCE)
    if len(pieces) > 1:
        table = open_table(actor=context.actor, at=clock.now(), target=body, **given)
        try:
            for number, begin in enumerate(pieces, start=1):
                context.advance(done=number, total=len(pieces) + 1, message="正在登记数据")
                cells = reading.cells[begin : begin + CELLS_AT_ONCE]
                record_cells(actor=context.actor, at=clock.now(), target=body, table=table, cells=cells)
        except Cancelled:
            abandon_table(actor=context.actor, at=clock.now(), target=body, table=table)
            raise
    context.advance(done=1, total=2, message="正在登记数据")
    return record_table(actor=context.actor, at=clock.now(), target=body, **given)


def run_publish(context: JobContext) -> dict[str, str]:
    """Render the files of an approved table and make them public; may be killed at any point and run again."""
    table = TargetTable.objects.get(pk=UUID(context.arguments["table"]))
    typed = to_publish(table)
    sheet = sheet_of(official_layout(table=typed))
    if table.correction_reason:
        number = table.publications.count() + 1
        sheet = with_correction(sheet, number=number, reason=table.correction_reason)
    published_at = clock.now()
    files = {}
    for done, (suffix, what, render) in enumerate(RENDERED):
        context.advance(done=done, total=len(RENDERED) + 1, message=f"正在生成 {what}")
        content = render(sheet, published_at)
        files[suffix] = take_in(content=content, name=f"{table.title}.{suffix}", for_reading=False)
    context.advance(done=len(RENDERED), total=len(RENDERED) + 1, message="正在公开")
    publication = record_publication(
        actor=context.actor,
        at=published_at,
        target=table.pk,
        job=context.id,
        by=UUID(context.arguments["by"]),
        data=public_data(table=typed, stage=stage_of(table, typed)),
        sheet=kept_sheet(sheet),
        words=words_of(typed),
        pdf=files["pdf"],
        docx=files["docx"],
        xlsx=files["xlsx"],
    )
    context.advance(done=len(RENDERED) + 1, total=len(RENDERED) + 1, message="已公开")
    return {"publication": str(publication), "url": f"/open/performance/{publication}/"}


def _tell_failed(context: JobContext, file_name: str, reason: str) -> None:
    """Once, also when the worker dies after telling and the job is run again."""
    try:
        with surrounded(cause=f"{context.id}:failed"):
            tell_failed_import(
                actor=context.actor,
                at=clock.now(),
                target=UUID(context.arguments["body"]),
                account=UUID(context.arguments["by"]),
                file_name=file_name,
                reason=reason,
            )
    except AlreadyDone:
        return
