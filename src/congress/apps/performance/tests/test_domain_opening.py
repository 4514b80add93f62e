"""The opening paragraph: built from fields, the year taken from the table, proposed from what was imported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congress.apps.performance.domain import Entry, PerformanceTable, Stage, assemble, check, read_disclosure
from congress.apps.performance.domain.opening import (
    LIMITS,
    MOST_NOTICES,
    Notice,
    kept_notices,
    notices_cited,
    notices_of,
    opening_paragraph,
    with_opening,
)
from congress.apps.performance.tests.factories import TARGETS
from congress.platform.documents.api import read_source
from congress.standards.errors import RuleViolation

REPLY = Notice("云川市财政局", "关于批复2026年市级部门预算的通知", "云财预〔2026〕31号")
RULES = Notice("云川市财政局", "绩效信息公开办法", "云财绩〔2024〕7号")


def typed(text: str = TARGETS) -> PerformanceTable:
    reading = read_disclosure(source=read_source(content=text.encode(), media_type="text/plain"))
    return assemble(form=reading.form, cells=reading.cells)


def test_the_year_is_stored_once_with_the_table() -> None:
    (kept,) = kept_notices(notices=[REPLY], year=2026)
    assert kept == {
        "office": "云川市财政局",
        "title": "关于批复{year}年市级部门预算的通知",
        "number": "云财预〔2026〕31号",
    }
    (again,) = notices_of([kept])
    assert (
        again.written(year=2027) == "云川市财政局《关于批复2027年市级部门预算的通知》（云财预〔2026〕31号）"
    )
    assert replace(RULES, number="").written(year=None) == "云川市财政局《绩效信息公开办法》"
    assert kept_notices(notices=[REPLY], year=None)[0]["title"] == REPLY.title


def test_brackets_and_blanks_are_taken_off_and_empty_rows_dropped() -> None:
    given = [Notice(" 财政局 ", "《办法》", "（云财〔2024〕7号）"), Notice(" ", "", "")]
    assert kept_notices(notices=given, year=2026) == [
        {"office": "财政局", "title": "办法", "number": "云财〔2024〕7号"}
    ]


@pytest.mark.parametrize(
    ("notices", "says"),
    [
        ([Notice("", "办法", "")], "第 1 个文件没有填写发文单位"),
        ([RULES, Notice("财政局", "", "7号")], "第 2 个文件没有填写文件名称"),
        ([Notice("财政局", "长" * (LIMITS["title"] + 1), "")], "文件名称不能超过 120 个字"),
        ([RULES] * (MOST_NOTICES + 1), "最多填写 6 个文件"),
    ],
)
def test_a_notice_is_complete_and_of_a_size(notices: list[Notice], says: str) -> None:
    with pytest.raises(RuleViolation, match=says):
        kept_notices(notices=notices, year=2026)


def test_the_paragraph_names_each_office_once_and_what_is_published() -> None:
    notices = notices_of(kept_notices(notices=[REPLY, RULES], year=2026))
    assert opening_paragraph(table=typed(), notices=notices, stage=Stage.APPROVED) == (
        "按照云川市财政局《关于批复2026年市级部门预算的通知》（云财预〔2026〕31号）和《绩效信息公开办法》"
        "（云财绩〔2024〕7号），现将2026年云川市人大常委会办公室部门整体支出绩效目标批复情况公布如下："
    )


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.DECLARED, "部门整体支出绩效目标申报情况"),
        (Stage.ADJUSTED, "部门整体支出绩效目标调整情况"),
        (Stage.SELF_EVALUATED, "部门整体支出绩效自评情况"),
        (Stage.PUBLISHED, "部门整体支出绩效目标情况"),
        (None, "部门整体支出绩效目标情况"),
    ],
)
def test_what_is_published_follows_the_stage(stage: Stage | None, words: str) -> None:
    assert words in opening_paragraph(table=typed(), notices=(RULES,), stage=stage)


def test_without_a_year_there_is_no_paragraph() -> None:
    yearless = replace(typed(), year=Entry("head.year"))
    with pytest.raises(RuleViolation, match="还没有年度"):
        opening_paragraph(table=yearless, notices=(RULES,), stage=None)
    assert with_opening(table=yearless, notices=(RULES,), stage=None) is yearless


def test_the_built_paragraph_takes_the_place_of_the_imported_one_and_its_fault() -> None:
    notice = "按照市财政局《关于批复2026年预算的通知》（云财预〔2026〕31号），现将2025年部门整体支出绩效目标批复情况公布如下：\n\n"
    table = typed(
        TARGETS.replace("云川市部门整体预算绩效目标申报表", notice + "云川市部门整体预算绩效目标申报表")
    )
    assert [each.case for each in check(table=table) if each.id == "PQ23" and "notice" in each.case]
    built = with_opening(table=table, notices=(REPLY,), stage=Stage.APPROVED)
    assert "现将2026年" in built.notice.text
    assert not [each for each in check(table=built) if each.id == "PQ23" and "notice" in each.case]
    assert with_opening(table=table, notices=(), stage=None) is table


def test_a_table_without_a_paragraph_gets_one() -> None:
    built = with_opening(table=typed(), notices=(RULES,), stage=None)
    assert built.notice.text.startswith("按照云川市财政局《绩效信息公开办法》")
    assert built.notice.address == "head.notice"


def test_notices_are_proposed_from_the_imported_paragraph() -> None:
    text = (
        "按照云川市财政局《关于批复 2026 年市级部门预算的通知》（云财预〔2026〕31 号）和《公开操作规程》"
        "（云财绩〔2024〕7号），依据《预算法》（2018年修正），现将有关情况公布如下："
    )
    assert notices_cited(text=text, year=2026) == (
        Notice("云川市财政局", "关于批复{year}年市级部门预算的通知", "云财预〔2026〕31号"),
        Notice("云川市财政局", "公开操作规程", "云财绩〔2024〕7号"),
    )
    assert notices_cited(text="没有文件。", year=2026) == ()
    assert notices_cited(text="《办法》（云财〔2024〕7号）", year=None)[0].office == ""
