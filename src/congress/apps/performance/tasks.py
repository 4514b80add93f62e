"""The worker's jobs: reading what came in, rendering what goes out."""

from __future__ import annotations

from uuid import UUID

from congress.apps.performance.domain import (
    PerformanceTable,
    assemble,
    official_layout,
    read_disclosure,
    to_json,
)
from congress.apps.performance.models import TargetTable
from congress.apps.performance.presenters.sheets import kept_sheet, sheet_of
from congress.apps.performance.selectors import assembled
from congress.apps.performance.services import record_publication, record_table
from congress.platform.core import clock
from congress.platform.core.jobs import JobContext
from congress.platform.documents.api import (
    content_of,
    read_source,
    render_docx,
    render_pdf,
    stored_file,
)


def run_import(context: JobContext) -> dict[str, str]:
    """Read one uploaded disclosure into a table; may be killed at any point and run again."""
    file = stored_file(UUID(context.arguments["file"]))
    context.advance(done=0, total=2, message="正在读取文件")
    source = read_source(content=content_of(file), media_type=file.media_type)
    reading = read_disclosure(source=source)
    typed = assemble(form=reading.form, cells=reading.cells)
    context.advance(done=1, total=2, message="正在登记数据")
    table = record_table(
        actor=context.actor,
        at=clock.now(),
        target=UUID(context.arguments["body"]),
        job=context.id,
        source=file.pk,
        by=UUID(context.arguments["by"]),
        reading=reading,
        title=typed.title.text or typed.form_title.text or file.name,
        year=typed.year.value,
        words=_words(typed),
    )
    context.advance(done=2, total=2, message="已读完，请核对")
    return {"table": str(table), "url": f"/performance/tables/{table}/"}


def run_publish(context: JobContext) -> dict[str, str]:
    """Render the files of an approved table and make them public; may be killed at any point and run again."""
    table = TargetTable.objects.select_related("body").get(pk=UUID(context.arguments["table"]))
    typed = assembled(table)
    sheet = sheet_of(official_layout(table=typed))
    context.advance(done=0, total=3, message="正在生成 PDF")
    pdf = render_pdf(sheet=sheet)
    context.advance(done=1, total=3, message="正在生成 Word 文档")
    docx = render_docx(sheet=sheet)
    context.advance(done=2, total=3, message="正在公开")
    publication = record_publication(
        actor=context.actor,
        at=clock.now(),
        target=table.pk,
        by=UUID(context.arguments["by"]),
        data=to_json(table=typed),
        sheet=kept_sheet(sheet),
        words=_words(typed),
        pdf=pdf,
        docx=docx,
    )
    context.advance(done=3, total=3, message="已公开")
    return {"publication": str(publication), "url": f"/open/performance/{publication}/"}


def _words(typed: PerformanceTable) -> str:
    """What search should find the table by: every text a person would look for."""
    parts = [typed.title.text, typed.body_name.text, typed.goals.text]
    for task in typed.tasks:
        parts += [task.name.text, task.content.text, task.expected.text, task.completed.text]
    parts += [indicator.name.text for indicator in typed.indicators]
    return "\n".join(part for part in parts if part)
