"""Notices: told once to each, read by their owner only."""

from __future__ import annotations

from typing import Any

import pytest

from congress.platform.core.refusals import PartOutsideCommand, Refused
from congress.platform.identity.models import Account
from congress.platform.portal.api import notify
from congress.platform.portal.models import Notice
from congress.platform.portal.selectors.notices import notices
from congress.platform.portal.services import read_all_notices, read_notice
from congress.platform.portal.tests.world import World, person, within_an_act


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def tell(world: World, *accounts: Account, **more: Any) -> int:
    words = {"title": "已公开", "text": "公众可以看到了", "url": "/todos/", **more}
    ids = [each.pk for each in accounts]
    told: int = within_an_act(accounts[0], world.at, lambda act: notify(act, accounts=ids, **words))
    return told


def test_everyone_is_told_once(world: World, clerk: Account) -> None:
    other = world.account("other")
    assert tell(world, clerk, other, clerk) == 2
    assert [(each.title, each.url, each.read_at) for each in notices(person(clerk))] == [
        ("已公开", "/todos/", None)
    ]
    assert notices(person(other)).count() == 1


@pytest.mark.parametrize("url", ["https://elsewhere/", "//elsewhere/"])
def test_a_notice_that_leads_elsewhere_is_a_defect(world: World, clerk: Account, url: str) -> None:
    with pytest.raises(ValueError, match="path of this place"):
        tell(world, clerk, url=url)


def test_telling_needs_an_open_act() -> None:
    with pytest.raises(PartOutsideCommand):
        notify(None, accounts=[], title="")  # type: ignore[arg-type]


def test_reading_marks_and_leads_on_and_reading_again_changes_nothing(world: World, clerk: Account) -> None:
    tell(world, clerk)
    notice = Notice.objects.get()
    assert read_notice(actor=person(clerk), at=world.at, target=notice.pk) == "/todos/"
    later = world.at.replace(hour=5)
    assert read_notice(actor=person(clerk), at=later, target=notice.pk) == "/todos/"
    assert Notice.objects.get().read_at == world.at


def test_nobody_reads_what_another_was_told(world: World, clerk: Account) -> None:
    tell(world, clerk)
    with pytest.raises(Refused):
        read_notice(actor=person(world.account("other")), at=world.at, target=Notice.objects.get().pk)


def test_all_of_ones_own_are_marked_and_no_others(world: World, clerk: Account) -> None:
    other = world.account("other")
    tell(world, clerk, other)
    tell(world, clerk)
    assert read_all_notices(actor=person(clerk), at=world.at) == 2
    assert read_all_notices(actor=person(clerk), at=world.at) == 0
    assert Notice.objects.filter(read_at__isnull=True).get().account == other


def test_the_audit_keeps_no_words_of_a_notice(world: World, clerk: Account) -> None:
    tell(world, clerk)
    notice = Notice.objects.get()
    assert (str(notice), notice.subject_title()) == ("已公开", "通知")
