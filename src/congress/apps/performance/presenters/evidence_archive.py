"""The evidence of a round as one archive: a folder for each indicator, numbered like the table, and an index."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone

from congress.apps.performance.domain.evidence_names import file_name, folder_name
from congress.apps.performance.models import Evidence, Round, RoundRow
from congress.apps.performance.presenters.workbooks import index_workbook
from congress.platform.documents.api import open_file

INDEX = "目录.xlsx"
CHUNK_BYTES = 1 << 20
_HEAD = (
    "编号",
    "一级指标",
    "二级指标",
    "指标名称",
    "目标值",
    "填报内容",
    "说明",
    "填报单位",
    "材料名称",
    "文件",
    "上传时间",
    "校验值（SHA-256）",
)


def archive_of(row: Round, rows: Sequence[RoundRow], evidence: Sequence[Evidence]) -> IO[bytes]:
    """Write the archive into a temporary file that goes away when it is closed; files are copied piece by piece."""
    by_row: dict[Any, list[Evidence]] = {}
    for each in evidence:
        by_row.setdefault(each.row_id, []).append(each)
    lines: list[Sequence[str]] = []
    archive = TemporaryFile()  # noqa: SIM115  (whoever hands it out closes it)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED, allowZip64=True) as packed:
        for asked in rows:
            lines += _row_lines(packed, asked, by_row.get(asked.pk, []))
        packed.writestr(INDEX, index_workbook(lines=lines, head=_HEAD))
    archive.seek(0)
    return archive


def _row_lines(packed: zipfile.ZipFile, row: RoundRow, files: Iterable[Evidence]) -> Iterator[Sequence[str]]:
    unit = row.unit.unit.name if row.unit else ""
    said = (row.number, row.level1, row.level2, row.name, row.target, row.value, row.note, unit)
    position = 0
    for position, each in enumerate(files, start=1):
        inside = f"{folder_name(number=row.number, name=row.name)}/" + file_name(
            position=position, title=each.title, name=each.file.name
        )
        with open_file(file=each.file) as content, packed.open(inside, "w", force_zip64=True) as target:
            shutil.copyfileobj(content, target, CHUNK_BYTES)
        added = timezone.localtime(each.added_at).strftime("%Y-%m-%d %H:%M")
        yield (*said, each.title, inside, added, each.file.digest)
    if not position:
        yield (*said, "（没有材料）", "", "", "")
