"""Switches: what is switched off is hidden and pauses; what it holds stays."""

from __future__ import annotations

from typing import Any

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.core.jobs import enqueue, run_one
from congress.platform.core.manifest import JobKind, Manifest, MenuEntry
from congress.platform.core.models import Job, Switch
from congress.platform.core.refusals import Refused
from congress.platform.core.subjects import Subject
from congress.platform.identity.models import Account
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.services import switch_app
from congress.platform.portal.tests.world import World, person, within_an_act
from congress.platform.search.api import find, put
from congress.standards.errors import RuleViolation

ENTRY = MenuEntry("planted.entry", "试种栏目", "portal:pins", "dot", PortalPermission.OWN_PAGE)
JOB = JobKind("planted.job", "试种工作", lambda context: None)


@pytest.fixture
def admin(world: World) -> Account:
    return world.administrator()


@pytest.fixture
def planted(plant: Any, card: Any) -> Manifest:
    manifest: Manifest = plant(card("planted", "planted.card", switchable=True, menu=(ENTRY,), jobs=(JOB,)))
    return manifest


def switch(world: World, admin: Account, is_on: bool, app: str = "planted") -> None:
    switch_app(actor=person(admin), at=world.at, app=app, is_on=is_on)


def test_a_switch_is_turned_and_audited(world: World, admin: Account, planted: Manifest) -> None:
    switch(world, admin, False)
    switch(world, admin, True)
    assert Switch.objects.get(app="planted").is_on
    rows = AuditRow.objects.filter(command="portal.switch_app").order_by("pk")
    assert [row.detail["is_on"] for row in rows] == [False, True]


@pytest.mark.parametrize("app", ["portal", "nothing"])
def test_the_ground_itself_is_not_switched(world: World, admin: Account, app: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        switch(world, admin, False, app)
    assert refused.value.code == "portal.not_switchable"


def test_switching_to_the_present_state_is_refused(world: World, admin: Account, planted: Manifest) -> None:
    with pytest.raises(RuleViolation, match="已经是启用状态"):
        switch(world, admin, True)
    switch(world, admin, False)
    with pytest.raises(RuleViolation, match="已经是停用状态"):
        switch(world, admin, False)


def test_nobody_else_switches(world: World, planted: Manifest) -> None:
    with pytest.raises(Refused):
        switch(world, world.account("clerk"), False)


def test_menu_and_card_of_a_switched_off_app_are_gone_and_come_back(
    world: World, admin: Account, planted: Manifest
) -> None:
    page = world.browser(admin)
    assert "试种栏目" in (shown := page.get("/").content.decode()) and "planted.card卡片" in shown
    switch(world, admin, False)
    assert "试种栏目" not in (shown := page.get("/").content.decode()) and "planted.card卡片" not in shown
    switch(world, admin, True)
    assert "试种栏目" in (shown := page.get("/").content.decode()) and "planted.card卡片" in shown


@pytest.mark.parametrize("path", ["/planted/", "/planted/anything/", "/open/planted/"])
def test_pages_of_a_switched_off_app_are_not_there(
    world: World, admin: Account, planted: Manifest, path: str
) -> None:
    switch(world, admin, False)
    answer = world.browser(admin).get(path)
    assert answer.status_code == 404
    assert "没有启用" in answer.content.decode()


def test_what_a_switched_off_app_made_findable_is_not_found_until_it_is_on_again(
    world: World, admin: Account, planted: Manifest
) -> None:
    subject = Subject("planted.thing", admin.pk, "养老补助")
    within_an_act(
        admin,
        world.at,
        lambda act: put(
            act,
            subject=subject,
            body_id=None,
            app="planted",
            kind_title="试种",
            title="养老补助",
            text="",
            url="/planted/",
            permission=str(PortalPermission.OWN_PAGE),
            public=False,
        ),
    )
    assert find(actor=person(admin), words="养老").total == 1
    switch(world, admin, False)
    assert find(actor=person(admin), words="养老").total == 0
    switch(world, admin, True)
    assert find(actor=person(admin), words="养老").total == 1


@pytest.mark.django_db(transaction=True)
def test_jobs_of_a_switched_off_app_wait(world: World, admin: Account, planted: Manifest) -> None:
    within_an_act(admin, world.at, lambda act: enqueue(act, kind="planted.job", arguments={}))
    switch(world, admin, False)
    assert not run_one()
    assert Job.objects.get(kind="planted.job").state == "queued"
    switch(world, admin, True)
    assert run_one()
    assert Job.objects.get(kind="planted.job").state == "done"


def test_the_page_says_that_the_data_stays_and_switches(
    world: World, admin: Account, planted: Manifest
) -> None:
    page = world.browser(admin)
    assert "planted" in page.get("/switches/").content.decode()
    assert "全部保留" in page.get("/switches/planted/").content.decode()
    answer = page.post("/switches/planted/", {"is_on": "no"}, follow=True)
    assert "已停用，数据都还在" in answer.content.decode()
    assert "以前的数据都在" in page.get("/switches/planted/").content.decode()
    assert "已启用。" in page.post("/switches/planted/", {"is_on": "yes"}, follow=True).content.decode()


def test_the_page_tells_what_is_refused(world: World, admin: Account, planted: Manifest) -> None:
    answer = world.browser(admin).post("/switches/planted/", {"is_on": "yes"})
    assert answer.status_code == 422
    assert "已经是启用状态" in answer.content.decode()


def test_an_unknown_app_has_no_switch(world: World, admin: Account) -> None:
    assert world.browser(admin).get("/switches/nothing/").status_code == 404


def test_clerks_and_strangers_do_not_reach_the_switches(world: World) -> None:
    assert world.browser(world.account("clerk")).get("/switches/").status_code == 403
    assert world.browser().get("/switches/").status_code == 302
