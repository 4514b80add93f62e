"""Pages of identity, asked the way a browser asks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from congress.platform.core import clock
from congress.platform.core.guard import unguarded
from congress.platform.identity.models import Account, AccountSession
from congress.platform.identity.sessions import SESSION_FIELD
from congress.platform.identity.tests.worlds import (
    GOOD,
    OTHER,
    make_account,
    make_administrator,
    open_by_setup,
)
from congress.platform.identity.views.front import DEVICE_COOKIE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now() -> datetime:
    return clock.now() - timedelta(minutes=1)


def signed_in(client: Client, username: str = "chenwen", password: str = GOOD) -> Client:
    response = client.post("/sign-in/", {"username": username, "password": password})
    assert response.status_code == 302, response.content.decode()
    return client


def test_signing_in_leads_to_the_wanted_page_under_a_new_session_key(client: Client, now: datetime) -> None:
    make_account(at=now)
    client.get("/sign-in/")
    planted = client.session
    planted["seed"] = "x"
    planted.save()
    before = planted.session_key
    client.cookies["renda_session"] = before
    response = client.post("/sign-in/?next=/account/", {"username": "chenwen", "password": GOOD})
    assert response.headers["Location"] == "/account/"
    assert client.session.session_key != before
    assert "seed" not in client.session
    assert client.session[SESSION_FIELD] == str(AccountSession.objects.get().pk)
    assert response.cookies[DEVICE_COOKIE]["httponly"]
    assert client.get("/account/").status_code == 200
    assert client.get("/sign-in/").status_code == 302  # nobody signs in twice


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/sign-in/", "/sign-in/?next=/x"],
)
def test_signing_in_never_leads_elsewhere(client: Client, now: datetime, elsewhere: str) -> None:
    make_account(at=now)
    response = client.post("/sign-in/", {"username": "chenwen", "password": GOOD, "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_a_wrong_password_shows_the_form_again_with_the_name_and_without_the_password(
    client: Client, now: datetime
) -> None:
    make_account(at=now)
    response = client.post("/sign-in/", {"username": "chenwen", "password": "My-Secret-Try-8"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "账号或密码不正确" in page
    assert 'value="chenwen"' in page
    assert "My-Secret-Try-8" not in page
    assert "no-store" in response.headers["Cache-Control"]
    assert SESSION_FIELD not in client.session


def test_blank_fields_are_said_and_counted_as_nothing(client: Client, now: datetime) -> None:
    response = client.post("/sign-in/", {"username": "", "password": ""})
    assert response.status_code == 422
    assert "请填写账号" in response.content.decode()


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA"])
def test_a_demonstration_account_is_not_reached_through_a_proxy(
    client: Client, now: datetime, header: str
) -> None:
    make_account("yanshi", at=now, demo=True)
    given = {"username": "yanshi", "password": GOOD}
    assert client.post("/sign-in/", given, **{header: "203.0.113.9"}).status_code == 422
    assert client.post("/sign-in/", given, REMOTE_ADDR="203.0.113.9").status_code == 422
    assert client.post("/sign-in/", given).status_code == 302


def test_signing_out_ends_the_session_and_is_harmless_twice(client: Client, now: datetime) -> None:
    make_account(at=now)
    signed_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert AccountSession.objects.get().end_reason == "signed_out"
    assert client.get("/account/").status_code == 302
    again = client.post("/sign-out/")
    assert again.headers["Location"] == "/sign-in/?next=/sign-out/"
    response = client.post(again.headers["Location"], {"username": "chenwen", "password": GOOD})
    assert response.headers["Location"] == "/"


def test_whoever_has_a_one_time_password_reaches_nothing_else(client: Client, now: datetime) -> None:
    _account, password = open_by_setup(at=now)
    signed_in(client, "lihua", password)
    for address in ("/", "/account/", "/identity/accounts/"):
        assert client.get(address).headers["Location"] == "/identity/password/"
    fragment = client.get("/account/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (204, "/identity/password/")
    page = client.get("/identity/password/")
    assert "一次性密码" in page.content.decode()
    response = client.post("/identity/password/", {"current": password, "new": GOOD, "again": GOOD})
    assert response.headers["Location"] == "/"
    assert client.get("/account/").status_code == 200  # the session goes on


def test_changing_the_password_says_at_which_field_what_is_wrong(client: Client, now: datetime) -> None:
    make_account(at=now)
    signed_in(client)
    response = client.post("/identity/password/", {"current": GOOD, "new": "short", "again": "short"})
    assert response.status_code == 422
    assert "密码太短" in response.context["form"].errors["new"][0]
    response = client.post("/identity/password/", {"current": "", "new": OTHER, "again": OTHER})
    assert "current" in response.context["form"].errors
    assert client.get("/identity/password/").status_code == 200


def test_a_session_ends_when_idle_too_old_or_disabled(client: Client, now: datetime) -> None:
    account = make_account(at=now)
    for change, reason in (
        ({"last_seen_at": now - timedelta(minutes=61)}, "idle"),
        ({"began_at": now - timedelta(hours=13)}, "limit"),
    ):
        signed_in(client)
        session = AccountSession.objects.get(ended_at__isnull=True)
        with unguarded("fixtures"):
            AccountSession.objects.filter(pk=session.pk).update(**change)
        assert client.get("/account/").headers["Location"] == "/sign-in/?next=/account/"
        session.refresh_from_db()
        assert session.end_reason == reason
    signed_in(client)
    with unguarded("fixtures"):
        Account.objects.filter(pk=account.pk).update(state="disabled")
    assert client.get("/account/").status_code == 302


def test_use_is_noted_at_most_once_a_minute(client: Client, now: datetime) -> None:
    make_account(at=now)
    signed_in(client)
    with unguarded("fixtures"):
        AccountSession.objects.update(last_seen_at=now - timedelta(minutes=5))
    client.get("/account/")
    noted = AccountSession.objects.get().last_seen_at
    assert noted > now
    client.get("/account/")
    assert AccountSession.objects.get().last_seen_at == noted


def test_a_stolen_field_is_worth_nothing_under_another_key(client: Client, now: datetime) -> None:
    make_account(at=now)
    signed_in(client)
    thief = Client()
    session = thief.session
    session[SESSION_FIELD] = client.session[SESSION_FIELD]
    session.save()
    thief.cookies["renda_session"] = session.session_key
    assert thief.get("/account/").status_code == 302


def test_own_sessions_can_be_ended_from_another_device(client: Client, now: datetime) -> None:
    make_account(at=now)
    signed_in(client)
    other = signed_in(Client())
    theirs = AccountSession.objects.latest("began_at")
    client.post(reverse("identity:end_own_session", args=[theirs.pk]))
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_accounts_are_listed_for_administrators_only(client: Client, now: datetime) -> None:
    make_account(at=now)
    make_administrator(at=now)
    signed_in(client)
    assert client.get("/identity/accounts/").status_code == 403
    assert Client().get("/identity/accounts/").status_code == 302
    administrator = signed_in(Client(), "xitong")
    page = administrator.get("/identity/accounts/?state=active&kind=real&q=chen")
    assert "chenwen" in page.content.decode()
    assert "开通账号" in page.content.decode()


def test_an_account_is_opened_in_the_browser_and_its_password_shown_once(
    client: Client, now: datetime
) -> None:
    make_administrator(at=now)
    signed_in(client, "xitong")
    assert client.get("/identity/accounts/new/").status_code == 200
    wrong = client.post("/identity/accounts/new/", {"username": "XITONG", "display_name": "张"})
    assert wrong.status_code == 422
    assert "已经有人使用" in wrong.context["form"].errors["username"][0]
    assert client.post("/identity/accounts/new/", {}).status_code == 422
    made = client.post("/identity/accounts/new/", {"username": "zhang", "display_name": "张"})
    assert made.context["password"] in made.content.decode()
    assert "no-store" in made.headers["Cache-Control"]
    signed_in(Client(), "zhang", made.context["password"])


def test_an_administrator_acts_on_an_account(client: Client, now: datetime) -> None:
    administrator = make_administrator(at=now)
    account = make_account(at=now)
    theirs = signed_in(Client())
    signed_in(client, "xitong")
    page = f"/identity/accounts/{account.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(f"{page}change/", {"version": 1, "display_name": ""}).status_code == 422
    assert client.post(f"{page}change/", {"version": 1, "display_name": "陈文"}).status_code == 302
    conflict = client.post(f"{page}change/", {"version": 1, "display_name": "陈闻"})
    assert conflict.status_code == 422
    assert "已被他人修改" in conflict.content.decode()
    assert "陈闻" in conflict.content.decode()
    session = AccountSession.objects.get(account=account)
    assert client.post(f"{page}sessions/{session.pk}/end/").status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert client.post(f"{page}disable/", {"version": 2}).status_code == 302
    assert client.post(f"{page}disable/", {"version": 3}).status_code == 422
    assert client.post(f"{page}enable/", {}).status_code == 422
    assert client.post(f"{page}enable/", {"version": 3}).status_code == 302
    reset = client.post(f"{page}reset-password/")
    assert reset.context["password"] in reset.content.decode()
    own = client.post(f"/identity/accounts/{administrator.account}/reset-password/")
    assert (own.status_code, "不能重置自己的密码" in own.content.decode()) == (422, True)
    missing = client.get("/identity/accounts/018f0000-0000-7000-8000-000000000000/")
    assert missing.status_code == 403


def test_pages_have_a_fixed_number_of_queries(
    client: Client, now: datetime, django_assert_max_num_queries: object
) -> None:
    make_administrator(at=now)
    for n in range(30):
        make_account(f"user{n}", at=now)
    signed_in(client, "xitong")
    client.get("/identity/accounts/")
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        client.get("/identity/accounts/")


def test_the_trail_can_show_an_account_to_whoever_may_see_it(now: datetime) -> None:
    from congress.platform.core.actors import Person
    from congress.platform.core.registry import subject_kinds

    administrator = make_administrator(at=now)
    account = make_account(at=now)
    resolve = subject_kinds()["identity.account"].resolve
    assert resolve(administrator, [account.pk])[account.pk].title == "chenwen的账号"
    assert resolve(Person(account.pk), [account.pk]) == {}
