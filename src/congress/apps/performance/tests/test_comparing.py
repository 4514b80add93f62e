"""Comparing in the browser and by commands: who may, what the page says, what people say of rows and how it is kept."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from congress.apps.performance.domain.comparing import RowKind
from congress.apps.performance.models import RowMatch, TargetTable
from congress.apps.performance.models.comparing import APART, SAME, WITHDRAWN
from congress.apps.performance.selectors import asked_columns, row_of, side_by_side
from congress.apps.performance.selectors.comparing import SideBySide
from congress.apps.performance.services import correct_cell, judge_rows, withdraw_judgement
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.clean import clean_projects
from congress.apps.performance.tests.factories import TARGETS, imported_table, made_public
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Refused
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db

LATER = (
    TARGETS.replace("2026", "2027")
    .replace("项目支出\t50.00", "项目支出\t90.00")
    .replace("财政拨款\t150.00", "财政拨款\t190.00")
    .replace("市本级使用资金\t150.00", "市本级使用资金\t190.00")
    .replace("召开代表大会\t组织会议。\t500,000.00", "开好人民代表大会会议\t组织会议。\t900,000.00")
    .replace("代表满意度\t≥95%\t≥95%", "人大代表满意率\t≥90%\t≥90%")
)
ROW = {"row": "tasks.1", "other_row": "tasks.1"}


@pytest.fixture
def later(place: SmallPlace, preparer: Person, table: TargetTable, clock_at: datetime) -> TargetTable:
    """Next year's table of the same office."""
    return imported_table(place=place, by=preparer, at=clock_at, text=LATER)


def address(*tables: TargetTable, page: str = "", **more: str) -> str:
    query = [f"t={each.pk}" for each in tables] + [f"{name}={value}" for name, value in more.items()]
    return f"/performance/compare/{page}?{'&'.join(query)}"


def seen(actor: Person, *tables: TargetTable) -> SideBySide:
    return side_by_side(actor=actor, asked=asked_columns(str(each.pk) for each in tables))


def of_satisfaction(found: SideBySide) -> Any:
    return next(row for row in found.comparison.of_kind(RowKind.INDICATOR) if "满意" in row.label)


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
        judge_rows(actor=foreigner, at=at, target=table.pk, other=own.pk, is_same=True, **ROW)


def _of_the_other_office(place: SmallPlace, by: Person, at: datetime) -> TargetTable:
    text = TARGETS.replace("云川市人大常委会办公室", "云川市财政局")
    return imported_table(place=replace(place, office=place.other_office), by=by, at=at, text=text)


# --- what people say of rows


def test_a_judgement_is_kept_and_counts_in_every_later_comparison(
    preparer: Person, table: TargetTable, later: TargetTable, at: datetime
) -> None:
    row = of_satisfaction(seen(preparer, table, later))
    pair = {"row": row.held[1].row, "other_row": row.held[0].row}
    judge_rows(actor=preparer, at=at, target=later.pk, other=table.pk, is_same=False, **pair)
    parted = seen(preparer, table, later)
    assert [len(each.held) for each in parted.comparison.rows if "满意" in each.label] == [1, 1]
    judge_rows(actor=preparer, at=at, target=later.pk, other=table.pk, is_same=True, **pair)
    match = of_satisfaction(seen(preparer, later, table)).held[1].match
    assert match is not None
    assert match.by_person
    assert RowMatch.objects.get().verdict == SAME
    assert str(RowMatch.objects.get()) == "是同一项"


def test_a_row_is_one_row_there(
    preparer: Person, table: TargetTable, later: TargetTable, at: datetime
) -> None:
    def say(row: str, other_row: str) -> None:
        judge_rows(
            actor=preparer, at=at, target=later.pk, row=row, other=table.pk, other_row=other_row, is_same=True
        )

    say("indicators.1", "indicators.2")
    say("indicators.2", "indicators.2")
    say("indicators.2", "indicators.1")
    said = {(each.row, each.other_row): each.verdict for each in RowMatch.objects.all()}
    assert said == {
        ("indicators.1", "indicators.2"): WITHDRAWN,
        ("indicators.2", "indicators.2"): WITHDRAWN,
        ("indicators.2", "indicators.1"): SAME,
    }


def test_a_judgement_is_taken_back_once(
    preparer: Person, table: TargetTable, later: TargetTable, at: datetime
) -> None:
    judge_rows(actor=preparer, at=at, target=later.pk, other=table.pk, is_same=False, **ROW)
    withdraw_judgement(actor=preparer, at=at, target=later.pk, other=table.pk, **ROW)
    assert seen(preparer, table, later).judged == ()
    with pytest.raises(RuleViolation, match="不用撤销"):
        withdraw_judgement(actor=preparer, at=at, target=later.pk, other=table.pk, **ROW)


def test_a_judgement_says_nothing_about_a_row_called_otherwise_since(
    preparer: Person, table: TargetTable, later: TargetTable, at: datetime
) -> None:
    judge_rows(actor=preparer, at=at, target=later.pk, other=table.pk, is_same=False, **ROW)
    assert len(seen(preparer, table, later).judged) == 1
    correct_cell(
        actor=preparer,
        at=at,
        target=later.pk,
        address="tasks.1.name",
        before="开好人民代表大会会议",
        text="召开代表大会",
    )
    assert seen(preparer, table, later).judged == ()


@pytest.mark.parametrize(
    ("row", "other_row"),
    [("tasks.1", "indicators.1"), ("money.basic", "money.basic"), ("tasks", "tasks")],
)
def test_only_rows_of_one_kind_can_be_the_same(
    preparer: Person, table: TargetTable, later: TargetTable, at: datetime, row: str, other_row: str
) -> None:
    with pytest.raises(RuleViolation, match="只能把任务和任务"):
        judge_rows(
            actor=preparer, at=at, target=later.pk, row=row, other=table.pk, other_row=other_row, is_same=True
        )


def test_rows_that_are_not_there_and_rows_held_against_themselves_are_refused(
    preparer: Person, table: TargetTable, later: TargetTable, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="已经没有这一行"):
        judge_rows(
            actor=preparer,
            at=at,
            target=later.pk,
            row="tasks.1",
            other=table.pk,
            other_row="tasks.9",
            is_same=True,
        )
    with pytest.raises(RuleViolation, match="只能把任务和任务"):
        judge_rows(actor=preparer, at=at, target=table.pk, other=table.pk, is_same=True, **ROW)


def test_who_may_not_prepare_or_not_see_says_nothing(
    reviewer: Person,
    foreigner: Person,
    preparer: Person,
    table: TargetTable,
    later: TargetTable,
    at: datetime,
) -> None:
    for actor in (reviewer, foreigner):
        with pytest.raises(Refused):
            judge_rows(actor=actor, at=at, target=later.pk, other=table.pk, is_same=True, **ROW)
        with pytest.raises(Refused):
            withdraw_judgement(actor=actor, at=at, target=later.pk, other=table.pk, **ROW)
    with pytest.raises(Refused):
        judge_rows(actor=preparer, at=at, target=later.pk, other=uuid4(), is_same=True, **ROW)
    page = browser_of(reviewer).get(address(table, later, page="row/", row="0:tasks.1"))
    assert "要由表格所属单位的经办人办理" in text_of(page)
    assert 'value="apart"' not in text_of(page)


@pytest.mark.parametrize(
    "more",
    [
        {"row": "tasks.1", "other_row": "tasks.1"},
        {"row": "tasks.1", "other_row": "tasks.2"},
        {"row": "tasks.2", "other_row": "tasks.1"},
    ],
)
def test_the_database_keeps_one_judgement_for_two_rows_and_one_row_for_a_row(
    table: TargetTable, later: TargetTable, at: datetime, more: dict[str, str]
) -> None:
    given = {"table": table, "other": later, "verdict": SAME, "by": uuid4(), "at": at}
    with unguarded("fixtures"):
        RowMatch(row="tasks.1", other_row="tasks.1", **given).save(force_insert=True)
        with pytest.raises(IntegrityError):
            RowMatch(**given, **more).save(force_insert=True)


def test_the_database_holds_no_row_against_itself(table: TargetTable, at: datetime) -> None:
    with unguarded("fixtures"), pytest.raises(IntegrityError):
        RowMatch(
            table=table, row="tasks.1", other=table, other_row="tasks.1", verdict=APART, by=uuid4(), at=at
        ).save(force_insert=True)


def test_a_person_judges_on_the_page_of_a_row(
    clerk: Client, preparer: Person, table: TargetTable, later: TargetTable
) -> None:
    page = address(table, later, page="row/", row="0:indicators.2")
    assert "说法不同，意思相同" in text_of(clerk.get(page))
    form = {
        "t": [str(table.pk), str(later.pk)],
        "at": "0:indicators.2",
        "target": str(later.pk),
        "row": "indicators.2",
        "other": str(table.pk),
        "other_row": "indicators.2",
    }
    answer = clerk.post("/performance/compare/judge/", {**form, "verdict": "apart"})
    assert answer.status_code == 302
    shown = text_of(clerk.get(answer.headers["Location"]))
    assert "没有找到对应的一项" in shown
    assert 'value="withdraw"' in shown
    clerk.post("/performance/compare/judge/", {**form, "verdict": "same"})
    assert RowMatch.objects.get().verdict == SAME
    clerk.post("/performance/compare/judge/", {**form, "verdict": "withdraw"})
    assert RowMatch.objects.get().verdict == WITHDRAWN
    again = clerk.post("/performance/compare/judge/", {**form, "verdict": "withdraw"})
    assert again.status_code == 422
    assert "不用撤销" in text_of(again)
    broken = clerk.post("/performance/compare/judge/", {**form, "verdict": "maybe"})
    assert broken.status_code == 422
    assert "提交的内容不完整" in text_of(broken)


def test_a_row_that_is_gone_leads_back_to_the_comparison(
    clerk: Client, preparer: Person, table: TargetTable, later: TargetTable
) -> None:
    for row in ("0:tasks.9", "7:tasks.1", "x"):
        answer = clerk.get(address(table, later, page="row/", row=row))
        assert answer.status_code == 302
    assert row_of(seen(preparer, table, later), "1:tasks.1") is not None


# --- projects, and tables of one year


@pytest.fixture
def projects(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A table of projects of the office."""
    return imported_table(place=place, by=preparer, at=clock_at, text=clean_projects())


def test_projects_of_one_table_are_picked_and_compared(clerk: Client, projects: TargetTable) -> None:
    page = text_of(clerk.get(f"{address(projects)}&go=1"))
    assert "比较一张表里的项目" in page
    assert f'value="{projects.pk}.2"' in page
    response = clerk.get(f"/performance/compare/?t={projects.pk}.1&t={projects.pk}.2")
    shown = text_of(response)
    assert response.status_code == 200
    assert "项目金额" in shown
    assert f"/performance/tables/{projects.pk}/#cell-projects-2-total" in shown
    assert "指标被取消" not in shown
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
