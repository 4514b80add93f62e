"""Arranging menu and cards as a page: moved in the browser, in force when saved, undone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from congress.platform.core.guard import unguarded
from congress.platform.identity.models import Account
from congress.platform.portal.models import Arrangement
from congress.platform.portal.tests.world import World


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def rows(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('name="code" value="')[1:]]


def test_rows_are_moved_in_the_browser_and_in_force_when_saved(world: World) -> None:
    page = world.browser(world.administrator())
    first = rows(page.get("/arrange/menu/").content.decode())
    assert first[:2] == ["portal.home", "portal.todos"]
    data = {"code": first, "title": [""] * len(first), "hidden": ["portal.held"], "based_on": ""}
    data["title"][1] = "要办的"
    moved = page.post("/arrange/menu/", {**data, "move": "up:portal.todos"}).content.decode()
    assert rows(moved)[:2] == ["portal.todos", "portal.home"]
    assert "点“保存安排”后生效" in moved and 'value="要办的"' in moved
    assert not Arrangement.objects.exists()
    data["code"], data["title"] = rows(moved), ["要办的", *[""] * (len(first) - 1)]
    saved = page.post("/arrange/menu/", {**data, "act": "save"}, follow=True).content.decode()
    assert "新的安排已经生效" in saved and rows(saved)[:2] == ["portal.todos", "portal.home"]
    assert "生效中" in saved and "admin同志" in saved


def test_whole_groups_are_moved(world: World) -> None:
    page = world.browser(world.administrator())
    first = rows(page.get("/arrange/menu/").content.decode())
    moved = rows(page.post("/arrange/menu/", {"code": first, "move": "group-up:系统"}).content.decode())
    assert moved != first and sorted(moved) == sorted(first)
    assert rows(page.post("/arrange/menu/", {"code": first, "move": "sideways:x"}).content.decode()) == first


def test_a_role_begins_with_what_everyone_has_and_gets_its_own(world: World) -> None:
    page = world.browser(world.administrator())
    world.role("clerks")
    page.post("/arrange/menu/", {"code": ["portal.notices"], "act": "save"})
    first = page.get("/arrange/menu/?role=clerks").content.decode()
    assert "还没有自己的安排" in first and rows(first)[0] == "portal.notices"
    answer = page.post("/arrange/menu/?role=clerks", {"code": ["portal.work"], "act": "save"})
    assert answer["Location"] == "/arrange/menu/?role=clerks"
    current = Arrangement.objects.get(role="clerks", state="current")
    reset = {"act": "reset", "based_on": str(current.pk)}
    assert "已恢复为默认安排" in page.post("/arrange/menu/?role=clerks", reset, follow=True).content.decode()


def test_what_is_refused_is_told_and_what_was_typed_stays(world: World) -> None:
    page = world.browser(world.administrator())
    data = {
        "code": ["portal.todos", "gone.entry"],
        "title": ["太长" * 11, ""],
        "act": "save",
        "based_on": "x",
    }
    answer = page.post("/arrange/menu/", data)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "太长" * 11 in shown and "gone.entry" not in shown and "控制在 20 个字以内" in shown
    page.post("/arrange/menu/", {"code": ["portal.todos"], "act": "save"})
    late = page.post("/arrange/menu/", {"code": ["portal.notices"], "act": "save"})
    assert late.status_code == 422 and "已有别的管理员改过" in late.content.decode()


def test_undoing_on_the_page(world: World) -> None:
    page = world.browser(world.administrator())
    page.post("/arrange/cards/", {"code": ["performance.tables"], "title": ["新名"], "act": "save"})
    made = Arrangement.objects.get()
    assert "已撤销" in page.post(f"/arrange/{made.pk}/undo/", follow=True).content.decode()
    assert "不再生效" in page.post(f"/arrange/{made.pk}/undo/", follow=True).content.decode()
    assert page.post(f"/arrange/{uuid4()}/undo/").status_code == 403


def test_a_machines_arrangement_is_named_so(world: World) -> None:
    with unguarded("fixtures"):
        Arrangement.objects.create(kind="menu", role="", made_at=world.at)
    assert ">系统<" in world.browser(world.administrator()).get("/arrange/menu/").content.decode()


def test_an_unknown_role_has_no_arrangement(world: World) -> None:
    assert world.browser(world.administrator()).get("/arrange/menu/?role=nobody").status_code == 404


@pytest.mark.parametrize("path", ["/arrange/menu/", "/arrange/cards/"])
def test_only_administrators_arrange(world: World, clerk: Account, path: str) -> None:
    assert world.browser(clerk).get(path).status_code == 403
