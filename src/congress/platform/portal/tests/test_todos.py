"""To-dos: given to an account or a pool, seen by whoever may, closed, withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from congress.platform.core.commands import COMMANDS
from congress.platform.core.refusals import PartOutsideCommand
from congress.platform.core.subjects import Subject
from congress.platform.identity.models import Account
from congress.platform.organisation.models import Body
from congress.platform.portal.api import close_todo, give_todo, withdraw_todo
from congress.platform.portal.models import Todo
from congress.platform.portal.selectors.todos import Counts, counts_for, ended_todos, open_todos
from congress.platform.portal.tests.world import World, person, within_an_act

VERB = "portal.arrange"
"""Any declared permission a role may hold in a body."""


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


@pytest.fixture
def root(world: World) -> Body:
    return world.body("root")


def subject(row: Any) -> Subject:
    return Subject("portal.thing", row.pk, "第一号议案")


def give(world: World, giver: Account, about: Any, **more: Any) -> UUID:
    words = {"kind": "tests.review", "title": "复核第一号议案", "url": "/todos/", **more}
    todo: UUID = within_an_act(giver, world.at, lambda act: give_todo(act, subject=subject(about), **words))
    return todo


def titles(account: Account, verbs: frozenset[str] = frozenset({VERB})) -> list[str]:
    return [each.title for each in open_todos(person(account), verbs)]


def test_one_account_gets_a_todo(world: World, clerk: Account) -> None:
    todo = give(world, clerk, clerk, assignee=clerk.pk, due_date=date(2026, 3, 5))
    row = Todo.objects.get(pk=todo)
    assert (row.state, row.about_kind, row.about_title, row.due_date) == (
        "open",
        "portal.thing",
        "第一号议案",
        date(2026, 3, 5),
    )
    assert str(row) == "复核第一号议案"
    assert titles(clerk) == ["复核第一号议案"]
    assert titles(world.account("other")) == []


def test_a_pool_is_whoever_holds_the_permission_in_the_bodys_scope(
    world: World, clerk: Account, root: Body
) -> None:
    town, other_town = world.body("town", root), world.body("other", root)
    role = world.role("reviewer", VERB)
    in_town, above, elsewhere = world.account("in-town"), world.account("above"), world.account("elsewhere")
    world.grant(in_town, role, town)
    world.grant(above, role, root)
    world.grant(elsewhere, role, other_town)
    everywhere = world.administrator()
    give(world, clerk, clerk, permission=VERB, body=town.pk)
    assert titles(in_town) == titles(above) == titles(everywhere) == ["复核第一号议案"]
    assert titles(elsewhere) == titles(clerk) == []


def test_the_most_urgent_comes_first_and_what_has_no_date_last(world: World, clerk: Account) -> None:
    for number, due in enumerate([None, date(2026, 3, 9), date(2026, 3, 1)]):
        give(world, clerk, clerk, kind=f"tests.{number}", title=str(due), assignee=clerk.pk, due_date=due)
    assert titles(clerk) == ["2026-03-01", "2026-03-09", "None"]


def test_giving_the_same_again_renews_it(world: World, clerk: Account) -> None:
    first = give(world, clerk, clerk, assignee=clerk.pk)
    again = give(world, clerk, clerk, assignee=clerk.pk, title="催办", due_date=date(2026, 3, 3))
    assert first == again
    row = Todo.objects.get()
    assert (row.title, row.due_date, row.version) == ("催办", date(2026, 3, 3), 2)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "one account, or for a pool"),
        ({"permission": VERB}, "one account, or for a pool"),
        ({"permission": "nobody.can", "body": "root"}, "nobody can hold"),
        ({"assignee": "clerk", "body": "root"}, "one account, or for a pool"),
        ({"assignee": "clerk", "url": "https://elsewhere/"}, "path of this place"),
        ({"assignee": "clerk", "url": "//elsewhere/"}, "path of this place"),
    ],
)
def test_a_todo_for_nobody_or_leading_elsewhere_is_a_defect(
    world: World, clerk: Account, root: Body, more: dict[str, Any], words: str
) -> None:
    known = {"clerk": clerk.pk, "root": root.pk}
    with pytest.raises(ValueError, match=words):
        give(world, clerk, clerk, **{key: known.get(value, value) for key, value in more.items()})


def test_closing_ticks_off_for_everyone_and_names_who_did_it(
    world: World, clerk: Account, root: Body
) -> None:
    role = world.role("reviewer", VERB)
    first, second = world.account("first"), world.account("second")
    world.grant(first, role, root)
    world.grant(second, role, root)
    give(world, clerk, clerk, permission=VERB, body=root.pk)
    closed = within_an_act(
        first, world.at, lambda act: close_todo(act, subject=subject(clerk), kind="tests.review")
    )
    assert closed == 1
    assert titles(first) == titles(second) == []
    assert [each.title for each in ended_todos(person(first))] == ["复核第一号议案"]
    assert not ended_todos(person(second)).exists()


def test_a_personal_todo_closed_by_another_stays_with_its_owner(world: World, clerk: Account) -> None:
    give(world, clerk, clerk, assignee=clerk.pk)
    other = world.account("other")
    within_an_act(other, world.at, lambda act: close_todo(act, subject=subject(clerk), kind="tests.review"))
    assert ended_todos(person(clerk)).count() == 1
    assert not ended_todos(person(other)).exists()


def test_closing_what_nobody_was_given_does_nothing(world: World, clerk: Account) -> None:
    act = lambda act: close_todo(act, subject=subject(clerk), kind="tests.review")  # noqa: E731
    assert within_an_act(clerk, world.at, act) == 0


def test_another_kind_about_the_same_stays_open(world: World, clerk: Account) -> None:
    give(world, clerk, clerk, assignee=clerk.pk)
    within_an_act(clerk, world.at, lambda act: close_todo(act, subject=subject(clerk), kind="tests.other"))
    assert titles(clerk) == ["复核第一号议案"]


def test_a_withdrawn_todo_is_nobodys_work(world: World, clerk: Account) -> None:
    give(world, clerk, clerk, assignee=clerk.pk)
    withdrawn = within_an_act(
        clerk, world.at, lambda act: withdraw_todo(act, subject=subject(clerk), kind="tests.review")
    )
    assert withdrawn == 1
    assert Todo.objects.get().state == "withdrawn"
    assert titles(clerk) == []


@pytest.mark.parametrize("part", [give_todo, close_todo, withdraw_todo])
def test_parts_need_an_open_act(part: Any) -> None:
    with pytest.raises(PartOutsideCommand):
        part(None)
    assert part.part and "portal.give_todo" not in COMMANDS


def test_counts_see_own_and_pooled_todos(world: World, clerk: Account, root: Body) -> None:
    reviewer = world.account("reviewer")
    world.grant(reviewer, world.role("reviewer", VERB), root)
    give(world, clerk, clerk, assignee=reviewer.pk)
    give(world, clerk, root, permission=VERB, body=root.pk)
    held = frozenset({VERB})
    assert counts_for(person(reviewer), held, world.at) == Counts(todos=2)
    assert counts_for(person(clerk), frozenset(), world.at) == Counts()


def test_counting_again_costs_two_queries_until_the_pool_changes_or_a_minute_is_over(
    world: World, clerk: Account, root: Body, django_assert_num_queries: Any
) -> None:
    held = frozenset({VERB})
    reviewer = world.account("reviewer")
    world.grant(reviewer, world.role("reviewer", VERB), root)
    give(world, clerk, root, permission=VERB, body=root.pk)
    assert counts_for(person(reviewer), held, world.at).todos == 1
    with django_assert_num_queries(2):
        assert counts_for(person(reviewer), held, world.at).todos == 1
    give(world, clerk, clerk, permission=VERB, body=root.pk)
    assert counts_for(person(reviewer), held, world.at).todos == 2
    with django_assert_num_queries(4):
        counts_for(person(reviewer), held, world.at + timedelta(minutes=1))


def test_memory_is_bounded(world: World, root: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congress.platform.portal.selectors.todos.MOST_REMEMBERED", 1)
    role = world.role("reviewer", VERB)
    for name in ("first", "second"):
        account = world.account(name)
        world.grant(account, role, root)
        give(world, account, account, permission=VERB, body=root.pk)
        counts_for(person(account), frozenset({VERB}), world.at)
    from congress.platform.portal.selectors import todos

    assert len(todos._pool_counts) == 1


def row(world: World, **values: Any) -> Todo:
    return Todo(
        kind="k",
        about_kind="a",
        about_id=UUID(int=1),
        about_title="t",
        title="t",
        url="/",
        given_at=world.at,
        **values,
    )


def test_the_database_wants_an_account_or_a_pool(
    world: World, clerk: Account, root: Body, arranged: None
) -> None:
    for values in ({}, {"permission": VERB}, {"assignee": clerk, "body": root}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row(world, **values).save(force_insert=True)


def test_the_database_wants_an_end_for_what_is_not_open(world: World, clerk: Account, arranged: None) -> None:
    for values in ({"state": "done"}, {"ended_at": world.at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row(world, assignee=clerk, **values).save(force_insert=True)


def test_the_database_holds_each_open_todo_once(
    world: World, clerk: Account, root: Body, arranged: None
) -> None:
    for values in ({"assignee": clerk}, {"permission": VERB, "body": root}):
        row(world, **values).save(force_insert=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            row(world, **values).save(force_insert=True)
