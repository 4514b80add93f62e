"""What people say of rows that stand side by side: who may, how it is kept, when it lapses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client

from congress.apps.performance.models import RowMatch, TargetTable
from congress.apps.performance.models.comparing import APART, SAME, WITHDRAWN
from congress.apps.performance.selectors import row_of
from congress.apps.performance.services import correct_cell, judge_rows, withdraw_judgement
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.comparing_world import LATER, address, of_satisfaction, seen
from congress.apps.performance.tests.factories import imported_table
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Refused
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db

ROW = {"row": "tasks.1", "other_row": "tasks.1"}


@pytest.fixture
def later(place: SmallPlace, preparer: Person, table: TargetTable, clock_at: datetime) -> TargetTable:
    """Next year's table of the same office."""
    return imported_table(place=place, by=preparer, at=clock_at, text=LATER)


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
    assert "row=0%3Aindicators.2&amp;all=1" in text_of(clerk.get(page))
    assert "列出全部" not in text_of(clerk.get(f"{page}&all=1"))
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
