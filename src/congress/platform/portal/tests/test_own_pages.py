"""Account, drafts, long work, acts that wait, pins and help as pages."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.guard import unguarded
from congress.platform.core.manifest import Help, Manifest, SubjectKind, SubjectView
from congress.platform.core.models import Draft, HeldAct, Job
from congress.platform.core.refusals import Held
from congress.platform.identity.models import Account, AccountSession
from congress.platform.organisation.models import Body
from congress.platform.portal.models import Pin
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.saying import say
from congress.platform.portal.tests.world import World, person

VERB = str(PortalPermission.ARRANGE)


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def job(world: World, account: Account, **more: Any) -> Job:
    with unguarded("fixtures"):
        values = {"kind": "tests.job", "title": "读入申报表", "owner": account.pk, **more}
        return Job.objects.create(run_after=world.at, created_at=world.at, **values)


# --- account -------------------------------------------------------------------------------------------------------


def test_the_account_page_says_who_where_and_what(world: World, clerk: Account) -> None:
    world.grant(clerk, world.role("arranger", VERB))
    world.browser(clerk)
    page = world.browser(clerk).get("/account/").content.decode()
    assert "clerk同志" in page and "arranger角色" in page and "安排菜单和首页" in page
    assert page.count("Firefox 浏览器") == 2 and page.count("本机") == 1
    other = AccountSession.objects.filter(account=clerk).earliest("began_at")
    assert f"/identity/me/sessions/{other.pk}/end/" in page


def test_somebody_without_a_role_is_told_what_to_do(world: World, clerk: Account) -> None:
    page = world.browser(clerk).get("/account/").content.decode()
    assert "还没有分配角色" in page and "您还没有其他权限" in page and "没有记录" in page


# --- drafts --------------------------------------------------------------------------------------------------------


def test_a_form_keeps_itself_and_its_page(world: World, clerk: Account) -> None:
    page = world.browser(clerk)
    typed = {
        "note": "这一段写到一半",
        "towns": ["甲镇", "乙镇"],
        "csrfmiddlewaretoken": "x",
        "_page": "/evil/",
    }
    answer = page.post(
        "/drafts/portal.arrange_menu:1/", typed, HTTP_REFERER="http://testserver/arrange/menu/?a=1"
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert Draft.objects.get().data == {
        "note": "这一段写到一半",
        "towns": "甲镇\n乙镇",
        "_page": "/arrange/menu/",
    }
    shown = page.get("/work/").content.decode()
    assert "安排菜单" in shown and "写到一半" in shown and 'href="/arrange/menu/"' in shown


def test_json_is_a_form_too(world: World, clerk: Account) -> None:
    data = json.dumps({"note": "写"})
    answer = world.browser(clerk).post("/drafts/portal.x/", data, content_type="application/json")
    assert answer.status_code == 204
    assert Draft.objects.get().data == {"note": "写"}


@pytest.mark.parametrize("body", ["[1]", "{", '{"note": 1}'])
def test_what_is_no_form_is_not_kept(world: World, clerk: Account, body: str) -> None:
    answer = world.browser(clerk).post("/drafts/portal.x/", body, content_type="application/json")
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_a_page_of_another_site_is_not_kept(world: World, clerk: Account) -> None:
    world.browser(clerk).post("/drafts/portal.x/", {"note": "写"}, HTTP_REFERER="https://elsewhere/page/")
    assert "_page" not in Draft.objects.get().data


def test_a_draft_too_large_is_not_kept(world: World, clerk: Account) -> None:
    answer = world.browser(clerk).post("/drafts/portal.x/", {"note": "长" * 400_001})
    assert answer.status_code == 413


def test_a_draft_is_named_after_its_module_or_only_called_a_draft(world: World, clerk: Account) -> None:
    with unguarded("fixtures"):
        for key, data in (("portal.form.1", {"note": "长" * 70}), ("gone.form", {"note": " "})):
            Draft.objects.create(account=clerk.pk, key=key, data=data, saved_at=world.at)
    page = world.browser(clerk).get("/work/").content.decode()
    assert "<strong>门户</strong>" in page and "<strong>草稿</strong>" in page and "长" * 60 + "…" in page
    assert "继续填写" not in page


def test_a_draft_is_thrown_away_by_its_owner_only(world: World, clerk: Account) -> None:
    page = world.browser(clerk)
    page.post("/drafts/portal.x/", {"note": "写"})
    world.browser(world.account("other")).post("/drafts/portal.x/delete/")
    assert Draft.objects.exists()
    assert "草稿已删除" in page.post("/drafts/portal.x/delete/", follow=True).content.decode()
    assert not Draft.objects.exists()


def test_a_strangers_draft_is_not_kept(world: World) -> None:
    answer = world.browser().post("/drafts/portal.x/", {"note": "写"})
    assert answer.status_code == 302
    assert not Draft.objects.exists()


# --- long work -----------------------------------------------------------------------------------------------------


def test_long_work_shows_how_far_it_is(world: World, clerk: Account) -> None:
    running = job(world, clerk, state="running", done=18, total=32, message="正在读第 19 份")
    for state in ("queued", "cancelled", "failed"):
        ended = {"ended_at": world.at} if state != "queued" else {}
        job(world, clerk, state=state, title=f"{state}的工作", **ended)
    page = world.browser(clerk).get("/work/").content.decode()
    assert "18 / 32" in page and "排队中" in page and "已取消" in page and "未完成" in page
    shown = world.browser(clerk).get(f"/work/{running.pk}/").content.decode()
    assert "正在读第 19 份" in shown and f'hx-get="/work/{running.pk}/part/"' in shown
    part = world.browser(clerk).get(f"/work/{running.pk}/part/").content.decode()
    assert "18 / 32" in part and "<html" not in part


@pytest.mark.parametrize(
    ("result", "is_linked"),
    [
        ({"url": "/todos/"}, True),
        ({"url": "//elsewhere/"}, False),
        ({"url": 1}, False),
        (None, False),
        ([1], False),
    ],
)
def test_finished_work_leads_to_what_it_made(
    world: World, clerk: Account, result: Any, is_linked: bool
) -> None:
    done = job(world, clerk, state="done", done=1, total=1, result=result, ended_at=world.at)
    page = world.browser(clerk).get(f"/work/{done.pk}/").content.decode()
    assert ("查看结果" in page) is is_linked and "结束时间" in page


def test_work_is_cancelled_once(world: World, clerk: Account) -> None:
    row = job(world, clerk, state="running")
    page = world.browser(clerk)
    shown = page.post(f"/work/{row.pk}/cancel/", follow=True).content.decode()
    assert "已通知停止" in shown and "正在停止…" in shown and f"/work/{row.pk}/cancel/" not in shown
    ended = job(world, clerk, state="done", ended_at=world.at)
    assert "已经结束" in page.post(f"/work/{ended.pk}/cancel/", follow=True).content.decode()


def test_the_work_of_others_is_not_shown(world: World, clerk: Account) -> None:
    row = job(world, world.account("other"))
    page = world.browser(clerk)
    assert page.get(f"/work/{row.pk}/").status_code == 403
    assert page.get(f"/work/{row.pk}/part/").status_code == 403
    assert page.post(f"/work/{row.pk}/cancel/").status_code == 403
    assert "没有后台工作" in page.get("/work/").content.decode()


# --- acts that wait ------------------------------------------------------------------------------------------------


@command("portal_tests.rename_body", permission=PortalPermission.ARRANGE, target=Body, second_person=True)
def rename(
    *, actor: Person, at: Any, target: Any, name: str, password: str = "", act: Act[Body] = DOOR
) -> None:
    """An act on a body that two people must agree to."""
    act.target.change(name=name)


@command("portal_tests.close", permission=PortalPermission.ARRANGE, second_person=True)
def close(*, actor: Person, at: Any, act: Act[None] = DOOR) -> None:
    """An act on the place that two people must agree to."""


def propose(world: World, account: Account, act: Any, **more: Any) -> HeldAct:
    with pytest.raises(Held) as held:
        act(actor=person(account), at=world.at, **more)
    return HeldAct.objects.get(pk=held.value.held)


def test_the_second_person_reads_agrees_and_the_act_happens(world: World) -> None:
    root, first, second = world.body("root"), world.administrator("first"), world.administrator("second")
    held = propose(world, first, rename, target=root.pk, name="新名称", password="机密")
    page = world.browser(second).get("/held/").content.decode()
    assert "root名称" in page and "first同志" in page and "新名称" in page and "机密" not in page
    answer = world.browser(second).post(f"/held/{held.pk}/agree/", follow=True).content.decode()
    assert "现在生效" in answer and "没有等您确认的操作" in answer
    root.refresh_from_db()
    assert root.name == "新名称"


def test_what_an_act_is_about_is_linked_where_its_kind_is_known(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, first = world.body("root"), world.administrator("first")
    propose(world, first, rename, target=root.pk, name="新名称")
    kind = SubjectKind(
        "organisation.body", "机构", lambda actor, ids: {i: SubjectView("", "/b/") for i in ids}
    )
    for kinds, is_linked in (({kind.kind: kind}, True), ({}, False)):
        monkeypatch.setattr("congress.platform.core.registry.subject_kinds", lambda kinds=kinds: kinds)
        assert ('<a href="/b/">' in world.browser(first).get("/held/").content.decode()) is is_linked


def test_ones_own_proposal_is_taken_back_but_not_agreed_to(world: World) -> None:
    first = world.administrator("first")
    held = propose(world, first, close)
    page = world.browser(first)
    assert "我提出的，等别人确认" in page.get("/held/").content.decode()
    assert "另一位有权限的人员" in page.post(f"/held/{held.pk}/agree/", follow=True).content.decode()
    assert "没有作任何改动" in page.post(f"/held/{held.pk}/decline/", follow=True).content.decode()
    assert HeldAct.objects.get().state == "declined"


def test_acts_beyond_ones_power_or_scope_do_not_wait_for_one(world: World, clerk: Account) -> None:
    root, first = world.body("root"), world.administrator("first")
    town = world.body("town", root)
    local = world.account("local")
    world.grant(local, world.role("arranger", VERB), town)
    propose(world, first, rename, target=root.pk, name="新名称")
    held = propose(world, first, close)
    for account in (clerk, local):
        assert "没有等您确认的操作" in world.browser(account).get("/held/").content.decode()
    assert world.browser(clerk).post(f"/held/{held.pk}/agree/").status_code == 403
    assert world.browser(clerk).post(f"/held/{uuid4()}/agree/").status_code == 403


def test_a_proposal_about_what_one_no_longer_sees_can_still_be_taken_back(world: World) -> None:
    first = world.administrator("first")
    with unguarded("fixtures"):
        HeldAct.objects.create(
            command="portal_tests.rename_body",
            arguments={
                "name": " ",
                "due": {"$": "date", "v": "2026-03-02"},
                "other": {"$": "uuid", "v": "x"},
            },
            actor=person(first).key,
            at=world.at,
            target=uuid4(),
        )
        HeldAct.objects.create(command="gone.command", arguments={}, actor="system:x", at=world.at)
        HeldAct.objects.create(command="portal_tests.close", arguments={}, actor="system:x", at=world.at)
    page = world.browser(first).get("/held/").content.decode()
    assert "portal_tests.rename_body" in page and "2026-03-02" in page
    assert "系统 于" in page and "gone.command" not in page


# --- pins ----------------------------------------------------------------------------------------------------------


def test_entries_are_pinned_and_let_go_on_a_page(world: World, clerk: Account) -> None:
    page = world.browser(clerk)
    assert "固定：待办" in page.get("/pins/").content.decode()
    assert "取消固定：待办" in page.post("/pins/new/", {"code": "portal.todos"}, follow=True).content.decode()
    assert "已经固定" in page.post("/pins/new/", {"code": "portal.todos"}, follow=True).content.decode()
    page.post(f"/pins/{Pin.objects.get().pk}/delete/")
    assert not Pin.objects.exists()


# --- help and style ------------------------------------------------------------------------------------------------


def test_every_page_of_the_portals_help_can_be_read_by_strangers(world: World) -> None:
    from congress.platform.core.registry import manifest

    page = world.browser()
    assert "登录、退出和密码" in page.get("/help/").content.decode()
    for each in manifest("portal").help:
        answer = page.get(f"/help/{each.code}/")
        assert answer.status_code == 200 and "<h2>" in answer.content.decode()


def test_the_help_of_apps_is_for_accounts(world: World, clerk: Account, plant: Any) -> None:
    plant(
        Manifest(
            name="planted", title="试种", help=(Help("planted.a", "内部说明", "portal/help/todos.html"),)
        )
    )
    assert world.browser().get("/help/planted.a/").status_code == 404
    assert world.browser(clerk).get("/help/planted.a/").status_code == 200
    assert "内部说明" in world.browser(clerk).get("/help/").content.decode()


@pytest.mark.parametrize("path", ["/style/", "/style/public/", "/style/sign-in/"])
def test_the_style_pages_are_open(world: World, path: str) -> None:
    assert world.browser().get(path).status_code == 200


def test_an_unknown_tone_is_a_defect(rf: Any) -> None:
    with pytest.raises(ValueError, match="no tone"):
        say(rf.get("/"), "好", "loud")
