"""Pages of access, asked the way a browser asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from congress.platform.access import selectors
from congress.platform.access.models import Grant, Role
from congress.platform.access.permissions import AccessPermission
from congress.platform.access.tests.worlds import give, make_account, make_body, make_granter, make_role
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.registry import subject_kinds
from congress.platform.identity.models import AccountSession
from congress.platform.identity.sessions import SESSION_FIELD, key_digest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now() -> datetime:
    return clock.now() - timedelta(minutes=1)


def browser_of(account: UUID) -> Client:
    """A browser in which the account is signed in, without the password dance."""
    from congress.platform.identity.models import Account

    client = Client()
    session = client.session
    session.save()
    with unguarded("fixtures"):
        Account.objects.filter(pk=account).update(must_change_password=False)
        row = AccountSession(
            account_id=account,
            key_digest=key_digest(session.session_key),
            began_at=clock.now(),
            last_seen_at=clock.now(),
            address="127.0.0.1",
            agent="test",
        )
        row.save(force_insert=True)
    session[SESSION_FIELD] = str(row.pk)
    session.save()
    client.cookies["renda_session"] = session.session_key
    return client


def test_pages_are_for_whoever_may_read(now: datetime) -> None:
    stranger = browser_of(make_account("nobody", at=now))
    role = make_role("reader", [])
    for address in ("roles/", "grants/", f"roles/{role.pk}/", "roles/new/", "grants/new/"):
        assert stranger.get(f"/access/{address}").status_code == 403
        assert Client().get(f"/access/{address}").status_code == 302
    assert stranger.get("/access/mine/").status_code == 200


def test_a_role_is_made_changed_retired_and_restored(now: datetime) -> None:
    browser = browser_of(make_granter(now).account)
    assert browser.get("/access/roles/new/").status_code == 200
    assert browser.post("/access/roles/new/", {"title": ""}).status_code == 422
    taken = browser.post("/access/roles/new/", {"title": "role-granter角色"})
    assert "请换一个名称" in taken.content.decode()
    made = browser.post("/access/roles/new/", {"title": "查阅", "codes": [AccessPermission.READ]})
    page = made.headers["Location"]
    shown = browser.get(page).content.decode()
    assert "查看角色和授权" in shown
    form = browser.get(f"{page}edit/")
    assert "checked" in form.content.decode()
    changed = browser.post(f"{page}edit/", {"version": 1, "title": "查阅员", "codes": []})
    assert changed.status_code == 302
    conflict = browser.post(f"{page}edit/", {"version": 1, "title": "查阅者", "codes": []})
    assert conflict.status_code == 422
    assert "已被他人修改" in conflict.content.decode()
    assert "查阅者" in conflict.content.decode()
    assert browser.post(f"{page}edit/", {"version": 2, "title": ""}).status_code == 422
    assert browser.post(f"{page}retire/", {}).status_code == 422
    assert browser.post(f"{page}retire/", {"version": 2}).status_code == 302
    assert browser.post(f"{page}restore/", {"version": 3}).status_code == 302
    listed = browser.get("/access/roles/?state=used&q=查阅")
    assert "查阅员" in listed.content.decode()
    missing = page.replace(page.split("/")[-2], "018f0000-0000-7000-8000-000000000000")
    assert browser.get(missing).status_code == 403


def test_a_role_is_granted_and_taken_back(now: datetime) -> None:
    browser = browser_of(make_granter(now).account)
    account = make_account("chen", at=now)
    role = make_role("reader", [AccessPermission.READ])
    body = make_body("a", "0001")
    assert "a机构" in browser.get("/access/grants/new/?username=chen").content.decode()
    given = {
        "username": "chen",
        "role": str(role.pk),
        "from_date": clock.today().isoformat(),
        "with_below": "on",
    }
    made = browser.post("/access/grants/new/", {**given, "body": "a机构"})
    page = made.headers["Location"]
    assert Grant.objects.get(account=account).body_id == body.pk
    assert "收回授权" in browser.get(page).content.decode()
    assert browser.post("/access/grants/new/", given).status_code == 302  # everywhere
    listed = browser.get(f"/access/grants/?state=running&role={role.pk}&q=chen").content.decode()
    assert listed.count("chen的账号") >= 2
    assert browser.get("/access/grants/?state=over").status_code == 200
    assert browser.post(f"{page}end/", {}).status_code == 422
    assert browser.post(f"{page}end/", {"version": 1}).status_code == 302
    assert "收回授权" not in browser.get(page).content.decode()
    assert browser.get("/access/grants/018f0000-0000-7000-8000-000000000000/").status_code == 403


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"username": "nobody"}, "username", "没有这个账号"),
        ({"username": "granter"}, "username", "不能给自己授权"),
        ({"body": "nowhere"}, "body", "没有这个机构"),
        ({"body": "同名"}, "body", "请改填机构编码"),
        ({"role": ""}, "role", "请选择角色"),
        ({"region_code": "12345"}, "region_code", "不是行政区划代码"),
    ],
)
def test_what_is_wrong_with_a_grant_is_said_at_its_field(
    now: datetime, change: dict[str, str], field: str, words: str
) -> None:
    browser = browser_of(make_granter(now).account)
    make_account("chen", at=now)
    role = make_role("reader", [AccessPermission.READ])
    for code, path in (("b", "0002"), ("c", "0003")):
        body = make_body(code, path)
        with unguarded("fixtures"):
            type(body).objects.filter(pk=body.pk).update(name="同名")
    given = {"username": "chen", "role": str(role.pk), "from_date": clock.today().isoformat(), **change}
    response = browser.post("/access/grants/new/", given)
    assert response.status_code == 422
    assert words in response.context["form"].errors[field][0]


def test_everybody_sees_why_they_may_and_why_not(now: datetime) -> None:
    account = make_account("chen", at=now)
    body = make_body("a", "0001")
    role = make_role("reader", [AccessPermission.READ, "gone.app"])
    give(account, role, body, region="4419")
    make_role("manager", [AccessPermission.MANAGE_ROLES])
    browser = browser_of(account)
    page = browser.get("/access/mine/").content.decode()
    assert "reader角色（a机构及下级，区划 4419）" in page
    assert "gone.app" in page
    assert "需要角色：manager角色" in page
    assert "每个账号都有" in page
    assert "目前没有角色带有这项权限" in page
    assert "没有找到这样的权限" in browser.get("/access/mine/?q=不存在的权限").content.decode()
    alone = browser_of(make_account("alone", at=now)).get("/access/mine/").content.decode()
    assert "还没有给您授予角色" in alone


def test_the_reasons_agree_with_the_rule(now: datetime) -> None:
    account = make_account("chen", at=now)
    give(account, make_role("reader", [AccessPermission.READ, AccessPermission.GRANT]))
    allowed = {each.title for each in selectors.why(Person(account)) if each.is_allowed}
    from congress.platform.core.ports import access
    from congress.platform.core.registry import permissions

    assert allowed == {str(permissions()[code].title) for code in access().verbs(Person(account))}
    machines_only = {"access.install", "core.run_schedule"}
    listed = {each.title for each in selectors.why(Person(account))}
    assert not listed & {str(permissions()[code].title) for code in machines_only}
    assert selectors.place_in_words(selectors.held_by(account)[0]) == "全地区"


def test_the_trail_can_show_roles_and_grants(now: datetime) -> None:
    granter = make_granter(now)
    role, grant = Role.objects.get(), Grant.objects.get()
    kinds = subject_kinds()
    assert kinds["access.role"].resolve(granter, [role.pk])[role.pk].title == role.title
    shown = kinds["access.grant"].resolve(granter, [grant.pk])[grant.pk]
    assert shown.title == "granter的账号 · role-granter角色"
    assert kinds["access.role"].resolve(Person(make_account("nobody", at=now)), [role.pk]) == {}


def test_lists_have_a_fixed_number_of_queries(now: datetime, django_assert_max_num_queries: object) -> None:
    granter = make_granter(now)
    role = make_role("reader", [AccessPermission.READ])
    for n in range(15):
        give(make_account(f"user{n}", at=now), role, make_body(f"b{n}", f"{n:04d}"))
    browser = browser_of(granter.account)
    browser.get("/access/grants/")
    for address in ("/access/grants/", "/access/roles/", "/access/mine/"):
        with django_assert_max_num_queries(18):  # type: ignore[operator]
            assert browser.get(address).status_code == 200
