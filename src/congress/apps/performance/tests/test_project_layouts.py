"""Project tables laid out officially come back the same, as text and through every format that is rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain import (
    NotUnderstood,
    ReadCell,
    as_source_text,
    assemble,
    official_layout,
    read_disclosure,
)
from congress.apps.performance.domain.layout import grid_of
from congress.apps.performance.presenters.sheets import sheet_of
from congress.apps.performance.tests.sources import source_of, table_of, typed
from congress.apps.performance.tests.strategies_projects import (
    department_evaluations,
    evaluation_sheets,
    many_projects,
    project_trees,
    target_sheets,
)
from congress.platform.documents.api import read_source, render_docx, render_html, render_pdf, render_xlsx
from congress.platform.documents.contracts import Sheet

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PROJECTS = sorted(SAMPLES.glob("*project*.txt"))
_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS: dict[str, tuple[Callable[..., object], str]] = {
    "html": (render_html, "text/html"),
    "docx": (render_docx, f"{_OFFICE}wordprocessingml.document"),
    "xlsx": (render_xlsx, f"{_OFFICE}spreadsheetml.sheet"),
    "pdf": (render_pdf, "application/pdf"),
}


def rendered(sheet: Sheet, form: str) -> bytes:
    """A sheet as the bytes of a format."""
    content = FORMATS[form][0](sheet=sheet)
    return content.encode() if isinstance(content, str) else bytes(content)  # type: ignore[call-overload]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", PROJECTS, ids=[path.stem for path in PROJECTS])
def test_every_format_gives_the_same_projects(path: Path, form: str) -> None:
    table = table_of(path.read_text(encoding="utf-8"))
    content = rendered(sheet_of(official_layout(table=table)), form)
    reading = read_disclosure(source=read_source(content=content, media_type=FORMATS[form][1]))
    assert typed(assemble(form=reading.form, cells=reading.cells)) == typed(table)


@pytest.mark.slow
@settings(deadline=None, max_examples=120)
@given(
    st.one_of(
        many_projects(), project_trees(), target_sheets(), evaluation_sheets(), department_evaluations()
    )
)
def test_any_project_table_survives_being_written_and_read(drawn: tuple[str, list[ReadCell]]) -> None:
    form, cells = drawn
    table = assemble(form=form, cells=cells)
    layout = official_layout(table=table)
    assert sum(layout.widths) == 100
    assert all(len(grid_of(block, columns=len(layout.widths))) == len(block.rows) for block in layout.blocks)
    assert typed(table_of(as_source_text(table=table))) == typed(table)


@pytest.mark.slow
@settings(deadline=None, max_examples=80)
@given(
    st.one_of(
        many_projects(), project_trees(), target_sheets(), evaluation_sheets(), department_evaluations()
    ),
    st.randoms(use_true_random=False),
)
def test_a_damaged_table_is_read_or_refused_and_never_breaks(
    drawn: tuple[str, list[ReadCell]], chance: Random
) -> None:
    form, cells = drawn
    rows = [line.split("\t") for line in as_source_text(table=assemble(form=form, cells=cells)).split("\n")]
    for _ in range(chance.randrange(1, 8)):
        row = rows[chance.randrange(len(rows))]
        damage = chance.randrange(5)
        if damage == 0:
            row.insert(chance.randrange(len(row) + 1), "")
        elif damage == 1:
            row.pop(chance.randrange(len(row)))
            row.append("")
        elif damage == 2:
            rows.append(list(row))
        elif damage == 3:
            chance.shuffle(row)
        else:
            row[:] = ["：".join(text for text in row if text)]
    try:
        reading = read_disclosure(source=source_of("\n".join("\t".join(row) for row in rows)))
    except NotUnderstood:
        return
    addresses = [cell.address for cell in reading.cells]
    assert len(set(addresses)) == len(addresses)
    table = assemble(form=reading.form, cells=reading.cells)
    assert isinstance(as_source_text(table=table), str)
