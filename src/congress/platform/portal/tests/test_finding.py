"""Global search as a page: groups, marks, pages, places, what to do when nothing is found."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from congress.platform.core.subjects import Subject
from congress.platform.identity.models import Account
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.selectors.finding import page_links
from congress.platform.portal.tests.world import World, within_an_act
from congress.platform.search.api import put


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def make(world: World, account: Account, title: str, kind: str = "议案", text: str = "") -> None:
    def act(act: Any) -> None:
        put(
            act,
            subject=Subject("portal.thing", uuid4(), title),
            body_id=None,
            app="portal",
            kind_title=kind,
            title=title,
            text=text,
            url="/todos/",
            permission=str(PortalPermission.OWN_PAGE),
            public=False,
        )

    within_an_act(account, world.at, act)


def search(world: World, account: Account | None, words: str, page: str = "") -> Any:
    return world.browser(account).get("/search/", {"q": words, **({"page": page} if page else {})})


def test_two_characters_are_found_grouped_by_kind_and_marked(world: World, clerk: Account) -> None:
    make(world, clerk, "养老服务条例", text="居家养老")
    make(world, clerk, "关于养老的建议", "建议")
    page = search(world, clerk, "养老").content.decode()
    assert "找到 2 项" in page
    assert "<mark>养老</mark>服务条例" in page and "居家<mark>养老</mark>" in page
    assert page.index('id="hits-1"') < page.index('id="hits-2"')
    assert 'value="养老"' in page


def test_what_is_found_is_never_taken_for_markup(world: World, clerk: Account) -> None:
    make(world, clerk, "<b>养老</b>", text="<script>养老</script>")
    page = search(world, clerk, "养老").content.decode()
    assert "<b>" not in page and "<script>养老" not in page and "&lt;b&gt;<mark>养老</mark>" in page
    assert "&lt;img" in search(world, clerk, "<img src=x>").content.decode()


def test_many_hits_stand_on_pages(world: World, clerk: Account) -> None:
    for number in range(21):
        make(world, clerk, f"养老第{number}号")
    first, second = search(world, clerk, "养老"), search(world, clerk, "养老", "2")
    assert "第 1 页，共 2 页" in first.content.decode()
    assert "第 2 页，共 2 页" in second.content.decode()
    assert first.content.decode().count('class="hit"') == 20


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9999999"])
def test_a_page_that_is_none_is_the_first(world: World, clerk: Account, page: str) -> None:
    make(world, clerk, "养老")
    assert 'class="hit"' in search(world, clerk, "养老", page).content.decode()


def test_a_page_too_far_leads_back() -> None:
    steps = page_links(21, 20, 9, str)
    assert steps is not None
    assert (steps.previous_url, steps.next_url) == ("2", "")
    assert page_links(20, 20, 1, str) is None


def test_a_question_too_long_is_told_and_kept(world: World, clerk: Account) -> None:
    answer = search(world, clerk, "长" * 101)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "太长" in page and "长" * 101 in page


def test_menu_entries_and_help_are_found_by_name(world: World, clerk: Account) -> None:
    page = search(world, clerk, "待办").content.decode()
    assert "功能和帮助" in page and 'href="/help/portal.todos/"' in page
    assert "功能和帮助" not in search(world, clerk, "没有这个功能").content.decode()


def test_nothing_found_says_what_to_try(world: World, clerk: Account) -> None:
    page = search(world, clerk, "火星").content.decode()
    assert "没有找到包含“火星”的内容" in page and "少写几个字" in page and "有权限" in page
    assert "不登录只能找到已公开的内容" in search(world, None, "火星").content.decode()


def test_nothing_asked_offers_ways_in(world: World, clerk: Account) -> None:
    page = search(world, clerk, "").content.decode()
    assert "也可以从这里进入" in page and 'class="tile" href="/todos/"' in page


def test_strangers_do_not_find_what_is_not_public(world: World, clerk: Account) -> None:
    make(world, clerk, "养老内部材料")
    page = search(world, None, "养老").content.decode()
    assert "内部材料" not in page and "side-public" in page
