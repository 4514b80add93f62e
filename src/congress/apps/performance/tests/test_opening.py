"""What is said about the table as a whole: its stage, the reply and the last day to publish, the opening paragraph."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from congress.apps.performance.domain.opening import Notice
from congress.apps.performance.domain.table import Stage
from congress.apps.performance.models import Publication, TargetTable
from congress.apps.performance.presenters.opening import shown_deadline
from congress.apps.performance.selectors import last_day_of
from congress.apps.performance.services import set_opening, set_stage, submit_table
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.factories import TARGETS, imported_table, made_public
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Conflict
from congress.platform.organisation.models import Body
from congress.platform.portal.models import Todo
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db
REPLY = Notice("云川市财政局", "关于批复2026年市级部门预算的通知", "云财预〔2026〕31号")


def fill(
    table: TargetTable, by: Person, at: datetime, *notices: Notice, replied_on: date | None = None
) -> TargetTable:
    table.refresh_from_db()
    set_opening(
        actor=by, at=at, target=table.pk, version=table.version, notices=notices, replied_on=replied_on
    )
    table.refresh_from_db()
    return table


# --- stage -----------------------------------------------------------------------------------------------------


def test_the_stage_is_proposed_by_the_title_and_set_by_a_person(
    table: TargetTable, clerk: Client, preparer: Person, at: datetime
) -> None:
    address = f"/performance/tables/{table.pk}/"
    assert table.stage == ""
    assert "按标题推测，请确定" in text_of(clerk.get(address))
    set_stage(actor=preparer, at=at, target=table.pk, version=table.version, stage=Stage.ADJUSTED)
    table.refresh_from_db()
    assert table.stage == "adjusted"
    assert "按标题推测" not in text_of(clerk.get(address))
    given = {"version": table.version, "stage": "declared"}
    assert clerk.post(f"{address}stage/", given).status_code == 302
    wrong = clerk.post(f"{address}stage/", {"version": table.version + 1, "stage": "nowhere"})
    assert wrong.status_code == 422


def test_public_is_no_stage_to_choose_and_old_pages_are_told(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="不用选"):
        set_stage(actor=preparer, at=at, target=table.pk, version=table.version, stage=Stage.PUBLISHED)
    with pytest.raises(Conflict):
        set_stage(actor=preparer, at=at, target=table.pk, version=7, stage=Stage.DECLARED)


def test_submitting_settles_the_proposed_stage(table: TargetTable, preparer: Person, at: datetime) -> None:
    submit_table(actor=preparer, at=at, target=table.pk, version=table.version, note="说明")
    table.refresh_from_db()
    assert table.stage == "approved"
    with pytest.raises(RuleViolation, match="不能修改"):
        set_stage(actor=preparer, at=at, target=table.pk, version=table.version, stage=Stage.DECLARED)


# --- the reply and the last day --------------------------------------------------------------------------------


def test_the_last_day_counts_from_the_reply_with_its_basis_and_stands_on_the_list(
    table: TargetTable, preparer: Person, at: datetime, today: date
) -> None:
    replied = today - timedelta(days=10)
    fill(table, preparer, at, replied_on=replied)
    counted = last_day_of(table, replied)
    assert table.publish_by == counted.last_day >= replied + timedelta(days=20)
    assert "预算法" in table.publish_by_basis
    assert "第十四条第二款" in table.publish_by_basis
    todo = Todo.objects.get(kind="performance.disclose")
    assert (todo.state, todo.due_date, todo.permission) == ("open", table.publish_by, "performance.prepare")
    fill(table, preparer, at, replied_on=replied - timedelta(days=1))
    todo.refresh_from_db()
    assert todo.due_date == table.publish_by
    fill(table, preparer, at)
    todo.refresh_from_db()
    assert (todo.state, table.publish_by, table.publish_by_basis) == ("withdrawn", None, "")


def test_the_steps_carry_the_last_day_and_publishing_ticks_it_off(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime, today: date
) -> None:
    fill(table, preparer, at, replied_on=today)
    made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    dues = Todo.objects.exclude(kind="performance.returned").values_list("due_date", flat=True)
    assert set(dues) == {table.publish_by}
    assert not Todo.objects.filter(state="open").exists()


def test_a_reply_of_tomorrow_and_a_body_without_a_region_are_refused(
    table: TargetTable, place: SmallPlace, preparer: Person, at: datetime, today: date
) -> None:
    with pytest.raises(RuleViolation, match="不能晚于今天"):
        fill(table, preparer, at, replied_on=today + timedelta(days=1))
    with unguarded("fixtures"):
        Body.objects.filter(pk=place.office).update(region_code="")
    table = TargetTable.objects.get(pk=table.pk)
    assert last_day_of(table, today).rule.id.startswith("budget.disclosure.department")
    with unguarded("fixtures"):
        Body.objects.update(region_code="")
    with pytest.raises(RuleViolation, match="行政区划代码"):
        fill(table, preparer, at, replied_on=today)


def test_before_the_law_there_is_no_rule(table: TargetTable, preparer: Person, at: datetime) -> None:
    with pytest.raises(RuleViolation, match="没有找到"):
        fill(table, preparer, at, replied_on=date(2001, 1, 1))


@pytest.mark.parametrize(
    ("left", "says", "tone"),
    [
        (9, "还有 9 天", "info"),
        (3, "还有 3 天", "warn"),
        (0, "今天是最后一天", "bad"),
        (-2, "已逾期 2 天", "bad"),
    ],
)
def test_how_far_off_the_last_day_is(
    table: TargetTable, today: date, left: int, says: str, tone: str
) -> None:
    table.publish_by = today + timedelta(days=left)
    shown = shown_deadline(table=table, publication=None, today=today)
    assert shown is not None
    assert (shown.standing, shown.tone) == (says, tone)


@pytest.mark.parametrize(("left", "says"), [(0, "已在期限内公开"), (-3, "逾期 3 天公开")])
def test_what_is_public_was_in_time_or_late(table: TargetTable, at: datetime, left: int, says: str) -> None:
    table.publish_by = clock.local_day(at) + timedelta(days=left)
    shown = shown_deadline(table=table, publication=Publication(published_at=at), today=date(2099, 1, 1))
    assert shown is not None
    assert shown.standing == says


# --- the opening paragraph -------------------------------------------------------------------------------------


def test_the_page_proposes_saves_and_shows_the_paragraph(
    clerk: Client, place: SmallPlace, preparer: Person, at: datetime, today: date
) -> None:
    notice = "按照云川市财政局《关于批复2026年预算的通知》（云财预〔2026〕31号），现将2025年部门整体支出绩效目标批复情况公布如下：\n\n"
    head = "云川市部门整体预算绩效目标申报表"
    table = imported_table(place=place, by=preparer, at=at, text=TARGETS.replace(head, notice + head))
    address = f"/performance/tables/{table.pk}/"
    page = text_of(clerk.get(f"{address}opening/"))
    assert "已从原文的说明里摘出文件" in page
    assert 'value="关于批复2026年预算的通知"' in page
    assert "原文里的说明" in text_of(clerk.get(address))
    given = {
        "version": table.version,
        "replied_on": today.isoformat(),
        "office_1": "云川市财政局",
        "title_1": "关于批复2026年市级部门预算的通知",
        "number_1": "云财预〔2026〕31号",
    }
    assert clerk.post(f"{address}opening/", given).status_code == 302
    table.refresh_from_db()
    assert table.notices[0]["title"] == "关于批复{year}年市级部门预算的通知"
    page = text_of(clerk.get(address))
    assert "现将2026年云川市人大常委会办公室部门整体支出绩效目标批复情况公布如下：" in page
    assert "怎样算出来的" in page
    again = text_of(clerk.get(f"{address}opening/"))
    assert 'value="关于批复2026年市级部门预算的通知"' in again


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(
    clerk: Client, table: TargetTable, preparer: Person, at: datetime
) -> None:
    address = f"/performance/tables/{table.pk}/opening/"
    wrong = clerk.post(address, {"version": 1, "replied_on": "去年", "office_1": "财政局"})
    page = text_of(wrong)
    assert (wrong.status_code, "2026-02-10" in page, 'value="财政局"' in page) == (422, True, True)
    half = clerk.post(address, {"version": 1, "office_2": "财政局"})
    assert (half.status_code, "没有填写文件名称" in text_of(half)) == (422, True)
    fill(table, preparer, at)
    stale = clerk.post(address, {"version": 1, "title_1": "办法", "office_1": "财政局"})
    page = text_of(stale)
    assert (stale.status_code, "已被他人修改" in page, 'name="version" value="2"' in page) == (
        422,
        True,
        True,
    )


def test_what_lies_with_others_is_only_shown(
    clerk: Client, table: TargetTable, preparer: Person, at: datetime, foreigner: Person
) -> None:
    submit_table(actor=preparer, at=at, target=table.pk, version=1, note="说明")
    address = f"/performance/tables/{table.pk}/opening/"
    assert "只供查看" in text_of(clerk.get(address))
    assert clerk.post(address, {"version": 2}).status_code == 422
    assert browser_of(foreigner).get(address).status_code == 403


def test_what_is_published_opens_with_the_built_paragraph(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    fill(table, preparer, at, REPLY)
    made_public(table, by=preparer, reviewer=reviewer, issuer=issuer, at=at)
    publication = Publication.objects.get()
    text = "按照云川市财政局《关于批复2026年市级部门预算的通知》（云财预〔2026〕31号），现将2026年"
    assert publication.data["notice"].startswith(text)
    assert text in text_of(Client().get(f"/open/performance/{publication.pk}/"))


def test_without_a_year_the_card_says_so(
    clerk: Client, table: TargetTable, preparer: Person, at: datetime
) -> None:
    fill(table, preparer, at, REPLY)
    with unguarded("fixtures"):
        table.cells.filter(address="head.year").update(text="", state="blank")
    assert "本表还没有年度" in text_of(clerk.get(f"/performance/tables/{table.pk}/"))
