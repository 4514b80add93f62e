"""Several people at once: two children get two paths, and whoever meets a busy part of the tree is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, connections, transaction

from congress.platform.core.guard import unguarded
from congress.platform.organisation.models import Body
from congress.platform.organisation.services import create_body, move_body
from congress.platform.organisation.tests.worlds import CITY, CONSOLE, SINCE, Tree, small_tree
from congress.standards.errors import RuleViolation

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def grown(at: datetime) -> Iterator[Tree]:
    yield small_tree(at)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or the violation it raised."""
    ready = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        ready.wait(timeout=10)
        try:
            found[place] = acts[place]()
        except RuleViolation as violation:
            found[place] = violation
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found


def adding(tree: Tree, code: str, parent: str) -> Callable[[], Any]:
    return lambda: create_body(
        actor=CONSOLE,
        at=tree.at,
        target=tree.ids[parent],
        code=code,
        name=code,
        kind="public_institution",
        level="city",
        region_code=CITY,
        active_from=SINCE,
    )


def moving(tree: Tree, code: str, parent: str) -> Callable[[], Any]:
    body = tree.row(code)
    return lambda: move_body(
        actor=CONSOLE, at=tree.at, target=body.pk, version=body.version, parent=tree.ids[parent]
    )


def require_true_paths() -> None:
    for row in Body.objects.select_related("parent"):
        assert row.path[:-4] == (row.parent.path if row.parent is not None else "")


def test_bodies_made_at_once_under_one_parent_get_paths_of_their_own(grown: Tree) -> None:
    found = at_once(*(adding(grown, f"N{number}", "ZF") for number in range(6)))
    assert not [each for each in found if isinstance(each, RuleViolation)]
    paths = list(Body.objects.filter(parent=grown.ids["ZF"]).values_list("path", flat=True))
    assert len(set(paths)) == 8
    require_true_paths()


def test_adding_and_moving_at_once_never_leave_a_path_behind(grown: Tree) -> None:
    grown.body("X", "YC")
    for round_ in range(4):
        goal = ("X", "YC")[round_ % 2]
        found = at_once(moving(grown, "ZF", goal), *(adding(grown, f"R{round_}-{n}", "CZ") for n in range(3)))
        refused = [each.code for each in found if isinstance(each, RuleViolation)]
        assert set(refused) <= {
            "organisation.tree_busy",
            "organisation.same_parent",
        }  # the round before was busy
        require_true_paths()


def test_two_moves_at_once_close_no_circle(grown: Tree) -> None:
    grown.body("A", "YC")
    grown.body("B", "YC")
    found = at_once(moving(grown, "A", "B"), moving(grown, "B", "A"))
    assert len([each for each in found if isinstance(each, RuleViolation)]) == 1
    require_true_paths()


@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="only on PostgreSQL: SQLite has one writer at a time, nobody waits for rows",
)
def test_a_move_does_not_wait_for_somebody_at_work_below(grown: Tree) -> None:
    holding, over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), unguarded("fixtures"):
            list(Body.objects.filter(code="CZ").select_for_update())
            holding.set()
            over.wait(timeout=10)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait(timeout=10)
    with pytest.raises(RuleViolation) as refused:
        moving(grown, "ZF", "RD")()
    over.set()
    thread.join(timeout=10)
    assert refused.value.code == "organisation.tree_busy"
