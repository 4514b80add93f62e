"""The lists of to-dos and notices as pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congress.platform.core import clock
from congress.platform.core.subjects import Subject
from congress.platform.identity.models import Account
from congress.platform.portal.api import close_todo, give_todo, notify, withdraw_todo
from congress.platform.portal.models import Notice
from congress.platform.portal.tests.world import World, within_an_act


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def about(account: Account) -> Subject:
    return Subject("portal.thing", account.pk, "第一号议案")


def give(world: World, account: Account, kind: str = "a.b", **more: Any) -> None:
    words = {"title": "复核材料", "url": "/todos/", "assignee": account.pk, **more}
    within_an_act(account, world.at, lambda act: give_todo(act, kind=kind, subject=about(account), **words))


def tell(world: World, account: Account, **more: Any) -> None:
    words = {"title": "已公开", "text": "公众可以看到了", "url": "/todos/", **more}
    within_an_act(account, world.at, lambda act: notify(act, accounts=[account.pk], **words))


def test_open_to_dos_stand_in_a_list_with_their_marks(world: World, clerk: Account) -> None:
    give(world, clerk, due_date=clock.today() - timedelta(days=2))
    give(world, clerk, "a.c", title="不急的事")
    page = world.browser(clerk).get("/todos/").content.decode()
    assert page.index("复核材料") < page.index("不急的事")
    assert "已逾期 2 天" in page and "不限期" in page and "第一号议案" in page


def test_done_and_withdrawn_ones_stand_in_the_other_list(world: World, clerk: Account) -> None:
    give(world, clerk)
    give(world, clerk, "a.c", title="撤回的事")
    within_an_act(clerk, world.at, lambda act: close_todo(act, subject=about(clerk), kind="a.b"))
    within_an_act(clerk, world.at, lambda act: withdraw_todo(act, subject=about(clerk), kind="a.c"))
    page = world.browser(clerk).get("/todos/done/").content.decode()
    assert "复核材料" in page and "撤回的事" in page and "已撤回" in page
    assert "没有待办" in world.browser(clerk).get("/todos/").content.decode()


def test_the_list_is_exported_with_dates_as_dates(world: World, clerk: Account) -> None:
    due = clock.today()
    give(world, clerk, due_date=due)
    answer = world.browser(clerk).get("/todos/?export=csv")
    lines = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "复核材料" in lines and due.isoformat() in lines


def test_the_number_of_queries_does_not_grow_with_the_list(
    world: World, clerk: Account, django_assert_max_num_queries: Any
) -> None:
    for number in range(15):
        give(world, clerk, f"a.{number}")
    page = world.browser(clerk)
    page.get("/todos/")
    with django_assert_max_num_queries(17):
        page.get("/todos/")


def test_notices_show_whether_they_were_read_and_lead_on(world: World, clerk: Account) -> None:
    tell(world, clerk)
    tell(world, clerk, title="今晚维护", url="")
    page = world.browser(clerk)
    first = page.get("/notices/").content.decode()
    assert first.count("未读") == 2 and "打开查看" in first and "标为已读" in first
    notice = Notice.objects.get(title="已公开")
    assert page.post(f"/notices/{notice.pk}/")["Location"] == "/todos/"
    assert page.get("/notices/").content.decode().count("未读") == 1
    silent = Notice.objects.get(title="今晚维护")
    assert page.post(f"/notices/{silent.pk}/")["Location"] == "/notices/"


def test_all_are_marked_at_once(world: World, clerk: Account) -> None:
    tell(world, clerk)
    page = world.browser(clerk)
    answer = page.post("/notices/read/", follow=True).content.decode()
    assert "已将 1 条通知标为已读" in answer and "未读" not in answer
    assert "已将" not in page.get("/notices/").content.decode()


def test_many_notices_stand_on_pages(world: World, clerk: Account) -> None:
    for number in range(21):
        tell(world, clerk, title=f"第{number:02}条")
    page = world.browser(clerk)
    first, second = (page.get(f"/notices/?page={n}").content.decode() for n in (1, 2))
    assert "第 1 页，共 2 页" in first and "第 2 页，共 2 页" in second
    assert "fresh-part" in first and "fresh-part url" not in second


def test_the_part_alone_is_not_a_whole_page(world: World, clerk: Account) -> None:
    page = world.browser(clerk).get("/notices/part/").content.decode()
    assert "没有通知" in page and "<html" not in page


@pytest.mark.parametrize("path", ["/todos/", "/todos/done/", "/notices/", "/notices/part/", "/todos/part/"])
def test_strangers_are_sent_to_sign_in(db: None, world: World, path: str) -> None:
    answer = world.browser().get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={path}")
