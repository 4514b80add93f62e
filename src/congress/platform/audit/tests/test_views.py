"""Pages of the trail: who sees them, what they show, how they are filtered and exported."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from congress.platform.access.models import Grant
from congress.platform.audit import views
from congress.platform.audit.models import AuditRow, VerificationRun
from congress.platform.audit.sealing import seal_rows
from congress.platform.audit.selectors import actors_seen
from congress.platform.audit.services import record_verification, start_verification
from congress.platform.audit.tests.conftest import attack, raw
from congress.platform.audit.verifying import verify_audit
from congress.platform.core.actors import Bearer, Peer, Person, Public, System
from congress.platform.core.guard import unguarded
from congress.platform.core.ids import new_id
from congress.platform.core.jobs import run_one
from congress.platform.core.models import Job
from congress.platform.core.refusals import Refused
from congress.platform.core.registry import subject_kinds
from congress.platform.core.subjects import Subject
from congress.platform.upkeep.tests.visiting import signed_in
from tests.support.place import SmallPlace, small_place

Write = Callable[..., list[AuditRow]]
POWERS = ("audit.read", "audit.verify", "identity.read_accounts")


@pytest.fixture
def place(db: None, at: datetime) -> SmallPlace:
    """A city with two offices."""
    return small_place(at=at)


def _everywhere(place: SmallPlace, name: str, *powers: str) -> Person:
    person = place.person(name, *powers)
    with unguarded("fixtures"):
        Grant.objects.filter(account=person.account).update(body=None)
    return person


@pytest.fixture
def auditor(place: SmallPlace) -> Person:
    """Who may read and verify the trail of the whole place."""
    return _everywhere(place, "沈静", *POWERS)


@pytest.fixture
def browser(auditor: Person) -> Client:
    """The auditor's browser."""
    return signed_in(auditor)


PAGES = [
    "/audit/",
    f"/audit/traces/{UUID(int=7)}/",
    f"/audit/objects/identity.account/{UUID(int=7)}/",
    "/audit/verification/",
    f"/audit/verification/{UUID(int=7)}/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_sign_in(page: str, client: Client) -> None:
    response = client.get(page)
    assert response.status_code == 302
    assert "next=" in response.headers["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_accounts_without_the_permission_are_refused(page: str, place: SmallPlace) -> None:
    assert signed_in(place.person("何安")).get(page).status_code == 403


def test_a_permission_held_in_one_body_shows_no_rows(place: SmallPlace, write: Write) -> None:
    write(actor=System("audit.verify"))
    reader = place.person("何安", *POWERS)
    response = signed_in(reader).get("/audit/")
    assert response.context["list"].total == 0
    assert actors_seen(reader) == []
    assert not any(each.key == "who" and each.choices for each in response.context["list"].filters)


def test_the_trail_tells_who_did_what_to_what(
    browser: Client, auditor: Person, place: SmallPlace, write: Write
) -> None:
    thing = Subject("identity.account", auditor.account, "沈静（旧名）")
    write(actor=auditor, command="audit.start_verification", subject=thing, address="10.1.2.3")
    write(actor=Public("web"), command="unknown.act", outcome="denied")
    write(actor=Peer("省平台"), subject=Subject("gone.kind", new_id(), ""))
    write(actor=Bearer(new_id()))
    write(actor=System("audit.verify"))
    write(actor=System("gone.job"))
    write(actor=System("console"))
    write(actor=System("upkeep.some_handler"))
    write(actor=Person(UUID(int=0xABCDEF)))
    page = browser.get("/audit/").content.decode()
    for words in (
        "沈静",
        "核验审计记录",
        "账号：沈静（旧名）",
        "已完成",
        "10.1.2.3",
        "公众",
        "unknown.act",
        "无权限",
        "外部平台 省平台",
        "gone.kind",
        "持凭证者",
        "系统：gone.job",
        "系统：命令行",
        "系统：运行",
        "系统：核验审计记录",
        "账号 …abcdef",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("who=person", {"甲表"}),
        ("what=audit.record_verification", {"乙表"}),
        ("by=person", {"甲表"}),
        ("outcome=denied", {"丙表"}),
        ("kind=audit.verification", {"丁表"}),
        ("address=10.7.7.7", {"戊表"}),
        ("q=己", {"己表"}),
        ("from=2026-03-05", {"庚表"}),
        ("until=2026-02-20", {"辛表"}),
        ("from=2026-03-02&until=2026-03-02", {"甲表", "乙表", "丙表", "丁表", "戊表", "己表", "壬表"}),
        (
            "from=yesterday&outcome=nothing",
            {"甲表", "乙表", "丙表", "丁表", "戊表", "己表", "庚表", "辛表", "壬表"},
        ),
    ],
)
def test_the_trail_is_filtered(
    query: str, titles: set[str], browser: Client, auditor: Person, write: Write, at: datetime
) -> None:
    def about(title: str, kind: str = "identity.account") -> Subject:
        return Subject(kind, new_id(), title)

    write(actor=auditor, subject=about("甲表"))
    write(command="audit.record_verification", subject=about("乙表"))
    write(outcome="denied", subject=about("丙表"))
    write(subject=about("丁表", "audit.verification"))
    write(address="10.7.7.7", subject=about("戊表"))
    write(subject=about("己表"))
    write(at=at + timedelta(days=3), subject=about("庚表"))
    write(at=at - timedelta(days=10), subject=about("辛表"))
    write(at=datetime.fromisoformat("2026-03-02T23:59:59+08:00"), subject=about("壬表"))
    page = browser.get("/audit/?" + query.replace("who=person", f"who={auditor.key}"))
    shown = {
        cell.text.partition("：")[2] for row in page.context["list"].rows for cell in row if "表" in cell.text
    }
    assert shown == titles


def test_the_trail_takes_a_fixed_number_of_queries(
    browser: Client, auditor: Person, write: Write, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(30):
        write(actor=auditor, subject=Subject("identity.account", new_id(), "甲"))
    browser.get("/audit/")
    # session and account · switches · verbs · trail: powers, actors, their names (powers, rows), count, rows ·
    # saved views · shell
    with django_assert_max_num_queries(20):
        browser.get("/audit/")


def test_the_trail_is_exported_as_a_workbook(browser: Client, auditor: Person, write: Write) -> None:
    write(actor=auditor, subject=Subject("identity.account", new_id(), "=cmd()"))
    response = browser.get("/audit/?export=xlsx")
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["时间", "人员", "操作", "对象", "结果", "来源地址"]
    assert rows[1][1:] == ["沈静", "核验审计记录", "账号：=cmd()", "已完成", "10.0.0.1"]


def test_a_trace_shows_every_row_of_one_gesture_with_its_place_in_the_chain(
    browser: Client, auditor: Person, write: Write, at: datetime
) -> None:
    trace = new_id()
    write(actor=auditor, trace=trace, subject=Subject("identity.account", auditor.account, "沈静"), rows=42)
    write(2, trace=trace, command="audit.record_verification")
    write(trace=new_id())
    seal_rows(at=at)
    write(trace=trace, outcome="refused")
    response = browser.get(f"/audit/traces/{trace}/")
    shown = response.context["rows"]
    assert [each.what for each in shown] == ["核验审计记录", "登记核验结果", "登记核验结果", "核验审计记录"]
    assert shown[0].about_url == f"/audit/objects/identity.account/{auditor.account}/"
    assert ("附注 rows", "42") in shown[0].facts
    assert ("封存编号", "1") in shown[0].facts
    assert ("封存编号", "尚未封存") in shown[3].facts
    assert "4 条记录" in response.content.decode()


def test_a_long_trace_shows_its_beginning_and_its_length(
    browser: Client, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SHOWN_ROWS", 3)
    trace = new_id()
    write(5, trace=trace)
    page = browser.get(f"/audit/traces/{trace}/")
    assert len(page.context["rows"]) == 3
    assert "5 条记录" in page.content.decode() and "前 3 条" in page.content.decode()


def test_a_trace_or_object_that_is_not_there_is_told_like_one_that_may_not_be_seen(browser: Client) -> None:
    assert browser.get(f"/audit/traces/{new_id()}/").status_code == 403
    assert browser.get(f"/audit/objects/identity.account/{new_id()}/").status_code == 403


def test_an_object_shows_what_was_done_to_it_and_leads_to_it(
    browser: Client, auditor: Person, write: Write
) -> None:
    thing = Subject("identity.account", auditor.account, "沈静")
    write(3, subject=thing)
    write(subject=Subject("identity.account", new_id(), "别人"))
    response = browser.get(f"/audit/objects/identity.account/{auditor.account}/")
    assert response.context["list"].total == 3
    assert response.context["now"].url == f"/identity/accounts/{auditor.account}/"
    gone = new_id()
    write(subject=Subject("gone.kind", gone, "旧物"))
    response = browser.get(f"/audit/objects/gone.kind/{gone}/")
    assert response.context["now"] is None
    assert "旧物" in response.content.decode() and "gone.kind：" not in response.content.decode()


def test_a_verification_runs_in_the_background_and_shows_its_sentence(
    browser: Client, write: Write, at: datetime
) -> None:
    assert "还没有核验过" in browser.get("/audit/verification/").content.decode()
    write(5)
    seal_rows(at=at)
    started = browser.post("/audit/verification/start/")
    job = Job.objects.get(kind="audit.verify")
    assert started.headers["Location"] == f"/audit/verification/{job.pk}/"
    assert "正在核验" in browser.get(started.headers["Location"]).content.decode()
    while run_one():
        pass
    job.refresh_from_db()
    assert (job.state, job.result["faults"], job.result["url"]) == ("done", 0, "/audit/verification/")
    part = browser.get(started.headers["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "没有发现改动" in part and "<html" not in part
    page = browser.get("/audit/verification/").content.decode()
    assert "没有发现改动" in page and "无问题" in page
    assert AuditRow.objects.filter(command="audit.record_verification", outcome="done").count() == 1


def test_faults_are_listed_and_recorded(browser: Client, auditor: Person, write: Write, at: datetime) -> None:
    rows = write(120)
    seal_rows(at=at)
    with attack():
        raw("UPDATE audit_auditrow SET address = '10.9.9.9'")
    found = verify_audit()
    record_verification(actor=System("audit.verify"), at=at, began_at=at + timedelta(hours=1), found=found)
    run = VerificationRun.objects.get()
    assert (run.fault_count, len(run.faults), run.ended_at) == (120, 100, run.began_at)
    assert run.faults[0]["row"] == str(rows[0].pk)
    assert (
        subject_kinds()["audit.verification"].resolve(auditor, [run.pk])[run.pk].url == "/audit/verification/"
    )
    page = browser.get("/audit/verification/").content.decode()
    assert "第 1 条：内容与写入时不一致" in page
    assert "共 120 处，这里列出前 100 处" in page


def test_only_those_who_may_start_a_verification_or_record_one(place: SmallPlace, at: datetime) -> None:
    with pytest.raises(Refused):
        start_verification(actor=place.person("何安"), at=at)
    with pytest.raises(Refused):
        record_verification(actor=System("another.job"), at=at, began_at=at, found=verify_audit())


def test_a_verification_of_somebody_else_is_not_shown(
    place: SmallPlace, auditor: Person, at: datetime
) -> None:
    job = start_verification(actor=auditor, at=at)
    other = _everywhere(place, "何安", *POWERS)
    assert signed_in(other).get(f"/audit/verification/{job}/").status_code == 403
