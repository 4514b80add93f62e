"""A list as a file: every row the person may see under the present filter, not only the page on screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from congress.platform.core.lists.spec import Column, ListSpec, value_of

CHUNK = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_list(queryset: QuerySet[Any], spec: ListSpec, kind: str) -> HttpResponseBase:
    """The list as XLSX or CSV, in the order on screen. Formulas in cells are neutralised."""
    name = quote(f"{spec.title}.{kind}")
    response: HttpResponseBase
    if kind == "xlsx":
        response = FileResponse(_workbook(queryset, spec), content_type=XLSX)
    else:
        response = StreamingHttpResponse(_lines(queryset, spec), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def neutral(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def _rows(queryset: QuerySet[Any], spec: ListSpec) -> Iterator[list[Any]]:
    for row in queryset.iterator(chunk_size=CHUNK):
        yield [_plain(column, row) for column in spec.columns]


def _plain(column: Column, row: Any) -> Any:
    value = value_of(column.exported or column.value, row)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    return "" if value is None else neutral(str(value))


def _workbook(queryset: QuerySet[Any], spec: ListSpec) -> Any:
    file = TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(str(spec.title)[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(spec.columns):
        sheet.write_string(0, position, str(column.title), bold)
        sheet.set_column(position, position, 22)
    for number, values in enumerate(_rows(queryset, spec), start=1):
        for position, value in enumerate(values):
            if isinstance(value, (int, Decimal)):
                sheet.write_number(number, position, value)
            else:
                sheet.write_string(number, position, value)
    book.close()
    file.seek(0)
    return file


def _lines(queryset: QuerySet[Any], spec: ListSpec) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"  # so that spreadsheet programs read it as UTF-8
    writer.writerow([str(column.title) for column in spec.columns])
    for values in _rows(queryset, spec):
        writer.writerow(values)
        if buffer.tell() > 65536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
