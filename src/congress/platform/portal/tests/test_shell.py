"""What the shell shows, and what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from congress.platform.core.actors import Public
from congress.platform.core.manifest import Help, Manifest, MenuEntry, Permission
from congress.platform.core.subjects import Subject
from congress.platform.identity.models import Account
from congress.platform.portal import place, shell
from congress.platform.portal.api import give_todo, notify
from congress.platform.portal.contracts import Choice
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.services import arrange_menu, pin_entry
from congress.platform.portal.shell import Shell
from congress.platform.portal.tests.world import World, person, within_an_act

VERB = "portal.arrange"


def shown(client: Client, path: str = "/account/") -> Any:
    """The shell of a page as the page's context had it."""
    return client.get(path).context["shell"]


def titles(shell: Any) -> list[tuple[str, list[str]]]:
    return [(group.title, [entry.title for entry in group.entries]) for group in shell.menu]


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def arrange(world: World, admin: Account, role: str, *choices: Choice) -> None:
    arrange_menu(actor=person(admin), at=world.at, role=role, choices=list(choices), based_on=None)


def test_the_menu_holds_what_the_accounts_verbs_allow(world: World, clerk: Account) -> None:
    own = dict(titles(shown(world.browser(clerk))))
    assert own[""] == ["首页", "待办", "通知", "待我确认", "草稿和后台工作"]
    assert "系统启用" not in own.get("系统", [])
    assert "系统启用" in dict(titles(shown(world.browser(world.administrator()))))["系统"]


def test_an_arrangement_for_everyone_orders_renames_and_hides(world: World, clerk: Account) -> None:
    arrange(
        world,
        world.administrator(),
        "",
        Choice("portal.notices", "消息"),
        Choice("portal.home"),
        Choice("portal.held", is_hidden=True),
    )
    assert dict(titles(shown(world.browser(clerk))))[""] == ["消息", "首页", "待办", "草稿和后台工作"]


def test_a_roles_own_arrangement_goes_before_the_one_for_everyone(world: World, clerk: Account) -> None:
    admin = world.administrator()
    arrange(world, admin, "", Choice("portal.notices", "消息"))
    arrange(world, admin, "preparer", Choice("portal.notices", "提醒"))
    world.grant(clerk, world.role("preparer", VERB))
    assert dict(titles(shown(world.browser(clerk))))[""][0] == "提醒"
    assert dict(titles(shown(world.browser(admin))))[""][0] == "消息"


def test_pins_stand_on_top_and_hidden_ones_do_not(world: World, clerk: Account) -> None:
    for code in ("portal.work", "portal.todos"):
        pin_entry(actor=person(clerk), at=world.at, code=code)
    assert titles(shown(world.browser(clerk)))[0] == ("常用", ["待办", "草稿和后台工作"])
    arrange(world, world.administrator(), "", Choice("portal.work", is_hidden=True), Choice("portal.home"))
    assert titles(shown(world.browser(clerk)))[0] == ("常用", ["待办"])


def test_the_page_one_is_on_is_marked_once(world: World, clerk: Account) -> None:
    pin_entry(actor=person(clerk), at=world.at, code="portal.todos")
    menu = shown(world.browser(clerk), "/todos/done/").menu
    assert [entry.code for group in menu for entry in group.entries if entry.current] == ["portal.todos"]
    menu = shown(world.browser(clerk), "/").menu
    assert [entry.code for group in menu for entry in group.entries if entry.current] == ["portal.home"]


def test_counts_stand_beside_their_entries(world: World, clerk: Account) -> None:
    about = Subject("portal.thing", clerk.pk, "第一号议案")

    def act(act: Any) -> None:
        give_todo(act, kind="tests.review", subject=about, title="复核", url="/", assignee=clerk.pk)
        notify(act, accounts=[clerk.pk], title="甲")
        notify(act, accounts=[clerk.pk], title="乙")

    within_an_act(clerk, world.at, act)
    page = shown(world.browser(clerk))
    assert (page.todo_count, page.notice_count) == (1, 2)
    assert {e.code: e.count for g in page.menu for e in g.entries if e.count} == {
        "portal.todos": 1,
        "portal.notices": 2,
    }


def test_an_entry_without_an_address_is_left_out_and_logged(
    world: World, clerk: Account, plant: Any, caplog: pytest.LogCaptureFixture
) -> None:
    entry = MenuEntry(
        "planted.entry", "没有页面", "planted:nowhere", "dot", PortalPermission.OWN_PAGE, "试种"
    )
    plant(Manifest(name="planted", title="试种", menu=(entry,)))
    answer = world.browser(clerk).get("/account/")
    assert answer.status_code == 200
    assert "试种" not in dict(titles(answer.context["shell"]))
    assert "planted:nowhere" in caplog.text


@pytest.mark.parametrize(
    ("path", "crumbs"),
    [
        ("/", []),
        ("/account/", []),
        ("/todos/", ["首页", "待办"]),
        ("/todos/done/", ["首页", "待办", "详情"]),
    ],
)
def test_crumbs_follow_the_menu(world: World, clerk: Account, path: str, crumbs: list[str]) -> None:
    assert [each["title"] for each in shown(world.browser(clerk), path).crumbs] == crumbs


@pytest.mark.parametrize(
    ("path", "current"), [("/", "home"), ("/todos/done/", "todo"), ("/notices/", "notices"), ("/help/", "")]
)
def test_the_phones_bottom_bar_knows_where_one_is(
    world: World, clerk: Account, path: str, current: str
) -> None:
    assert shown(world.browser(clerk), path).current == current


def test_the_account_menu_names_person_and_roles(world: World, clerk: Account) -> None:
    world.grant(clerk, world.role("preparer", VERB))
    page = shown(world.browser(clerk))
    assert (page.account_name, page.account_post) == ("clerk同志", "preparer角色")
    assert [each["url"] for each in page.account_links][:2] == ["/account/", "/work/"]


def test_a_stranger_gets_the_public_frame_without_menu_and_counts(world: World) -> None:
    page = shown(world.browser(), "/help/")
    assert page.frame == "ui/shell_public.html"
    assert (page.menu, page.todo_count, page.account_name, dict(page.roles)) == ([], 0, "", {})
    assert page.public["sign_in_url"] == "/sign-in/"


def test_on_a_public_page_somebody_signed_in_is_not_asked_to_sign_in(world: World, clerk: Account) -> None:
    assert shown(world.browser(clerk), "/style/public/").public["sign_in_url"] == ""


def test_public_pages_that_apps_offer_stand_in_the_public_menu(world: World, plant: Any) -> None:
    may = Permission("planted.read", "查看", public=True)
    entry = MenuEntry("planted.entry", "监督公开", "portal:help", "news", may.code)
    plant(Manifest(name="planted", title="试种", permissions=(may,), menu=(entry,)))
    offered = (
        "portal:help_page",
        "portal:style_public",
    )
    private = MenuEntry("second.entry", "内部", "portal:work", "table", PortalPermission.OWN_PAGE)
    plant(Manifest(name="second", title="第二系统", switchable=True, public_urls=offered, menu=(private,)))
    plant(Manifest(name="third", title="第三系统", switchable=True, public_urls=("portal:help_page",)))
    plant(Manifest(name="fourth", title="第四系统", switchable=True, public_urls=("portal:style_sign_in",)))
    page = shown(world.browser(), "/help/")
    lines = {each.title: (each.url, each.icon, each.current) for each in page.public["menu"]}
    assert lines["监督公开"] == ("/help/", "news", True)
    assert lines["第二系统"] == ("/style/public/", "table", False)
    assert lines["第四系统"] == ("/style/sign-in/", "document", False)
    assert "第三系统" not in lines
    assert [each["title"] for each in page.crumbs] == ["首页", "监督公开"]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/", "/help/portal.start/"),
        ("/todos/", "/help/portal.todos/"),
        ("/account/", "/help/portal.sign_in/"),
        ("/identity/password/", "/help/identity.account/"),
    ],
)
def test_help_belongs_to_the_page(world: World, clerk: Account, path: str, url: str) -> None:
    assert shown(world.browser(clerk), path).help_url == url


def test_help_of_a_module_prefers_the_page_whose_name_fits(plant: Any) -> None:
    from congress.platform.portal.selectors.helping import help_code_for

    pages = (Help("planted.general", "总说明", "a.html", 1), Help("planted.review", "复核", "b.html", 2))
    modules = [plant(Manifest(name="planted", title="试种", help=pages))]
    assert help_code_for("planted:review_table", modules) == "planted.review"
    assert help_code_for("open_planted:list", modules) == "planted.general"
    assert help_code_for("nothing:list", modules) == ""
    assert help_code_for("", modules) == ""


def test_an_address_nobody_knows_has_the_index_of_help(rf: RequestFactory) -> None:
    request = rf.get("/nowhere/")
    assert Shell(request).help_url == "/help/"
    assert Shell(request).current == ""


# --- names ---------------------------------------------------------------------------------------------------------


def test_the_place_is_called_after_the_root_of_the_tree(world: World) -> None:
    assert shown(world.browser(), "/help/").place_name == ""
    assert shown(world.browser(), "/help/").public["name"] == "数字人大"
    world.body("云江市人大")
    page = shown(world.browser(), "/help/")
    assert (page.place_name, page.public["name"]) == ("云江市人大", "云江市人大名称")


def test_the_places_file_goes_before_the_tree(world: World, tmp_path: Path, settings: Any) -> None:
    world.body("云江市人大")
    file = tmp_path / "place.toml"
    file.write_text(
        'name = "山河市人民代表大会常务委员会"\nshort_name = "山河市人大"\ndemonstration = true\n'
        '[public]\nmotto = "信息公开"\nfoot_lines = ["地址"]\nfoot_links = [{title = "政府", url = "/g/"}]\n'
    )
    settings.PLACE_FILE = str(file)
    page = shown(world.browser(), "/help/")
    assert (page.place_name, page.public["name"]) == ("山河市人大", "山河市人民代表大会常务委员会")
    assert page.public["motto"] == "信息公开" and page.public["foot_lines"] == ("地址",)
    assert page.public["foot_links"][0] == {"title": "政府", "url": "/g/"}
    assert "演示环境" in page.demonstration
    assert place.place_file() is place.place_file()


def test_a_missing_file_says_nothing(settings: Any, tmp_path: Path) -> None:
    settings.PLACE_FILE = str(tmp_path / "nothing.toml")
    assert place.place_file() == place.Place()


def test_a_demonstration_account_is_told_so(world: World) -> None:
    assert "演示环境" in shown(world.browser(world.account("demo", is_demonstration=True))).demonstration
    assert shown(world.browser(world.account("real"))).demonstration == ""


def test_a_database_in_trouble_leaves_the_name_out(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(shell, "root", broken)
    assert Shell(rf.get("/")).place_name == ""
    assert "could not be read" in caplog.text


# --- large type ----------------------------------------------------------------------------------------------------


def test_a_stranger_keeps_large_type_in_a_cookie(world: World) -> None:
    page = world.browser()
    assert not shown(page, "/help/").large_type
    answer = page.post("/large-type/", {"value": "large", "next": "/help/"})
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    assert shown(page, "/help/").large_type
    assert 'data-type="large"' in page.get("/help/").content.decode()
    page.post("/large-type/", {"value": "usual", "next": "/help/"})
    assert not shown(page, "/help/").large_type


def test_an_account_keeps_large_type_with_itself(world: World, clerk: Account) -> None:
    world.browser(clerk).post("/large-type/", {"value": "large", "next": "/account/"})
    assert shown(world.browser(clerk)).large_type
    clerk.refresh_from_db()
    assert clerk.large_type


@pytest.mark.parametrize("next_url", ["https://elsewhere/", "//elsewhere/", ""])
def test_the_switch_leads_nowhere_else(world: World, next_url: str) -> None:
    assert world.browser().post("/large-type/", {"value": "large", "next": next_url})["Location"] == "/"


# --- what it costs -------------------------------------------------------------------------------------------------


def queries_of_the_shell(client: Client, request: Any) -> int:
    template = engines["django"].from_string('{% extends "ui/shell_workbench.html" %}')
    with CaptureQueriesContext(
        connection,
    ) as captured:
        template.render({}, request)
    return len(captured)


def a_request(rf: RequestFactory, account: Account) -> Any:
    request = rf.get("/todos/")
    request.account, request.actor = account, person(account)
    request.switched_off = frozenset()
    request.session = {}
    request.resolver_match = resolve("/todos/")
    return request


def test_the_shell_adds_at_most_four_queries_to_a_page(
    world: World, clerk: Account, rf: RequestFactory
) -> None:
    root, admin = world.body("root"), world.administrator()
    world.grant(clerk, world.role("reviewer", VERB), root)
    world.grant(clerk, world.role("second", VERB), root)
    arrange(world, admin, "", Choice("portal.notices", "消息"))
    arrange(world, admin, "reviewer", Choice("portal.todos", "要办的"))
    pin_entry(actor=person(clerk), at=world.at, code="portal.todos")
    about = Subject("portal.thing", clerk.pk, "第一号议案")

    def act(act: Any) -> None:
        give_todo(act, kind="a.b", subject=about, title="复核", url="/", assignee=clerk.pk)
        give_todo(act, kind="a.b", subject=about, title="复核", url="/", permission=VERB, body=root.pk)
        notify(act, accounts=[clerk.pk], title="甲")

    within_an_act(clerk, world.at, act)
    from congress.platform.core.pages import held_verbs

    queries_of_the_shell(world.browser(clerk), a_request(rf, clerk))
    for _ in range(2):
        request = a_request(rf, clerk)
        held_verbs(request)  # the page's own guard has asked already
        assert queries_of_the_shell(world.browser(clerk), request) <= 4


def test_a_plain_page_costs_nothing_and_a_strangers_at_most_one(db: None, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.account, request.actor, request.session = None, Public("web"), {}
    request.resolver_match = resolve("/")
    engine = engines["django"]
    with CaptureQueriesContext(connection) as captured:
        engine.from_string("nothing of the shell").render({}, request)
    assert len(captured) == 0
    with CaptureQueriesContext(connection) as captured:
        engine.from_string('{% extends "ui/shell_public.html" %}').render({}, request)
    assert len(captured) <= 1


def test_remembered_roles_are_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from congress.platform.portal import neighbours

    monkeypatch.setattr(neighbours, "MOST_REMEMBERED", 1)
    for number in range(3):
        neighbours.roles_of(UUID(int=number), at=world.at)
    assert len(neighbours._roles) == 1
