"""Pages of upkeep: who sees them, and what an administrator can do there."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client

from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.models import Job
from congress.platform.core.refusals import Refused
from congress.platform.upkeep.api import beat
from congress.platform.upkeep.management import cli
from congress.platform.upkeep.services import retry_job
from congress.platform.upkeep.tests.visiting import signed_in
from congress.standards.errors import RuleViolation
from tests.support.place import SmallPlace


def _failed(at: datetime, **values: Any) -> Job:
    with unguarded("fixtures"):
        job = Job(
            **{
                "kind": "search.rebuild",
                "title": "重建检索索引",
                "state": "failed",
                "attempts": 5,
                "run_after": at,
                "created_at": at,
                "ended_at": at,
                "message": "磁盘已满",
                "cursor": [7, 7],
                **values,
            }
        )
        job.save(force_insert=True)
    return job


PAGES = ["/upkeep/", "/upkeep/jobs/", "/upkeep/jobs/00000000-0000-4000-8000-000000000001/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_sign_in(page: str, client: Client) -> None:
    assert client.get(page).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_accounts_without_the_permission_are_refused(page: str, place: SmallPlace) -> None:
    assert signed_in(place.person("何安")).get(page).status_code == 403


def test_machines_read_levels_and_nothing_else(place: SmallPlace, client: Client) -> None:
    now = datetime.now(UTC)
    response = client.get("/upkeep/health/")
    assert response.status_code == 503
    content = json.loads(response.content)
    assert (content["level"], content["checks"]["worker"]) == ("failing", "failing")
    assert set(content) == {"level", "at", "checks"}
    assert set(content["checks"].values()) <= {"good", "warning", "failing"}
    from congress.platform.upkeep import health

    health._last = None
    for process in ("worker", "ticker"):
        beat(process=process, at=now)
    response = client.get("/upkeep/health/")
    assert (response.status_code, json.loads(response.content)["level"]) == (200, "warning")
    assert "no-store" in response.headers["Cache-Control"]


def test_the_state_is_told_in_sentences_with_what_to_do(browser: Client) -> None:
    page = browser.get("/upkeep/").content.decode()
    for words in (
        "后台工作进程没有运行",
        "请用 congress serve 启动平台",
        "审计记录还没有核验过",
        "重建检索索引",
        "都没有运行",
    ):
        assert words in page, words
    beat(process="ticker", at=datetime.now(UTC))
    assert "<code>ticker</code>" in browser.get("/upkeep/").content.decode()


def test_a_place_without_faults_says_so(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from congress.platform.upkeep import views
    from congress.platform.upkeep.contracts import Health

    monkeypatch.setattr(views, "health", lambda at: Health(at, ()))
    monkeypatch.setattr(views, "self_check", list)
    assert "一切正常" in browser.get("/upkeep/").content.decode()


def test_the_search_index_is_rebuilt_from_the_page(browser: Client, place: SmallPlace) -> None:
    response = browser.post("/upkeep/search/rebuild/")
    job = Job.objects.get(kind="search.rebuild")
    assert response.headers["Location"] == f"/upkeep/jobs/{job.pk}/"
    other = signed_in(place.person("何安", "upkeep.read"))
    assert other.post("/upkeep/search/rebuild/").status_code == 403
    assert "重建检索索引" not in other.get("/upkeep/").content.decode()


def test_background_work_is_listed_and_filtered(browser: Client, place: SmallPlace, at: datetime) -> None:
    _failed(at)
    _failed(at, title="核验审计记录", kind="audit.verify", state="running", total=10, done=5, ended_at=None)
    page = browser.get("/upkeep/jobs/").content.decode()
    assert "磁盘已满" in page and "50 %" in page
    for query, titles in (
        ("state=failed", {"重建检索索引"}),
        ("kind=audit.verify", {"核验审计记录"}),
        ("q=核验", {"核验审计记录"}),
    ):
        rows = browser.get(f"/upkeep/jobs/?{query}").context["list"].rows
        assert {row[0].text for row in rows} == titles
    in_office = signed_in(place.person("何安", "upkeep.read"))
    assert in_office.get("/upkeep/jobs/").context["list"].total == 0


def test_a_job_that_is_not_there_is_told_like_one_that_may_not_be_seen(browser: Client) -> None:
    assert browser.get(f"/upkeep/jobs/{uuid4()}/").status_code == 403


def test_a_failed_job_tries_again_from_where_it_broke_off(browser: Client, at: datetime) -> None:
    job = _failed(at)
    page = browser.get(f"/upkeep/jobs/{job.pk}/").content.decode()
    assert "再试一次" in page and "磁盘已满" in page
    assert browser.post(f"/upkeep/jobs/{job.pk}/retry/").status_code == 302
    job.refresh_from_db()
    assert (job.state, job.attempts, job.cursor, job.message, job.ended_at) == ("queued", 5, [7, 7], "", None)
    assert AuditRow.objects.get(command="upkeep.retry_job").detail == {
        "kind": "search.rebuild",
        "attempts": 5,
    }
    again = browser.post(f"/upkeep/jobs/{job.pk}/retry/")
    assert again.status_code == 422
    assert "只有未能完成的后台工作可以再试" in again.content.decode()


def test_only_who_tends_the_place_lets_jobs_try_again(place: SmallPlace, at: datetime) -> None:
    job = _failed(at)
    reader = place.person("何安", "upkeep.read")
    assert signed_in(reader).post(f"/upkeep/jobs/{job.pk}/retry/").status_code == 403
    with pytest.raises(Refused):
        retry_job(actor=reader, at=at, target=job.pk)
    tender = place.person("罗工二", "upkeep.tend")
    with pytest.raises(Refused):
        retry_job(actor=tender, at=at, target=job.pk)


def test_a_job_that_has_not_failed_is_not_tried_again(operator: Person, at: datetime) -> None:
    job = _failed(at, state="done")
    with pytest.raises(RuleViolation) as refused:
        retry_job(actor=operator, at=at, target=job.pk)
    assert refused.value.code == "upkeep.not_failed"


@pytest.mark.parametrize("as_json", [False, True])
def test_health_on_the_command_line(as_json: bool, place: SmallPlace) -> None:
    words = ["health", "--json"] if as_json else ["health"]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 1
    if as_json:
        assert {"worker", "clock"} <= {each["code"] for each in json.loads(result.output)}
        return
    assert "[问题] 后台工作进程：后台工作进程没有运行" in result.output
    for process in ("worker", "ticker"):
        beat(process=process, at=datetime.now(UTC) + timedelta(seconds=2))
    assert CliRunner().invoke(cli, ["health"]).exit_code == 0


def test_the_self_check_on_the_command_line(
    place: SmallPlace, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    result = CliRunner().invoke(cli, ["check"])
    assert result.exit_code == 1
    assert "请关闭 DEBUG" in result.output
    from congress.platform.upkeep import management

    monkeypatch.setattr(management, "self_check", list)
    result = CliRunner().invoke(cli, ["check"])
    assert (result.exit_code, "没有发现问题" in result.output) == (0, True)
    result = CliRunner().invoke(cli, ["check", "--json"])
    assert json.loads(result.output) == []
