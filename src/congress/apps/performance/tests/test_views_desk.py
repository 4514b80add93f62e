"""The data side of the review screen: sections, rows by the page, the panel of a row and every act behind it."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from congress.apps.performance.domain.editing import seen_in
from congress.apps.performance.models import Cell, Correction, TargetTable
from congress.apps.performance.selectors import assembled, row_cells
from congress.apps.performance.selectors.remembered import forget, remembered
from congress.apps.performance.services import correct_cell, submit_table
from congress.apps.performance.tests.browsers import PART, browser_of, text_of
from congress.apps.performance.tests.factories import TARGETS, imported_table
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.models import Draft

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db

ROW = "绩效指标\t产出指标\t数量指标\t召开会议次数\t1次\t1次\n"
MANY = TARGETS.replace(ROW, ROW + "".join(f"\t\t\t指标{n:03d}\t≥{n}次\t≥{n}次\n" for n in range(1, 131)))
ACTS = ["row/add/", "row/remove/", "row/move/", "row/merge/", "row/shift/", "cell/split/", "cell/merge/"]


@pytest.fixture
def long_table(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A table with 132 indicators."""
    return imported_table(place=place, by=preparer, at=clock_at, text=MANY)


@pytest.fixture
def projects(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """The sample with many projects."""
    sample = files("congress.apps.performance") / "samples" / "yunchuan-2026-projects.txt"
    return imported_table(place=place, by=preparer, at=clock_at, text=sample.read_text("utf-8"))


def address(table: TargetTable, path: str = "") -> str:
    return f"/performance/tables/{table.pk}/{path}"


def seen(table: TargetTable, row: str) -> str:
    return seen_in(each.cell for each in row_cells(table, row))


# --- sections --------------------------------------------------------------------------------------------------


def test_projects_and_their_sums_are_sections_with_their_own_cells(
    clerk: Client, projects: TargetTable
) -> None:
    page = text_of(clerk.get(address(projects)))
    for part in ("项目合计", "项目 1", 'id="cell-projects-1-total"', 'id="cell-sums-1-total"', "调整项目"):
        assert part in page
    assert 'href="#section-projects-1"' in page
    part = text_of(clerk.get(address(projects, "section/?section=projects.1"), **PART))
    assert 'id="row-projects-1-indicators-1"' in part


def test_a_project_is_copied_under_the_headings_of_its_form(clerk: Client, projects: TargetTable) -> None:
    lines = text_of(clerk.get(address(projects, "section/copy/?section=projects.1"))).splitlines()
    assert lines[0].startswith("项目名称")
    assert any(line.startswith(assembled(projects).projects[0].name.text) for line in lines)
    assert assembled(projects).projects[1].name.text not in "\n".join(lines)
    head = text_of(clerk.get(address(projects, "section/copy/?section=head")))
    assert "项目支出绩效目标表" in head
    doubts = text_of(clerk.get(address(projects, "section/copy/?section=by-doubt")))
    assert "项目 1 · " in doubts


def test_long_sections_come_by_the_page(clerk: Client, long_table: TargetTable) -> None:
    page = text_of(clerk.get(address(long_table)))
    assert 'id="row-indicators-50"' in page
    assert 'id="row-indicators-51"' not in page
    assert "再显示后面的（还有 82）" in page
    more = text_of(clerk.get(address(long_table, "section/?section=indicators&begin=50&way=down"), **PART))
    assert more.lstrip().startswith("<tbody>")
    assert 'id="row-indicators-100"' in more
    assert "显示前面的" not in more
    before = text_of(clerk.get(address(long_table, "section/?section=indicators&begin=0&way=up"), **PART))
    assert "再显示后面的" not in before


def test_a_place_asked_for_is_on_the_page(clerk: Client, long_table: TargetTable) -> None:
    for at in ("indicators.120.name", "indicators.120"):
        page = text_of(clerk.get(address(long_table, f"?at={at}")))
        assert 'id="row-indicators-120"' in page
        assert "显示前面的（50）" in page or "显示前面的（还有 50）" in page
    assert clerk.get(address(long_table, "?at=indicators.9999")).status_code == 200


def test_what_has_no_room_comes_when_it_is_scrolled_to(
    clerk: Client, projects: TargetTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.apps.performance.presenters.sections.AT_ONCE", 5)
    page = text_of(clerk.get(address(projects)))
    assert "显示这一部分（" in page
    assert 'id="cell-projects-2-total"' not in page
    there = text_of(clerk.get(address(projects, "?at=projects.2.total")))
    assert 'id="cell-projects-2-total"' in there


def test_doubts_come_by_the_page_too(clerk: Client, long_table: TargetTable) -> None:
    page = text_of(clerk.get(address(long_table, "?order=doubt")))
    assert page.count('class="data-cell') == 50
    more = text_of(
        clerk.get(address(long_table, "section/?section=by-doubt&begin=50&way=down&order=doubt"), **PART)
    )
    assert more.count('class="data-cell') == 50
    assert "绩效指标" in more


def test_many_findings_of_one_kind_are_summed_up_and_come_when_asked_for(
    clerk: Client, long_table: TargetTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.apps.performance.presenters.findings.ALL_OF", 1)
    monkeypatch.setattr("congress.apps.performance.presenters.findings.FIRST_FEW", 1)
    whole = text_of(clerk.get(address(long_table, "?findings=all")))
    page = text_of(clerk.get(address(long_table)))
    assert "findings-alike" in page
    assert "findings-alike" not in whole
    assert page.count('class="finding"') < whole.count('class="finding"')
    check = page.partition("findings/?check=")[2].partition('"')[0]
    part = text_of(clerk.get(address(long_table, f"findings/?check={check}"), **PART))
    assert part.count('class="finding"') > 1


def test_the_table_is_printed_whole_as_its_form_prints_it(
    clerk: Client, long_table: TargetTable, reviewer: Person
) -> None:
    page = text_of(clerk.get(address(long_table, "print/")))
    assert "指标130" in page
    assert "预算金额(万元)" in page
    assert "paper_a3" not in page
    assert "paper_a3" in text_of(browser_of(reviewer).get(address(long_table, "print/?paper=a3")))
    assert Client().get(address(long_table, "print/")).status_code == 302


def test_a_section_that_is_not_there_is_refused(clerk: Client, table: TargetTable) -> None:
    assert clerk.get(address(table, "section/?section=projects.7&begin=x"), **PART).status_code == 422


def test_a_long_source_comes_after_the_page(
    clerk: Client, table: TargetTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.apps.performance.views.desk.SOURCE_ROWS_AT_ONCE", 3)
    page = text_of(clerk.get(address(table)))
    assert "正在取原文" in page
    assert "source/rows/" in page
    assert "data-place=" in text_of(clerk.get(address(table, "source/rows/"), **PART))


def test_a_whole_section_is_confirmed_as_it_was_seen(clerk: Client, table: TargetTable) -> None:
    with unguarded("fixtures"):
        Cell.objects.filter(table=table, block="money").update(confidence=50)
    forget()
    assert "这 8 处都无误" in text_of(clerk.get(address(table)))
    old = {"section": "money", "seen": "0123"}
    late = clerk.post(address(table, "section/confirm/"), old, **PART)
    assert (late.status_code, "没有确认" in text_of(late)) == (422, True)
    assert clerk.post(address(table, "section/confirm/"), old).status_code == 422
    given = {"section": "money", "seen": seen(table, "money")}
    answer = text_of(clerk.post(address(table, "section/confirm/"), given, **PART))
    assert "都无误" not in answer
    assert 'id="findings"' in answer
    given = {"section": "money", "seen": seen_in([])}
    assert (
        clerk.post(address(table, "section/confirm/"), given).headers["Location"].endswith("#section-money")
    )
    assert clerk.post(address(table, "section/confirm/"), {"section": "money"}, **PART).status_code == 422


def test_a_confirmation_is_seen_at_once_although_the_table_is_remembered(table: TargetTable) -> None:
    assert not any(each.is_confirmed for each in remembered(table).cells)
    with unguarded("fixtures"):
        Cell.objects.filter(table=table, address="money.basic").update(is_confirmed=True)
    assert [each.cell.address for each in remembered(table).cells if each.is_confirmed] == ["money.basic"]


def test_what_was_looked_at_longest_ago_is_forgotten_first(
    table: TargetTable, long_table: TargetTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    monkeypatch.setattr("congress.apps.performance.selectors.remembered.MOST_CELLS", 100)
    first = remembered(table)
    assert remembered(table).typed is first.typed
    remembered(long_table)
    assert remembered(table).typed is not first.typed


# --- half-typed words ------------------------------------------------------------------------------------------


def test_half_typed_words_wait_in_their_cell(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    key = table.cell_draft_key("money.basic")
    kept = {"address": "money.basic", "before": "100.00", "text": "100.5"}
    assert clerk.post(f"/drafts/{key}/", kept).status_code == 204
    page = text_of(clerk.get(address(table)))
    assert "有写到一半、没有保存的内容" in page
    assert ">100.5</textarea>" in page
    assert ">100.5</textarea>" in text_of(clerk.get(address(table, "cell/?address=money.basic"), **PART))
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00", text="101.00"
    )
    assert not Draft.objects.exists()
    clerk.post(f"/drafts/{key}/", kept)
    assert "这一格在您写到一半时被改过" in text_of(clerk.get(address(table)))
    left = clerk.post(address(table, "cell/leave/"), {"address": "money.basic"})
    assert left.headers["Location"].endswith("#cell-money-basic")
    assert not Draft.objects.exists()


def test_what_others_typed_is_not_shown(clerk: Client, table: TargetTable, reviewer: Person) -> None:
    with unguarded("fixtures"):
        Draft(
            account=reviewer.account,
            key=table.cell_draft_key("money.basic"),
            data={"text": "别人的"},
            saved_at=table.imported_at,
        ).save()
    assert "别人的" not in text_of(clerk.get(address(table)))


# --- the panel of a row ----------------------------------------------------------------------------------------


def test_the_panel_offers_what_can_be_done(clerk: Client, table: TargetTable, projects: TargetTable) -> None:
    first = text_of(clerk.get(address(table, "adjust/?row=indicators.1"), **PART))
    assert "下移" in first
    assert "上移" not in first
    assert "<html" not in first
    page = text_of(clerk.get(address(table, "adjust/?address=indicators.2.name")))
    for words in ("上移", "拆开这一格", "并入上一行（召开会议次数", "把这一格并到前面的“二级指标”"):
        assert words in page
    single = text_of(clerk.get(address(table, "adjust/?address=money.basic")))
    assert "删除" not in single
    assert "并到这一格" in single
    project = text_of(clerk.get(address(projects, "adjust/?row=projects.1")))
    assert "删除这个项目和它的" in project
    nested = text_of(clerk.get(address(projects, "adjust/?row=projects.1.indicators.1")))
    assert "移过去" in nested
    for wrong in ("adjust/?row=indicators.9", "adjust/?row=x", "adjust/?address=x"):
        assert clerk.get(address(table, wrong)).status_code == 422


def test_every_act_of_the_panel_leads_back_to_its_place(clerk: Client, table: TargetTable) -> None:
    given: list[tuple[str, dict[str, Any], str]] = [
        ("row/add/", {"part": "indicators", "after": "indicators.1"}, "?at=indicators.3#row-indicators-3"),
        ("row/add/", {"part": "tasks", "at_end": "1"}, "?at=tasks.2#row-tasks-2"),
        ("row/move/", {"row": "indicators.2", "part": "indicators", "after": ""}, "#row-indicators-2"),
        ("row/remove/", {"row": "tasks.2", "beside": "tasks.1"}, "?at=tasks.1#row-tasks-1"),
        ("row/merge/", {"row": "indicators.2", "other": "indicators.3"}, "#row-indicators-2"),
    ]
    for path, fields, end in given:
        for name, digest in (("row", "seen"), ("other", "other_seen")):
            if name in fields:
                fields[digest] = seen(table, fields[name])
        answer = clerk.post(address(table, path), fields)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].endswith(end)
    cells = {
        "into": "tasks.1.content",
        "before": "组织会议。",
        "other": "tasks.1.expected",
        "other_before": "会议顺利召开。",
    }
    assert (
        clerk.post(address(table, "cell/merge/"), cells).headers["Location"].endswith("#cell-tasks-1-content")
    )
    split = {
        "address": "tasks.1.content",
        "before": "组织会议。会议顺利召开。",
        "first": "组织会议。",
        "second": "会议顺利召开。",
    }
    assert clerk.post(address(table, "cell/split/"), {**split, "into": "row"}).status_code == 302
    shift = {"address": "tasks.1.expected", "side": "right", "seen": seen(table, "tasks.1")}
    assert clerk.post(address(table, "row/shift/"), shift).status_code == 422
    assert Correction.objects.count() == 7


def test_refusals_show_the_panel_with_what_was_typed(clerk: Client, table: TargetTable) -> None:
    split = {
        "address": "tasks.1.content",
        "before": "组织会议。",
        "first": "组织会议。",
        "second": "",
        "into": "row",
    }
    refused = clerk.post(address(table, "cell/split/"), split)
    page = text_of(refused)
    assert (
        refused.status_code,
        "两个框都要有内容" in page,
        ">组织会议。</textarea>" in page.replace("\n", ""),
    ) == (
        422,
        True,
        True,
    )
    late = clerk.post(address(table, "cell/split/"), {**split, "before": "别的", "second": "x"})
    assert "这一格刚刚被改过" in text_of(late)
    gone = clerk.post(address(table, "row/remove/"), {"row": "indicators.9", "seen": "x"})
    assert (gone.status_code, "没有这一行" in text_of(gone)) == (422, True)
    assert clerk.post(address(table, "row/move/"), {"row": "indicators.1"}).status_code == 422


@pytest.mark.parametrize("act", ACTS)
def test_another_office_and_strangers_edit_nothing(foreigner: Person, table: TargetTable, act: str) -> None:
    given = {
        "part": "indicators",
        "row": "indicators.1",
        "other": "indicators.2",
        "seen": "x",
        "other_seen": "x",
        "address": "indicators.1.name",
        "into": "row" if "split" in act else "indicators.1.name",
        "side": "left",
        "first": "1",
        "second": "2",
    }
    assert browser_of(foreigner).post(address(table, act), given).status_code == 403
    assert Client().post(address(table, act), given).status_code == 302
    assert browser_of(foreigner).get(address(table, "adjust/?row=indicators.1")).status_code == 403
    assert not Correction.objects.exists()


def test_nothing_is_offered_while_the_table_is_reviewed(
    clerk: Client, preparer: Person, table: TargetTable, at: datetime
) -> None:
    submit_table(actor=preparer, at=at, target=table.pk, version=1, note="说明")
    page = text_of(clerk.get(address(table)))
    assert "data-adjust" not in page
    assert "末尾加一行" not in page
    assert "删除" not in text_of(clerk.get(address(table, "adjust/?row=indicators.1")))
    late = clerk.post(address(table, "row/add/"), {"part": "indicators", "after": "indicators.1"})
    assert (late.status_code, "不能修改" in text_of(late)) == (422, True)
