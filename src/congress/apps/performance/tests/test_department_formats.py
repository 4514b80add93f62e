"""County tables in every format: the published page with its nested tables, and what we write ourselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from html import escape
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain import (
    Block,
    CellKind,
    PerformanceTable,
    ReadCell,
    as_source_text,
    assemble,
    official_layout,
    read_disclosure,
)
from congress.apps.performance.presenters.sheets import sheet_of
from congress.apps.performance.tests.sources import table_of, typed
from congress.apps.performance.tests.strategies import (
    LEVEL_CODES,
    TARGET_TEXTS,
    TEXTS,
    WORDS,
    YUAN,
    _amount,
    _Cells,
)
from congress.platform.documents.api import read_source, render_docx, render_html, render_pdf, render_xlsx
from congress.platform.documents.contracts import Grid, GridCell, Sheet
from congress.standards.indicators import indicator_levels

SAMPLE = (files("congress.apps.performance") / "samples" / "chengxi-2026-targets.txt").read_text("utf-8")
OFFICE = "application/vnd.openxmlformats-officedocument."
TEXT, PAGE, PDF = "text/plain", "text/html", "application/pdf"
DOCX, XLSX = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
Rendered = Callable[[Sheet], bytes]
RENDERED: dict[str, tuple[str, Rendered]] = {
    "page": (PAGE, lambda sheet: f"<main>{render_html(sheet=sheet)}</main>".encode()),
    "docx": (DOCX, lambda sheet: render_docx(sheet=sheet)),
    "xlsx": (XLSX, lambda sheet: render_xlsx(sheet=sheet)),
}


def read(content: bytes, media_type: str) -> PerformanceTable:
    reading = read_disclosure(source=read_source(content=content, media_type=media_type))
    return assemble(form=reading.form, cells=reading.cells)


@cache
def sample() -> PerformanceTable:
    return table_of(SAMPLE)


def rows_of_sample() -> list[list[str]]:
    return [line.split("\t") for line in SAMPLE.splitlines()]


def page(*, as_table: bool) -> bytes:
    """The sample as a page: its nested tables are tables within cells, or the words of one."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell if as_table else escape(cell)}</td>' for cell in row)}</tr>"
        if len(row) > 1
        else f"<tr><td>{escape(row[0])}</td></tr>"
        for row in rows_of_sample()
    )
    return f"<html><body><table>{rows}</table></body></html>".encode()


def sheet_of_rows() -> Sheet:
    width = max(len(row) for row in rows_of_sample())
    rows = tuple(
        tuple(GridCell(text) for text in [*row, *[""] * (width - len(row))]) for row in rows_of_sample()
    )
    return Sheet(title="附件", blocks=(Grid(widths=(1,) * width, rows=rows),))


SOURCES = {
    "text": (TEXT, SAMPLE.encode),
    "GB18030": (TEXT, lambda: SAMPLE.encode("gb18030")),
    "nested page": (PAGE, lambda: page(as_table=True)),
    "page with markup in words": (PAGE, lambda: page(as_table=False)),
    "workbook with markup in words": (XLSX, lambda: render_xlsx(sheet=sheet_of_rows())),
    "word with markup in words": (DOCX, lambda: render_docx(sheet=sheet_of_rows())),
}


@pytest.mark.slow
@pytest.mark.parametrize(("media_type", "made"), SOURCES.values(), ids=SOURCES.keys())
def test_the_published_page_says_the_same_in_every_format(media_type: str, made: Callable[[], bytes]) -> None:
    again, table = typed(read(made(), media_type)), typed(sample())
    differing = {name for name in table if again[name] != table[name]}
    # What stands above the table is divided into lines by each format in its own way.
    assert differing <= {"title", "form_title", "stage"}


@pytest.mark.slow
def test_a_long_table_cut_by_the_pages_of_a_pdf_comes_back_whole() -> None:
    heads = SAMPLE.splitlines()[:8]
    tasks = [
        f"\t任务{n}\t{'组织代表开展视察和调研工作，' * 12}形成报告。\t{n}.50\t第{n}项工作按期完成。"
        for n in range(1, 31)
    ]
    text = "\n".join(
        [
            *heads,
            "总体绩效目标\t做好各项工作。",
            "年度重点工作任务\t名称\t主要实施内容\t拟投入的资金(万元)\t期望达到的目标(概述)",
            *tasks,
            "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
            *[f"\t产出指标\t数量指标\t第{n}项工作完成的份数和件数合计\t≥{n}件" for n in range(1, 61)],
        ]
    )
    table = table_of(text)
    again = read(render_pdf(sheet=sheet_of(official_layout(table=table))), PDF)
    assert typed(again) == typed(table)
    assert (len(again.tasks), len(again.indicators)) == (30, 60)


@st.composite
def county_cells(draw: st.DrawFn) -> list[ReadCell]:
    """The cells of a county's form: one column of values, now and then points, money by source, a total."""
    cells = _Cells()
    wan = CellKind.MONEY_WAN
    cells.add("head.form_title", Block.HEAD, CellKind.TEXT, "部门整体绩效目标表")
    cells.add("head.year", Block.HEAD, CellKind.YEAR, f"({draw(st.integers(2000, 2099))}年)")
    cells.add("body.name", Block.BODY, CellKind.TEXT, draw(WORDS))
    for name in ("basic", "project", "fiscal", "other_sources"):
        cells.add(f"money.{name}", Block.MONEY, wan, draw(_amount(wan)))
    cells.add("goals.overall", Block.GOALS, CellKind.LONG_TEXT, draw(TEXTS))
    amounts = ("amount", "amount_fiscal", "amount_other") if draw(st.booleans()) else ("amount",)
    for number in range(1, draw(st.integers(1, 4)) + 1):
        cells.add(f"tasks.{number}.name", Block.TASKS, CellKind.TEXT, draw(WORDS))
        for name in ("content", "expected"):
            cells.add(f"tasks.{number}.{name}", Block.TASKS, CellKind.LONG_TEXT, draw(TEXTS))
        for name in amounts:
            figure = format(draw(YUAN).scaleb(-4), ",f") if name == "amount" else draw(_amount(wan))
            cells.add(f"tasks.{number}.{name}", Block.TASKS, wan, figure)
    if draw(st.booleans()):
        for name in amounts:
            total = name.replace("amount", "initial")
            cells.add(f"totals.{total}", Block.TOTALS, wan, draw(_amount(wan)))
    _add_indicators(draw, cells, with_points=draw(st.booleans()))
    return cells.cells


def _add_indicators(draw: st.DrawFn, cells: _Cells, *, with_points: bool) -> None:
    levels = indicator_levels()
    codes = sorted(
        draw(st.lists(st.sampled_from(LEVEL_CODES), min_size=1, max_size=6)), key=LEVEL_CODES.index
    )
    for number, code in enumerate(codes, start=1):
        level2 = levels[code]
        prefix = f"indicators.{number}"
        cells.add(f"{prefix}.level1", Block.INDICATORS, CellKind.LEVEL, levels[level2.parent or ""].label)
        cells.add(f"{prefix}.level2", Block.INDICATORS, CellKind.LEVEL, level2.label)
        cells.add(f"{prefix}.name", Block.INDICATORS, CellKind.TEXT, draw(WORDS))
        cells.add(f"{prefix}.annual", Block.INDICATORS, CellKind.TARGET, draw(TARGET_TEXTS))
        if with_points:
            cells.add(f"{prefix}.weight", Block.INDICATORS, CellKind.POINTS, str(draw(st.integers(0, 100))))


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(county_cells())
def test_any_county_table_survives_being_written_and_read(cells: list[ReadCell]) -> None:
    table = assemble(form="county", cells=cells)
    again = table_of(as_source_text(table=table))
    assert typed(again) == typed(table)
    total = sum((task.amount.value.yuan for task in table.planned_tasks if task.amount.value), Decimal(0))
    assert total == sum(
        (task.amount.value.yuan for task in again.planned_tasks if task.amount.value), Decimal(0)
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", RENDERED)
@settings(deadline=None, max_examples=12)
@given(cells=county_cells())
def test_any_county_table_survives_every_cheap_format(kind: str, cells: list[ReadCell]) -> None:
    table = assemble(form="county", cells=cells)
    media_type, render = RENDERED[kind]
    again = read(render(sheet_of(official_layout(table=table))), media_type)
    assert typed(again) == typed(table)


AGREEING = SAMPLE.replace("\t54\t", "\t45\t")
MESSES: dict[str, Callable[[str], str]] = {
    "one column left": lambda line: line.removeprefix("\t"),
    "one column right": lambda line: f"\t{line}",
    "blank line after": lambda line: f"{line}\n",
    "no blank cells at the end": lambda line: line.rstrip("\t"),
    "no nested table": lambda line: re.sub(r"<table.*</table>", "", line),
    "nested table alone": lambda line: "\t".join(line.split("\t")[:2]) if "<table" in line else line,
    "nested table cut off": lambda line: re.sub(
        r"<table.*</table>", lambda found: found[0][: len(found[0]) * 2 // 3], line
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("mess", MESSES)
def test_whatever_happens_to_one_row_the_table_is_the_same(mess: str) -> None:
    lines, want = AGREEING.splitlines(), typed(table_of(AGREEING))
    for number, line in enumerate(lines):
        if "\t" in line:
            text = "\n".join([*lines[:number], MESSES[mess](line), *lines[number + 1 :]])
            assert typed(table_of(text)) == want, f"line {number + 1}"
