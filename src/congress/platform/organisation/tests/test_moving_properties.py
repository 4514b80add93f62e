"""Whatever is added and moved in whatever order, every path is its parent's path and a part of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress.platform.core.guard import unguarded
from congress.platform.organisation.domain import WIDTH
from congress.platform.organisation.models import Body
from congress.platform.organisation.services import move_body
from congress.platform.organisation.tests.worlds import CONSOLE, Tree
from congress.platform.search.models import SearchEntry
from congress.standards.errors import RuleViolation

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

# A tree as the number of each further body's parent, and moves as pairs of numbers.
shapes = st.integers(2, 9).flatmap(
    lambda size: st.tuples(
        st.tuples(*(st.integers(0, place) for place in range(size))),
        st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), max_size=6),
    )
)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shapes)
def test_paths_stay_true_whatever_moves(shape: tuple[tuple[int, ...], list[tuple[int, int]]]) -> None:
    parents, moves = shape
    tree = _grown(parents)
    allowed = 0
    for what, where in moves:
        before = _parents()
        body, goal = tree.row(f"B{what}"), tree.row(f"B{where}")
        try:
            move_body(actor=CONSOLE, at=AT, target=body.pk, version=body.version, parent=goal.pk)
            allowed += 1
        except RuleViolation as violation:
            assert _parents() == before
            assert violation.code in (
                "organisation.circle",
                "organisation.root_stays",
                "organisation.same_parent",
            )
            assert _may_not_go(before, f"B{what}", f"B{where}")
        _require_true_paths()
    assert len(_parents()) == len(parents) + 1
    with unguarded("fixtures"):  # the next example grows a tree of its own in the same transaction
        SearchEntry.objects.all().delete()
        Body.objects.order_by("-path").update(parent=None)
        Body.objects.all().delete()


def _grown(parents: tuple[int, ...]) -> Tree:
    tree = Tree(AT)
    tree.body("B0")
    for number, parent in enumerate(parents, start=1):
        tree.body(f"B{number}", f"B{parent}")
    return tree


def _parents() -> dict[str, str | None]:
    return dict(Body.objects.values_list("code", "parent__code"))


def _may_not_go(parents: dict[str, str | None], what: str, where: str) -> bool:
    """Whether the plain rule of trees forbids the move: the root stays, no body goes below itself or where it is."""
    above: str | None = where
    while above is not None:
        if above == what:
            return True
        above = parents[above]
    return parents[what] is None or parents[what] == where


def _require_true_paths() -> None:
    rows = {row.pk: row for row in Body.objects.all()}
    below: dict[str, set[str]] = {row.path: set() for row in rows.values()}
    for row in rows.values():
        if row.parent_id is None:
            assert len(row.path) == WIDTH
            continue
        assert row.path[:-WIDTH] == rows[row.parent_id].path
        above: Body | None = row
        while above is not None:
            below[above.path].add(row.path)
            above = (
                rows.get(above.parent_id) if above.parent_id else None
            )  # climbing ends: there is no circle
    for path, inside in below.items():
        assert {
            row.path for row in rows.values() if row.path.startswith(path) and row.path != path
        } == inside - {path}
    assert len({row.path for row in rows.values()}) == len(rows)
