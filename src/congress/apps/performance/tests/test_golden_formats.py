"""The real documents of whole departments put into other formats: every one says what the text says."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from congress.apps.performance.domain import assemble, read_disclosure
from congress.apps.performance.tests.sources import table_of, typed
from congress.platform.documents.api import read_source, render_docx, render_xlsx
from congress.platform.documents.contracts import Grid, GridCell, Sheet

NAMES = (
    "dongguan-2023-targets.txt",
    "dongguan-2026-targets.txt",
    "lianjiang-2024-targets.txt",
    "shenzhen-2021-self-evaluation.txt",
)
OFFICE = "application/vnd.openxmlformats-officedocument."


def data(content: bytes, media_type: str) -> Any:
    reading = read_disclosure(source=read_source(content=content, media_type=media_type))
    return typed(assemble(form=reading.form, cells=reading.cells))


def page_of(text: str, *, keep_markup: bool) -> Iterator[str]:
    """The text as a page; its markup stays markup, so that nested tables are tables, or becomes words."""
    within = False
    for line in text.split("\n"):
        cells = [cell if keep_markup else escape(cell) for cell in line.split("\t")]
        if (len(cells) > 1) != within:
            within = not within
            yield "<table>" if within else "</table>"
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" if within else f"<p>{cells[0]}</p>"


def sheet_of(text: str) -> Sheet:
    rows = [line.split("\t") for line in text.split("\n")]
    width = max(len(row) for row in rows)
    title = next(row[0] for row in rows if row[0].strip())
    cells = tuple(
        tuple(GridCell(cell) for cell in [*row, *[""] * (width - len(row))]) for row in rows if len(row) > 1
    )
    return Sheet(title=title, blocks=(Grid(widths=(1,) * width, rows=cells),))


@pytest.mark.slow
@pytest.mark.parametrize("keep_markup", [True, False], ids=["markup", "words"])
@pytest.mark.parametrize("name", NAMES)
def test_as_a_page(shared: Path, name: str, *, keep_markup: bool) -> None:
    text = (shared / "disclosures" / name).read_text(encoding="utf-8")
    page = f"<html><body>{''.join(page_of(text, keep_markup=keep_markup))}</body></html>"
    assert data(page.encode(), "text/html") == typed(table_of(text))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("name", NAMES)
def test_as_a_document_and_a_workbook(shared: Path, name: str, kind: str) -> None:
    text = (shared / "disclosures" / name).read_text(encoding="utf-8")
    sheet, want = sheet_of(text), typed(table_of(text))
    if kind == "docx":
        again = data(render_docx(sheet=sheet), f"{OFFICE}wordprocessingml.document")
    else:
        again = data(render_xlsx(sheet=sheet), f"{OFFICE}spreadsheetml.sheet")
    # The sheet holds the rows of the table; of what stands above it only the first line goes along.
    above = {"title", "form_title", "notice", "year", "stage"}
    assert {name for name in want if again[name] != want[name]} <= above
