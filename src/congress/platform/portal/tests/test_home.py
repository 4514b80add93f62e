"""The front page: to-dos first, cards each by itself, the public one for strangers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from congress.platform.core import clock
from congress.platform.core.actors import Actor
from congress.platform.core.manifest import CardContent, CardLine, HomeCard, Manifest, Permission
from congress.platform.core.subjects import Subject
from congress.platform.identity.models import Account
from congress.platform.portal.api import give_todo
from congress.platform.portal.contracts import Choice
from congress.platform.portal.models import Todo
from congress.platform.portal.presenters import day_in_words, device_words, greeting
from congress.platform.portal.services import arrange_cards, pin_entry
from congress.platform.portal.tests.world import World, person, within_an_act


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def broken(actor: Actor, at: datetime) -> CardContent:
    raise RuntimeError("planted")


def greedy(actor: Actor, at: datetime) -> CardContent:
    for _ in range(3):
        Todo.objects.exists()
    return CardContent(figure="3", figure_label="件")


def test_to_dos_come_first_with_their_due_marks(world: World, clerk: Account) -> None:
    about = Subject("portal.thing", clerk.pk, "第一号议案")
    due = clock.today() - timedelta(days=1)
    within_an_act(
        clerk,
        world.at,
        lambda act: give_todo(
            act, kind="a.b", subject=about, title="复核", url="/todos/", assignee=clerk.pk, due_date=due
        ),
    )
    page = world.browser(clerk).get("/").content.decode()
    assert page.index("复核") < page.index("pinned-title")
    assert "第一号议案" in page and "已逾期 1 天" in page


def test_a_broken_card_takes_nothing_else_down(
    world: World, clerk: Account, plant: Any, card: Any, caplog: pytest.LogCaptureFixture
) -> None:
    plant(card("planted", "planted.broken", broken, order=1))
    plant(card("beside", "beside.card", order=2))
    answer = world.browser(clerk).get("/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "planted.broken卡片" in page and "暂时无法显示" in page
    assert "beside.card卡片" in page and "件" in page
    assert "planted.broken broke" in caplog.text


def test_a_card_that_asks_too_much_is_shown_and_logged(
    world: World, clerk: Account, plant: Any, card: Any, caplog: pytest.LogCaptureFixture
) -> None:
    plant(card("planted", "planted.greedy", greedy))
    assert "planted.greedy卡片" in world.browser(clerk).get("/").content.decode()
    assert "planted.greedy asked 3 queries" in caplog.text


def test_every_card_of_the_house_keeps_its_budget(world: World, caplog: pytest.LogCaptureFixture) -> None:
    from congress.platform.core.registry import manifests

    admin = world.administrator()
    verbs = {card.permission for each in manifests() for card in each.cards}
    world.grant(admin, world.role("all-cards", *sorted(map(str, verbs))))
    world.browser(admin).get("/")
    assert "home card" not in caplog.text


def test_lines_figures_and_empty_words_are_printed(
    world: World, clerk: Account, plant: Any, card: Any
) -> None:
    lines = (CardLine("有链接", "/todos/", "昨天"), CardLine("没有链接"))
    plant(card("first", "first.card", lambda actor, at: CardContent(lines=lines, more_url="/todos/")))
    plant(card("second", "second.card", lambda actor, at: CardContent(empty="还没有草案。")))
    plant(card("third", "third.card", lambda actor, at: CardContent()))
    page = world.browser(clerk).get("/").content.decode()
    for words in ('<a href="/todos/">有链接</a>', "昨天", "没有链接", "还没有草案。", "现在没有内容。"):
        assert words in page


def test_cards_are_arranged_for_roles(world: World, clerk: Account, plant: Any, card: Any) -> None:
    plant(card("first", "first.card", order=1))
    plant(card("second", "second.card", order=2))
    arrange_cards(
        actor=person(world.administrator()),
        at=world.at,
        role="",
        choices=[Choice("second.card", "改过的名字"), Choice("first.card", is_hidden=True)],
        based_on=None,
    )
    page = world.browser(clerk).get("/").content.decode()
    assert "改过的名字" in page and "first.card卡片" not in page


def test_pinned_entries_are_large_targets(world: World, clerk: Account) -> None:
    page = world.browser(clerk)
    assert "选几项放在这里" in page.get("/").content.decode()
    pin_entry(actor=person(clerk), at=world.at, code="portal.work")
    assert 'class="tile" href="/work/"' in page.get("/").content.decode()


def test_a_stranger_sees_what_is_published(world: World, plant: Any) -> None:
    may = Permission("planted.read", "查看", public=True)
    lines = (CardLine("二〇二六年预算", "/open/planted/1/"),)
    card = HomeCard("planted.card", "预算公开", may.code, lambda actor, at: CardContent(lines=lines))
    plant(Manifest(name="planted", title="试种", permissions=(may,), cards=(card,)))
    page = world.browser().get("/").content.decode()
    assert "二〇二六年预算" in page and "最近公开" in page
    assert "待办" not in page.partition("<main")[2].partition("工作人员入口")[0]


def test_before_anything_is_published_the_page_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from congress.platform.core import registry

    monkeypatch.setattr(registry, "active", lambda off=None: [])
    assert "还没有公开的内容" in world.browser().get("/").content.decode()


def test_the_to_do_part_alone_is_not_a_whole_page(world: World, clerk: Account) -> None:
    page = world.browser(clerk).get("/todos/part/").content.decode()
    assert "现在没有等您办理的事项" in page and "<html" not in page


@pytest.mark.parametrize(
    ("hour", "word"), [(2, "夜深了"), (9, "上午好"), (12, "下午好"), (17, "下午好"), (18, "晚上好")]
)
def test_greetings_fit_the_hour(hour: int, word: str) -> None:
    local = datetime(2026, 3, 2, hour, tzinfo=UTC)
    assert greeting(local, "王建国") == f"王建国，{word}"
    assert greeting(local, "") == word


def test_a_day_is_said_with_its_weekday(today: Any) -> None:
    assert day_in_words(today) == "2026年3月2日 星期一"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
            "Edge 浏览器 · Windows 电脑",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile MicroMessenger/8", "微信 · 安卓设备"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/115", "Firefox 浏览器 · Linux 电脑"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604", "Safari 浏览器 · 苹果手机"),
        ("curl/8", "不认识的设备"),
    ],
)
def test_devices_are_named_as_their_owners_would(agent: str, words: str) -> None:
    assert device_words(agent) == words
