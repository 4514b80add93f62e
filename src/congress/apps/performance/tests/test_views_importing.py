"""The import page: one file, several, pasted text, refusals, and what is still under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from congress.apps.performance.models import TargetTable
from congress.apps.performance.tests.browsers import PART, browser_of, text_of, upload
from congress.apps.performance.tests.factories import TARGETS, run_all_jobs
from congress.platform.core.actors import Person
from congress.platform.core.models import Job

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db


def test_one_file_leads_to_its_progress_and_then_to_the_table(clerk: Client, place: SmallPlace) -> None:
    response = upload(clerk, place, ("目标表.txt", TARGETS))
    address = response.headers["Location"]  # type: ignore[attr-defined]
    waiting = clerk.get(address)
    assert waiting.status_code == 200
    assert 'name="csrfmiddlewaretoken"' in text_of(waiting)
    assert "<html" not in text_of(clerk.get(address, **PART))
    run_all_jobs()
    table = TargetTable.objects.get()
    assert clerk.get(address).headers["Location"] == f"/performance/tables/{table.pk}/"
    assert clerk.get(address, **PART).headers["HX-Redirect"] == f"/performance/tables/{table.pk}/"
    assert "去核对" in text_of(clerk.get(f"{address}?stay=1", **PART))


def test_a_broken_file_does_not_lose_the_others(clerk: Client, place: SmallPlace) -> None:
    response = upload(clerk, place, ("空.txt", ""), ("好.txt", TARGETS), ("坏.docx", "PK\x03\x04"))
    page = text_of(response)
    assert response.status_code == 200  # type: ignore[attr-defined]
    assert page.count("没有收下") == 2
    assert Job.objects.filter(kind="performance.import").count() == 1
    assert "正在读取" in page


def test_a_single_refused_file_is_told_on_the_same_page(clerk: Client, place: SmallPlace) -> None:
    response = upload(clerk, place, ("图.txt", "GIF89a"), text="")
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "没有收下" in text_of(response)


def test_pasted_text_comes_in_like_a_file(clerk: Client, place: SmallPlace) -> None:
    assert clerk.post("/performance/import/", {"body": str(place.office), "text": TARGETS}).status_code == 302
    run_all_jobs()
    assert TargetTable.objects.get().source.name == "粘贴的文字.txt"


def test_nothing_chosen_too_many_and_another_body_are_told(clerk: Client, place: SmallPlace) -> None:
    nothing = clerk.post("/performance/import/", {"body": str(place.office)})
    assert (nothing.status_code, "请选择要导入的文件" in text_of(nothing)) == (422, True)
    many = upload(clerk, place, *[(f"{n}.txt", TARGETS) for n in range(21)])
    assert "一次最多上传 20 个文件" in text_of(many)
    other = clerk.post("/performance/import/", {"body": str(place.other_office), "text": TARGETS})
    assert (other.status_code, "不能为这个单位导入" in text_of(other)) == (422, True)
    assert not Job.objects.exists()


def test_the_same_file_again_is_warned_about(clerk: Client, place: SmallPlace, table: TargetTable) -> None:
    again = upload(clerk, place, ("换个名字.txt", TARGETS))
    run_all_jobs()
    second = TargetTable.objects.exclude(pk=table.pk).get()
    page = text_of(clerk.get(again.headers["Location"], follow=True))  # type: ignore[attr-defined]
    assert "这个文件以前导入过" in page
    assert f"/performance/tables/{table.pk}/" in page
    assert "这个文件以前导入过" not in text_of(clerk.get(f"/performance/tables/{table.pk}/"))
    several = text_of(upload(clerk, place, ("一.txt", TARGETS), ("二.txt", f"{TARGETS}\n")))
    assert f"/performance/tables/{second.pk}/" in several


def test_an_upload_too_large_gets_its_sentence(clerk: Client, place: SmallPlace) -> None:
    huge = clerk.post("/performance/import/", {"text": ""}, CONTENT_LENGTH="900000000")
    assert (huge.status_code, "请分几次上传" in text_of(huge)) == (413, True)
    long = clerk.post("/performance/import/", {"body": str(place.office), "text": "长" * 2_000_000})
    assert (long.status_code, "存成文本文件" in text_of(long)) == (413, True)


def test_the_import_is_guarded_against_forged_requests(preparer: Person, place: SmallPlace) -> None:
    browser = browser_of(preparer, checks_forgery=True)
    assert (
        browser.post("/performance/import/", {"body": str(place.office), "text": TARGETS}).status_code == 403
    )
    assert not Job.objects.exists()


def test_running_and_failed_imports_stand_on_the_page(clerk: Client, place: SmallPlace) -> None:
    upload(clerk, place, ("日记.txt", "今天天气很好。"))
    assert "正在读取的文件" in text_of(clerk.get("/performance/import/"))
    run_all_jobs()
    page = text_of(clerk.get("/performance/import/"))
    assert "没有读成的文件" in page
    assert "没有认出这份文件的版式" in page


def test_the_same_file_twice_in_one_go_is_warned_about(clerk: Client, place: SmallPlace) -> None:
    page = text_of(upload(clerk, place, ("一.txt", TARGETS), ("二.txt", TARGETS)))
    assert page.count("同样的文件已经在读取") == 1
