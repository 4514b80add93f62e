"""The evaluation pages: what a clerk sees, does and is told."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from django.test import Client
from django.urls import reverse

from congress.apps.performance.models import TargetTable
from congress.apps.performance.tests.browsers import browser_of
from congress.apps.performance.tests.factories import imported_table, reviewed, with_points
from congress.apps.performance.tests.samples import SELF_EVALUATION
from congress.platform.core.actors import Person

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db
ROW = "indicators.1"


@pytest.fixture
def evaluated(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A self-evaluation."""
    return imported_table(place=place, by=preparer, at=clock_at, text=SELF_EVALUATION)


def _at(name: str, table: TargetTable, *more: int) -> str:
    return reverse(f"performance:{name}", args=[table.pk, *more])


def test_the_page_says_points_lights_and_what_is_missing(clerk: Client, evaluated: TargetTable) -> None:
    page = clerk.get(_at("evaluation", evaluated), {"month": "9", "scheme": "four_parts"})
    text = page.content.decode()
    assert page.status_code == 200
    for said in (
        "自评总分",
        "9 月底监控",
        "没有完成目标，请写明偏差原因",
        "下载自评报告初稿",
        "未核实，供参考",
    ):
        assert said in text
    assert clerk.get(_at("evaluation", evaluated), {"month": "99", "scheme": "x"}).status_code == 200


def test_a_table_without_indicators_says_so(clerk: Client, table: TargetTable) -> None:
    assert "建议" in clerk.get(_at("evaluation", table)).content.decode()


def test_the_report_is_a_word_document(clerk: Client, evaluated: TargetTable) -> None:
    answer = clerk.get(_at("evaluation_report", evaluated, 0))
    words = [each.text for each in docx.Document(BytesIO(answer.content)).paragraphs]
    assert any("自评报告" in each for each in words)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert clerk.get(_at("evaluation_report", evaluated, 9)).status_code == 422


def test_scores_are_refused_in_words_where_the_form_has_no_place(
    clerk: Client, evaluated: TargetTable
) -> None:
    told = clerk.post(_at("record_scores", evaluated), {"version": evaluated.version, "scheme": ""})
    assert told.status_code == 422 and "没有“分值”“得分”两栏" in told.content.decode()
    assert clerk.post(_at("record_scores", evaluated), {}).status_code == 422


def test_scores_are_written_into_a_form_that_has_a_place_for_them(
    clerk: Client, evaluated: TargetTable
) -> None:
    with_points(evaluated)
    address, given = _at("record_scores", evaluated), {"version": 99, "scheme": "four_parts"}
    told = clerk.post(address, given)
    assert told.status_code == 422 and "刚刚被他人修改" in told.content.decode()
    evaluated.refresh_from_db()
    answer = clerk.post(address, given | {"version": evaluated.version})
    assert answer.status_code == 302 and answer.headers["Location"].endswith("?scheme=four_parts")


def test_a_figure_that_cannot_be_told_is_told_so(clerk: Client, evaluated: TargetTable) -> None:
    given = {"row": ROW, "measure": "organisation.deputies_in_office"}
    assert clerk.post(_at("bind_measure", evaluated), given).status_code == 302
    assert "您没有查看" in clerk.get(_at("evaluation", evaluated)).content.decode()


def test_a_table_that_stands_cannot_be_bound(
    clerk: Client, evaluated: TargetTable, preparer: Person, reviewer: Person, clock_at: datetime
) -> None:
    reviewed(evaluated, by=preparer, reviewer=reviewer, at=clock_at)
    given = {"row": ROW, "measure": "performance.tables_published"}
    told = clerk.post(_at("bind_measure", evaluated), given)
    assert told.status_code == 422 and "不能修改" in told.content.decode()


def test_a_figure_is_bound_taken_and_left_again(clerk: Client, evaluated: TargetTable) -> None:
    page = _at("measure", evaluated)
    assert "选择数据来源" in clerk.get(page, {"row": ROW}).content.decode()
    assert clerk.post(_at("bind_measure", evaluated), {"row": ROW, "measure": ""}).status_code == 422
    bound = clerk.post(
        _at("bind_measure", evaluated), {"row": ROW, "measure": "performance.tables_published"}
    )
    assert bound.status_code == 302
    assert "采用 0张 作为完成值" in clerk.get(page, {"row": ROW}).content.decode()
    told = clerk.post(_at("take_measure", evaluated), {"row": ROW, "seen": "9张"})
    assert told.status_code == 422 and "现在是“0张”" in told.content.decode()
    assert clerk.post(_at("take_measure", evaluated), {"row": ROW, "seen": "0张"}).status_code == 302
    assert "0张" in clerk.get(_at("evaluation", evaluated)).content.decode()
    assert clerk.post(_at("unbind_measure", evaluated), {"row": ROW}).status_code == 302
    told = clerk.post(_at("unbind_measure", evaluated), {"row": ROW})
    assert told.status_code == 422


@pytest.mark.parametrize("name", ["bind_measure", "unbind_measure", "take_measure"])
def test_broken_forms_are_told(clerk: Client, evaluated: TargetTable, name: str) -> None:
    assert clerk.post(_at(name, evaluated), {"row": "../x"}).status_code == 422


def test_a_broken_address_is_told(clerk: Client, evaluated: TargetTable) -> None:
    assert clerk.get(_at("measure", evaluated), {"row": "nothing"}).status_code == 422


def test_who_may_only_read_changes_nothing(evaluated: TargetTable, reviewer: Person) -> None:
    reader = browser_of(reviewer)
    assert "把分值和得分写入" not in reader.get(_at("evaluation", evaluated)).content.decode()
    assert "手工填写的" in reader.get(_at("measure", evaluated), {"row": ROW}).content.decode()
    for name in ("record_scores", "bind_measure", "unbind_measure", "take_measure"):
        assert reader.post(_at(name, evaluated), {"row": ROW}).status_code == 403


def test_a_stranger_to_the_office_sees_nothing(evaluated: TargetTable, foreigner: Person) -> None:
    other = browser_of(foreigner)
    assert other.get(_at("evaluation", evaluated)).status_code == 403
    assert other.get(_at("measure", evaluated), {"row": ROW}).status_code == 403


def test_a_self_evaluation_is_begun_from_the_page(clerk: Client, table: TargetTable) -> None:
    assert "生成自评表" in clerk.get(_at("evaluation", table)).content.decode()
    begun = clerk.post(_at("begin_evaluation", table))
    assert begun.status_code == 302
    assert clerk.get(begun.headers["Location"]).status_code == 200
    assert "打开这张表的自评表" in clerk.get(_at("evaluation", table)).content.decode()
    told = clerk.post(_at("begin_evaluation", table))
    assert told.status_code == 422 and "已经生成" in told.content.decode()
