"""The one rule: by cases, and against a plain reckoning over random trees, grants and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress.platform.access import powers
from congress.platform.access.models import Grant, Role
from congress.platform.access.tests.worlds import give, make_account, make_body, make_role
from congress.platform.core import clock, registry
from congress.platform.core.actors import Actor, Bearer, Peer, Person, Public, System
from congress.platform.core.guard import unguarded
from congress.platform.core.manifest import Manifest, Permission
from congress.platform.core.models import Batch
from congress.platform.core.ports import access, decide, visible
from congress.platform.organisation.models import Body
from congress.platform.organisation.models import Person as Human

VERB, ANYONE, OPEN, ANYWHERE = "planted.read", "planted.anyone", "planted.open", "planted.anywhere"
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _planted(at: datetime) -> Iterator[None]:
    registry.register(
        Manifest(
            name="planted",
            title="planted",
            permissions=(
                Permission(VERB, "阅读", systems=("planted.job",)),
                Permission(ANYONE, "人人", anyone=True),
                Permission(OPEN, "公开", public=True),
                Permission(ANYWHERE, "任一", anywhere=True),
            ),
        )
    )
    clock.move_to(at)
    yield
    clock.reset()
    registry.unregister("planted")


def make_human(name: str, body: Body, account: UUID | None = None, batch: Batch | None = None) -> Human:
    with unguarded("fixtures"):
        human = Human(name=name, body=body, account_id=account, batch=batch)
        human.save(force_insert=True)
    return human


@pytest.mark.django_db
def test_an_undeclared_permission_is_refused(at: datetime) -> None:
    body = make_body("a", "0001")
    account = make_account("chen", at=at)
    give(account, make_role("all", ["nobody.knows"]))
    for actor in (Public("web"), System("planted.job"), Person(account)):
        assert not decide(actor, "nobody.knows").allowed
        assert not decide(actor, "nobody.knows", body).allowed
        assert not visible(Body.objects.all(), actor, "nobody.knows").exists()


@pytest.mark.django_db
def test_machines_hold_what_their_manifest_names_and_nothing_else() -> None:
    body = make_body("a", "0001")
    assert decide(System("planted.job"), VERB).allowed
    assert decide(System("planted.job"), VERB, body).allowed
    assert not decide(System("another"), VERB).allowed
    assert not decide(System("another"), VERB, body).allowed
    for actor in (Peer("elsewhere"), Bearer(uuid4()), Public("web")):
        assert not decide(actor, VERB).allowed
        assert not decide(actor, VERB, body).allowed
        assert access().verbs(actor) == frozenset()


@pytest.mark.django_db
def test_what_belongs_to_anyone_reaches_ones_own_rows_while_the_account_is_active(at: datetime) -> None:
    account, other = make_account("chen", at=at), make_account("other", at=at)
    body = make_body("a", "0001")
    mine, theirs = make_human("甲", body, account), make_human("乙", body, other)
    assert list(visible(Human.objects.all(), Person(account), ANYONE)) == [mine]
    assert not decide(Person(account), ANYONE, theirs).allowed
    assert decide(Person(account), ANYONE).allowed
    assert ANYONE in access().verbs(Person(account))
    off = make_account("off", at=at, state="disabled")
    make_human("丙", body, off)
    assert not decide(Person(off), ANYONE).allowed
    assert not visible(Human.objects.all(), Person(off), ANYONE).exists()


@pytest.mark.django_db
def test_public_verbs_reach_only_rows_declared_public(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    from congress.platform.core.ports import Scope

    body, hidden = make_body("a", "0001"), make_body("b", "0002", closed=True)
    assert not visible(Body.objects.all(), Public("web"), OPEN).exists()
    monkeypatch.setattr(Body, "scope", Scope(body="self", public={"active_until__isnull": True}))
    assert list(visible(Body.objects.all(), Public("web"), OPEN)) == [body]
    assert not decide(Public("web"), OPEN, hidden).allowed
    assert decide(Public("web"), OPEN).allowed
    account = make_account("chen", at=at)
    assert list(visible(Body.objects.all(), Person(account), OPEN)) == [body]
    give(account, make_role("inner", [OPEN]), hidden)
    assert set(visible(Body.objects.all(), Person(account), OPEN)) == {body, hidden}


@pytest.mark.django_db
def test_rows_of_the_place_itself_need_a_role_at_the_root_or_a_verb_that_goes_anywhere(at: datetime) -> None:
    role = make_role("reader", [VERB, ANYWHERE])
    local, chief = make_account("local", at=at), make_account("chief", at=at)
    give(local, role, make_body("a", "0001"))
    give(chief, role)
    assert not visible(Role.objects.all(), Person(local), VERB).exists()
    assert visible(Role.objects.all(), Person(local), ANYWHERE).exists()
    assert visible(Role.objects.all(), Person(chief), VERB).exists()
    assert not decide(Person(local), VERB).allowed
    assert decide(Person(local), ANYWHERE).allowed
    assert decide(Person(chief), VERB).allowed
    assert not decide(Person(make_account("none", at=at)), ANYWHERE).allowed


@pytest.mark.django_db
def test_rows_of_an_open_batch_are_out_of_everybodys_sight(at: datetime) -> None:
    account = make_account("chief", at=at)
    give(account, make_role("reader", [VERB]))
    with unguarded("fixtures"):
        batch = Batch(kind="t", title="t", trace=uuid4(), opened_at=at)
        batch.save(force_insert=True)
    row = make_human("甲", make_body("a", "0001"), batch=batch)
    for actor in (Person(account), System("planted.job")):
        assert not visible(Human.objects.all(), actor, VERB).exists()
        assert not decide(actor, VERB, row).allowed
    with unguarded("fixtures"):
        Batch.objects.update(state="closed", ended_at=at)
    assert decide(Person(account), VERB, row).allowed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ({}, True),
        ({"since": TODAY}, True),
        ({"since": TODAY + timedelta(days=1)}, False),
        ({"until": TODAY}, True),
        ({"until": TODAY - timedelta(days=1)}, False),
        ({"ended_at": datetime(2026, 3, 1, tzinfo=None).astimezone()}, False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day_and_not_after_it_was_ended(
    at: datetime, change: dict[str, Any], holds: bool
) -> None:
    account = make_account("chen", at=at)
    give(account, make_role("reader", [VERB]), **change)
    assert decide(Person(account), VERB).allowed is holds
    assert (VERB in access().verbs(Person(account))) is holds


@pytest.mark.django_db
def test_a_retired_role_and_a_disabled_account_hold_nothing(at: datetime) -> None:
    off = make_account("off", at=at, state="disabled")
    give(off, make_role("reader", [VERB]))
    account = make_account("chen", at=at)
    give(account, make_role("old", [VERB], retired=True))
    for each in (off, account):
        assert not decide(Person(each), VERB).allowed
        assert powers.powers(each, VERB) == []


@pytest.mark.django_db
def test_a_second_person_is_asked_for_people_only(at: datetime) -> None:
    account = make_account("chief", at=at)
    give(account, make_role("reader", [VERB]))
    assert decide(Person(account), VERB, second_person=True).hold
    assert not decide(Person(account), VERB).hold
    assert not decide(System("planted.job"), VERB, second_person=True).hold
    assert not decide(Person(uuid4()), VERB, second_person=True).hold


# --- against a plain reckoning --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Node:
    path: str
    region: str


@dataclass(frozen=True)
class Given:
    node: int | None
    below: bool
    region: str
    start: int
    length: int | None
    ended: bool
    verb: bool


REGIONS = st.sampled_from(["", "440000", "441900", "441900101", "441302"])
PREFIXES = st.sampled_from(["", "", "44", "4419", "441900101"])


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    nodes = [Node("0001", draw(REGIONS))]
    for number in range(draw(st.integers(0, 9))):
        above = draw(st.sampled_from(nodes))
        nodes.append(Node(f"{above.path}{number + 1:04d}", draw(REGIONS)))
    return nodes


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Node], list[Given]]:
    nodes = draw(trees())
    one = st.builds(
        Given,
        node=st.none() | st.integers(0, len(nodes) - 1),
        below=st.booleans(),
        region=PREFIXES,
        start=st.integers(-2, 1),
        length=st.none() | st.integers(0, 3),
        ended=st.integers(0, 5).map(lambda n: n == 0),
        verb=st.integers(0, 4).map(lambda n: n > 0),
    )
    return nodes, draw(st.lists(one, max_size=4))


def reaches(each: Given, nodes: list[Node], row: Node) -> bool:
    """What the rule says, in as few words as possible."""
    is_due = each.start <= 0 and (each.length is None or each.start + each.length >= 0)
    if each.ended or not each.verb or not is_due or not row.region.startswith(each.region):
        return False
    if each.node is None:
        return True
    top = nodes[each.node].path
    return row.path.startswith(top) if each.below else row.path == top


def arrange(nodes: list[Node], grants: list[Given], at: datetime) -> tuple[UUID, list[Body], list[Human]]:
    account = make_account("chen", at=at)
    roles = {True: make_role("holds", [VERB]), False: make_role("other", [ANYWHERE])}
    bodies: dict[str, Body] = {}
    for node in nodes:
        bodies[node.path] = make_body(
            node.path, node.path, parent=bodies.get(node.path[:-4]), region=node.region
        )
    rows = list(bodies.values())
    for n, each in enumerate(grants):
        start = TODAY + timedelta(days=each.start)
        # the database takes one endless grant of a kind, so these end long after the test, each on another day
        length = 9000 + n if each.length is None else each.length
        give(
            account,
            roles[each.verb],
            None if each.node is None else rows[each.node],
            below=each.below,
            region=each.region,
            since=start,
            until=None if each.length is None and n == 0 else start + timedelta(days=length),
            ended_at=at if each.ended else None,
        )
    return account, rows, [make_human(f"人{n}", body) for n, body in enumerate(rows)]


@pytest.mark.django_db
@pytest.mark.slow
@given(case=cases())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_visible_and_decide_agree_and_nothing_outside_a_granted_path_is_seen(
    case: tuple[list[Node], list[Given]], at: datetime
) -> None:
    nodes, grants = case
    with transaction.atomic():
        account, bodies, people = arrange(nodes, grants, at)
        expected = {node.path for node in nodes if any(reaches(each, nodes, node) for each in grants)}
        actor: Actor = Person(account)
        seen = set(visible(Body.objects.all(), actor, VERB).values_list("path", flat=True))
        assert seen == expected
        seen_people = set(visible(Human.objects.all(), actor, VERB).values_list("body__path", flat=True))
        assert seen_people == expected
        for row, human in zip(bodies, people, strict=True):
            assert decide(actor, VERB, row).allowed is (row.path in expected)
            assert decide(actor, VERB, human).allowed is (row.path in expected)
        some = Grant.objects.all()
        in_sight = set(visible(some, actor, VERB))
        for each in some:
            assert decide(actor, VERB, each).allowed is (each in in_sight)
        transaction.set_rollback(True)
