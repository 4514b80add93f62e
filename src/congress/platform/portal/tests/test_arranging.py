"""Arranging menu and cards through the door: stored, audited, refused, undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import System
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.identity.models import Account
from congress.platform.portal.contracts import Choice
from congress.platform.portal.models import Arrangement, CardChoice, MenuChoice
from congress.platform.portal.selectors.arrangements import current_arrangement, wishes_for
from congress.platform.portal.services import arrange_cards, arrange_menu, undo_arrangement
from congress.platform.portal.tests.world import World, person
from congress.standards.errors import RuleViolation

TODOS, NOTICES = Choice("portal.todos"), Choice("portal.notices")


@pytest.fixture
def admin(world: World) -> Account:
    return world.administrator()


def arrange(admin: Account, world: World, *choices: Choice, role: str = "", based_on: Any = None) -> Any:
    return arrange_menu(actor=person(admin), at=world.at, role=role, choices=list(choices), based_on=based_on)


def test_an_arrangement_is_stored_with_its_order_names_and_what_is_hidden(
    world: World, admin: Account
) -> None:
    made = arrange(admin, world, Choice("portal.notices", " 消息 "), Choice("portal.todos", is_hidden=True))
    row = Arrangement.objects.get(pk=made)
    assert (row.kind, row.role, row.state, row.made_by_id) == ("menu", "", "current", admin.pk)
    stored = row.menu_choices.order_by("order").values_list("code", "order", "title", "is_hidden")
    assert list(stored) == [("portal.notices", 10, "消息", False), ("portal.todos", 20, "", True)]


def test_every_arrangement_stands_in_the_audit(world: World, admin: Account) -> None:
    made = arrange(admin, world, TODOS, NOTICES, role="clerk")
    row = AuditRow.objects.get(command="portal.arrange_menu")
    assert (row.object_id, row.outcome, row.actor) == (made, "done", f"person:{admin.pk}")
    assert row.detail == {"kind": "menu", "role": "clerk", "choices": 2, "hidden": 0}


def test_a_later_arrangement_replaces_the_one_it_was_based_on(world: World, admin: Account) -> None:
    first = arrange(admin, world, TODOS, NOTICES)
    second = arrange(admin, world, NOTICES, TODOS, based_on=first)
    assert Arrangement.objects.get(pk=first).state == "past"
    assert Arrangement.objects.get(pk=second).previous_id == first


def test_two_administrators_at_once_the_later_one_is_told(world: World, admin: Account) -> None:
    arrange(admin, world, TODOS, NOTICES)
    with pytest.raises(Conflict):
        arrange(admin, world, NOTICES, TODOS, based_on=None)


def test_arrangements_of_different_roles_do_not_meet(world: World, admin: Account) -> None:
    arrange(admin, world, TODOS, NOTICES)
    arrange(admin, world, NOTICES, TODOS, role="clerk")
    assert Arrangement.objects.filter(state="current").count() == 2


def test_cards_are_arranged_apart_from_the_menu(world: World, admin: Account, plant: Any, card: Any) -> None:
    plant(card("planted", "planted.card"))
    made = arrange_cards(
        actor=person(admin), at=world.at, role="", choices=[Choice("planted.card", "新名")], based_on=None
    )
    assert CardChoice.objects.get(arrangement=made).title == "新名"
    assert current_arrangement("menu", "") is None


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ([TODOS, TODOS], "portal.entry_twice"),
        ([Choice("portal.nothing")], "portal.unknown_entry"),
        ([Choice("portal.todos", is_hidden=True)], "portal.all_hidden"),
        ([Choice("portal.todos", "长" * 21)], "portal.title_too_long"),
        ([], "portal.nothing_changed"),
    ],
)
def test_an_unsound_arrangement_is_refused(
    world: World, admin: Account, choices: list[Choice], code: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        arrange(admin, world, *choices)
    assert refused.value.code == code
    assert not Arrangement.objects.exists()


def test_saving_without_a_change_is_refused(world: World, admin: Account) -> None:
    first = arrange(admin, world, TODOS, NOTICES)
    with pytest.raises(RuleViolation, match="没有改动"):
        arrange(admin, world, TODOS, NOTICES, based_on=first)


def test_nobody_else_arranges(world: World) -> None:
    clerk = world.account("clerk")
    with pytest.raises(Refused):
        arrange(clerk, world, TODOS)
    assert AuditRow.objects.get(command="portal.arrange_menu").outcome == "denied"


def test_a_role_held_in_one_body_does_not_arrange_the_place(world: World) -> None:
    clerk = world.account("clerk")
    world.grant(clerk, world.role("part", "portal.arrange"), world.body("root"))
    with pytest.raises(Refused):
        arrange(clerk, world, TODOS)


def test_no_machine_arranges(world: World) -> None:
    with pytest.raises(Refused):
        arrange_menu(actor=System("any"), at=world.at, role="", choices=[TODOS], based_on=None)


def test_undoing_brings_the_one_before_back(world: World, admin: Account) -> None:
    first = arrange(admin, world, TODOS, NOTICES)
    second = arrange(admin, world, NOTICES, TODOS, based_on=first)
    undo_arrangement(actor=person(admin), at=world.at + timedelta(minutes=1), target=second)
    assert Arrangement.objects.get(pk=second).state == "undone"
    current = current_arrangement("menu", "")
    assert current is not None
    assert current.pk == first
    assert AuditRow.objects.get(command="portal.undo_arrangement").detail["restored"] == str(first)


def test_undoing_the_first_one_leaves_none(world: World, admin: Account) -> None:
    first = arrange(admin, world, TODOS)
    undo_arrangement(actor=person(admin), at=world.at, target=first)
    assert current_arrangement("menu", "") is None
    arrange(admin, world, NOTICES)


def test_only_the_one_in_force_is_undone(world: World, admin: Account) -> None:
    first = arrange(admin, world, TODOS, NOTICES)
    arrange(admin, world, NOTICES, TODOS, based_on=first)
    with pytest.raises(RuleViolation) as refused:
        undo_arrangement(actor=person(admin), at=world.at, target=first)
    assert refused.value.code == "portal.not_current"


def test_undoing_needs_the_permission_and_the_row(world: World, admin: Account) -> None:
    made = arrange(admin, world, TODOS)
    with pytest.raises(Refused):
        undo_arrangement(actor=person(world.account("clerk")), at=world.at, target=made)
    with pytest.raises(Refused):
        undo_arrangement(actor=person(admin), at=world.at, target=uuid4())


def test_an_emptied_arrangement_leaves_the_role_with_what_everyone_has(world: World, admin: Account) -> None:
    first = arrange(admin, world, TODOS, role="clerk")
    arrange(admin, world, role="clerk", based_on=first)
    assert not MenuChoice.objects.filter(arrangement__state="current").exists()
    assert wishes_for({}, ["clerk"]) == []


def test_the_database_holds_one_current_arrangement_for_a_role(world: World, arranged: None) -> None:
    Arrangement.objects.create(kind="menu", role="", made_at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrangement.objects.create(kind="menu", role="", made_at=world.at)


@pytest.mark.parametrize(("table", "kind"), [(MenuChoice, "menu"), (CardChoice, "cards")])
def test_the_database_holds_each_entry_once(world: World, table: Any, kind: str) -> None:
    with unguarded("fixtures"):
        row = Arrangement.objects.create(kind=kind, made_at=world.at)
        table.objects.create(arrangement=row, code="a", order=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.create(arrangement=row, code="a", order=2)


def test_an_arrangement_says_what_it_is() -> None:
    assert str(Arrangement(kind="cards")) == "首页卡片的安排"
