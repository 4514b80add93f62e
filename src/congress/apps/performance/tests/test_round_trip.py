"""What was published comes back: every file read again says the same, and has no finding the table had not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from congress.apps.performance.domain import (
    PerformanceTable,
    assemble,
    check,
    official_layout,
    read_disclosure,
)
from congress.apps.performance.domain.opening import Notice, with_opening
from congress.apps.performance.domain.publication import public_data
from congress.apps.performance.presenters.sheets import kept_sheet, sheet_again, sheet_of, with_correction
from congress.apps.performance.tests.factories import TARGETS
from congress.platform.documents.api import (
    read_source,
    render_docx,
    render_html,
    render_html_page,
    render_pdf,
    render_xlsx,
)
from congress.platform.documents.contracts import Sheet

SAMPLES = files("congress.apps.performance") / "samples"
NAMES = sorted(each.name for each in SAMPLES.iterdir() if each.name.endswith(".txt"))
NOTICE = Notice("云川市财政局", "关于批复{year}年市级部门预算的通知", "云财预〔2026〕31号")
OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS: dict[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "docx": (f"{OFFICE}wordprocessingml.document", lambda sheet: render_docx(sheet=sheet)),
    "xlsx": (f"{OFFICE}spreadsheetml.sheet", lambda sheet: render_xlsx(sheet=sheet)),
    "pdf": ("application/pdf", lambda sheet: render_pdf(sheet=sheet, at=datetime(2026, 3, 1, tzinfo=UTC))),
    "page": ("text/html", lambda sheet: render_html_page(sheet=sheet).encode()),
    "public page": ("text/html", lambda sheet: f"<main>{render_html(sheet=sheet)}</main>".encode()),
}
# A table nothing is to be said about: of one stage, every level measured, every target with its operator.
CLEAN = (
    TARGETS.replace("绩效目标申报表", "绩效目标批复表")
    .replace("1. 开好代表大会。", "1. 开好代表大会，会议召开1次以上。")
    .replace("\t1次\t1次", "\t≥1次\t≥1次")
    .replace(
        "\t满意度指标",
        "\t效益指标\t社会效益指标\t代表建议按期答复率\t≥95%\t≥95%\n"
        "\t成本指标\t经济成本指标\t会议费控制数\t≤50万元\t≤50万元\n"
        "\t满意度指标",
    )
)
# How something was written: spaces at the ends of lines, the year in brackets or not, 0 or 0.00.
WRITING = {"cells", "written_in", "address"}
TYPED = {"yuan", "operator"}


@cache
def table_of(name: str) -> PerformanceTable:
    """A sample as it would be published, its opening paragraph built from fields."""
    content = CLEAN.encode() if name == "clean" else (SAMPLES / name).read_bytes()
    table = read(content, "text/plain")
    return with_opening(table=table, notices=(NOTICE,), stage=table.stage)


def read(content: bytes, media_type: str) -> PerformanceTable:
    reading = read_disclosure(source=read_source(content=content, media_type=media_type))
    return assemble(form=reading.form, cells=reading.cells)


@cache
def published(name: str, kind: str) -> PerformanceTable:
    """What a published file says when it is brought in again."""
    media_type, render = FORMATS[kind]
    sheet = sheet_again(kept_sheet(sheet_of(official_layout(table=table_of(name)))))
    return read(render(sheet), media_type)


def said(value: Any) -> Any:
    """What data say, apart from how it was written."""
    if isinstance(value, dict):
        left_out = WRITING | ({"text"} if TYPED & set(value) else set())
        return {key: said(each) for key, each in value.items() if key not in left_out}
    if isinstance(value, list):
        return [said(each) for each in value]
    return "".join(value.split()) if isinstance(value, str) else value


def found(table: PerformanceTable) -> set[tuple[str, str]]:
    return {(each.id, each.case) for each in check(table=table, stage=table.stage) if each.severity != "B"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", [*NAMES, "clean"])
def test_what_was_published_gives_the_same_data_back(name: str, kind: str) -> None:
    table, again = table_of(name), published(name, kind)
    assert again.form == table.form
    assert again.unread == ()
    want = said(public_data(table=table, stage=table.stage))
    assert said(public_data(table=again, stage=again.stage)) == want


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", [*NAMES, "clean"])
def test_our_own_output_has_no_finding_of_its_own(name: str, kind: str) -> None:
    assert found(published(name, kind)) <= found(table_of(name))


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", [*NAMES, "clean"])
def test_the_note_of_a_correction_is_no_part_of_the_data(name: str, kind: str) -> None:
    media_type, render = FORMATS[kind]
    sheet = sheet_of(official_layout(table=table_of(name)))
    again = read(render(with_correction(sheet, number=2, reason="财政拨款少写了0.50万元。")), media_type)
    want, got = (said(public_data(table=each, stage=each.stage)) for each in (published(name, kind), again))
    assert got == want
    assert found(again) == found(published(name, kind))


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_a_table_without_a_fault_is_published_without_one(kind: str) -> None:
    assert found(table_of("clean")) == set()
    assert found(published("clean", kind)) == set()


def test_the_comparison_bites() -> None:
    table = table_of("clean")
    other = replace(table, goals=replace(table.goals, value="别的目标"))
    assert said(public_data(table=table, stage=None)) != said(public_data(table=other, stage=None))


# --- the real documents ----------------------------------------------------------------------------------------

REAL = (
    "dongguan-2023-targets",
    "dongguan-2026-targets",
    "guangzhou-2025-projects",
    "lianjiang-2024-targets",
    "shenzhen-2021-self-evaluation",
)


def with_whole_goals(value: Any) -> Any:
    """Goals as one text: on paper nobody can tell a new paragraph from a line that was full."""
    if isinstance(value, dict):
        return {
            key: "".join(goal["text"] for goal in each) if key == "goals" else with_whole_goals(each)
            for key, each in value.items()
        }
    return [with_whole_goals(each) for each in value] if isinstance(value, list) else value


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", REAL)
def test_a_real_document_published_by_us_gives_the_same_data_back(shared: Path, name: str, kind: str) -> None:
    table = read((shared / "disclosures" / f"{name}.txt").read_bytes(), "text/plain")
    media_type, render = FORMATS[kind]
    again = read(render(sheet_of(official_layout(table=table))), media_type)
    want, got = (said(public_data(table=each, stage=each.stage)) for each in (table, again))
    if kind == "pdf":
        want, got = with_whole_goals(want), with_whole_goals(got)
    assert got == want
    assert found(again) <= found(table)
