"""Comparing in the browser: who may, what the pages say, which way leads to which cell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from congress.apps.performance.domain.comparing import RowKind
from congress.apps.performance.models import TargetTable
from congress.apps.performance.services import judge_rows
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.clean import clean_projects
from congress.apps.performance.tests.comparing_world import LATER, address, of_satisfaction, seen
from congress.apps.performance.tests.factories import TARGETS, imported_table, made_public
from congress.platform.core.actors import Person
from congress.platform.core.refusals import Refused

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(place: SmallPlace, preparer: Person, table: TargetTable, clock_at: datetime) -> TargetTable:
    """Next year's table of the same office."""
    return imported_table(place=place, by=preparer, at=clock_at, text=LATER)


PAGES = ["", "comparison.xlsx", "row/"]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_the_sign_in(table: TargetTable, later: TargetTable, page: str) -> None:
    response = Client().get(address(table, later, page=page, row="0:tasks.1"))
    assert response.status_code == 302
    assert "/sign-in/" in response.headers["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_another_office_sees_nothing_of_it(
    foreigner: Person, table: TargetTable, later: TargetTable, page: str
) -> None:
    browser = browser_of(foreigner)
    assert browser.get(address(table, later, page=page, row="0:tasks.1")).status_code == 403
    assert table.title not in text_of(browser.get("/performance/compare/"))


def test_the_page_shows_changes_and_the_way_to_every_cell(
    clerk: Client, table: TargetTable, later: TargetTable
) -> None:
    page = text_of(clerk.get(address(later, table)))
    assert page.index("2026年") < page.index("2027年")
    assert f"/performance/tables/{later.pk}/#cell-money-project" in page
    assert "+40.00（+80.0%）" in page
    assert "满意度指标“人大代表满意率”的目标从≥95%降到≥90%" in page
    assert "写作“代表满意度”" in page
    assert "comparison-chart" in page
    assert 'data-value="90.0000"' in page


def test_charts_stand_on_the_same_figures(
    clerk: Client, place: SmallPlace, preparer: Person, table: TargetTable, at: datetime
) -> None:
    more = "会议顺利召开。\n\t升级系统\t升级平台。\t100,000.00\t系统可用。\n"
    text = LATER.replace("会议顺利召开。\n", more).replace("1次\t1次", "3次\t3次")
    page = text_of(clerk.get(address(table, imported_table(place=place, by=preparer, at=at, text=text))))
    assert "只在一张表里的任务" in page
    assert 'data-value="90.00">90.0%' in page
    assert 'data-value="10.00">10.0%' in page
    assert 'data-value="200.00">+200.0%' in page
    assert page.index("+200.0%</td>") < page.index("-5.3%</td>")


def test_only_differences_leave_the_same_rows_out(
    clerk: Client, table: TargetTable, later: TargetTable
) -> None:
    every, changed = (text_of(clerk.get(address(table, later, only=only))) for only in ("", "changed"))
    assert 'id="row-money-basic"' in every
    assert 'id="row-money-basic"' not in changed
    assert 'id="row-money-project"' in changed
    assert "这一部分的 1 行完全相同" in changed


def test_the_page_takes_a_fixed_number_of_queries(
    clerk: Client, place: SmallPlace, preparer: Person, table: TargetTable, later: TargetTable, at: datetime
) -> None:
    third = imported_table(place=place, by=preparer, at=at, text=TARGETS.replace("2026", "2025"))
    counted = []
    clerk.get(address(table, later))  # what is remembered between pages is remembered now
    for tables in ((table, later), (table, later, third)):
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(address(*tables)).status_code == 200
        counted.append(len(captured))
    assert counted == [15, 15]


def test_the_page_of_choice_offers_tables_years_and_says_what_to_do(
    clerk: Client, table: TargetTable, later: TargetTable
) -> None:
    page = text_of(clerk.get("/performance/compare/"))
    assert "云川市人大常委会办公室：2026、2027年" in page
    assert f'value="{table.pk}"' in page
    assert text_of(clerk.get("/performance/compare/?year=2027")).count('name="t"') == 1
    assert text_of(clerk.get("/performance/compare/?words=财政局")).count('name="t"') == 0
    refused = clerk.get(f"{address(table)}&go=1")
    assert refused.status_code == 422
    assert "请至少选两张表" in text_of(refused)
    assert "checked" in text_of(refused)
    wrong = text_of(clerk.get("/performance/compare/?year=abc&t=nonsense"))
    assert "年度请填四位数字" in wrong


def test_an_empty_place_says_what_to_do(preparer: Person) -> None:
    assert "没有可以比较的表" in text_of(browser_of(preparer).get("/performance/compare/"))


def test_too_many_columns_are_refused(clerk: Client, table: TargetTable) -> None:
    asked = "&".join(f"t={table.pk}.{number}" for number in range(1, 8))
    response = clerk.get(f"/performance/compare/?{asked}")
    assert response.status_code == 422
    assert "一次最多比较 6 张表，这次选了 7 张" in text_of(response)


def test_the_workbook_holds_every_row(clerk: Client, table: TargetTable, later: TargetTable) -> None:
    response = clerk.get(address(table, later, page="comparison.xlsx"))
    assert "attachment" in response.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert "金额（万元）" in book.sheet_names
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    project = next(row for row in rows if row[0] == "项目支出")
    assert project[1:4] == [50, 90, "+40.00（+80.0%）"]
    assert any("满意度目标降低" in row for row in rows)


def test_others_tables_are_compared_as_published(
    place: SmallPlace,
    preparer: Person,
    reviewer: Person,
    issuer: Person,
    foreigner: Person,
    table: TargetTable,
    at: datetime,
) -> None:
    made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    own = _of_the_other_office(place, foreigner, at)
    browser = browser_of(foreigner)
    assert "（只看公开内容）" in text_of(browser.get("/performance/compare/"))
    page = text_of(browser.get(address(own, table)))
    assert f"/open/performance/{table.publications.get().pk}/" in page
    assert f"/performance/tables/{table.pk}/" not in page
    found = seen(foreigner, own, table)
    assert [column.seen.publication is None for column in found.columns] == [True, False]
    row = of_satisfaction(found)
    assert [cell.figure for cell in row.held] == ["≥95%", "≥95%"]
    judge_rows(
        actor=foreigner,
        at=at,
        target=own.pk,
        row=row.held[0].row,
        other=table.pk,
        other_row=row.held[1].row,
        is_same=False,
    )
    assert len(of_satisfaction(seen(foreigner, own, table)).held) == 1
    with pytest.raises(Refused):
        judge_rows(
            actor=foreigner,
            at=at,
            target=table.pk,
            other=own.pk,
            row="tasks.1",
            other_row="tasks.1",
            is_same=True,
        )


def _of_the_other_office(place: SmallPlace, by: Person, at: datetime) -> TargetTable:
    text = TARGETS.replace("云川市人大常委会办公室", "云川市财政局")
    return imported_table(place=replace(place, office=place.other_office), by=by, at=at, text=text)


# --- projects, and tables of one year


@pytest.fixture
def projects(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A table of projects of the office."""
    return imported_table(place=place, by=preparer, at=clock_at, text=clean_projects())


def test_projects_of_one_table_are_picked_and_compared(clerk: Client, projects: TargetTable) -> None:
    response = clerk.get(f"{address(projects)}&go=1")
    page = text_of(response)
    assert response.status_code == 200
    assert "比较一张表里的项目" in page
    assert f'value="{projects.pk}.2"' in page
    response = clerk.get(f"/performance/compare/?t={projects.pk}.1&t={projects.pk}.2")
    shown = text_of(response)
    assert response.status_code == 200
    assert "项目金额" in shown
    assert f"/performance/tables/{projects.pk}/#cell-projects-2-total" in shown
    assert "指标被取消" not in shown
    assert "与首列相差" in shown
    missing = text_of(clerk.get(f"/performance/compare/?t={projects.pk}.1&t={projects.pk}.99"))
    assert "项目99" in missing


def test_projects_of_two_tables_are_rows(
    clerk: Client, preparer: Person, place: SmallPlace, projects: TargetTable, at: datetime
) -> None:
    text = clean_projects().replace("2026年", "2027年")
    later = imported_table(place=place, by=preparer, at=at, text=text)
    page = text_of(clerk.get(address(projects, later)))
    assert 'id="part-project"' in page
    found = seen(preparer, projects, later)
    assert all(len(row.held) == 2 for row in found.comparison.of_kind(RowKind.PROJECT))


def test_tables_of_one_year_are_told_apart(
    clerk: Client, preparer: Person, place: SmallPlace, table: TargetTable, at: datetime
) -> None:
    declared = imported_table(place=place, by=preparer, at=at, text=TARGETS.replace("批复情况", "申报情况"))
    twin = imported_table(place=place, by=preparer, at=at, text=TARGETS.replace("20\t", "21\t"))
    titles = [side.title for side in seen(preparer, table, declared, twin).comparison.sides]
    assert titles == ["2026年 批复第1份", "2026年 申报", "2026年 批复第3份"]
