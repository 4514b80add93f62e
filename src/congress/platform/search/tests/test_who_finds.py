"""Who finds what: permission and body filter in the query; strangers see what is public, nobody sees more."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.core.actors import Actor, Person, Public, System
from congress.platform.core.models import Switch
from congress.platform.identity.models import Account
from congress.platform.organisation.models import Body
from congress.platform.search.api import find

STRANGER = Public("web")
FROM = date(2020, 1, 1)


def _body(code: str, path: str, parent: Body | None = None) -> Body:
    body = Body(
        code=code, name=code, kind="department", level="city", path=path, parent=parent, active_from=FROM
    )
    body.save()
    return body


def _account(
    at: datetime, name: str, verb: str = "", body: Body | None = None, *, with_below: bool = True
) -> Person:
    account = Account(username=name, display_name=name, password="x", password_changed_at=at, created_at=at)
    account.save()
    if verb:
        role = Role(code=name, title=name)
        role.save()
        RolePermission(role=role, code=verb).save()
        Grant(account=account, role=role, body=body, with_below=with_below, from_date=FROM).save()
    return Person(account.pk)


@pytest.fixture
def bodies(arranged: None) -> tuple[Body, Body, Body]:
    """A city with a town, and another city's office."""
    city = _body("city", "aaaa")
    return city, _body("town", "aaaabbbb", city), _body("other", "cccc")


def _found(actor: Actor) -> set[str]:
    return {hit.subject.title for hit in find(actor=actor, words="预算").hits}


def test_strangers_find_public_things_only(
    thing: Callable[..., UUID], bodies: tuple[Body, Body, Body]
) -> None:
    thing("公开预算", body=bodies[0].pk)
    thing("内部预算", body=bodies[0].pk, public=False)
    thing("受限预算", body=bodies[0].pk, permission="searched.read", public=False)
    thing("共享预算", permission="searched.shared", public=False)
    assert _found(STRANGER) == {"公开预算"}


def test_a_person_finds_what_the_permission_reaches(
    thing: Callable[..., UUID], bodies: tuple[Body, Body, Body], at: datetime
) -> None:
    city, town, other = bodies
    for body in bodies:
        thing(f"{body.code}预算", body=body.pk, permission="searched.read", public=False)
    assert _found(_account(at, "everywhere", "searched.read")) == {"city预算", "town预算", "other预算"}
    assert _found(_account(at, "in-city", "searched.read", city)) == {"city预算", "town预算"}
    assert _found(_account(at, "city-only", "searched.read", city, with_below=False)) == {"city预算"}
    assert _found(_account(at, "in-town", "searched.read", town)) == {"town预算"}
    assert _found(_account(at, "another-verb", "searched.wide", city)) == set()
    assert _found(_account(at, "nothing")) == set()


def test_a_person_finds_through_several_permissions_at_once_and_what_is_public(
    thing: Callable[..., UUID], bodies: tuple[Body, Body, Body], at: datetime
) -> None:
    city, town, other = bodies
    person = _account(at, "two-roles", "searched.read", town)
    role = Role(code="second", title="second")
    role.save()
    RolePermission(role=role, code="searched.open").save()
    Grant(account=Account.objects.get(pk=person.account), role=role, body=other, from_date=FROM).save()
    thing("镇内预算", body=town.pk, permission="searched.read", public=False)
    thing("市内预算", body=city.pk, permission="searched.read", public=False)
    thing("外地内部预算", body=other.pk, permission="searched.open", public=False)
    thing("外地镇内预算", body=town.pk, permission="searched.open", public=False)
    thing("公开预算", body=city.pk)
    assert _found(person) == {"镇内预算", "外地内部预算", "公开预算"}


def test_things_without_a_body_are_found_by_those_who_may_use_the_permission_on_the_place(
    thing: Callable[..., UUID], bodies: tuple[Body, Body, Body], at: datetime
) -> None:
    city = bodies[0]
    thing("读预算", permission="searched.read", public=False)
    thing("广预算", permission="searched.wide", public=False)
    thing("共享预算", permission="searched.shared", public=False)
    assert _found(_account(at, "root", "searched.read")) == {"读预算", "共享预算"}
    assert _found(_account(at, "in-city", "searched.read", city)) == {"共享预算"}
    assert _found(_account(at, "wide-in-city", "searched.wide", city)) == {"广预算", "共享预算"}
    assert _found(_account(at, "no-role")) == {"共享预算"}


def test_a_disabled_account_finds_nothing_that_is_not_public(
    thing: Callable[..., UUID], bodies: tuple[Body, Body, Body], at: datetime
) -> None:
    person = _account(at, "gone", "searched.read")
    Account.objects.filter(pk=person.account).update(state="disabled")
    thing("共享预算", permission="searched.shared", public=False)
    thing("读预算", permission="searched.read", public=False)
    thing("公开预算")
    assert _found(person) == {"公开预算"}


def test_a_system_finds_what_its_permissions_name(thing: Callable[..., UUID]) -> None:
    thing("读预算", permission="searched.read", public=False)
    thing("写预算", permission="searched.write", public=False)
    assert _found(System("searched.job")) == {"写预算"}


def test_things_of_a_switched_off_app_are_not_found(thing: Callable[..., UUID], arranged: None) -> None:
    thing("公开预算")
    Switch(app="searched", is_on=False).save()
    assert _found(STRANGER) == set()


def test_finding_takes_a_fixed_number_of_queries(
    thing: Callable[..., UUID],
    bodies: tuple[Body, Body, Body],
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = _account(at, "in-city", "searched.read", bodies[0])
    for number in range(30):
        thing(f"第{number}号预算", body=bodies[0].pk, permission="searched.read", public=False)
    find(actor=person, words="预算")
    with django_assert_num_queries(
        6
    ):  # verbs · used permissions · powers for one verb · switches · hits · texts
        assert find(actor=person, words="预算 号").total == 30
    with django_assert_num_queries(
        2
    ):  # used permissions · switches; nothing of it can be seen, so no more is asked
        assert find(actor=STRANGER, words="预算").total == 0
